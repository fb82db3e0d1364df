//! Circles among things that rest on one another, and an order in which each comes after those that it rests on.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The most further members of a circle that a diagnostic points at.
pub(crate) const SHOWN: usize = 8;

/// The things `0..rests_on.len()` in groups: those that rest on one another in a circle together, each group after the
/// groups that it rests on.
pub(crate) fn groups(rests_on: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut walk = Walk { rests_on, ..Walk::default() };
    walk.seen.resize(rests_on.len(), None);
    walk.low.resize(rests_on.len(), usize::MAX);
    for start in 0..rests_on.len() {
        if walk.seen.get(start) == Some(&None) {
            walk.from(start);
        }
    }
    walk.groups
}

/// Whether a group is a circle: several together, or one that rests on itself.
pub(crate) fn is_circle(group: &[usize], rests_on: &[Vec<usize>]) -> bool {
    match group {
        [one] => rests_on.get(*one).is_some_and(|on| on.contains(one)),
        [] | [_, _, ..] => group.len() > 1,
    }
}

/// A shortest circle through the first of a group, in the order in which each rests on the next, that one first.
pub(crate) fn ring(group: &[usize], rests_on: &[Vec<usize>]) -> Vec<usize> {
    let Some(first) = group.first().copied() else { return Vec::new() };
    let members: BTreeSet<usize> = group.iter().copied().collect();
    let mut from: BTreeMap<usize, usize> = BTreeMap::new();
    let mut waiting = VecDeque::from([first]);
    while let Some(at) = waiting.pop_front().filter(|_| !from.contains_key(&first)) {
        for on in rests_on.get(at).into_iter().flatten().filter(|on| members.contains(on)) {
            if !from.contains_key(on) {
                from.insert(*on, at);
                waiting.push_back(*on);
            }
        }
    }
    let mut ring = vec![first];
    let mut at = from.get(&first).copied().unwrap_or(first);
    while at != first {
        ring.push(at);
        at = from.get(&at).copied().unwrap_or(first);
    }
    if let Some(rest) = ring.get_mut(1..) {
        rest.reverse();
    }
    ring
}

/// A walk in depth (Tarjan's), with its own stack: chains may be long.
#[derive(Default)]
struct Walk<'a> {
    rests_on: &'a [Vec<usize>],
    /// When each was first seen.
    seen: Vec<Option<usize>>,
    /// The earliest that each reaches; of those that are grouped, later than all.
    low: Vec<usize>,
    /// Those that are not grouped yet.
    open: Vec<usize>,
    groups: Vec<Vec<usize>>,
    count: usize,
}

impl Walk<'_> {
    fn from(&mut self, start: usize) {
        let mut path = vec![(start, 0)];
        self.enter(start);
        while let Some((at, next)) = path.pop() {
            match self.rests_on.get(at).and_then(|on| on.get(next)).copied() {
                Some(on) => {
                    path.push((at, next + 1));
                    if self.visit(at, on) {
                        path.push((on, 0));
                    }
                }
                None => self.leave(at, path.last().map(|(above, _)| *above)),
            }
        }
    }

    /// Looks at one that something rests on; whether the walk must go there.
    fn visit(&mut self, at: usize, on: usize) -> bool {
        match self.seen.get(on) {
            Some(None) => {
                self.enter(on);
                true
            }
            Some(Some(_)) => {
                self.lower(at, self.low.get(on).copied().unwrap_or(usize::MAX));
                false
            }
            None => false,
        }
    }

    fn enter(&mut self, at: usize) {
        if let (Some(seen), Some(low)) = (self.seen.get_mut(at), self.low.get_mut(at)) {
            *seen = Some(self.count);
            *low = self.count;
        }
        self.count += 1;
        self.open.push(at);
    }

    fn leave(&mut self, at: usize, above: Option<usize>) {
        let low = self.low.get(at).copied().unwrap_or(usize::MAX);
        if let Some(above) = above {
            self.lower(above, low);
        }
        if self.seen.get(at) == Some(&Some(low))
            && let Some(first) = self.open.iter().rposition(|open| *open == at)
        {
            let mut group = self.open.split_off(first);
            group.sort_unstable();
            self.settle(&group);
            self.groups.push(group);
        }
    }

    fn settle(&mut self, group: &[usize]) {
        for member in group {
            if let Some(low) = self.low.get_mut(*member) {
                *low = usize::MAX;
            }
        }
    }

    fn lower(&mut self, at: usize, to: usize) {
        if let Some(low) = self.low.get_mut(at) {
            *low = (*low).min(to);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_is_told_in_the_order_in_which_each_rests_on_the_next() {
        let rests_on = [vec![3, 2], vec![0], vec![1], vec![3, 4], vec![0]];
        let groups = groups(&rests_on);
        assert_eq!(groups, [[0, 1, 2, 3, 4]]);
        let found = ring(&groups[0], &rests_on);
        assert!(found == [0, 3, 4] || found == [0, 2, 1], "{found:?}");
        assert_eq!(ring(&[3], &rests_on), [3]);
    }
}
