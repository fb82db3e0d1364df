//! The possible values of a number while they are few, each operand taken by itself: runs as runs, the rest listed.

use std::collections::BTreeSet;
use std::sync::Arc;

/// The most possible values of a number that counts as finitely valued.
pub const FINITE: usize = 1_000;

/// At most [`FINITE`] numerators.
#[derive(Debug, Clone, PartialEq, Eq)]
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

#[cfg(test)]
mod tests {
    use super::{FINITE, Finite};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn finite() -> impl Strategy<Value = Finite> {
        prop_oneof![
            (-40_i128..40, 0_i128..12, 1_i128..4).prop_map(|(least, steps, step)| Finite::Run(
                least,
                least + steps * step,
                step
            )),
            prop::collection::btree_set(-40_i128..40, 1..9).prop_map(|values| Finite::Listed(values.into())),
        ]
    }

    fn values(of: &Finite) -> BTreeSet<i128> {
        of.values().collect()
    }

    fn few(of: Option<Finite>) -> Option<BTreeSet<i128>> {
        of.as_ref().map(values)
    }

    fn joined(one: &Finite, other: &Finite, join: impl Fn(i128, i128) -> i128) -> Option<BTreeSet<i128>> {
        Some(
            one.values().flat_map(|mine| other.values().map(move |its| (mine, its))).map(|(a, b)| join(a, b)).collect(),
        )
    }

    proptest! {
        #[test]
        fn what_two_numbers_give_is_what_every_pair_of_values_gives(one in finite(), other in finite()) {
            prop_assert_eq!(few(one.sums(&other)), joined(&one, &other, |mine, its| mine + its));
            prop_assert_eq!(few(one.products(&other)), joined(&one, &other, |mine, its| mine * its));
            prop_assert_eq!(few(one.greatest(&other)), joined(&one, &other, i128::max));
            prop_assert_eq!(few(one.least(&other)), joined(&one, &other, i128::min));
            prop_assert_eq!(few(one.or(&other)), Some(values(&one).union(&values(&other)).copied().collect()));
        }

        #[test]
        fn each_value_is_changed_or_multiplied(of in finite(), by in -3_i128..=3) {
            prop_assert_eq!(values(&of.times(by)), of.values().map(|value| value * by).collect::<BTreeSet<_>>());
            prop_assert_eq!(values(&of.each(|value| value / 3)), of.values().map(|value| value / 3).collect::<BTreeSet<_>>());
        }
    }

    #[test]
    fn a_run_holds_both_its_ends() {
        assert_eq!(few(Finite::run(3, 6)), Some([3, 4, 5, 6].into()));
        assert_eq!(few(Finite::run(-1, -1)), Some([-1].into()));
    }

    #[test]
    fn a_thousand_values_are_few_and_one_more_is_not() {
        let run = |count: i128| Finite::run(0, count - 1);
        let listed = |count: i128, step: i128| run(count).unwrap().each(|value| value * step);
        assert!(run(1_000).is_some() && run(1_001).is_none());
        assert!(Finite::run(i128::MIN, i128::MAX).is_none());
        assert_eq!(run(1_000).unwrap().values().count(), FINITE);

        let two = Finite::run(0, 1).unwrap();
        assert!(run(999).unwrap().sums(&two).is_some() && run(1_000).unwrap().sums(&two).is_none());
        let odd = Finite::Run(1, 1_997, 2);
        assert!(odd.sums(&Finite::Run(0, 2, 2)).is_some() && odd.sums(&Finite::Run(0, 4, 2)).is_none());
        assert!(listed(500, 2).sums(&two).is_some() && listed(501, 2).sums(&two).is_none());

        let far = Finite::Run(10_000, 10_499, 1);
        assert!(listed(500, 2).or(&far).is_some() && listed(501, 2).or(&far).is_none());
        // 0 is one product for all.
        let ends = Finite::Listed(BTreeSet::from([1, 2_000]).into());
        assert!(listed(500, 1).products(&ends).is_some_and(|products| products.values().count() == 999));
        assert!(listed(501, 1).products(&ends).is_none());
    }
}
