//! What compiling gives: the policy if there is no error, everything that was told, and the places of what is declared.

use std::sync::Arc;

use core_model::{Date, DefineId, Digest, FactorId, MeasureId, Policy, Property, RuleId, SourceDigest};
use messages::{Diagnostic, Severity, Span};

use crate::source::Sources;
use crate::tests::{TestCase, run_tests};

/// A policy that was compiled, or what stands in its way.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The policy: there if and only if there is no error.
    pub policy: Option<Arc<Policy>>,
    /// Every error and note.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that it was made from.
    pub sources: Sources,
    /// The tests of the file named first; none where there is an error.
    pub tests: Vec<TestCase>,
    /// The properties of the file named first; none where there is an error.
    pub properties: Vec<PropertyCase>,
    /// Warnings that the author accepts.
    pub accepted: Vec<Accepted>,
    /// Where things are declared.
    pub places: Places,
}

impl Compiled {
    /// Whether there is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|told| told.severity == Severity::Error)
    }

    /// The policy, if it has no error and none of its own tests fails: what a service may put into force. `grade run`
    /// asks no more of a policy.
    ///
    /// ```
    /// let text = "policy p\nfactor a : yes/no\nrule r when a then level 1\notherwise level 3";
    /// let tested = |expected: &str| format!("{text}\ntest \"t\" given a = yes expect level {expected}");
    /// assert!(grading_dsl::compile_text(&tested("1")).accept().is_ok());
    /// let refused = grading_dsl::compile_text(&tested("2")).accept().unwrap_err();
    /// assert_eq!(refused[0].problem.code(), "E1101");
    /// ```
    ///
    /// # Errors
    /// The errors of the policy and of its tests.
    pub fn accept(&self) -> Result<Arc<Policy>, Vec<Diagnostic>> {
        let failed = run_tests(self).into_iter().filter_map(|report| report.diagnostic);
        let told = self.diagnostics.iter().cloned().chain(failed);
        let errors: Vec<Diagnostic> = told.filter(|told| told.severity == Severity::Error).collect();
        match &self.policy {
            Some(policy) if errors.is_empty() => Ok(Arc::clone(policy)),
            Some(_) | None => Err(errors),
        }
    }

    /// The digest of what the policy means, if there is one. Worked out at each call.
    #[must_use]
    pub fn digest(&self) -> Option<Digest> {
        self.policy.as_ref().map(|policy| policy.digest())
    }

    /// The digest of every text that was read. Those of each file by itself are in [`Sources::digest`].
    #[must_use]
    pub fn source(&self) -> SourceDigest {
        self.sources.source_digest()
    }
}

/// Where things are declared, by their ids: the name of each.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// The policy's own name, else the beginning of the file named first.
    pub policy: Span,
    /// The levels, if declared.
    pub levels: Option<Span>,
    /// Factors.
    pub factors: Vec<Span>,
    /// Defines and scores.
    pub defines: Vec<Span>,
    /// Rules, rows and concluding matrices; of a row, all of it.
    pub rules: Vec<Span>,
    /// Measures.
    pub measures: Vec<Span>,
    /// Impossible records.
    pub impossible: Vec<Span>,
    /// `otherwise`.
    pub otherwise: Option<Span>,
    /// Tables whose rows must not overlap with differing conclusions (`unique`): first row, number of rows, place.
    pub unique: Vec<(RuleId, u16, Span)>,
    /// Conditions that are not made of others, in the order of [`core_model::owned_leaves`]; none where there is an error.
    pub conditions: Vec<Written>,
}

/// Where a condition is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// The text.
    pub span: Span,
    /// Whether the text says the condition or its opposite.
    pub sense: Sense,
}

/// Whether a text says a condition or its opposite: `is not empty` is kept as the opposite of `is empty`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// It says the condition.
    Same,
    /// It says its opposite.
    Opposite,
}

impl Sense {
    pub(crate) fn turned(self) -> Self {
        match self {
            Self::Same => Self::Opposite,
            Self::Opposite => Self::Same,
        }
    }
}

/// A warning that the author has looked at and means to live with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The warning's code.
    pub code: String,
    /// What it is about.
    pub on: AcceptedOn,
    /// Why.
    pub because: Vec<String>,
    /// Where it is accepted.
    pub span: Span,
}

/// What an accepted warning is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AcceptedOn {
    /// A rule, a row or a concluding matrix.
    Rule(RuleId),
    /// A whole table: its first row, and how many it has.
    Table(RuleId, u16),
    /// A factor.
    Factor(FactorId),
    /// A define or score.
    Define(DefineId),
    /// A measure.
    Measure(MeasureId),
    /// A scale or choice, by name.
    Type(String),
    /// The policy itself.
    Policy,
}

/// A property, ready to be proved.
#[derive(Debug, Clone)]
pub struct PropertyCase {
    /// Its name.
    pub name: String,
    /// The day, where it is claimed of one.
    pub as_of: Option<Date>,
    /// What it claims.
    pub claim: Property,
    /// Where its name stands.
    pub span: Span,
}
