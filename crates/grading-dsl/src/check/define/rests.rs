//! On which defines a define rests. A name that is a value of the type before it is none.

use std::collections::BTreeSet;

use super::Derivation;
use super::signature::{Signature, Wanted, sort_of};
use crate::check::cell;
use crate::check::compare::right_sides;
use crate::check::scope::{Operand, Scope, ValueType};
use crate::check::sort::Sort;
use crate::syntax::{
    DefineBody, DefineCase, Expr, ExprKind, Grid, Header, HeaderKind, LevelWord, Name, Score, ScoreAmount, ValueTable,
};

/// The defines and scores that the one in a slot speaks of, by slot.
pub(super) fn rests_on<'a>(
    scope: &Scope,
    signatures: &[Signature],
    derivations: &[Derivation<'a>],
    slot: usize,
) -> Vec<usize> {
    let mut walk = Walk { scope, signatures, derivations, found: BTreeSet::new() };
    match derivations.get(slot) {
        Some(Derivation::Score(score)) => walk.score(score),
        Some(Derivation::Define(define)) => walk.body(&define.body, wanted(signatures.get(slot))),
        None => {}
    }
    walk.found.into_iter().collect()
}

/// The type of value that is wanted where an expression stands, if any.
type Expected = Option<ValueType>;

struct Walk<'s, 'a> {
    scope: &'s Scope,
    signatures: &'s [Signature],
    derivations: &'s [Derivation<'a>],
    found: BTreeSet<usize>,
}

fn wanted(signature: Option<&Signature>) -> Expected {
    match signature {
        Some(Signature::Wanted(Wanted::Value(of))) => Some(*of),
        Some(Signature::Wanted(Wanted::Number) | Signature::Broken | Signature::Open) | None => None,
    }
}

