//! Numbers as text.

use core_model::{Decimal, Number, Term, Unit, Window};

use super::{Speech, listed};

impl Speech<'_> {
    /// A number, as it stands on one side of a comparison.
    pub(super) fn number(self, number: &Number) -> Option<String> {
        let list = |word: &str, of: &[Number]| {
            Some(format!("{word}({})", listed(of.iter().map(|each| self.number(each)).collect())?))
        };
        match &number.term {
            Term::Constant(value) => Some(fraction(*value, number.den)),
            Term::Factor(id) => self.factor_name(*id),
            Term::Define(id) => self.policy.defines.get(id.index()).map(|define| self.name(&define.named)),
            Term::Sum(of) => self.sum(of),
            Term::Times(of, by) => self.times(of, *by, number.den),
            Term::Product(one, other) => Some(format!("{} * {}", self.factor_of(one)?, self.factor_of(other)?)),
            Term::Highest(of) => list("max", of),
            Term::Lowest(of) => list("min", of),
            Term::Round(of) => {
                let places = (0..=38_u32).find(|places| 10_i128.checked_pow(*places) == Some(number.den))?;
                Some(format!("round {} to {places}", self.factor_of(of)?))
            }
            Term::Cases(..) => None,
            Term::Count(of) => {
                Some(format!("count of ({})", listed(of.iter().map(|each| self.condition(each)).collect())?))
            }
            Term::Size(id) => Some(format!("size of {}", self.factor_name(*id)?)),
            Term::Dates(id, window) => Some(format!("count of {}{}", self.factor_name(*id)?, within(*window))),
        }
    }

    fn sum(self, of: &[Number]) -> Option<String> {
        let mut text = String::new();
        for (at, part) in of.iter().enumerate() {
            let turned = turned(part);
            match (at, turned) {
                (0, _) => text.push_str(&self.factor_of(part)?),
                (_, Some(inner)) => text.push_str(&format!(" - {}", self.factor_of(inner)?)),
                (_, None) => text.push_str(&format!(" + {}", self.factor_of(part)?)),
            }
        }
        Some(text)
    }

    /// The number times a constant, whose numerator this is.
    fn times(self, of: &Number, by: i128, den: i128) -> Option<String> {
        let inner = self.factor_of(of)?;
        match (by, den.checked_div(of.den)?) {
            (-1, 1) => Some(format!("-{inner}")),
            (1, over) => Some(format!("{inner} / {over}")),
            (_, over) => Some(format!("{inner} * {}", braced(by, over))),
        }
    }

    /// A number as a part of arithmetic.
    fn factor_of(self, number: &Number) -> Option<String> {
        let spoken = self.number(number)?;
        let bare = match &number.term {
            Term::Constant(value) => *value >= 0 && !spoken.contains('/'),
            Term::Factor(_) | Term::Define(_) | Term::Highest(_) | Term::Lowest(_) | Term::Count(_) => true,
            Term::Sum(_)
            | Term::Times(..)
            | Term::Product(..)
            | Term::Round(_)
            | Term::Cases(..)
            | Term::Size(_)
            | Term::Dates(..) => false,
        };
        Some(if bare { spoken } else { format!("({spoken})") })
    }
}

/// What is subtracted, where a number is the negative of another.
fn turned(number: &Number) -> Option<&Number> {
    if let Term::Times(inner, -1) = &number.term
        && inner.den == number.den
    {
        return Some(inner);
    }
    None
}

fn braced(numerator: i128, denominator: i128) -> String {
    let spoken = fraction(numerator, denominator);
    if numerator < 0 || spoken.contains('/') { format!("({spoken})") } else { spoken }
}

/// A constant as a decimal, or as a division where it is none.
fn fraction(numerator: i128, denominator: i128) -> String {
    let decimal = (0..=20_u8).find_map(|places| {
        let over = 10_i128.checked_pow(u32::from(places))?;
        let units = numerator.checked_mul(over.checked_div(denominator)?)?;
        (over % denominator == 0).then(|| Decimal::new(units, places).to_string())
    });
    decimal.unwrap_or_else(|| format!("{numerator} / {denominator}"))
}

/// So many years, months or days.
pub(super) fn period(count: u32, unit: Unit) -> String {
    let (one, several) = match unit {
        Unit::Years => ("year", "years"),
        Unit::Months => ("month", "months"),
        Unit::Days => ("day", "days"),
    };
    format!("{count} {}", if count == 1 { one } else { several })
}

fn within(window: Window) -> String {
    match window {
        Window::All => String::new(),
        Window::Within(count, unit) => format!(" within {}", period(count, unit)),
        Window::ThisYear => " in this year".to_owned(),
        Window::LastYear => " in last year".to_owned(),
    }
}
