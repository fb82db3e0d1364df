//! Expressions where a day is wanted, and how far back the calendar may be counted.

use core_model::{Day, Unit};
use messages::{Kind, NumberProblem, TypeProblem};

use super::lowering::Lowering;
use super::side::{Side, side};
use crate::syntax::{Expr, ExprKind, Name, Span, Window};

/// Reads an expression as a day.
pub(crate) fn day(low: &mut Lowering<'_>, expr: &Expr) -> Option<Day> {
    match side(low, expr)? {
        Side::Day(day) => Some(day),
        other
        @ (Side::Value(..) | Side::Number(_) | Side::Set(..) | Side::Dates(_) | Side::Text(_) | Side::Outcome) => {
            let found = other.kind(low.scope);
            low.fail(no_day(expr, found), expr.span)
        }
    }
}

/// Whether a window reaches back no further than it may. Told where it does.
pub(crate) fn window(low: &mut Lowering<'_>, window: Window, span: Span) -> Option<()> {
    match window {
        Window::Within(count_back, unit) => count(low, (count_back, unit), span),
        Window::All | Window::ThisYear | Window::LastYear => Some(()),
    }
}

/// Whether so many years, months or days may be counted back. Told where not.
pub(crate) fn count(low: &mut Lowering<'_>, (count, unit): (u32, Unit), span: Span) -> Option<()> {
    if count <= unit.most() {
        return Some(());
    }
    low.fail(NumberProblem::TooLong { found: count, unit, most: unit.most() }, span)
}

fn no_day(expr: &Expr, found: Kind) -> TypeProblem {
    if let ExprKind::Name(Name { text, .. }) = &expr.kind {
        return TypeProblem::OtherType { name: text.clone(), found, expected: Kind::Date };
    }
    TypeProblem::NotOfType { expected: Kind::Date, found }
}
