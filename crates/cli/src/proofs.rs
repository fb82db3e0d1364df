//! What is proved of a policy without a record, told at its places in the text. Decides nothing.

use core_model::limits::ANALYSIS_STEPS;
use grading_dsl::{Compiled, PropertyReport, tell_findings, tell_properties};
use messages::Diagnostic;
use policy_analysis::{findings, holds};

/// Warnings, accepted ones among them, and notes of what could not be decided; nothing of a policy with errors.
#[must_use]
pub fn warnings(compiled: &Compiled) -> Vec<Diagnostic> {
    let Some(policy) = &compiled.policy else { return Vec::new() };
    let findings = findings(policy, ANALYSIS_STEPS);
    tell_findings(compiled, &findings.found, &findings.undecided)
}

/// What became of the properties, in the order written; nothing of a policy with errors.
#[must_use]
pub fn properties(compiled: &Compiled) -> Vec<PropertyReport> {
    let Some(policy) = &compiled.policy else { return Vec::new() };
    tell_properties(compiled, |property, as_of| holds(policy, property, as_of, ANALYSIS_STEPS))
}
