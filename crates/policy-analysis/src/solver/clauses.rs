//! The clauses, given and learned, and who watches what. Of two literals each, one must not be false unless the other
//! holds; clauses of two literals are kept apart, as what follows from each literal.

use super::table::{Lit, Table};
use super::trail::{Trail, Value};

/// A clause of three or more literals: the place where it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At(u32);

impl At {
    fn place(self) -> usize {
        self.0 as usize
    }
}

/// Where a clause comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// Part of the question: never dropped.
    Given,
    /// Follows from the others: from how many levels at best, and whether a conflict used it since the last reduction.
    Learned { glue: u16, used: bool },
}

impl Origin {
    fn of_word(word: Lit) -> Self {
        match u16::try_from(word.word() >> 1) {
            Ok(glue) if glue > 0 => Origin::Learned { glue, used: word.is_negative() },
            Ok(_) | Err(_) => Origin::Given,
        }
    }

    fn word(self) -> Lit {
        match self {
            Origin::Given => Lit::of_word(0),
            Origin::Learned { glue, used } => Lit::of_word(u32::from(glue.max(1)) << 1 | u32::from(used)),
        }
    }
}

/// Before its literals, a clause is stored with their number and its origin, so that one look fetches all.
const HEAD: usize = 2;

/// The clause is to be looked at when the literal of its list holds, unless the blocker holds too.
#[derive(Clone, Copy)]
pub(super) struct Watch {
    pub(super) clause: At,
    pub(super) blocker: Lit,
}

/// What became of a clause, one of whose watched literals is false now.
pub(super) enum Watched {
    /// Another literal is watched instead.
    Moved,
    /// This literal holds, so that nothing need be done.
    Holds(Lit),
    /// All others are false.
    Left(Lit),
}

/// All clauses.
#[derive(Default)]
pub(super) struct Clauses {
    words: Vec<Lit>,
    /// More clauses were added than places can be told apart, so that nothing is known any more.
    overfull: bool,
    /// By a literal: the clauses that watch its opposite.
    watches: Table<Lit, Vec<Watch>>,
    /// By a literal: what must hold if it does.
    implied: Table<Lit, Vec<Lit>>,
}

impl Clauses {
    pub(super) fn grow(&mut self) {
        self.watches.grow();
        self.implied.grow();
    }

    /// How much is stored.
    pub(super) fn size(&self) -> usize {
        self.words.len()
    }

    pub(super) fn is_overfull(&self) -> bool {
        self.overfull
    }

    /// Adds a clause of two literals.
    pub(super) fn add_binary(&mut self, one: Lit, other: Lit) {
        for (lit, follows) in [(!one, other), (!other, one)] {
            if let Some(list) = self.implied.at_mut(lit) {
                list.push(follows);
            }
        }
    }

    /// Adds a clause of three or more literals and watches the first two.
    pub(super) fn add(&mut self, lits: &[Lit], origin: Origin) -> At {
        let (place, length) = (u32::try_from(self.words.len()), u32::try_from(lits.len()));
        let (Ok(place), Ok(length)) = (place, length) else {
            self.overfull = true;
            return At(u32::MAX);
        };
        let at = At(place);
        self.words.extend([Lit::of_word(length), origin.word()]);
        self.words.extend_from_slice(lits);
        if let [one, other, ..] = *lits {
            self.watch(one, Watch { clause: at, blocker: other });
            self.watch(other, Watch { clause: at, blocker: one });
        }
        at
    }

    fn watch(&mut self, lit: Lit, watch: Watch) {
        if let Some(list) = self.watches.at_mut(!lit) {
            list.push(watch);
        }
    }

    /// The clause that is stored at the place or after it, and the place after that.
    fn stored(&self, place: usize) -> Option<(At, usize)> {
        let length = self.words.get(place)?.word();
        Some((At(u32::try_from(place).ok()?), place + HEAD + length as usize))
    }

    /// All clauses, in the order stored.
    pub(super) fn all(&self) -> impl Iterator<Item = At> {
        let mut next = 0;
        std::iter::from_fn(move || {
            let (at, after) = self.stored(next)?;
            next = after;
            Some(at)
        })
    }

    pub(super) fn lits(&self, at: At) -> &[Lit] {
        match self.words.get(at.place()..) {
            Some([length, _, lits @ ..]) => lits.get(..length.word() as usize).unwrap_or(&[]),
            Some(_) | None => &[],
        }
    }

    pub(super) fn origin(&self, at: At) -> Origin {
        self.words.get(at.place() + 1).map_or(Origin::Given, |word| Origin::of_word(*word))
    }

    pub(super) fn set_origin(&mut self, at: At, origin: Origin) {
        if let Some(word) = self.words.get_mut(at.place() + 1) {
            *word = origin.word();
        }
    }

    pub(super) fn implied(&self, lit: Lit) -> &[Lit] {
        self.implied.at(lit).map_or(&[], Vec::as_slice)
    }

    pub(super) fn take_watches(&mut self, lit: Lit) -> Vec<Watch> {
        self.watches.take(lit)
    }

    pub(super) fn put_watches(&mut self, lit: Lit, list: Vec<Watch>) {
        self.watches.set(lit, list);
    }

    /// Lets the clause watch another literal than the one that is false now. If none is left, the last one stands first.
    pub(super) fn rewatch(&mut self, clause: At, lost: Lit, trail: &Trail) -> Watched {
        let stored = self.words.get_mut(clause.place()..);
        let Some([length, _, first, second, rest @ ..]) = stored else { return Watched::Moved };
        if *first == lost {
            std::mem::swap(first, second);
        }
        let blocker = *first;
        if trail.value(blocker) == Value::Yes {
            return Watched::Holds(blocker);
        }
        let rest = rest.get_mut(..(length.word() as usize).saturating_sub(2)).unwrap_or(&mut []);
        for lit in rest {
            if trail.value(*lit) != Value::No {
                std::mem::swap(lit, second);
                let watched = *second;
                self.watch(watched, Watch { clause, blocker });
                return Watched::Moved;
            }
        }
        Watched::Left(blocker)
    }

    /// Drops clauses, and of all others what is settled at level zero, where all must be propagated.
    pub(super) fn rebuild(&mut self, trail: &Trail, dropped: &[At]) {
        let old = Clauses { words: std::mem::take(&mut self.words), ..Clauses::default() };
        self.watches.entries_mut().iter_mut().for_each(Vec::clear);
        self.forget_settled(trail);
        let mut dropped = dropped.iter().peekable();
        let mut open = Vec::new();
        for at in old.all() {
            let is_dropped = dropped.next_if(|next| **next == at).is_some();
            if is_dropped || old.lits(at).iter().any(|lit| trail.value(*lit) == Value::Yes) {
                continue;
            }
            open.clear();
            open.extend(old.lits(at).iter().filter(|lit| trail.value(**lit) == Value::Open));
            match *open {
                [one, other] => self.add_binary(one, other),
                _ => drop(self.add(&open, old.origin(at))),
            }
        }
    }

    /// Of clauses of two literals, one of which is settled, one holds.
    fn forget_settled(&mut self, trail: &Trail) {
        for &lit in trail.assigned() {
            self.implied.set(lit, Vec::new());
            self.implied.set(!lit, Vec::new());
        }
        for list in self.implied.entries_mut() {
            list.retain(|lit| trail.value(*lit) == Value::Open);
        }
    }
}
