//! Whether a rule is decisive, as a literal: exactly the part that the evaluator gives to its conclusions.

use core_model::Conclusion;

use super::{Graded, at, place};
use crate::encode::Encoder;
use crate::solver::Lit;

/// What decides between bounds.
struct Course {
    /// By severity: whether that is the level once bounds have kept it from being too severe.
    milder: Vec<Lit>,
    /// By severity: whether it is concluded from a bound.
    from_bound: Vec<Lit>,
    /// Whether a rule concludes outright.
    outright: Lit,
}

impl Encoder<'_> {
    /// By rule: whether it is decisive for the outcome. The encoder's law must be the one that was graded by.
    pub(crate) fn decisive(&mut self, graded: &Graded) -> Vec<Lit> {
        let policy = self.law;
        let course = self.course(graded);
        let mut decisive = Vec::with_capacity(policy.rules.len());
        for (rule, stands) in policy.rules.iter().zip(&graded.stands) {
            let of = if rule.asks_level { &[] } else { rule.conclusions.as_slice() };
            let ways: Vec<Lit> = of.iter().map(|one| self.decides(one, *stands, graded, &course)).collect();
            decisive.push(self.gates.or(ways));
        }
        decisive
    }

    fn course(&mut self, graded: &Graded) -> Course {
        let bounds = self.said(&graded.stands).bounds;
        let (last, level) = (at(&graded.by, 0), at(&graded.by, 1));
        let outright = self.gates.or([last, level]);
        let concluded = self.gates.or(graded.moved.iter().copied());
        let from: Vec<Lit> = self
            .lifted(&graded.moved, &bounds, last, outright)
            .into_iter()
            .map(|lifted| self.gates.and([concluded, lifted]))
            .collect();
        let next = from.iter().skip(1).copied().chain([Lit::NO]);
        let milder = from.iter().zip(next).map(|(here, next)| self.gates.and([*here, !next])).collect();
        let from_bound = if self.law.otherwise.is_some() { Vec::new() } else { graded.rest.clone() };
        Course { milder, from_bound, outright }
    }

    /// Whether the rule stands and this conclusion of it is decisive.
    fn decides(&mut self, conclusion: &Conclusion, stands: Lit, graded: &Graded, course: &Course) -> Lit {
        match conclusion {
            Conclusion::Level(force, level) => {
                let force = place(*force);
                let counts = self.gates.and([stands, at(&graded.by, force)]);
                let says = self.severities(level, counts);
                let concluded = graded.concluded.get(force).map_or(&[][..], Vec::as_slice);
                self.meet(&says, concluded)
            }
            Conclusion::Bound { presumed, side, level } => {
                let displaced = if *presumed { course.outright } else { Lit::NO };
                let counts = self.gates.and([stands, !displaced]);
                let says = self.severities(level, counts);
                let binds = self.binds(self.law.ladder.keeps_from_mild(*side), graded, course);
                self.meet(&says, &binds)
            }
            Conclusion::Outside(outside) => self.gates.and([stands, at(&graded.outside, outside.index())]),
            Conclusion::Adjust(_) | Conclusion::Require(_) => Lit::NO,
        }
    }

    /// By severity: whether a bound of that severity moved the level and the move remained, or the level was concluded from it.
    fn binds(&mut self, from_mild: bool, graded: &Graded, course: &Course) -> Vec<Lit> {
        self.each_severity(|encoder, severity| {
            let (last, milder) = (at(&graded.graded, severity), at(&course.milder, severity));
            let gates = &mut encoder.gates;
            if from_mild {
                let moved = gates.and([last, !milder]);
                gates.or([moved, at(&course.from_bound, severity)])
            } else {
                gates.and([last, milder, !at(&graded.moved, severity)])
            }
        })
    }

    /// Whether both hold of the same severity.
    fn meet(&mut self, one: &[Lit], other: &[Lit]) -> Lit {
        let ways: Vec<Lit> = one.iter().zip(other).map(|(one, other)| self.gates.and([*one, *other])).collect();
        self.gates.or(ways)
    }
}
