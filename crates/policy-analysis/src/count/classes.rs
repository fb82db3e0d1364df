//! The coarsest classes of values that conditions tell apart, by factor; what literals say of them; how many values each
//! has. Values of a set or a list fall into classes as a whole, unless single elements can be told apart by themselves.

use std::collections::BTreeMap;

use core_model::{Count, FactorId, FactorKind, MOST_DATES, ValueSet};

use crate::columns::{Column, Ordered};
use crate::encode::{Ask, Encoder};
use crate::solver::Lit;

/// The most values of one set or list that are told apart one by one.
const POINTS: usize = 4_096;

/// The variables of a count. Each is a factor, or a part of a set that is independent of its other parts.
pub(super) struct Classes {
    /// By variable and class: how many values.
    pub(super) weights: Vec<Vec<Count>>,
    /// Of each literal, the variable, and for which of its classes it holds.
    pub(super) meaning: BTreeMap<Lit, (usize, Vec<bool>)>,
    /// Texts or days are told apart, so that records cannot be counted.
    pub(super) countless: bool,
}

/// A value that stands for others, how many these are, and what each question about it is answered.
struct Point<V> {
    value: V,
    weight: Count,
    told: Vec<bool>,
}

impl Classes {
    /// Nothing where the steps do not suffice.
    pub(super) fn of(encoder: &Encoder<'_>, steps: &mut u64) -> Option<Self> {
        let mut classes = Self { weights: Vec::new(), meaning: BTreeMap::new(), countless: false };
        let factors = (0..).map(FactorId).zip(&encoder.policy.factors).zip(&encoder.columns);
        for ((id, factor), column) in factors {
            let from = (id, Ask::In(Vec::new()));
            let asks: Vec<&Ask> =
                encoder.asked.range(from..).take_while(|(of, _)| *of == id).map(|(_, ask)| ask).collect();
            match column {
                Column::Ordered(ordered) => classes.ordered(&factor.kind, ordered, &asks, steps)?,
                Column::Set(held) => classes.set(held, &asks, steps)?,
                Column::Counts(counts) => classes.lists(counts, &asks, steps)?,
            }
        }
        Some(classes)
    }

    fn ordered(&mut self, kind: &FactorKind, ordered: &Ordered, asks: &[&Ask], steps: &mut u64) -> Option<()> {
        let (least, most) = ordered.ends();
        let mut starts = vec![least];
        for ask in asks {
            let Ask::In(runs) = ask else { continue };
            starts.extend(runs.iter().flat_map(|(first, last)| [*first, last.saturating_add(1)]));
        }
        starts.retain(|start| (least..=most).contains(start));
        starts.sort_unstable();
        starts.dedup();
        spend(steps, starts.len().checked_mul(asks.len() + 1)?)?;
        let ends = starts.iter().skip(1).map(|start| start - 1).chain([most]);
        let points = starts.iter().zip(ends).map(|(start, end)| Point {
            value: *start,
            weight: Count::of((end - start + 1).unsigned_abs()),
            told: asks.iter().map(|ask| lies_in(ask, *start)).collect(),
        });
        let mut classes = joined(points);
        match kind {
            FactorKind::Text | FactorKind::Date if classes.len() > 1 => self.countless = true,
            FactorKind::Text | FactorKind::Date => classes.iter_mut().for_each(|class| class.weight = Count::of(1)),
            FactorKind::Scale(_)
            | FactorKind::Choice(_)
            | FactorKind::Level
            | FactorKind::YesNo
            | FactorKind::Number(_)
            | FactorKind::Set(_)
            | FactorKind::Dates => {}
        }
        self.put(&classes, |value| ordered.known().map(|(at, lit)| (lit, *value >= at)).collect());
        Some(())
    }

    fn set(&mut self, held: &[Lit], asks: &[&Ask], steps: &mut u64) -> Option<()> {
        for group in groups(held.len(), asks) {
            let speaks = |ask: &&&Ask| named(ask).is_none_or(|values| !values.and(&group).is_empty());
            let own: Vec<&Ask> = asks.iter().filter(speaks).copied().collect();
            let alone = |value: u8| own.iter().any(|ask| named(ask) == Some(ValueSet::only(value)));
            let lits = group.iter().filter_map(|value| held.get(usize::from(value)).map(|lit| (value, *lit)));
            if group.iter().all(alone) {
                for (_, lit) in lits {
                    self.meaning.insert(lit, (self.weights.len(), vec![false, true]));
                    self.weights.push(vec![Count::of(1), Count::of(1)]);
                }
            } else {
                let classes = joined(subsets(group, &own, steps)?.into_iter());
                let lits: Vec<(u8, Lit)> = lits.collect();
                self.put(&classes, |set| lits.iter().map(|(value, lit)| (*lit, set.contains(*value))).collect());
            }
        }
        Some(())
    }

    fn lists(&mut self, counts: &[Ordered], asks: &[&Ask], steps: &mut u64) -> Option<()> {
        let mut points: Vec<Vec<i128>> = vec![Vec::new()];
        for segment in counts {
            let starts: Vec<i128> = [0].into_iter().chain(segment.known().map(|(at, _)| at)).collect();
            if points.len().checked_mul(starts.len())? > POINTS {
                return None;
            }
            let longer = |point: &Vec<i128>| {
                let point = point.clone();
                starts.iter().map(move |start| point.iter().copied().chain([*start]).collect()).collect::<Vec<_>>()
            };
            points = points.iter().flat_map(longer).collect();
        }
        spend(steps, points.len() * (asks.len() + 1))?;
        points.retain(|point| point.iter().sum::<i128>() <= MOST_DATES);
        let points = points.into_iter().map(|value| {
            let told = asks.iter().map(|ask| reaches(ask, &value)).collect();
            Point { value, weight: Count::of(1), told }
        });
        let classes = joined(points);
        if classes.len() > 1 {
            self.countless = true;
        }
        let meaning = |value: &Vec<i128>| {
            let segments = counts.iter().zip(value);
            segments
                .flat_map(|(segment, own)| segment.known().map(|(at, lit)| (lit, *own >= at)).collect::<Vec<_>>())
                .collect()
        };
        self.put(&classes, meaning);
        Some(())
    }

