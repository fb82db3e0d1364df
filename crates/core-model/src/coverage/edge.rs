//! One boundary of a condition: how near tests came to it from either side, and whether a record can come nearer.

use super::goals::{Hand, Sight};
use super::prover::{Can, Prover};
use super::quantity::{Mark, Quantity};
use super::{BoundarySeen, Owner, SideSeen};
use crate::date::Date;
use crate::policy::Policy;
use crate::program::Program;
use crate::record::Record;
use crate::view::View;

/// Where a record lies in relation to a boundary, in the smallest steps that its values can take.
pub(super) type Position = i128;

/// A boundary: the positions before `at`, and those from it on, as far as the condition is the same.
#[derive(Debug)]
pub(super) struct Edge<'p> {
    pub(super) owner: Owner,
    nth: u32,
    quantity: Quantity<'p>,
    bounds: Bounds,
    below: Near,
    above: Near,
}

/// The positions of a boundary: the first of the side below, the first of the side above, the last of the side above.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) first: Position,
    pub(super) at: Position,
    pub(super) last: Position,
}

/// How near tests came.
#[derive(Debug, Default)]
struct Near {
    closest: Option<Position>,
    tests: u32,
}

/// A side of a boundary, once all tests were watched.
enum Side {
    /// No record can be on it.
    Empty,
    Seen(SideSeen),
}

impl<'p> Edge<'p> {
    pub(super) fn new(owner: Owner, nth: u32, quantity: Quantity<'p>, bounds: Bounds) -> Self {
        Self { owner, nth, quantity, bounds, below: Near::default(), above: Near::default() }
    }

    /// Whether it is a boundary of these dates.
    pub(super) fn is_of(&self, quantity: &Quantity<'_>) -> bool {
        self.quantity.same_dates(quantity)
    }

    pub(super) fn watch(&mut self, view: &mut View<'_>, record: &Record) {
        let Bounds { first, at, last } = self.bounds;
        let positions = self.quantity.positions(view, record);
        let below = positions.iter().copied().filter(|position| (first..at).contains(position)).max();
        let above = positions.iter().copied().filter(|position| (at..=last).contains(position)).min();
        if let Some(position) = below {
            self.below.add(position, |new, old| new > old);
        }
        if let Some(position) = above {
            self.above.add(position, |new, old| new < old);
        }
    }

    /// What was seen; nothing where one of its sides holds no record, so that nothing changes there.
    pub(super) fn told(&self, policy: &Policy, prover: &mut Prover<'_>) -> Option<BoundarySeen> {
        let Bounds { first, at, last } = self.bounds;
        let nearer_below = self.below.closest.map_or(first, |closest| closest.saturating_add(1));
        let nearer_above = self.above.closest.map_or(last, |closest| closest.saturating_sub(1));
        let below = self.side(policy, prover, &self.below, (nearer_below, at - 1), at - 1);
        let above = self.side(policy, prover, &self.above, (at, nearer_above), at);
        match (below, above) {
            (Side::Seen(below), Side::Seen(above)) => {
                Some(BoundarySeen { owner: self.owner, nth: self.nth, below, above })
            }
            (Side::Empty, Side::Empty | Side::Seen(_)) | (Side::Seen(_), Side::Empty) => None,
        }
    }

    /// Whose boundary it is, and of which of its conditions.
    pub(super) fn of(&self) -> (Owner, u32) {
        (self.owner, self.nth)
    }

    pub(super) fn mark(&self, policy: &Policy, at: Position) -> Mark {
        self.quantity.mark(policy, at)
    }

    /// What holds of records at the position, as of a day.
    pub(super) fn sight(&self, at: Position, as_of: Date) -> Sight {
        self.quantity.sight(at, as_of)
    }

    /// Whether a record lies on the side, at the position or nearer.
    pub(super) fn is_near(&self, hand: Hand, at: Position, view: &mut View<'_>, record: &Record) -> bool {
        let range = match hand {
            Hand::Below => at..=self.bounds.at - 1,
            Hand::Above => self.bounds.at..=at,
        };
        self.quantity.positions(view, record).iter().any(|position| range.contains(position))
    }

    /// The position nearest to the boundary that a record can have on the side; none where no record is on it. Where that is
    /// not settled, the nearest of all.
    pub(super) fn nearest(&self, hand: Hand, prover: &mut Prover<'_>) -> Option<Position> {
        let (nearest, farthest, step) = match hand {
            Hand::Below => (self.bounds.at - 1, self.bounds.first, -1),
            Hand::Above => (self.bounds.at, self.bounds.last, 1),
        };
        let mut found = self.nearer(prover, in_order(nearest, farthest), nearest)?;
        // No record is nearer than this.
        let mut limit = nearest;
        while found != nearest && found != limit {
            let middle = found - (found - limit) / 2;
            let middle = if middle == found { found - step } else { middle };
            match self.can(prover, in_order(limit, middle).0, in_order(limit, middle).1) {
                Can::Be(record, program) => match self.among(&record, &program, in_order(limit, middle)) {
                    Some(position) => found = position,
                    None => return Some(found),
                },
                Can::Not => limit = middle + step,
                Can::Unknown => return Some(found),
            }
        }
        Some(found)
    }

    /// The record's position in the range.
    fn among(&self, record: &Record, program: &Program, (from, to): (Position, Position)) -> Option<Position> {
        let region = program.region(record);
        let positions = self.quantity.positions(&mut View::new(program, &region), record);
        positions.into_iter().find(|position| (from..=to).contains(position))
    }

    fn side(
        &self,
        policy: &Policy,
        prover: &mut Prover<'_>,
        near: &Near,
        nearer: (Position, Position),
        nearest: Position,
    ) -> Side {
        let mark = |position| self.quantity.mark(policy, position);
        let met = near.closest.map(mark);
        let missing = self.nearer(prover, nearer, nearest);
        match (missing, near.closest) {
            (None, None) => Side::Empty,
            (None, Some(_)) => Side::Seen(SideSeen { tests: near.tests, met, missing: None }),
            (Some(position), _) => Side::Seen(SideSeen { tests: 0, met, missing: Some(mark(position)) }),
        }
    }

    /// A position that a record can have, nearer than any that was met: the nearest of all, if it is one.
    fn nearer(&self, prover: &mut Prover<'_>, nearer: (Position, Position), nearest: Position) -> Option<Position> {
        let (from, to) = nearer;
        if from > to {
            return None;
        }
        match self.can(prover, nearest, nearest) {
            Can::Be(..) | Can::Unknown => return Some(nearest),
            Can::Not => {}
        }
        match self.can(prover, from, to) {
            Can::Be(record, program) => self.among(&record, &program, (from, to)).or(Some(nearest)),
            Can::Unknown => Some(nearest),
            Can::Not => None,
        }
    }

    fn can(&self, prover: &mut Prover<'_>, from: Position, to: Position) -> Can {
        match self.quantity.within(from, to) {
            Some(condition) => prover.ask(self.owner, &condition),
            None => Can::Unknown,
        }
    }
}

fn in_order(one: Position, other: Position) -> (Position, Position) {
    (one.min(other), one.max(other))
}

impl Near {
    fn add(&mut self, position: Position, nearer: fn(Position, Position) -> bool) {
        match self.closest {
            Some(closest) if closest == position => self.tests += 1,
            Some(closest) if !nearer(position, closest) => {}
            Some(_) | None => *self = Self { closest: Some(position), tests: 1 },
        }
    }
}
