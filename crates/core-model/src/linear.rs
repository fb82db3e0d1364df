//! The difference of two numbers as a sum of independent parts, so that what stands on both sides cancels out.

use std::collections::BTreeMap;

use crate::number::{Number, Term, lcm};
use crate::policy::{DefineId, FactorId, Formula};
use crate::region::{Cut, Slot};
use crate::split::{between, cut_at};
use crate::view::{Range, View, ratio};

/// A part that varies by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// A factor's number.
    Factor(FactorId),
    /// The size of a set.
    Size(FactorId),
    /// How many dates of a list lie in a segment.
    Segment(FactorId, usize),
    /// A define that is no such sum itself.
    Define(DefineId),
}

/// `sum of times * part`, and a range for all that is neither constant nor a part.
#[derive(Debug, Default)]
pub(crate) struct Linear {
    parts: BTreeMap<Part, i128>,
    rest: Range,
}

impl View<'_> {
    /// The left number less the right one, over their common denominator.
    pub(crate) fn difference(&mut self, left: &Number, right: &Number) -> Linear {
        let den = lcm(left.den, right.den).unwrap_or(i128::MAX);
        let mut linear = Linear::default();
        self.gather(left, ratio(den, left.den), &mut linear);
        self.gather(right, -ratio(den, right.den), &mut linear);
        linear.parts.retain(|_, times| *times != 0);
        linear
    }

    /// The range of a sum of parts.
    pub(crate) fn linear_range(&mut self, linear: &Linear) -> Range {
        linear.parts.iter().fold(linear.rest, |sum, (part, times)| {
            let part = stretch(self.part(*part), *times);
            (sum.0.saturating_add(part.0), sum.1.saturating_add(part.1))
        })
    }

    /// A cut of the open part that leaves most open, where the sum may begin or must have ceased to lie on one side of zero.
    pub(crate) fn cut_linear(&mut self, linear: &Linear) -> Option<Cut> {
        let mut open = Vec::new();
        for (part, times) in &linear.parts {
            let range = self.part(*part);
            if range.0 < range.1 {
                let stretched = stretch(range, *times);
                open.push((stretched.1.saturating_sub(stretched.0), *part, *times, range));
            }
        }
        let (_, part, times, range) = *open.iter().max_by_key(|(width, ..)| *width)?;
        let (whole, own) = (self.linear_range(linear), stretch(range, times));
        let others = (whole.0.saturating_sub(own.0), whole.1.saturating_sub(own.1));
        let (one, other) = (passing(others.0.saturating_neg(), times), passing(others.1.saturating_neg(), times));
        // Below the first the sum has surely not passed zero, from the second on it surely has.
        let (first, second) = (one.min(other), one.max(other));
        let passes = [first, second, second.saturating_add(1)].into_iter().find(|at| range.0 < *at && *at <= range.1);
        self.cut_part(part, range, passes)
    }

    fn gather(&mut self, number: &Number, times: i128, linear: &mut Linear) {
        self.looked = self.looked.saturating_add(1);
        let program = self.program;
        match &number.term {
            Term::Constant(value) => linear.add_rest(stretch((*value, *value), times)),
            Term::Factor(factor) => linear.add(Part::Factor(*factor), times),
            Term::Size(set) => linear.add(Part::Size(*set), times),
            Term::Dates(list, window) => {
                let (from, to) = program.axis(*list).map_or((0, 0), |axis| axis.window(*window));
                (from..to).for_each(|segment| linear.add(Part::Segment(*list, segment), times));
            }
            Term::Sum(of) => {
                for part in of {
                    self.gather(part, times.saturating_mul(ratio(number.den, part.den)), linear);
                }
            }
            Term::Times(of, by) => self.gather(of, times.saturating_mul(*by), linear),
            Term::Define(define) => match program.policy().defines.get(define.index()).map(|define| &define.formula) {
                Some(Formula::Number { number: formula, .. }) if is_sum(formula) => self.gather(formula, times, linear),
                Some(Formula::Number { .. } | Formula::Pick { .. }) | None => linear.add(Part::Define(*define), times),
            },
            Term::Product(..)
            | Term::Highest(_)
            | Term::Lowest(_)
            | Term::Round(_)
            | Term::Cases(..)
            | Term::Count(_) => {
                let range = self.number(number);
                linear.add_rest(stretch(range, times));
            }
        }
    }

    fn part(&mut self, part: Part) -> Range {
        match part {
            Part::Factor(factor) => match self.region.slot(factor) {
                Some(Slot::Number(least, most)) => (i128::from(*least), i128::from(*most)),
                Some(Slot::Values(_) | Slot::Set(..) | Slot::Date(..) | Slot::Dates(_) | Slot::Text(_)) | None => {
                    (0, 0)
                }
            },
            Part::Size(set) => match self.region.slot(set) {
                Some(Slot::Set(must, may)) => (i128::from(must.len()), i128::from(may.len())),
                Some(Slot::Values(_) | Slot::Number(..) | Slot::Date(..) | Slot::Dates(_) | Slot::Text(_)) | None => {
                    (0, 0)
                }
            },
            Part::Segment(list, segment) => {
                let (least, most) = self.dates(list, Some((segment, segment + 1)));
                (i128::from(least), i128::from(most))
            }
            Part::Define(define) => self.numbered(define),
        }
    }

    fn cut_part(&mut self, part: Part, range: Range, passes: Option<i128>) -> Option<Cut> {
        let at = between(range.0, range.1, passes);
        match part {
            Part::Factor(factor) => Some(cut_at(factor, at)),
            Part::Size(set) => self.cut_set(set, crate::values::ValueSet::first(256)),
            Part::Segment(list, segment) => u32::try_from(at).ok().map(|at| Cut::Count(list, segment, at)),
            Part::Define(define) => self.cut_define_number(define, passes),
        }
    }
}

impl Linear {
    fn add(&mut self, part: Part, times: i128) {
        let own = self.parts.entry(part).or_insert(0);
        *own = own.saturating_add(times);
    }

    fn add_rest(&mut self, range: Range) {
        self.rest = (self.rest.0.saturating_add(range.0), self.rest.1.saturating_add(range.1));
    }
}

/// Whether the number is nothing but a sum of parts.
fn is_sum(number: &Number) -> bool {
    match &number.term {
        Term::Constant(_) | Term::Factor(_) | Term::Size(_) | Term::Dates(..) | Term::Define(_) => true,
        Term::Sum(of) => of.iter().all(is_sum),
        Term::Times(of, _) => is_sum(of),
        Term::Product(..) | Term::Highest(_) | Term::Lowest(_) | Term::Round(_) | Term::Cases(..) | Term::Count(_) => {
            false
        }
    }
}

/// The range times a number of either sign.
fn stretch(range: Range, times: i128) -> Range {
    let (one, other) = (range.0.saturating_mul(times), range.1.saturating_mul(times));
    (one.min(other), one.max(other))
}

/// The least number that, times `times`, is at least `sum` (for negative `times`, the least for which it is below).
fn passing(sum: i128, times: i128) -> i128 {
    let floor = sum.div_euclid(times);
    if times > 0 && sum.rem_euclid(times) != 0 { floor + 1 } else { floor }
}
