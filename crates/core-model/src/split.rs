//! How to cut a region so that an open condition comes closer to being settled: along the very classes that it asks for.

use crate::condition::{Condition, Day, Pick};
use crate::number::{Number, Term, lcm};
use crate::policy::{DefineId, FactorId, Formula};
use crate::region::{Cut, Slot};
use crate::truth::Truth;
use crate::values::ValueSet;
use crate::view::{Range, View};

impl View<'_> {
    /// A cut towards settling the condition; none where it is settled.
    pub(crate) fn cut_condition(&mut self, condition: &Condition) -> Option<Cut> {
        if self.condition(condition) != Truth::Open {
            return None;
        }
        match condition {
            Condition::Constant(_) | Condition::Level(_) => None,
            Condition::All(of) | Condition::Any(of) | Condition::Quantity { of, .. } => {
                of.iter().find_map(|part| self.cut_condition(part))
            }
            Condition::Not(part) => self.cut_condition(part),
            Condition::Within(pick, these) => self.cut_pick(pick, Some(*these)),
            Condition::Values(left, _, right) => self.cut_pick(left, None).or_else(|| self.cut_pick(right, None)),
            Condition::IncludesAll(factor, values) | Condition::IncludesAny(factor, values) => {
                self.cut_set(*factor, *values)
            }
            Condition::SetIs(factor, _) => self.cut_set(*factor, ValueSet::first(256)),
            Condition::Numbers(left, _, right) => self.cut_numbers(left, right),
            Condition::Days(left, _, right) => self.cut_days(*left, *right),
            Condition::NoDates(factor) => self.cut_dates(*factor, None, 1),
            Condition::TextIn(factor, literals) => self.cut_text(*factor, literals),
            Condition::LevelTo(_, pick) => self.cut_pick(pick, None),
        }
    }

    /// A cut towards a single value, or towards settling whether it is one of these.
    pub(crate) fn cut_pick(&mut self, pick: &Pick, these: Option<ValueSet>) -> Option<Cut> {
        let values = self.pick(pick);
        if values.len() < 2 {
            return None;
        }
        match pick {
            Pick::Value(_) => None,
            Pick::Factor(factor) => Some(Cut::Values(*factor, part_of(values, these))),
            Pick::Define(define) => self.cut_define(*define, these),
            Pick::Cases(cases, otherwise) => {
                for (when, value) in cases {
                    match self.condition(when) {
                        Truth::No => {}
                        Truth::Open => return self.cut_condition(when).or_else(|| self.cut_pick(value, these)),
                        Truth::Yes => return self.cut_pick(value, these),
                    }
                }
                self.cut_pick(otherwise, these)
            }
            Pick::Matrix(matrix) => self.cut_pick(&matrix.row, None).or_else(|| self.cut_pick(&matrix.column, None)),
            Pick::Highest(of) | Pick::Lowest(of) => of.iter().find_map(|pick| self.cut_pick(pick, None)),
            Pick::Flag(condition) => self.cut_condition(condition),
        }
    }

    /// A cut towards a single number, if possible where it passes `near` (in its own numerators).
    pub(crate) fn cut_number(&mut self, number: &Number, near: Option<i128>) -> Option<Cut> {
        let (least, most) = self.number(number);
        if least == most {
            return None;
        }
        match &number.term {
            Term::Constant(_) => None,
            Term::Factor(factor) => Some(cut_at(*factor, between(least, most, near))),
            Term::Define(define) => self.cut_define_number(*define, near),
            Term::Sum(of) => self.cut_sum(of, number.den, near),
            Term::Highest(of) | Term::Lowest(of) => self.cut_extreme(of, number.den, (least, most), near),
            Term::Times(of, by) => {
                let near = near.map(|near| near.div_euclid(*by)).filter(|_| *by > 0);
                self.cut_number(of, near)
            }
            Term::Round(of) => {
                let edge = near.map(|near| self.edge_of_rounding(near, of, number.den));
                self.cut_number(of, edge)
            }
            Term::Product(one, other) => self.cut_number(one, None).or_else(|| self.cut_number(other, None)),
            Term::Cases(cases, otherwise) => self.cut_number_cases(cases, otherwise),
            Term::Count(of) => of.iter().find_map(|condition| self.cut_condition(condition)),
            Term::Size(set) => self.cut_set(*set, ValueSet::first(256)),
            Term::Dates(list, window) => {
                let segments = self.program.axis(*list).map(|axis| axis.window(*window));
                let at = near.and_then(|near| u32::try_from(near).ok()).unwrap_or(0);
                self.cut_dates(*list, segments, at.max(1))
            }
        }
    }

    /// An end of what rounds to `near`, over `den`, where the number has it within its range; else its middle.
    fn edge_of_rounding(&mut self, near: i128, of: &Number, den: i128) -> i128 {
        let (least, most) = self.number(of);
        let (middle, half) = (near.saturating_mul(of.den) / den, of.den / den / 2);
        let ends = [middle.saturating_sub(half), middle.saturating_add(half)];
        ends.into_iter().find(|at| least < *at && *at <= most).unwrap_or(middle)
    }

    fn cut_define(&mut self, define: DefineId, these: Option<ValueSet>) -> Option<Cut> {
        let program = self.program;
        match program.policy().defines.get(define.index()).map(|define| &define.formula) {
            Some(Formula::Pick { pick, .. }) => self.cut_pick(pick, these),
            Some(Formula::Number { .. }) | None => None,
        }
    }

    pub(crate) fn cut_define_number(&mut self, define: DefineId, near: Option<i128>) -> Option<Cut> {
        let program = self.program;
        match program.policy().defines.get(define.index()).map(|define| &define.formula) {
            Some(Formula::Number { number, .. }) => self.cut_number(number, near),
            Some(Formula::Pick { .. }) | None => None,
        }
    }

    pub(crate) fn cut_set(&mut self, factor: FactorId, values: ValueSet) -> Option<Cut> {
        let Some(Slot::Set(must, may)) = self.region.slot(factor) else { return None };
        may.without(must).and(&values).least().map(|value| Cut::Element(factor, value))
    }

    fn cut_numbers(&mut self, left: &Number, right: &Number) -> Option<Cut> {
        let difference = self.difference(left, right);
        self.cut_linear(&difference).or_else(|| self.cut_wider(left, right))
    }

    /// Cuts the side that leaves more open, if possible where it passes the other.
    fn cut_wider(&mut self, left: &Number, right: &Number) -> Option<Cut> {
        let (one, other) = (self.number(left), self.number(right));
        let den = lcm(left.den, right.den).unwrap_or(i128::MAX);
        let width = |range: (i128, i128), of: i128| (range.1 - range.0).saturating_mul(den / of);
        let near = |range: (i128, i128), of: i128, to: i128| (range.0 == range.1).then(|| ceiling(range.0, of, to));
        if width(one, left.den) >= width(other, right.den) {
            self.cut_number(left, near(other, right.den, left.den)).or_else(|| self.cut_number(right, None))
        } else {
            self.cut_number(right, near(one, left.den, right.den)).or_else(|| self.cut_number(left, None))
        }
    }

    /// Cuts the only open part of a sum where the sum passes `near`, else the part that leaves most open.
    fn cut_sum(&mut self, of: &[Number], den: i128, near: Option<i128>) -> Option<Cut> {
        let (mut settled, mut open) = (0_i128, Vec::new());
        for part in of {
            let (least, most) = self.number(part);
            if least == most {
                settled = settled.saturating_add(least.saturating_mul(den / part.den));
            } else {
                open.push(part);
            }
        }
        match (open.as_slice(), near) {
            ([part], Some(near)) => self.cut_number(part, Some(ceiling(near.saturating_sub(settled), den, part.den))),
            ([] | [..], _) => self.cut_widest(of, den),
        }
    }

    fn cut_widest(&mut self, of: &[Number], den: i128) -> Option<Cut> {
        let mut widest: Option<(i128, &Number)> = None;
        for part in of {
            let (least, most) = self.number(part);
            let width = (most - least).saturating_mul(den / part.den);
            if width > widest.map_or(0, |(width, _)| width) {
                widest = Some((width, part));
            }
        }
        widest.and_then(|(_, part)| self.cut_number(part, None))
    }

    /// Cuts the operand that leaves most open of the greatest (or least) of all, `whole`: what one may be beyond that
    /// decides nothing.
    fn cut_extreme(&mut self, of: &[Number], den: i128, whole: Range, near: Option<i128>) -> Option<Cut> {
        let mut widest: Option<(i128, i128, &Number)> = None;
        for part in of {
            let (least, most) = self.scaled(part, den);
            let (low, high) = (least.max(whole.0), most.min(whole.1));
            if high.saturating_sub(low) > widest.map_or(0, |(width, ..)| width) {
                let inside = near.filter(|near| low <= *near && *near <= high);
                widest = Some((high - low, inside.unwrap_or_else(|| between(low, high, None)), part));
            }
        }
        widest.and_then(|(_, at, part)| self.cut_number(part, Some(ceiling(at, den, part.den))))
    }

    fn cut_number_cases(&mut self, cases: &[(Condition, Number)], otherwise: &Number) -> Option<Cut> {
        for (when, number) in cases {
            match self.condition(when) {
                Truth::No => {}
                Truth::Open => return self.cut_condition(when).or_else(|| self.cut_number(number, None)),
                Truth::Yes => return self.cut_number(number, None),
            }
        }
        self.cut_number(otherwise, None)
    }

    fn cut_days(&mut self, left: Day, right: Day) -> Option<Cut> {
        let (one, other) = (self.day(left), self.day(right));
        let (day, range, against) =
            if one.1 - one.0 >= other.1 - other.0 { (left, one, other) } else { (right, other, one) };
        let Day::Factor(factor) = day else { return None };
        let near = (against.0 == against.1).then_some(against.0);
        Some(cut_at(factor, between(range.0, range.1, near)))
    }

    /// Cuts the first segment whose count is open, at `at` further dates if it can.
    fn cut_dates(&mut self, list: FactorId, segments: Option<(usize, usize)>, at: u32) -> Option<Cut> {
        let Some(Slot::Dates(counts)) = self.region.slot(list) else { return None };
        let (from, to) = segments.unwrap_or((0, counts.len()));
        let settled: u32 =
            counts.iter().take(to).skip(from).filter(|(least, most)| least == most).map(|(least, _)| *least).sum();
        let open = counts.iter().enumerate().take(to).skip(from).find(|(_, (least, most))| least < most);
        open.map(|(segment, (least, most))| {
            Cut::Count(list, segment, at.saturating_sub(settled).clamp(least + 1, *most))
        })
    }

    fn cut_text(&mut self, factor: FactorId, literals: &[String]) -> Option<Cut> {
        let (Some(Slot::Text(classes)), Some(axis)) = (self.region.slot(factor), self.program.axis(factor)) else {
            return None;
        };
        let asked = |class: &&usize| axis.literals().get(**class).is_some_and(|literal| literals.contains(literal));
        classes.iter().find(asked).map(|class| Cut::Literal(factor, *class))
    }
}

/// Some of the values, not all: those asked for, else the lower half.
fn part_of(values: ValueSet, these: Option<ValueSet>) -> ValueSet {
    let asked = these.map_or(ValueSet::EMPTY, |these| values.and(&these));
    if asked.is_empty() || asked == values {
        let half = usize::try_from(values.len() / 2).unwrap_or(1);
        values.iter().take(half).collect()
    } else {
        asked
    }
}

/// Where to cut `least..=most`: at `near` or just above it, else in the middle. Above the least, at most the most.
pub(crate) fn between(least: i128, most: i128, near: Option<i128>) -> i128 {
    match near {
        Some(near) if least < near && near <= most => near,
        Some(near) if near == least => near + 1,
        Some(_) | None => least + (most - least) / 2 + 1,
    }
}

/// A cut of a number or a day.
pub(crate) fn cut_at(factor: FactorId, at: i128) -> Cut {
    Cut::At(factor, i64::try_from(at).unwrap_or(i64::MAX))
}

/// A numerator over another denominator, rounded up.
fn ceiling(value: i128, of: i128, to: i128) -> i128 {
    let scaled = value.saturating_mul(to);
    scaled.div_euclid(of) + i128::from(scaled.rem_euclid(of) != 0)
}
