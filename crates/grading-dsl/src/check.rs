//! From syntax trees to a policy: names first, then types, then meaning. Collects every error and goes on.

mod arithmetic;
mod cell;
mod circles;
mod clauses;
mod collect;
mod compare;
mod conclusion;
mod condition;
mod cover;
mod dates;
mod datum;
mod define;
mod factors;
mod grid;
mod header;
mod levels;
mod lowering;
mod names;
mod overrides;
mod pick;
mod readings;
mod rule;
mod scope;
mod side;
mod sort;
mod space;
mod table;
mod template;
mod types;
mod units;

use messages::{Countable, Diagnostic, LimitProblem};

use crate::syntax::Span;

/// Tells that there is too much of something.
pub(crate) fn over(what: Countable, most: usize, span: Span) -> Diagnostic {
    Diagnostic::error(LimitProblem::TooMany { what, most }, span)
}
