//! Two gradings of one record, compared.

use std::sync::Arc;

use core_model::{Condition, Date, FactorId, Ladder, Outcome, Policy, Program, Record, Undecided, Verdict, Witness};

use crate::aside::Asked;
use crate::encode::Encoder;
use crate::joined::Joined;
use crate::outcome::{Graded, Ruling};
use crate::solver::Lit;

/// Two gradings of the same records as of a day.
pub(crate) struct Pair<'p> {
    pub(crate) encoder: Encoder<'p>,
    pub(crate) one: Graded,
    pub(crate) other: Graded,
    pub(crate) joined: &'p Joined,
    pub(crate) classes: Program,
    /// The policies themselves, for the evaluator.
    pub(crate) grades: [Program; 2],
    pub(crate) as_of: Date,
}

impl<'p> Pair<'p> {
    /// `between` holds of the records compared beside all else; thresholds alone must say it of the classes.
    pub(crate) fn of(
        one: &Arc<Policy>,
        other: &Arc<Policy>,
        joined: &'p Joined,
        as_of: Date,
        between: &[Condition],
    ) -> Self {
        let asked: Vec<Condition> = joined.world.impossible.iter().map(|impossible| impossible.when.clone()).collect();
        let rules = joined.world.rules.iter().chain(&joined.other.rules).cloned().collect();
        let lenient = Policy { impossible: Vec::new(), rules, stand_order: Vec::new(), ..joined.world.clone() };
        let classes = Program::asked(Arc::new(lenient), as_of, &asked);
        let mut encoder = Encoder::new(&joined.world, as_of, classes.axes().to_vec());
        encoder.between = between.to_vec();
        let first = graded(&mut encoder, &joined.world, as_of);
        let second = graded(&mut encoder, &joined.other, as_of);
        let grades = [one, other].map(|policy| Program::asked(Arc::clone(policy), as_of, &[]));
        Self { encoder, one: first, other: second, joined, classes, grades, as_of }
    }

    /// Whether no record is against the claim; of one that is, the evaluator must say so too.
    pub(super) fn verdict(
        &mut self,
        against: &[Lit],
        steps: &mut u64,
        confirmed: impl Fn(&Outcome, &Outcome) -> bool,
    ) -> Verdict {
        let undecided = Undecided {
            factors: (0..).map(FactorId).take(self.first().policy().factors.len()).collect(),
            as_of: self.as_of,
        };
        match self.encoder.ask(&self.classes, against, steps) {
            Asked::Nothing(_) => Verdict::Holds,
            Asked::Undecided => Verdict::Undecided(undecided),
            Asked::Record(record) => {
                let [one, other] = self.witnesses(&record);
                if confirmed(&one.outcome, &other.outcome) {
                    Verdict::Fails(vec![one, other])
                } else {
                    Verdict::Undecided(undecided)
                }
            }
        }
    }

    /// The record as each of the policies knows and grades it.
    pub(crate) fn witnesses(&self, record: &Record) -> [Witness; 2] {
        let [one, other] = &self.grades;
        let records = [(one, Joined::first(record, one.policy().factors.len())), (other, self.joined.second(record))];
        records.map(|(grades, record)| {
            let outcome = grades.grade(&record).outcome;
            Witness { record, as_of: self.as_of, outcome }
        })
    }

    fn first(&self) -> &Program {
        let [one, _] = &self.grades;
        one
    }
}

fn graded<'p>(encoder: &mut Encoder<'p>, law: &'p Policy, as_of: Date) -> Graded {
    encoder.law = law;
    let active = encoder.each_active();
    encoder.graded(&Ruling::on(law, as_of), &active)
}

/// How high on the ladder, where graded.
pub(super) fn height(outcome: &Outcome, ladder: &Ladder) -> Option<u8> {
    match outcome {
        Outcome::Graded(level) => Some(ladder.height(*level)),
        Outcome::Outside(_)
        | Outcome::Ungraded
        | Outcome::Conflict(_)
        | Outcome::Undetermined
        | Outcome::Invalid(_) => None,
    }
}

/// How severe, where graded: 1 the most severe.
pub(super) fn severity(outcome: &Outcome, ladder: &Ladder) -> Option<u8> {
    match outcome {
        Outcome::Graded(level) => Some(ladder.severity(*level)),
        Outcome::Outside(_)
        | Outcome::Ungraded
        | Outcome::Conflict(_)
        | Outcome::Undetermined
        | Outcome::Invalid(_) => None,
    }
}
