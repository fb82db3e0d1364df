//! Exact decimals as they are written: digits and the place of the point.

use std::fmt;

/// `units / 10^places`, in lowest terms: no trailing zero after the point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    units: i128,
    places: u8,
}

impl Decimal {
    /// `units / 10^places`, brought to the fewest places.
    #[must_use]
    pub fn new(units: i128, places: u8) -> Self {
        let (mut units, mut places) = (units, places);
        while places > 0 && units % 10 == 0 {
            units /= 10;
            places -= 1;
        }
        Self { units, places }
    }

    /// The digits without the point.
    #[must_use]
    pub fn units(self) -> i128 {
        self.units
    }

    /// How many digits stand after the point.
    #[must_use]
    pub fn places(self) -> u8 {
        self.places
    }

    /// The number in units of `10^-places`, or `None` where it needs more places or does not fit.
    #[must_use]
    pub fn to_units(self, places: u8) -> Option<i128> {
        let more = places.checked_sub(self.places)?;
        self.units.checked_mul(10_i128.checked_pow(u32::from(more))?)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.units < 0 { "-" } else { "" };
        let digits = format!("{:0>width$}", self.units.unsigned_abs(), width = usize::from(self.places) + 1);
        let (whole, part) = digits.split_at(digits.len() - usize::from(self.places));
        if part.is_empty() { write!(out, "{sign}{whole}") } else { write!(out, "{sign}{whole}.{part}") }
    }
}
