//! What `grade check` adds to compiling a policy: failed tests, properties, warnings.

use core_model::limits::ANALYSIS_STEPS;
use grading_dsl::{Compiled, run_tests, tell_findings, tell_properties};
use messages::Diagnostic;
use policy_analysis::{findings, holds};

/// Everything that is told of the policy.
#[must_use]
pub fn all_told(compiled: &Compiled) -> Vec<Diagnostic> {
    let mut told = compiled.diagnostics.clone();
    told.extend(run_tests(compiled).into_iter().filter_map(|report| report.diagnostic));
    if let Some(policy) = &compiled.policy {
        let prove = |property: &_, as_of| holds(policy, property, as_of, ANALYSIS_STEPS);
        told.extend(tell_properties(compiled, prove).into_iter().filter_map(|report| report.diagnostic));
        let findings = findings(policy, ANALYSIS_STEPS);
        told.extend(tell_findings(compiled, &findings.found, &findings.undecided));
    }
    told
}
