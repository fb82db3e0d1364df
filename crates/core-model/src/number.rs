//! Arithmetic in exact fractions. Every number knows its denominator, its bounds and, while they are few, its possible
//! values when the policy is checked, so that evaluating it cannot overflow.

use thiserror::Error;

use crate::condition::{Condition, Window};
use crate::finite::Finite;
use crate::policy::{DefineId, FactorId, Given, NumberKind};

/// No numerator or denominator may reach this (2^127).
const CEILING: i128 = i128::MAX;

/// The most dates that a list may hold.
pub const MOST_DATES: i128 = 999;

/// A number that a policy speaks of: how it is computed, over the denominator `den`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// How it is computed.
    pub term: Term,
    /// The denominator of every value.
    pub den: i128,
    /// The least numerator.
    pub least: i128,
    /// The greatest numerator.
    pub most: i128,
    /// The possible numerators, while they are few, each operand taken by itself.
    pub(crate) finite: Option<Finite>,
}

/// How a number is computed. Operands carry their own denominators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// This numerator.
    Constant(i128),
    /// What the record says.
    Factor(FactorId),
    /// A derived number.
    Define(DefineId),
    /// The sum.
    Sum(Vec<Number>),
    /// The number times a constant numerator (over the denominator of the whole).
    Times(Box<Number>, i128),
    /// The product of two finitely valued numbers.
    Product(Box<Number>, Box<Number>),
    /// The greatest.
    Highest(Vec<Number>),
    /// The least.
    Lowest(Vec<Number>),
    /// Rounded half away from zero to so many decimals.
    Round(Box<Number>),
    /// The number of the first condition that holds, else the last one.
    Cases(Vec<(Condition, Number)>, Box<Number>),
    /// How many of the conditions hold.
    Count(Vec<Condition>),
    /// How many values a set holds.
    Size(FactorId),
    /// How many dates of a list lie in the window.
    Dates(FactorId, Window),
}

/// Why two numbers cannot be joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ArithmeticError {
    /// A numerator or denominator could reach 2^127.
    #[error("the result could reach 2^127")]
    Overflow,
    /// A product of two numbers of which one is not finitely valued.
    #[error("a product of two numbers that are not finitely valued")]
    NotFinite,
    /// Division by zero.
    #[error("division by zero")]
    ByZero,
    /// Division by what is not a constant.
    #[error("division by a number that is not constant")]
    NotConstant,
}

type Made = Result<Number, ArithmeticError>;

impl Number {
    /// The constant `numerator / denominator`. The denominator must be positive.
    #[must_use]
    pub fn constant(numerator: i128, denominator: i128) -> Self {
        let common = gcd(numerator, denominator).max(1);
        let value = numerator / common;
        Self {
            term: Term::Constant(value),
            den: denominator / common,
            least: value,
            most: value,
            finite: Some(Finite::only(value)),
        }
    }

    /// A factor's number.
    #[must_use]
    pub fn factor(id: FactorId, kind: &NumberKind) -> Self {
        let (least, most) = (i128::from(kind.least), i128::from(kind.most));
        Self::of_range(Term::Factor(id), 10_i128.pow(u32::from(kind.decimals)), least, most)
    }

    /// A define's number, as its formula was made.
    #[must_use]
    pub fn define(id: DefineId, formula: &Self) -> Self {
        Self { term: Term::Define(id), ..formula.clone() }
    }

    /// How many values the set holds, of `values` that it may.
    #[must_use]
    pub fn size(set: FactorId, values: usize) -> Self {
        Self::of_range(Term::Size(set), 1, 0, i128::try_from(values).unwrap_or(256))
    }

    /// How many dates of the list lie in the window.
    #[must_use]
    pub fn dates(list: FactorId, window: Window) -> Self {
        Self::of_range(Term::Dates(list, window), 1, 0, MOST_DATES)
    }

    /// How many of the conditions hold.
    #[must_use]
    pub fn count(of: Vec<Condition>) -> Self {
        let most = i128::try_from(of.len()).unwrap_or(CEILING);
        Self::of_range(Term::Count(of), 1, 0, most)
    }

    /// The sum.
    ///
    /// # Errors
    /// Overflow.
    pub fn sum(of: Vec<Self>) -> Made {
        let den = common_den(&of)?;
        let (mut least, mut most) = (0_i128, 0_i128);
        let mut finite = Some(Finite::only(0));
        for number in &of {
            least = add(least, number.scaled(number.least, den)?)?;
            most = add(most, number.scaled(number.most, den)?)?;
            finite = both(finite, number.finite_over(den), Finite::sums);
        }
        Self::bounded(Term::Sum(of), den, least, most, finite)
    }