impl<'a> Walk<'_, 'a> {
    fn score(&mut self, score: &'a Score) {
        self.each(&score.from, None);
        for line in &score.lines {
            match &line.amount {
                ScoreAmount::Cases(cases) => self.cases(cases, None),
                ScoreAmount::Each { amount, of, most } => {
                    self.expr(amount, None);
                    self.expr(of, None);
                    self.each(most, None);
                }
                ScoreAmount::Bare(amount) => self.expr(amount, None),
            }
        }
    }

    fn body(&mut self, body: &'a DefineBody, expected: Expected) {
        match body {
            DefineBody::Expr(expr) => self.expr(expr, expected),
            DefineBody::Cases(cases, otherwise) => {
                self.cases(cases, expected);
                self.expr(otherwise, expected);
            }
            DefineBody::Table(table) => self.table(table, expected),
            DefineBody::Matrix(grid) => self.grid(grid, expected),
        }
    }

    fn cases(&mut self, cases: &'a [DefineCase], expected: Expected) {
        for case in cases {
            self.expr(&case.when, None);
            self.expr(&case.value, expected);
        }
    }

    fn table(&mut self, table: &'a ValueTable, expected: Expected) {
        let tests = table.header.len().saturating_sub(1);
        let mut columns: Vec<Expected> = table.header.iter().take(tests).map(|of| self.column(of, expected)).collect();
        columns.push(expected);
        for row in &table.rows {
            for (cell, column) in row.cells.iter().zip(&columns) {
                self.each(cell::expressions(cell), *column);
            }
        }
    }

    fn column(&mut self, header: &'a Header, expected: Expected) -> Expected {
        if let HeaderKind::Tests(name) = &header.kind {
            self.name(name);
            return self.type_of_name(name);
        }
        expected
    }

    fn grid(&mut self, grid: &'a Grid, expected: Expected) {
        self.name(&grid.rows);
        self.name(&grid.columns);
        for row in &grid.body {
            for cell in row.cells.iter().skip(1) {
                self.each(cell::expressions(cell), expected);
            }
        }
    }

    fn each(&mut self, of: impl IntoIterator<Item = &'a Expr>, expected: Expected) {
        for expr in of {
            self.expr(expr, expected);
        }
    }

    fn expr(&mut self, expr: &'a Expr, expected: Expected) {
        match &expr.kind {
            ExprKind::Name(name) | ExprKind::LevelOf(LevelWord::Name(name)) => self.value(name, expected),
            ExprKind::SizeOf(name) | ExprKind::CountDates(name, _) => self.name(name),
            ExprKind::Negative(inner) | ExprKind::Not(inner) | ExprKind::Round(inner, _) => self.expr(inner, None),
            ExprKind::Group(inner) => self.expr(inner, expected),
            ExprKind::Arithmetic(first, rest) => {
                self.expr(first, None);
                self.each(rest.iter().map(|(_, part)| part), None);
            }
            ExprKind::Max(parts) | ExprKind::Min(parts) => {
                let of = expected.or_else(|| self.type_of(parts.iter().collect()));
                self.each(parts, of);
            }
            ExprKind::CountOf(parts) | ExprKind::Quantified(_, parts) => self.each(parts, None),
            ExprKind::And(parts) | ExprKind::Or(parts) | ExprKind::AndOr(parts, _) => self.chain(parts),
            ExprKind::Compare(left, tail) => {
                self.each(left.as_deref(), None);
                let of = left.as_deref().and_then(|left| self.type_of(vec![left]));
                self.each(right_sides(&tail.kind), of);
            }
            ExprKind::Number(_)
            | ExprKind::Date(_)
            | ExprKind::Text(_)
            | ExprKind::YesNo(_)
            | ExprKind::Level
            | ExprKind::LevelOf(LevelWord::Number(..) | LevelWord::Open(_))
            | ExprKind::Unknown => {}
        }
    }

    /// In a chain a comparison may leave out its left side.
    fn chain(&mut self, parts: &'a [Expr]) {
        let mut of = None;
        for part in parts {
            match &part.kind {
                ExprKind::Compare(None, tail) => self.each(right_sides(&tail.kind), of),
                ExprKind::Compare(Some(left), _) => {
                    of = self.type_of(vec![left]);
                    self.expr(part, None);
                }
                ExprKind::Name(_)
                | ExprKind::Number(_)
                | ExprKind::Date(_)
                | ExprKind::Text(_)
                | ExprKind::YesNo(_)
                | ExprKind::Level
                | ExprKind::LevelOf(_)
                | ExprKind::Negative(_)
                | ExprKind::Arithmetic(..)
                | ExprKind::Max(_)
                | ExprKind::Min(_)
                | ExprKind::Round(..)
                | ExprKind::CountOf(_)
                | ExprKind::SizeOf(_)
                | ExprKind::CountDates(..)
                | ExprKind::Group(_)
                | ExprKind::Not(_)
                | ExprKind::And(_)
                | ExprKind::Or(_)
                | ExprKind::AndOr(..)
                | ExprKind::Quantified(..)
                | ExprKind::Unknown => self.expr(part, None),
            }
        }
    }

    fn value(&mut self, name: &'a Name, expected: Expected) {
        if expected.is_none_or(|of| self.scope.find_value(of, &name.text).is_none()) {
            self.name(name);
        }
    }

    fn name(&mut self, name: &Name) {
        match self.scope.operands.get(&name.text) {
            Some(Operand::Define(slot)) => {
                self.found.insert(slot.0);
            }
            Some(Operand::Factor(_) | Operand::Unknown) | None => {}
        }
    }

    fn type_of_name(&self, name: &Name) -> Expected {
        match self.scope.operands.get(&name.text)? {
            Operand::Factor(factor) => value_type(self.scope.factor_type(*factor)?.into()),
            Operand::Define(slot) => wanted(self.signatures.get(slot.0)),
            Operand::Unknown => None,
        }
    }

    fn type_of(&self, of: Vec<&'a Expr>) -> Expected {
        value_type(sort_of(self.scope, self.signatures, self.derivations, of)?)
    }
}

fn value_type(sort: Sort) -> Expected {
    match sort {
        Sort::Value(of) => Some(of),
        Sort::Set(of) => Some(ValueType::Declared(of)),
        Sort::Outcome => Some(ValueType::Level),
        Sort::Number | Sort::Date | Sort::Dates | Sort::Text => None,
    }
}
