//! From syntax trees to a policy: names first, then types, then meaning. Collects every error and goes on.

mod collect;
mod datum;
mod factors;
mod header;
mod levels;
mod names;
mod scope;
mod space;
mod types;

use messages::{Countable, Diagnostic, LimitProblem};

use crate::syntax::Span;

/// Tells that there is too much of something.
pub(crate) fn over(what: Countable, most: usize, span: Span) -> Diagnostic {
    Diagnostic::error(LimitProblem::TooMany { what, most }, span)
}