    /// The number less the other.
    ///
    /// # Errors
    /// Overflow.
    pub fn less(self, other: Self) -> Made {
        Self::sum(vec![self, other.times(-1, 1)?])
    }

    /// The number times a constant.
    ///
    /// # Errors
    /// Overflow.
    pub fn times(self, numerator: i128, denominator: i128) -> Made {
        let den = multiply(self.den, denominator)?;
        let (one, other) = (multiply(self.least, numerator)?, multiply(self.most, numerator)?);
        let finite = self.finite.as_ref().map(|values| values.times(numerator));
        Self::bounded(Term::Times(Box::new(self), numerator), den, one.min(other), one.max(other), finite)
    }

    /// The product of a number and a constant, or of two finitely valued numbers.
    ///
    /// # Errors
    /// Overflow; not finitely valued.
    pub fn product(self, other: Self) -> Made {
        if let Some(numerator) = self.as_constant() {
            return other.times(numerator, self.den);
        }
        if let Some(numerator) = other.as_constant() {
            return self.times(numerator, other.den);
        }
        if self.finite.is_none() || other.finite.is_none() {
            return Err(ArithmeticError::NotFinite);
        }
        let den = multiply(self.den, other.den)?;
        let mut corners = Vec::with_capacity(4);
        for mine in [self.least, self.most] {
            for its in [other.least, other.most] {
                corners.push(multiply(mine, its)?);
            }
        }
        let (least, most) = bounds_of(&corners);
        let finite = both(self.finite.clone(), other.finite.clone(), Finite::products);
        Self::bounded(Term::Product(Box::new(self), Box::new(other)), den, least, most, finite)
    }

    /// The number divided by a constant.
    ///
    /// # Errors
    /// Overflow; division by zero or by what is not constant.
    pub fn quotient(self, by: &Self) -> Made {
        let numerator = by.as_constant().ok_or(ArithmeticError::NotConstant)?;
        match numerator {
            0 => Err(ArithmeticError::ByZero),
            1.. => self.times(by.den, numerator),
            ..0 => self.times(-by.den, numerator.checked_neg().ok_or(ArithmeticError::Overflow)?),
        }
    }

    /// The number rounded half away from zero (四舍五入) to so many decimals.
    ///
    /// # Errors
    /// Overflow.
    pub fn round(self, decimals: u8) -> Made {
        let den = 10_i128.checked_pow(u32::from(decimals)).ok_or(ArithmeticError::Overflow)?;
        let twice = multiply(multiply(magnitude(self.least, self.most)?, den)?, 2)?;
        add(twice, self.den)?;
        let round = |value: i128| round_half_up(value, self.den, den);
        let (least, most) = (round(self.least), round(self.most));
        let finite = self.finite.as_ref().map(|values| values.each(round));
        Self::bounded(Term::Round(Box::new(self)), den, least, most, finite)
    }

    /// The greatest of them. `of` must not be empty.
    ///
    /// # Errors
    /// Overflow.
    pub fn highest(of: Vec<Self>) -> Made {
        Self::extreme(of, Term::Highest, i128::max, Finite::greatest)
    }

    /// The least of them. `of` must not be empty.
    ///
    /// # Errors
    /// Overflow.
    pub fn lowest(of: Vec<Self>) -> Made {
        Self::extreme(of, Term::Lowest, i128::min, Finite::least)
    }

    /// The number of the first condition that holds, else the last one.
    ///
    /// # Errors
    /// Overflow.
    pub fn cases(cases: Vec<(Condition, Self)>, otherwise: Self) -> Made {
        let all: Vec<&Self> = cases.iter().map(|(_, number)| number).chain([&otherwise]).collect();
        let mut den = 1;
        for number in &all {
            den = lcm(den, number.den)?;
        }
        let mut ends = Vec::new();
        let mut finite = otherwise.finite_over(den);
        for number in &all {
            ends.push(number.scaled(number.least, den)?);
            ends.push(number.scaled(number.most, den)?);
            finite = both(finite, number.finite_over(den), Finite::or);
        }
        let (least, most) = bounds_of(&ends);
        Self::bounded(Term::Cases(cases, Box::new(otherwise)), den, least, most, finite)
    }

    /// Whether the two can be compared without overflow.
    ///
    /// # Errors
    /// Overflow.
    pub fn comparable(&self, other: &Self) -> Result<(), ArithmeticError> {
        let den = lcm(self.den, other.den)?;
        for number in [self, other] {
            number.scaled(number.least, den)?;
            number.scaled(number.most, den)?;
        }
        Ok(())
    }

