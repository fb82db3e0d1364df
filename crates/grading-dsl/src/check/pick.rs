//! Expressions where a value of a scale, a choice, the levels or yes/no is wanted.

use core_model::Pick;
use messages::{Kind, RuleProblem, TypeProblem};

use super::lowering::Lowering;
use super::scope::ValueType;
use super::side::{Side, misplaced, named, value_kind};
use super::{condition, datum, levels};
use crate::syntax::{Expr, ExprKind, LevelWord, Name, NumberLit, Span};

/// Reads an expression as a value of a type.
pub(crate) fn pick(low: &mut Lowering<'_>, expr: &Expr, of: ValueType) -> Option<Pick> {
    match &expr.kind {
        ExprKind::Name(name) => value_or_operand(low, name, of),
        ExprKind::Number(number) => numbered(low, number, of),
        ExprKind::LevelOf(word) => level_word(low, word, of),
        ExprKind::YesNo(yes) if of == ValueType::YesNo => Some(Pick::Value(u8::from(*yes))),
        ExprKind::YesNo(_) => wrong(low, of, Kind::YesNo, expr.span),
        ExprKind::Group(inner) => pick(low, inner, of),
        ExprKind::Max(parts) => extreme(low, parts, of, expr.span).map(Pick::Highest),
        ExprKind::Min(parts) => extreme(low, parts, of, expr.span).map(Pick::Lowest),
        ExprKind::Not(_)
        | ExprKind::And(_)
        | ExprKind::Or(_)
        | ExprKind::AndOr(..)
        | ExprKind::Quantified(..)
        | ExprKind::Compare(..) => match of {
            ValueType::YesNo => condition::condition(low, expr).map(|holds| Pick::Flag(Box::new(holds))),
            ValueType::Declared(_) | ValueType::Level => wrong(low, of, Kind::Condition, expr.span),
        },
        ExprKind::Negative(_)
        | ExprKind::Arithmetic(..)
        | ExprKind::Round(..)
        | ExprKind::CountOf(_)
        | ExprKind::SizeOf(_)
        | ExprKind::CountDates(..) => wrong(low, of, Kind::Number, expr.span),
        ExprKind::Date(_) => wrong(low, of, Kind::Date, expr.span),
        ExprKind::Text(text) => datum::quoted(low.scope, of, text),
        ExprKind::Level => {
            low.ask_level(expr.span)?;
            low.fail(RuleProblem::LevelAsValue, expr.span)
        }
        ExprKind::Unknown => None,
    }
}

/// A value that is written, not one that a factor or define has.
pub(crate) fn written(low: &mut Lowering<'_>, expr: &Expr, of: ValueType) -> Option<u8> {
    match pick(low, expr, of)? {
        Pick::Value(value) => Some(value),
        Pick::Factor(_)
        | Pick::Define(_)
        | Pick::Cases(..)
        | Pick::Matrix(_)
        | Pick::Highest(_)
        | Pick::Lowest(_)
        | Pick::Flag(_) => {
            let expected = value_kind(low.scope, of);
            misplaced(low, expected, Kind::Expression, expr.span)
        }
    }
}

/// A level as a conclusion says it: a level, or a factor or define of type `level`.
pub(crate) fn level(low: &mut Lowering<'_>, word: &LevelWord) -> Option<Pick> {
    level_word(low, word, ValueType::Level)
}

fn level_word(low: &mut Lowering<'_>, word: &LevelWord, of: ValueType) -> Option<Pick> {
    match (word, of) {
        (LevelWord::Name(name), ValueType::Level) => value_or_operand(low, name, of),
        (LevelWord::Number(number, span), ValueType::Level) => {
            let level = low.scope.level_numbered(*number, *span)?;
            Some(Pick::Value(low.scope.ladder.height(level)))
        }
        (LevelWord::Number(number, span), ValueType::Declared(_)) => {
            let spelt = levels::spelt(*number);
            let found = spelt.iter().find_map(|name| low.scope.find_value(of, name));
            found.map(Pick::Value).or_else(|| wrong(low, of, Kind::Level, *span))
        }
        (LevelWord::Open(span), _) => {
            low.scope.level_open(*span).map(|level| Pick::Value(low.scope.ladder.height(level)))
        }
        (LevelWord::Name(_), ValueType::Declared(_)) | (_, ValueType::YesNo) => {
            wrong(low, of, Kind::Level, word.span())
        }
    }
}

fn value_or_operand(low: &mut Lowering<'_>, name: &Name, of: ValueType) -> Option<Pick> {
    if let Some(value) = low.scope.find_value(of, &name.text) {
        return Some(Pick::Value(value));
    }
    if of == ValueType::Level
        && !low.scope.operands.has(&name.text)
        && let Some(number) = core_model::spelling::level_number(&name.text)
    {
        return level_word(low, &LevelWord::Number(number.into(), name.span), of);
    }
    if !low.scope.operands.has(&name.text) {
        return low.scope.value_in(of, name).map(Pick::Value);
    }
    match named(low, name)? {
        Side::Value(pick, its) if its == of => Some(pick),
        side @ (Side::Value(..)
        | Side::Number(_)
        | Side::Set(..)
        | Side::Day(_)
        | Side::Dates(_)
        | Side::Text(_)
        | Side::Outcome) => {
            let (left, right) = (value_kind(low.scope, of), side.kind(low.scope));
            low.fail(TypeProblem::OtherType { name: name.text.clone(), found: right, expected: left }, name.span)
        }
    }
}

fn numbered(low: &mut Lowering<'_>, number: &NumberLit, of: ValueType) -> Option<Pick> {
    match (of, datum::degree(number)) {
        (ValueType::Level, Some(whole)) => level_word(low, &LevelWord::Number(whole, number.span), of),
        (ValueType::Level | ValueType::Declared(_) | ValueType::YesNo, _) => wrong(low, of, Kind::Number, number.span),
    }
}

/// The operands of a greatest or least, which needs an order.
fn extreme(low: &mut Lowering<'_>, parts: &[Expr], of: ValueType, span: Span) -> Option<Vec<Pick>> {
    match of {
        ValueType::YesNo => return low.fail(TypeProblem::NoOrder { of: Kind::YesNo }, span),
        ValueType::Declared(_) | ValueType::Level if !low.scope.ordered(of) => {
            let of = value_kind(low.scope, of);
            return low.fail(TypeProblem::NoOrder { of }, span);
        }
        ValueType::Declared(_) | ValueType::Level => {}
    }
    let picks: Vec<Option<Pick>> = parts.iter().map(|part| counted(low, part, of)).collect();
    picks.into_iter().collect()
}

fn counted(low: &mut Lowering<'_>, part: &Expr, of: ValueType) -> Option<Pick> {
    low.operand(part.span)?;
    pick(low, part, of)
}

/// Tells that something else stands where a value is wanted, with the values that there are.
fn wrong<T>(low: &mut Lowering<'_>, of: ValueType, found: Kind, span: Span) -> Option<T> {
    let expected = value_kind(low.scope, of);
    misplaced(low, expected, found, span)
}
