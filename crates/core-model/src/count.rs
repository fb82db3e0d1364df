//! Numbers of records: whole, exact, of any size. How numbers are stored stays in here.

use std::fmt;

use num_bigint::BigUint;
use serde::{Serialize, Serializer};

/// How many. Serialized as decimal digits in a text, since readers of JSON round large numbers.
///
/// ```
/// use core_model::Count;
///
/// let all = (0..40).fold(Count::of(1), |all, _| all.times(&Count::of(1000)));
/// assert_eq!(all.to_string(), format!("1{}", "0".repeat(120)));
/// assert_eq!(serde_json::to_string(&Count::of(3)).unwrap(), "\"3\"");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Count(BigUint);

/// How much of a whole some records are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// So many hundredths of a percent, no more and no less.
    Exactly(u16),
    /// So many when rounded to the nearest; never 0 and never 10,000.
    About(u16),
    /// Some, but less than a hundredth of a percent.
    Least,
    /// Not all, but more than all less a hundredth of a percent.
    Most,
}

/// What a whole is counted in by [`Share`].
const WHOLE: u16 = 10_000;

impl Count {
    /// So many.
    #[must_use]
    pub fn of(number: u128) -> Self {
        Self(BigUint::from(number))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.0 == BigUint::ZERO
    }

    /// Both together.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self(&self.0 + &other.0)
    }

    /// Every one of these with every one of the others.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        Self(&self.0 * &other.0)
    }

    /// Those that are left without the others; none where the others are more.
    #[must_use]
    pub fn less(&self, other: &Self) -> Self {
        if other.0 > self.0 { Self::default() } else { Self(&self.0 - &other.0) }
    }

    /// How much of a whole they are; nothing where the whole is nothing or less than they.
    ///
    /// ```
    /// use core_model::{Count, Share};
    ///
    /// let share = |part, whole| Count::of(part).share(&Count::of(whole));
    /// assert_eq!(share(1, 8), Some(Share::Exactly(1_250)));
    /// assert_eq!(share(2, 3), Some(Share::About(6_667)));
    /// assert_eq!((share(1, 90_000), share(89_999, 90_000)), (Some(Share::Least), Some(Share::Most)));
    /// assert_eq!(share(0, 0), None);
    /// ```
    #[must_use]
    pub fn share(&self, of: &Self) -> Option<Share> {
        if of.is_none() || self > of {
            return None;
        }
        let parts = &self.0 * WHOLE;
        let (down, exact) = (&parts / &of.0, &parts % &of.0 == BigUint::ZERO);
        let nearest = (&parts + &parts + &of.0) / (&of.0 + &of.0);
        let (down, nearest) = (u16::try_from(down).ok()?, u16::try_from(nearest).ok()?);
        Some(match nearest {
            _ if exact => Share::Exactly(down),
            _ if down == 0 => Share::Least,
            _ if down == WHOLE - 1 => Share::Most,
            nearest => Share::About(nearest),
        })
    }
}

impl fmt::Display for Count {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl Serialize for Count {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}

/// How many records some are, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Counted {
    /// Combinations of the coarsest classes of values that the policy's conditions tell apart. Not known where the steps
    /// did not suffice, or where the policy compares numbers or days of several factors that no class can say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub combinations: Option<Count>,
    /// Records. Not known for the same reasons, as far as these records depend on them; and where the policy asks for
    /// texts or days. Texts and days that it does not ask for are left aside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub records: Option<Count>,
}