    /// A variable with these classes. `says` tells which literals hold of a value.
    fn put<V>(&mut self, classes: &[Point<V>], says: impl Fn(&V) -> Vec<(Lit, bool)>) {
        for point in classes {
            for (lit, holds) in says(&point.value) {
                self.meaning.entry(lit).or_insert_with(|| (self.weights.len(), Vec::new())).1.push(holds);
            }
        }
        let weights = classes.iter().map(|point| point.weight.clone()).collect();
        self.weights.push(weights);
    }
}

/// The points that are told apart by some question, each with the first value of its class.
fn joined<V>(points: impl Iterator<Item = Point<V>>) -> Vec<Point<V>> {
    let mut classes: Vec<Point<V>> = Vec::new();
    let mut places: BTreeMap<Vec<bool>, usize> = BTreeMap::new();
    for point in points {
        let place = *places.entry(point.told.clone()).or_insert(classes.len());
        match classes.get_mut(place) {
            Some(class) => class.weight = class.weight.plus(&point.weight),
            None => classes.push(point),
        }
    }
    classes
}

fn lies_in(ask: &Ask, value: i128) -> bool {
    match ask {
        Ask::In(runs) => runs.iter().any(|(first, last)| (*first..=*last).contains(&value)),
        Ask::All(_) | Ask::Any(_) | Ask::Exactly(_) | Ask::Size(_) | Ask::Dates(..) => false,
    }
}

/// Whether so many dates lie in the window, of which so many lie in each segment.
fn reaches(ask: &Ask, counts: &[i128]) -> bool {
    match ask {
        Ask::Dates(from, to, least) => counts.iter().take(*to).skip(*from).sum::<i128>() >= *least,
        Ask::In(_) | Ask::All(_) | Ask::Any(_) | Ask::Exactly(_) | Ask::Size(_) => false,
    }
}

fn holds_of(ask: &Ask, set: &ValueSet) -> bool {
    match ask {
        Ask::All(values) => values.within(set),
        Ask::Any(values) => !values.and(set).is_empty(),
        Ask::Exactly(values) => values == set,
        Ask::Size(least) => i128::from(set.len()) >= *least,
        Ask::In(_) | Ask::Dates(..) => false,
    }
}

/// The values that a question names, where it asks of no others.
fn named(ask: &Ask) -> Option<ValueSet> {
    match ask {
        Ask::All(values) | Ask::Any(values) => Some(*values),
        Ask::Exactly(_) | Ask::Size(_) | Ask::In(_) | Ask::Dates(..) => None,
    }
}

/// The values of a set in groups of which no question asks together.
fn groups(values: usize, asks: &[&Ask]) -> Vec<ValueSet> {
    let all = ValueSet::first(values);
    if asks.iter().any(|ask| named(ask).is_none()) {
        return vec![all];
    }
    let mut groups: Vec<ValueSet> = all.iter().map(ValueSet::only).collect();
    for values in asks.iter().filter_map(|ask| named(ask)) {
        let mut group = ValueSet::EMPTY;
        groups.retain(|other| {
            let meets = !other.and(&values).is_empty();
            if meets {
                group = group.or(other);
            }
            !meets
        });
        if !group.is_empty() {
            groups.push(group);
        }
    }
    groups
}

/// Sets of these values, one of all those that hold as many of the values that no question tells apart.
fn subsets(group: ValueSet, asks: &[&Ask], steps: &mut u64) -> Option<Vec<Point<ValueSet>>> {
    let mut blocks: BTreeMap<Vec<bool>, Vec<u8>> = BTreeMap::new();
    for value in group.iter() {
        let told = asks.iter().map(|ask| match ask {
            Ask::All(values) | Ask::Any(values) | Ask::Exactly(values) => values.contains(value),
            Ask::Size(_) | Ask::In(_) | Ask::Dates(..) => false,
        });
        blocks.entry(told.collect()).or_default().push(value);
    }
    let mut points = vec![(ValueSet::EMPTY, Count::of(1))];
    for block in blocks.values() {
        if points.len().checked_mul(block.len() + 1)? > POINTS {
            return None;
        }
        let ways = ways(block.len());
        let with = |(set, weight): &(ValueSet, Count)| {
            let first = |count: usize| set.or(&block.iter().copied().take(count).collect());
            ways.iter().enumerate().map(|(count, ways)| (first(count), weight.times(ways))).collect::<Vec<_>>()
        };
        points = points.iter().flat_map(with).collect();
    }
    spend(steps, points.len().checked_mul(asks.len() + 1)?)?;
    let told = |set: &ValueSet| asks.iter().map(|ask| holds_of(ask, set)).collect();
    Some(points.into_iter().map(|(value, weight)| Point { told: told(&value), value, weight }).collect())
}

/// By how many are chosen of so many things, in how many ways.
fn ways(of: usize) -> Vec<Count> {
    let mut row = vec![Count::of(1)];
    for _ in 0..of {
        let next = row.iter().zip(row.iter().skip(1)).map(|(one, other)| one.plus(other));
        row = [Count::of(1)].into_iter().chain(next).chain([Count::of(1)]).collect();
    }
    row
}

fn spend(steps: &mut u64, count: usize) -> Option<()> {
    *steps = steps.checked_sub(u64::try_from(count).ok()?)?;
    Some(())
}