    /// The factor or define that it is, if it is no more than that.
    #[must_use]
    pub fn named(&self) -> Option<Given> {
        match self.term {
            Term::Factor(factor) => Some(Given::Factor(factor)),
            Term::Define(define) => Some(Given::Define(define)),
            Term::Constant(_)
            | Term::Sum(_)
            | Term::Times(..)
            | Term::Product(..)
            | Term::Highest(_)
            | Term::Lowest(_)
            | Term::Round(_)
            | Term::Cases(..)
            | Term::Count(_)
            | Term::Size(_)
            | Term::Dates(..) => None,
        }
    }

    /// The numerator, if it is a constant.
    #[must_use]
    pub fn as_constant(&self) -> Option<i128> {
        (self.least == self.most).then_some(self.least)
    }

    fn extreme(of: Vec<Self>, term: fn(Vec<Self>) -> Term, best: fn(i128, i128) -> i128, join: Join) -> Made {
        let den = common_den(&of)?;
        let mut joined: Option<(i128, i128, Option<Finite>)> = None;
        for number in &of {
            let (least, most) = (number.scaled(number.least, den)?, number.scaled(number.most, den)?);
            let finite = number.finite_over(den);
            joined = Some(match joined {
                None => (least, most, finite),
                Some((low, high, values)) => (best(low, least), best(high, most), both(values, finite, join)),
            });
        }
        let (least, most, finite) = joined.unwrap_or((0, 0, None));
        Self::bounded(term(of), den, least, most, finite)
    }

    fn of_range(term: Term, den: i128, least: i128, most: i128) -> Self {
        Self { term, den, least, most, finite: Finite::run(least, most) }
    }

    fn bounded(term: Term, den: i128, least: i128, most: i128, finite: Option<Finite>) -> Made {
        if den == CEILING || least == CEILING || most == CEILING || least < -CEILING {
            return Err(ArithmeticError::Overflow);
        }
        Ok(Self { term, den, least, most, finite })
    }

    /// A numerator of this number over another denominator, a multiple of its own.
    fn scaled(&self, numerator: i128, den: i128) -> Result<i128, ArithmeticError> {
        multiply(numerator, den / self.den)
    }

    /// The possible numerators over another denominator, a multiple of its own. The ends must fit.
    fn finite_over(&self, den: i128) -> Option<Finite> {
        self.finite.as_ref().map(|values| values.times(den / self.den))
    }
}

/// `value / den` over the denominator `over`, rounded half away from zero.
#[must_use]
pub fn round_half_up(value: i128, den: i128, over: i128) -> i128 {
    let doubled = value.saturating_mul(over).saturating_mul(2);
    let half = if doubled < 0 { -den } else { den };
    doubled.saturating_add(half) / den.saturating_mul(2)
}

/// The greatest common divisor, never negative.
#[must_use]
pub fn gcd(one: i128, other: i128) -> i128 {
    let (mut one, mut other) = (one.saturating_abs(), other.saturating_abs());
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

/// The least common multiple of two denominators.
///
/// # Errors
/// Overflow.
pub fn lcm(one: i128, other: i128) -> Result<i128, ArithmeticError> {
    multiply(one, other / gcd(one, other).max(1))
}

fn magnitude(one: i128, other: i128) -> Result<i128, ArithmeticError> {
    let of = |value: i128| value.checked_abs().ok_or(ArithmeticError::Overflow);
    Ok(of(one)?.max(of(other)?))
}

fn common_den(of: &[Number]) -> Result<i128, ArithmeticError> {
    of.iter().try_fold(1, |den, number| lcm(den, number.den))
}

fn bounds_of(values: &[i128]) -> (i128, i128) {
    (values.iter().copied().min().unwrap_or(0), values.iter().copied().max().unwrap_or(0))
}

fn multiply(one: i128, other: i128) -> Result<i128, ArithmeticError> {
    one.checked_mul(other).filter(|product| *product != i128::MIN).ok_or(ArithmeticError::Overflow)
}

fn add(one: i128, other: i128) -> Result<i128, ArithmeticError> {
    one.checked_add(other).filter(|sum| *sum != i128::MIN).ok_or(ArithmeticError::Overflow)
}

/// How the possible values of two numbers join.
type Join = fn(&Finite, &Finite) -> Option<Finite>;

fn both(one: Option<Finite>, other: Option<Finite>, join: Join) -> Option<Finite> {
    join(&one?, &other?)
}
