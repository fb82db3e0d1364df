//! The policy's header: language, version, citations, when it is in force, how several conclusions combine.

use core_model::{Combine, Named, Period};
use messages::{Diagnostic, HeaderProblem, Related};

use super::scope::Scope;
use super::types::named;
use crate::syntax::{self, InForce, PolicyClause, Span};

/// The one version of the language.
const LANGUAGE: u32 = 1;

/// What the header says.
#[derive(Debug, Default)]
pub(crate) struct Header {
    /// Name and label.
    pub named: Named,
    /// `version`.
    pub version: Option<String>,
    /// `cite`.
    pub cite: Vec<String>,
    /// `in force`.
    pub in_force: Option<Period>,
    /// `combine`.
    pub combine: Combine,
}

/// Where each clause that may be said but once was said first.
#[derive(Default)]
struct Said {
    language: Option<Span>,
    version: Option<Span>,
    in_force: Option<Span>,
    combine: Option<Span>,
}

/// Settles the header. Without one the policy is called as its file is.
pub(crate) fn settle(scope: &mut Scope, policies: &[&syntax::Policy], file: &str) -> Header {
    let mut headers = policies.iter();
    let Some(first) = headers.next() else {
        return Header { named: Named { name: stem(file), ..Named::default() }, ..Header::default() };
    };
    for second in headers {
        let told = Diagnostic::error(HeaderProblem::SecondPolicy, second.name.span);
        scope.tell(told.also(Related::Declared(first.name.span)));
    }
    let mut header = Header { named: named(&first.name, first.label.as_ref(), &[]), ..Header::default() };
    let mut said = Said::default();
    for clause in &first.clauses {
        settle_clause(scope, &mut header, &mut said, clause);
    }
    header
}

/// The period that is written. Told where its last day lies before its first.
pub(crate) fn period(scope: &mut Scope, in_force: &InForce) -> Period {
    let period = Period { from: in_force.from, until: in_force.until };
    if period.until.is_some_and(|until| until < period.from) {
        scope.tell(Diagnostic::error(HeaderProblem::PeriodReversed, in_force.span));
    }
    period
}

fn settle_clause(scope: &mut Scope, header: &mut Header, said: &mut Said, clause: &PolicyClause) {
    match clause {
        PolicyClause::Language(number, span) => {
            if once(scope, &mut said.language, *span) && *number != LANGUAGE {
                scope.tell(Diagnostic::error(HeaderProblem::Language(*number), *span));
            }
        }
        PolicyClause::Version(text) => {
            if once(scope, &mut said.version, text.span) {
                header.version = Some(text.text.clone());
            }
        }
        PolicyClause::Cite(text) => header.cite.push(text.text.clone()),
        PolicyClause::Note(_) => {}
        PolicyClause::InForce(in_force) => {
            if once(scope, &mut said.in_force, in_force.span) {
                header.in_force = Some(period(scope, in_force));
            }
        }
        PolicyClause::Combine(combine, span) => {
            if once(scope, &mut said.combine, *span) {
                header.combine = *combine;
            }
        }
    }
}

/// Whether the clause is said for the first time. Told where it is not.
fn once(scope: &mut Scope, said: &mut Option<Span>, span: Span) -> bool {
    let Some(first) = *said else {
        *said = Some(span);
        return true;
    };
    scope.tell(Diagnostic::error(HeaderProblem::ClauseTwice, span).also(Related::Before(first)));
    false
}

fn stem(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.strip_suffix(".rules").unwrap_or(name).to_owned()
}
