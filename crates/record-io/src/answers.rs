//! Answers from decisions, and from records that could not be read.

use core_model::{Answer, Decision, Fault, Outcome, Place, Program};
use messages::{DataProblem, ImpossibleRecord, Lang};

/// The answer that a decision of this program is.
#[must_use]
pub fn answer(program: &Program, place: Place, decision: &Decision, lang: Lang) -> Answer {
    let why = match &decision.outcome {
        Outcome::Invalid(reasons) if reasons.is_empty() => vec![ImpossibleRecord::WhateverIsFilledIn],
        Outcome::Invalid(reasons) => reasons.iter().cloned().map(ImpossibleRecord::Because).collect(),
        Outcome::Graded(_) | Outcome::Outside(_) | Outcome::Conflict(_) | Outcome::Ungraded | Outcome::Undetermined => {
            Vec::new()
        }
    };
    let problems: Vec<DataProblem> = why.into_iter().map(DataProblem::from).collect();
    Answer::new(program, place, decision, faults(&problems, lang))
}

/// The answer to a record that could not be read.
#[must_use]
pub fn invalid(program: &Program, place: Place, problems: &[DataProblem], lang: Lang) -> Answer {
    Answer::invalid(program, place, faults(problems, lang))
}

/// The problems as answers carry them.
#[must_use]
pub fn faults(problems: &[DataProblem], lang: Lang) -> Vec<Fault> {
    let fault = |problem: &DataProblem| Fault {
        column: problem.column().map(str::to_owned),
        found: problem.found(lang),
        expected: problem.words(lang).expected,
        code: problem.code(),
    };
    problems.iter().map(fault).collect()
}
