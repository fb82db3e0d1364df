//! Comparisons of numbers as literals: whether a number reaches a value, by the thresholds of what it is made of.

use std::collections::BTreeMap;

use core_model::{Condition, DefineId, FactorId, Formula, Given, Number, Relation, Term, Window, gcd, round_half_up};

use super::{Encoder, relates};
use crate::columns::Ordered;
use crate::solver::Lit;

/// The most values of one part of a sum that are told apart.
const VALUES: i128 = 64;
/// The most sums told apart along the parts of one sum.
const SUMS: usize = 20_000;

/// The parts of a sum, each with what it counts times; the first counts positively, and together nothing divides them.
pub(super) type Parts = Vec<(Given, i128)>;

/// Each value that a number may have, with what must hold for it. Exactly one of them holds.
type Listed = Vec<(i128, Lit)>;

impl Encoder<'_> {
    /// How the numbers stand to each other; nothing where thresholds of single factors cannot say it.
    pub(super) fn numbers(&mut self, left: &Number, relation: Relation, right: &Number) -> Option<Lit> {
        match (left.as_constant(), right.as_constant()) {
            (_, Some(value)) => self.against_constant(left, relation, value, right.den),
            (Some(value), None) => self.against_constant(right, relation.turned(), value, left.den),
            (None, None) => {
                let difference = left.clone().less(right.clone()).ok()?;
                self.against_constant(&difference, relation, 0, 1)
            }
        }
    }

    /// How the number stands to `value / den`.
    fn against_constant(&mut self, number: &Number, relation: Relation, value: i128, den: i128) -> Option<Lit> {
        let scaled = value.checked_mul(number.den)?;
        let (floor, exact) = (scaled.div_euclid(den), scaled.rem_euclid(den) == 0);
        let from = if exact { floor } else { floor.checked_add(1)? };
        let above = floor.checked_add(1)?;
        Some(match relation {
            Relation::AtLeast => self.reaches(number, from)?,
            Relation::Below => !self.reaches(number, from)?,
            Relation::Above => self.reaches(number, above)?,
            Relation::AtMost => !self.reaches(number, above)?,
            Relation::Is | Relation::IsNot => {
                if let (Term::Factor(factor), true) = (&number.term, from < above) {
                    let is = self.factor_within(*factor, vec![(from, from)]);
                    return Some(if relation == Relation::Is { is } else { !is });
                }
                let ends = [self.reaches(number, from)?, !self.reaches(number, above)?];
                let is = self.gates.and(ends);
                if relation == Relation::Is { is } else { !is }
            }
        })
    }

    /// Whether the number is at least this numerator.
    pub(super) fn reaches(&mut self, number: &Number, value: i128) -> Option<Lit> {
        self.by_thresholds(number, value).or_else(|| self.sum_aside(number, value))
    }

    /// The same by a literal kept aside, ordered among those of the same sum.
    fn sum_aside(&mut self, number: &Number, value: i128) -> Option<Lit> {
        let (mut key, mut constant) = (Parts::new(), 0_i128);
        for (part, times) in self.flat(std::slice::from_ref(number), number.den)? {
            match part.as_constant() {
                Some(own) => constant = constant.checked_add(own.checked_mul(times)?)?,
                None => key.push((part.named()?, times)),
            }
        }
        key.sort_unstable();
        let common = key.iter().fold(0, |common, (_, times)| gcd(common, *times)).max(1);
        let times = if key.first()?.1 < 0 { -common } else { common };
        key.iter_mut().for_each(|(_, own)| *own /= times);
        let value = value.checked_sub(constant)?;
        // The sum of the parts so divided is at least the first, or below the second.
        let (threshold, holds) = if times > 0 {
            (ceiling(value, common), true)
        } else {
            ((-value).div_euclid(common).checked_add(1)?, false)
        };
        let ends = ordered(number.least.checked_div(times)?, number.most.checked_div(times)?);
        let sum = self.sums.entry(key).or_insert_with(|| Ordered::within(ends.0 - 1, ends.1 + 1));
        let known = sum.knows(threshold);
        let lit = sum.from(threshold, &mut self.gates);
        if !known {
            let at = Number::constant(threshold.checked_mul(times)?.checked_add(constant)?, number.den);
            let relation = if holds { Relation::AtLeast } else { Relation::AtMost };
            self.aside.push(super::Aside { lit, condition: Condition::Numbers(number.clone(), relation, at) });
        }
        Some(if holds { lit } else { !lit })
    }

    /// Says how a sum stands to the same sum with some factors raised: each pair is a factor and what it is raised to.
    pub(crate) fn order_sums(&mut self, raised: &[(FactorId, FactorId)]) {
        for (key, sum) in self.sums.clone() {
            let mut moved = key.clone();
            let mut signs = Vec::new();
            for (part, times) in &mut moved {
                if let Some((_, high)) = raised.iter().find(|(low, _)| *part == Given::Factor(*low)) {
                    *part = Given::Factor(*high);
                    signs.push(times.signum());
                }
            }
            moved.sort_unstable();
            let (Some(other), Some(sign)) = (self.sums.get(&moved), signs.first().copied()) else { continue };
            if signs.iter().any(|other| *other != sign) {
                continue;
            }
            for (threshold, one) in sum.known() {
                if let Some((_, other)) = other.known().find(|(known, _)| *known == threshold) {
                    let rises = if sign > 0 { [!one, other] } else { [one, !other] };
                    self.gates.solver.clause(&rises);
                }
            }
        }
    }

    fn by_thresholds(&mut self, number: &Number, value: i128) -> Option<Lit> {
        if value <= number.least {
            return Some(Lit::YES);
        }
        if value > number.most {
            return Some(Lit::NO);
        }
        match &number.term {
            Term::Constant(constant) => Some(super::of(relates(*constant, Relation::AtLeast, value))),
            Term::Factor(factor) => Some(self.factor_from(*factor, value)),
            Term::Define(define) => self.define_reaches(*define, value),
            Term::Sum(of) => self.sum_reaches(of, number.den, value),
            Term::Times(of, by) => match by {
                0 => Some(super::of(value <= 0)),
                1.. => self.reaches(of, ceiling(value, *by)),
                ..0 => Some(!self.reaches(of, floor(value, *by)?.checked_add(1)?)?),
            },
            Term::Product(one, other) => self.product_reaches(one, other, value),
            Term::Highest(of) | Term::Lowest(of) => {
                let parts: Option<Vec<Lit>> =
                    of.iter().map(|part| self.reaches(part, ceiling(value, number.den / part.den))).collect();
                let highest = matches!(number.term, Term::Highest(_));
                parts.map(|parts| if highest { self.gates.or(parts) } else { self.gates.and(parts) })
            }
            Term::Round(of) => self.reaches(of, least_rounded(of, number.den, value)),
            Term::Cases(cases, otherwise) => {
                let mut reached = self.reaches(otherwise, ceiling(value, number.den / otherwise.den))?;
                for (when, part) in cases.iter().rev() {
                    let when = self.condition(when);
                    let here = self.reaches(part, ceiling(value, number.den / part.den))?;
                    reached = self.gates.choose(when, here, reached);
                }
                Some(reached)
            }
            Term::Count(of) => {
                let parts = self.conditions(of);
                Some(self.gates.at_least(usize::try_from(value).ok()?, &parts))
            }
            Term::Size(set) => {
                self.asked.insert((*set, super::Ask::Size(value)));
                let held = self.set(*set).to_vec();
                Some(self.gates.at_least(usize::try_from(value).ok()?, &held))
            }
            Term::Dates(list, window) => self.dates_reach(*list, *window, value),
        }
    }

    fn define_reaches(&mut self, define: DefineId, value: i128) -> Option<Lit> {
        if let Some(known) = self.reached.get(&(define, value)) {
            return *known;
        }
        let policy = self.policy;
        let reached = match policy.defines.get(define.index()).map(|define| &define.formula) {
            Some(Formula::Number { number, .. }) => self.reaches(number, value),
            Some(Formula::Pick { .. }) | None => None,
        };
        self.reached.insert((define, value), reached);
        reached
    }

    /// The parts of few values are told apart by their sums; of the others there may be one.
    fn sum_reaches(&mut self, of: &[Number], den: i128, value: i128) -> Option<Lit> {
        let (mut listed, mut wide) = (Vec::new(), None);
        for part in self.flat(of, den)? {
            match self.listed(&part.0) {
                Some(values) => {
                    listed.push(values.into_iter().map(|(own, lit)| (own * part.1, lit)).collect::<Listed>())
                }
                None if wide.is_none() => wide = Some(part),
                None => return None,
            }
        }
        let sums = self.sums(&listed)?;
        let mut met = Vec::new();
        for (sum, lit) in sums {
            let rest = value.checked_sub(sum)?;
            let reached = match &wide {
                None => super::of(rest <= 0),
                Some((part, times)) => self.times_reaches(part, *times, rest)?,
            };
            met.push(self.gates.and([lit, reached]));
        }
        Some(self.gates.or(met))
    }

    fn times_reaches(&mut self, part: &Number, times: i128, value: i128) -> Option<Lit> {
        if times > 0 {
            self.reaches(part, ceiling(value, times))
        } else {
            Some(!self.reaches(part, floor(value, times)?.checked_add(1)?)?)
        }
    }

    /// Every sum of one value of each.
    fn sums(&mut self, parts: &[Listed]) -> Option<Listed> {
        let mut sums: Listed = vec![(0, Lit::YES)];
        for part in parts {
            let mut next: BTreeMap<i128, Vec<Lit>> = BTreeMap::new();
            if sums.len().checked_mul(part.len())? > SUMS {
                return None;
            }
            for (sum, lit) in &sums {
                for (value, own) in part {
                    let both = self.gates.and([*lit, *own]);
                    next.entry(sum.checked_add(*value)?).or_default().push(both);
                }
            }
            sums = self.joined(next);
        }
        Some(sums)
    }

    fn joined(&mut self, by_value: BTreeMap<i128, Vec<Lit>>) -> Listed {
        let joined = by_value.into_iter().map(|(value, lits)| (value, self.gates.or(lits)));
        joined.filter(|(_, lit)| *lit != Lit::NO).collect()
    }

    /// Every value that the number may have, while they are few.
    fn listed(&mut self, number: &Number) -> Option<Listed> {
        match &number.term {
            Term::Constant(value) => Some(vec![(*value, Lit::YES)]),
            Term::Define(define) => {
                let policy = self.policy;
                match policy.defines.get(define.index()).map(|define| &define.formula) {
                    Some(Formula::Number { number, .. }) => self.listed(number),
                    Some(Formula::Pick { .. }) | None => None,
                }
            }
            Term::Times(of, by) => {
                let values = self.listed(of)?;
                let mut joined: BTreeMap<i128, Vec<Lit>> = BTreeMap::new();
                for (value, lit) in values {
                    joined.entry(value.checked_mul(*by)?).or_default().push(lit);
                }
                Some(self.joined(joined))
            }
            Term::Cases(cases, otherwise) => {
                let mut joined: BTreeMap<i128, Vec<Lit>> = BTreeMap::new();
                let mut none_before = Lit::YES;
                let last = (Lit::YES, &**otherwise);
                let mut each = Vec::new();
                for (when, part) in cases {
                    each.push((self.condition(when), part));
                }
                for (when, part) in each.into_iter().chain([last]) {
                    let here = self.gates.and([none_before, when]);
                    for (value, lit) in self.listed(part)? {
                        let value = value.checked_mul(number.den / part.den)?;
                        joined.entry(value).or_default().push(self.gates.and([here, lit]));
                    }
                    none_before = self.gates.and([none_before, !when]);
                }
                let listed = self.joined(joined);
                (super::wide(listed.len()) <= VALUES).then_some(listed)
            }
            Term::Sum(of) => {
                let mut parts = Vec::new();
                for (part, times) in self.flat(of, number.den)? {
                    parts.push(self.listed(&part)?.into_iter().map(|(value, lit)| (value * times, lit)).collect());
                }
                let sums = self.sums(&parts)?;
                (super::wide(sums.len()) <= VALUES).then_some(sums)
            }
            Term::Factor(_)
            | Term::Product(..)
            | Term::Highest(_)
            | Term::Lowest(_)
            | Term::Round(_)
            | Term::Count(_)
            | Term::Size(_)
            | Term::Dates(..) => self.each_value(number),
        }
    }

    /// The same by thresholds, where the range is small.
    fn each_value(&mut self, number: &Number) -> Option<Listed> {
        if number.most.checked_sub(number.least)? >= VALUES {
            return None;
        }
        let mut listed = Vec::new();
        let mut from = Lit::YES;
        for value in number.least..=number.most {
            let next = self.reaches(number, value.checked_add(1)?)?;
            listed.push((value, self.gates.and([from, !next])));
            from = next;
        }
        Some(listed)
    }

    fn product_reaches(&mut self, one: &Number, other: &Number, value: i128) -> Option<Lit> {
        let (few, many) = match self.listed(one) {
            Some(listed) => (listed, other),
            None => (self.listed(other)?, one),
        };
        let mut met = Vec::new();
        for (factor, lit) in few {
            let reached = match factor {
                0 => super::of(value <= 0),
                1.. => self.reaches(many, ceiling(value, factor))?,
                ..0 => !self.reaches(many, floor(value, factor)?.checked_add(1)?)?,
            };
            met.push(self.gates.and([lit, reached]));
        }
        Some(self.gates.or(met))
    }

    /// Whether so many dates lie in the segments of the window together.
    fn dates_reach(&mut self, list: FactorId, window: Window, value: i128) -> Option<Lit> {
        let (from, to) = self.axes.get(list.index()).map_or((0, 0), |axis| axis.window(window));
        self.asked.insert((list, super::Ask::Dates(from, to, value)));
        if to.saturating_sub(from) > 1 && value > VALUES {
            return None;
        }
        // By how many are still wanted, of the segments that come after.
        let wanted = usize::try_from(value).ok()?;
        let mut after = vec![Lit::NO; wanted + 1];
        *after.first_mut()? = Lit::YES;
        for segment in (from..to).rev() {
            if to.saturating_sub(from) == 1 {
                return Some(self.dates_from(list, segment, value));
            }
            let mut here = vec![Lit::YES];
            for count in 1..=wanted {
                let mut met = Vec::new();
                for (own, rest) in (0..=count).zip(after.iter().take(count + 1).rev()) {
                    let own = self.dates_from(list, segment, super::wide(own));
                    met.push(self.gates.and([own, *rest]));
                }
                here.push(self.gates.or(met));
            }
            after = here;
        }
        after.last().copied()
    }

    /// The parts of a sum with sums inside it taken apart, each with what its numerators count times. A factor is one part.
    fn flat(&self, of: &[Number], den: i128) -> Option<Vec<(Number, i128)>> {
        let mut parts: Vec<(Number, i128)> = Vec::new();
        let mut open: Vec<(&Number, i128)> = of.iter().map(|part| (part, den / part.den)).collect();
        while let Some((part, times)) = open.pop() {
            if let Term::Times(of, by) = &part.term {
                open.push((of, times.checked_mul(*by)?));
                continue;
            }
            match self.inside(part) {
                Some(inner) => {
                    for one in inner {
                        open.push((one, times.checked_mul(part.den / one.den)?));
                    }
                }
                None => match parts.iter_mut().find(|(other, _)| same_factor(other, part)) {
                    Some((_, own)) => *own = own.checked_add(times)?,
                    None => parts.push((part.clone(), times)),
                },
            }
        }
        parts.retain(|(_, times)| *times != 0);
        parts.reverse();
        Some(parts)
    }

    /// What the number is a sum of; nothing where it is no sum.
    fn inside<'n>(&'n self, number: &'n Number) -> Option<&'n [Number]> {
        match &number.term {
            Term::Sum(of) => Some(of),
            Term::Define(define) => match self.policy.defines.get(define.index()).map(|define| &define.formula) {
                Some(Formula::Number { number, .. }) => self.inside(number),
                Some(Formula::Pick { .. }) | None => None,
            },
            Term::Times(..)
            | Term::Constant(_)
            | Term::Factor(_)
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
}

/// The least numerator of the number that, rounded over the other denominator, is at least this.
fn least_rounded(of: &Number, over: i128, value: i128) -> i128 {
    let (mut low, mut high) = (of.least, of.most);
    while low < high {
        let middle = low + (high - low).div_euclid(2);
        if round_half_up(middle, of.den, over) >= value {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

fn ordered(one: i128, other: i128) -> (i128, i128) {
    (one.min(other), one.max(other))
}

/// Whether both are the same factor's number.
fn same_factor(one: &Number, other: &Number) -> bool {
    matches!((&one.term, &other.term), (Term::Factor(one), Term::Factor(other)) if one == other)
}

/// Divided and rounded up; `by` must be positive.
fn ceiling(value: i128, by: i128) -> i128 {
    value.div_euclid(by) + i128::from(value.rem_euclid(by) != 0)
}

/// Divided by a negative number and rounded down; `div_euclid` would round up.
fn floor(value: i128, by: i128) -> Option<i128> {
    value.checked_neg()?.checked_div_euclid(by.checked_neg()?)
}
