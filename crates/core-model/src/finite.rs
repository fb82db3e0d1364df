//! The possible values of a number while they are few, each operand taken by itself: runs as runs, the rest listed.

use std::collections::BTreeSet;
use std::sync::Arc;

/// The most possible values of a number that counts as finitely valued.
pub const FINITE: usize = 1_000;

/// At most [`FINITE`] numerators.
#[derive(Debug, Clone)]
pub(crate) enum Finite {
    /// From the first to the last, in steps of the third (at least 1).
    Run(i128, i128, i128),
    /// These.
    Listed(Arc<BTreeSet<i128>>),
}

impl Finite {
    /// Every whole number from one to another, if they are few.
    pub(crate) fn run(least: i128, most: i128) -> Option<Self> {
        within(most.checked_sub(least)?.checked_add(1)?).then_some(Self::Run(least, most, 1))
    }

    pub(crate) fn only(value: i128) -> Self {
        Self::Run(value, value, 1)
    }

    /// Each value through a function that keeps order or reverses it.
    pub(crate) fn each(&self, change: impl Fn(i128) -> i128) -> Self {
        Self::Listed(Arc::new(self.values().map(change).collect()))
    }

    /// Each value times a number.
    pub(crate) fn times(&self, by: i128) -> Self {
        match self {
            Self::Run(..) if by == 0 => Self::only(0),
            Self::Run(least, most, step) if by > 0 => Self::Run(least * by, most * by, step * by),
            Self::Run(least, most, step) => Self::Run(most * by, least * by, step * -by),
            Self::Listed(_) => self.each(|value| value * by),
        }
    }

    /// Every sum of a value of each, if they are few.
    pub(crate) fn sums(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Run(low, high, step), Self::Run(least, most, own))
                if step == own || low == high || least == most =>
            {
                let step = if low == high { own } else { step };
                let (first, last) = (low + least, high + most);
                within((last - first) / step + 1).then_some(Self::Run(first, last, *step))
            }
            (Self::Run(..) | Self::Listed(_), _) => self.pairs(other, |one, other| one + other),
        }
    }

    /// Every product of a value of each, if they are few.
    pub(crate) fn products(&self, other: &Self) -> Option<Self> {
        self.pairs(other, |one, other| one * other)
    }

    /// Every value of either, if they are few.
    pub(crate) fn or(&self, other: &Self) -> Option<Self> {
        few(self.values().chain(other.values()).collect())
    }

    /// Every greatest of a value of each, if they are few.
    pub(crate) fn greatest(&self, other: &Self) -> Option<Self> {
        let least = self.values().next().max(other.values().next())?;
        few(self.values().chain(other.values()).filter(|value| *value >= least).collect())
    }

    /// Every least of a value of each, if they are few.
    pub(crate) fn least(&self, other: &Self) -> Option<Self> {
        let most = self.values().last().min(other.values().last())?;
        few(self.values().chain(other.values()).filter(|value| *value <= most).collect())
    }

    fn pairs(&self, other: &Self, join: fn(i128, i128) -> i128) -> Option<Self> {
        let mut joined = BTreeSet::new();
        for mine in self.values() {
            joined.extend(other.values().map(|its| join(mine, its)));
            if joined.len() > FINITE {
                return None;
            }
        }
        few(joined)
    }

    fn values(&self) -> Box<dyn Iterator<Item = i128> + '_> {
        match self {
            Self::Run(least, most, step) => {
                let next = |value: &i128| value.checked_add(*step).filter(|next| next <= most);
                Box::new(std::iter::successors(Some(*least), next))
            }
            Self::Listed(values) => Box::new(values.iter().copied()),
        }
    }
}

fn few(values: BTreeSet<i128>) -> Option<Finite> {
    (values.len() <= FINITE).then(|| Finite::Listed(Arc::new(values)))
}

fn within(count: i128) -> bool {
    usize::try_from(count).is_ok_and(|count| count <= FINITE)
}
