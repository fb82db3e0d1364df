//! Policies made to be hard: each ends within the budget, and what is said is true.
#![allow(clippy::unwrap_used, reason = "a test says no by panicking")]

use core_model::limits::ANALYSIS_STEPS;
use core_model::{On, RuleId, What};
use grading_tests::large::{Hard, Shape, hard};
use policy_analysis::{Findings, findings};

/// What the analysis says of the only rule: that it never stands, that it can, or nothing.
#[derive(Debug, PartialEq, Eq)]
enum Said {
    Never,
    Stands,
    Open,
}

fn said(found: &Findings) -> Said {
    let on = On::Rule(RuleId(0));
    if found.found.iter().any(|one| one.on == on && matches!(one.what, What::NeverStands(_))) {
        return Said::Never;
    }
    let open = found.undecided.iter().any(|(what, of, _)| *of == on && matches!(what, What::NeverStands(_)));
    if open { Said::Open } else { Said::Stands }
}

fn of(text: &str) -> Findings {
    let compiled = grading_dsl::compile_text(text);
    assert!(
        compiled.policy.is_some(),
        "{:?}",
        compiled.diagnostics.iter().map(|told| &told.problem).collect::<Vec<_>>()
    );
    findings(&compiled.policy.unwrap(), ANALYSIS_STEPS)
}

/// What is settled is true; what is not is told with the factors that it rests on.
fn truly(hard_of: Hard, settled: bool) {
    for possible in [true, false] {
        let found = of(&hard(hard_of, possible));
        let said = said(&found);
        let true_answer = if possible { Said::Stands } else { Said::Never };
        println!("{hard_of:?} {}: {said:?}", if possible { "possible" } else { "impossible" });
        assert!(said == true_answer || (said == Said::Open && !settled), "{hard_of:?} {possible}: {said:?}");
        assert!(found.undecided.iter().all(|(_, _, hard)| !hard.factors.is_empty()));
    }
}

#[test]
fn parity_in_two_orders() {
    truly(Hard::Parity(12), true);
    truly(Hard::Parity(40), false);
}

#[test]
fn one_pigeon_too_many() {
    truly(Hard::Pigeons(6), true);
    truly(Hard::Pigeons(12), false);
}

#[test]
fn sums_with_weights_that_share_no_divisor() {
    truly(Hard::Coprime(2), false);
    truly(Hard::Coprime(8), false);
}

#[test]
fn facts_that_rest_on_each_other() {
    truly(Hard::Locked(40), true);
    truly(Hard::Locked(150), false);
}

#[test]
fn every_shape_is_examined_whole() {
    for (shape, name) in Shape::ALL {
        let found = of(&shape.policy(40));
        assert!(found.undecided.is_empty(), "{name}: {:?}", found.undecided);
    }
}
