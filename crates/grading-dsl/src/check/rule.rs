//! Rules, tables and matrices that conclude, in the order written, and the order in which they stand.

use core_model::{Conclusion, Condition, Named, Pick, Rule, RuleId, ValueSet};

use super::clauses::{self, Settled};
use super::collect::RuleItem;
use super::cover::Claim;
use super::lowering::{Asks, Lowering};
use super::overrides::{self, Made, Overridden};
use super::scope::Scope;
use super::types::named;
use super::{cell, conclusion, grid, pick, table};
use crate::syntax::{self, CellKind, Matrix, Name, Span};

/// What is made of all rules.
pub(crate) struct Ruled {
    /// The rules, by id where nothing is told of them; those that are told of are left out.
    pub rules: Vec<Rule>,
    /// Every rule after those that override it.
    pub stand_order: Vec<RuleId>,
    /// What remains to be proved of tables.
    pub claims: Vec<Claim>,
}

/// One rule on its way: those that are told of keep their place.
pub(crate) struct Entry<'a> {
    /// The rule, if nothing is told of it.
    pub rule: Option<Rule>,
    /// Whether it asks for the level, as far as is known.
    pub asks_level: bool,
    /// What it overrides, as written.
    pub overrides: &'a [Name],
    /// Its name.
    pub name: String,
    /// Where it is declared.
    pub span: Span,
    /// Of a row of a `first` table but its first: the row before it overrides it.
    pub after: Option<usize>,
}

/// Lowers every rule.
pub(crate) fn lower_all(scope: &mut Scope, items: &[RuleItem<'_>]) -> Ruled {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let mut declared = Vec::new();
    let mut claims = Vec::new();
    for item in items {
        let first = entries.len();
        match item {
            RuleItem::Rule(rule) => entries.push(written(scope, rule)),
            RuleItem::Matrix(matrix) => entries.push(concluding(scope, matrix)),
            RuleItem::Table(table) => claims.extend(table::lower(scope, table, first, &mut entries)),
            RuleItem::Broken(_) => {}
        }
        if entries.len() > first {
            declared.push(first..entries.len());
        }
    }
    let declared: Vec<(Made, Overridden)> =
        declared.into_iter().map(|made| (made.clone(), overrides::resolve(scope, &entries, &made))).collect();
    let stand_order = overrides::order(scope, &entries, &declared);
    Ruled { rules: overriding(entries, &declared), stand_order, claims }
}

/// The rules with what they override.
fn overriding(entries: Vec<Entry<'_>>, declared: &[(Made, Overridden)]) -> Vec<Rule> {
    let overridden = declared.iter().flat_map(|(made, overridden)| made.clone().map(move |_| overridden));
    let rules = entries.into_iter().zip(overridden);
    rules.filter_map(|(entry, by)| Some(Rule { overrides: by.rules.clone(), ..entry.rule? })).collect()
}

fn written<'a>(scope: &mut Scope, rule: &'a syntax::Rule) -> Entry<'a> {
    let asks = if rule.conclusions.iter().any(conclusion::grades) { Asks::Record } else { Asks::Level };
    let settled = clauses::lower(scope, &rule.clauses, asks);
    let conclusions: Vec<Option<Conclusion>> =
        rule.conclusions.iter().map(|each| conclusion::lower(scope, each)).collect();
    let conclusions: Option<Vec<Conclusion>> = conclusions.into_iter().collect();
    entry(&rule.name, rule.label.as_ref(), &rule.clauses.overrides, settled.zip(conclusions))
}

/// A matrix is one rule: it concludes the cell, and is inactive where the cell is `-`.
fn concluding<'a>(scope: &mut Scope, matrix: &'a Matrix) -> Entry<'a> {
    let settled = clauses::lower(scope, &matrix.clauses, Asks::Record);
    let mut low = Lowering::new(scope, Asks::Record);
    let laid = grid::lay(&mut low, matrix.name.span, &matrix.grid, cell_level);
    let made = settled.zip(laid).map(|(settled, laid)| {
        let holds = speaks(&laid);
        let cells =
            laid.cells.into_iter().map(|row| row.into_iter().map(|cell| cell.unwrap_or(Pick::Value(0))).collect());
        let level = grid::values(grid::Laid { row: laid.row, column: laid.column, cells: cells.collect() });
        let when = settled.when.into_iter().chain(holds).collect();
        (Settled { when: Some(joined(when)), ..settled }, vec![Conclusion::Level(matrix.gives, level)])
    });
    entry(&matrix.name, matrix.label.as_ref(), &matrix.clauses.overrides, made)
}

/// The level in a cell; nothing in it where it is `-`.
fn cell_level(low: &mut Lowering<'_>, cell: &syntax::Cell) -> Option<Option<Pick>> {
    if matches!(cell.kind, CellKind::Any) {
        return Some(None);
    }
    let expr = cell::single(low, cell)?;
    pick::pick(low, expr, super::scope::ValueType::Level).map(Some)
}

/// When the cell is not `-`, if some are.
fn speaks(laid: &grid::Laid<Option<Pick>>) -> Option<Condition> {
    let flags: Vec<Vec<u8>> =
        laid.cells.iter().map(|row| row.iter().map(|cell| u8::from(cell.is_some())).collect()).collect();
    if flags.iter().flatten().all(|flag| *flag == 1) {
        return None;
    }
    let matrix = core_model::Matrix { row: laid.row.clone(), column: laid.column.clone(), cells: flags };
    Some(Condition::Within(Pick::Matrix(Box::new(matrix)), ValueSet::only(1)))
}

/// All of some conditions; with one alone, that one.
pub(crate) fn joined(mut of: Vec<Condition>) -> Condition {
    match of.pop() {
        Some(only) if of.is_empty() => only,
        Some(last) => {
            of.push(last);
            Condition::All(of)
        }
        None => Condition::Constant(true),
    }
}

fn entry<'a>(
    name: &Name,
    label: Option<&syntax::Text>,
    overrides: &'a [Name],
    made: Option<(Settled, Vec<Conclusion>)>,
) -> Entry<'a> {
    let asks_level = made.as_ref().is_some_and(|(settled, _)| settled.asks_level);
    let rule = made.map(|(settled, conclusions)| rule(named(name, label, &[]), settled, conclusions));
    Entry { rule, asks_level, overrides, name: name.text.clone(), span: name.span, after: None }
}

/// A rule of its parts; what it overrides is settled later.
pub(crate) fn rule(named: Named, settled: Settled, conclusions: Vec<Conclusion>) -> Rule {
    Rule {
        named,
        in_force: settled.in_force,
        when: settled.when.unwrap_or(Condition::Constant(true)),
        unless: settled.unless,
        conclusions,
        overrides: Vec::new(),
        first_of: None,
        asks_level: settled.asks_level,
        because: settled.because,
        cite: settled.cite,
    }
}
