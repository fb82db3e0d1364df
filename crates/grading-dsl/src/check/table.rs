//! Decision tables: each row a rule.

use core_model::{Conclusion, Condition, Force, Named, Pick, RuleId, Side, Template, limits};
use messages::{Countable, TableProblem};

use super::cell::{self, Column};
use super::clauses::{self, Settled};
use super::cover::{Claim, ClaimKind};
use super::lowering::{Asks, Lowering};
use super::rule::{Entry, joined, rule};
use super::scope::{Scope, ValueType};
use super::{conclusion, grid, over, pick, template};
use crate::keywords::VALUE;
use crate::syntax::{Cell, CellKind, Expr, ExprKind, Header, HeaderKind, Row, RuleTable};

/// A column of a table.
enum Head {
    /// Its cells test something; nothing where that is told of.
    Tests(Option<Box<Column>>),
    /// Its cells conclude.
    Concludes(Says),
    /// Its cells say why.
    Because,
    /// Its cells say by what text.
    Cite,
    /// It is told of.
    Unknown,
}

/// What a column's cells conclude.
enum Says {
    Level(Force),
    Bound(bool, Side),
    Raise,
    Lower,
    Outside,
    Require,
}

/// What a row says.
#[derive(Default)]
struct Said {
    when: Vec<Condition>,
    conclusions: Vec<Conclusion>,
    because: Vec<Template>,
    cite: Vec<String>,
}

/// Lowers a table: one entry for each row, and what remains to be proved of it.
pub(crate) fn lower<'a>(
    scope: &mut Scope,
    table: &'a RuleTable,
    first: usize,
    entries: &mut Vec<Entry<'a>>,
) -> Option<Claim> {
    let heads = heads(scope, table);
    let settled = clauses::lower(scope, &table.clauses, asks(table));
    let asks_level = settled.as_ref().is_some_and(|settled| settled.asks_level);
    let first_of = u16::try_from(first).ok().map(RuleId).filter(|_| table.first);
    for (place, row) in table.rows.iter().enumerate() {
        let named = named(table, place);
        let said = heads.as_ref().and_then(|heads| said(scope, heads, row));
        let made = said.zip(settled.clone()).map(|(said, settled)| {
            let made = of_row(named.clone(), settled, said);
            core_model::Rule { first_of, ..made }
        });
        let after = (first + place).checked_sub(1).filter(|_| table.first && place > 0);
        let overrides = table.clauses.overrides.as_slice();
        entries.push(Entry { rule: made, asks_level, overrides, name: named.name, span: table.name.span, after });
    }
    claim(table, entries.get(first..).unwrap_or_default())
}

/// Tables that only require may ask for the level.
fn asks(table: &RuleTable) -> Asks {
    let grades = |header: &Header| match header.kind {
        HeaderKind::Level(_)
        | HeaderKind::Bound { .. }
        | HeaderKind::Raise
        | HeaderKind::Lower
        | HeaderKind::Outside => true,
        HeaderKind::Tests(_)
        | HeaderKind::Value
        | HeaderKind::Require
        | HeaderKind::Because
        | HeaderKind::Cite
        | HeaderKind::Unknown => false,
    };
    if table.header.iter().any(grades) { Asks::Record } else { Asks::Level }
}

fn heads(scope: &mut Scope, table: &RuleTable) -> Option<Vec<Head>> {
    if let Some(beyond) = table.header.get(limits::TABLE_COLUMNS) {
        scope.tell(over(Countable::Columns, limits::TABLE_COLUMNS, beyond.span));
        return None;
    }
    let mut low = Lowering::new(scope, Asks::Record);
    let heads: Vec<Head> = table.header.iter().map(|header| head(&mut low, header)).collect();
    let concludes = heads.iter().any(|head| matches!(head, Head::Concludes(_) | Head::Unknown));
    let unknown = |header: &Header| match &header.kind {
        HeaderKind::Tests(name) => !low.scope.operands.has(&name.text),
        HeaderKind::Level(_)
        | HeaderKind::Bound { .. }
        | HeaderKind::Raise
        | HeaderKind::Lower
        | HeaderKind::Outside
        | HeaderKind::Value
        | HeaderKind::Require
        | HeaderKind::Because
        | HeaderKind::Cite
        | HeaderKind::Unknown => false,
    };
    // A head that nothing is called by may have been meant for the conclusion.
    if !concludes && !table.header.iter().any(unknown) {
        low.fail::<()>(TableProblem::NoConclusion, table.name.span);
    }
    Some(heads)
}

fn head(low: &mut Lowering<'_>, header: &Header) -> Head {
    match &header.kind {
        HeaderKind::Tests(name)
            if VALUE.contains(&name.text.as_str()) && low.scope.operands.get(&name.text).is_none() =>
        {
            low.fail::<()>(TableProblem::NoValueHere, header.span);
            Head::Unknown
        }
        HeaderKind::Tests(name) => Head::Tests(cell::column(low, name).map(Box::new)),
        HeaderKind::Level(strength) => Head::Concludes(Says::Level(*strength)),
        HeaderKind::Bound { presumed, side } => Head::Concludes(Says::Bound(*presumed, *side)),
        HeaderKind::Raise => Head::Concludes(Says::Raise),
        HeaderKind::Lower => Head::Concludes(Says::Lower),
        HeaderKind::Outside => Head::Concludes(Says::Outside),
        HeaderKind::Require => Head::Concludes(Says::Require),
        HeaderKind::Because => Head::Because,
        HeaderKind::Cite => Head::Cite,
        HeaderKind::Value => {
            low.fail::<()>(TableProblem::NoValueHere, header.span);
            Head::Unknown
        }
        HeaderKind::Unknown => Head::Unknown,
    }
}

/// What a row says, cell by cell; nothing where one of them is told of.
fn said(scope: &mut Scope, heads: &[Head], row: &Row) -> Option<Said> {
    let mut low = Lowering::new(scope, Asks::Record);
    grid::wide(&mut low, row, heads.len())?;
    let mut said = Said::default();
    let mut right = Some(());
    for (head, cell) in heads.iter().zip(&row.cells) {
        right = say(&mut low, head, cell, &mut said).and(right);
    }
    right.map(|()| said)
}

fn say(low: &mut Lowering<'_>, head: &Head, cell: &Cell, said: &mut Said) -> Option<()> {
    match head {
        Head::Tests(column) => {
            let test = cell::test(low, column.as_ref()?, cell)?;
            said.when.extend(Some(test).filter(|test| !matches!(test, Condition::Constant(true))));
        }
        Head::Concludes(says) => said.conclusions.extend(concluded(low, says, cell)?),
        Head::Because => said.because.extend(text(low, cell)?.map(|text| template::lower(low.scope, text))),
        Head::Cite => said.cite.extend(text(low, cell)?.map(|text| text.text.clone())),
        Head::Unknown => return None,
    }
    Some(())
}

/// What a cell concludes: nothing where it is `-`; several measures may stand in one.
fn concluded(low: &mut Lowering<'_>, says: &Says, cell: &Cell) -> Option<Vec<Conclusion>> {
    if matches!(cell.kind, CellKind::Any) {
        return Some(Vec::new());
    }
    let one = match says {
        Says::Level(strength) => Conclusion::Level(*strength, level(low, cell)?),
        Says::Bound(presumed, side) => Conclusion::Bound { presumed: *presumed, side: *side, level: level(low, cell)? },
        Says::Raise => Conclusion::Adjust(steps(low, cell)?),
        Says::Lower => Conclusion::Adjust(-steps(low, cell)?),
        Says::Outside => {
            let expr = cell::single(low, cell)?;
            let name = name(low, expr)?;
            Conclusion::Outside(low.scope.outside(name)?)
        }
        Says::Require => return required(low, cell),
    };
    Some(vec![one])
}

fn level(low: &mut Lowering<'_>, cell: &Cell) -> Option<Pick> {
    let expr = cell::single(low, cell)?;
    pick::pick(low, expr, ValueType::Level)
}

fn steps(low: &mut Lowering<'_>, cell: &Cell) -> Option<i32> {
    let expr = cell::single(low, cell)?;
    if let ExprKind::Number(number) = &expr.kind {
        return conclusion::steps(low.scope, number);
    }
    low.fail(TableProblem::NoSteps, expr.span)
}

fn required(low: &mut Lowering<'_>, cell: &Cell) -> Option<Vec<Conclusion>> {
    let listed = cell::expressions(cell);
    if listed.is_empty() || !matches!(cell.kind, CellKind::OneOf(_)) {
        return cell::single(low, cell).map(|_| Vec::new());
    }
    let mut measures = Vec::new();
    for expr in listed {
        let measure = name(low, expr).and_then(|name| low.scope.measure(name));
        measures.push(measure.map(Conclusion::Require));
    }
    measures.into_iter().collect()
}

fn name<'a>(low: &mut Lowering<'_>, expr: &'a Expr) -> Option<&'a crate::syntax::Name> {
    if let ExprKind::Name(name) = &expr.kind {
        return Some(name);
    }
    low.fail(TableProblem::NoName, expr.span)
}

/// A text in a cell, if there is one.
fn text<'a>(low: &mut Lowering<'_>, cell: &'a Cell) -> Option<Option<&'a crate::syntax::Text>> {
    match &cell.kind {
        CellKind::Text(text) => Some(Some(text)),
        CellKind::Any | CellKind::Blank => Some(None),
        CellKind::Unknown => None,
        CellKind::OneOf(_)
        | CellKind::NotOneOf(_)
        | CellKind::Relation(..)
        | CellKind::Range(..)
        | CellKind::Includes(_)
        | CellKind::Empty
        | CellKind::NotEmpty => low.fail(TableProblem::NoText, cell.span),
    }
}

fn of_row(named: Named, settled: Settled, said: Said) -> core_model::Rule {
    let when = joined(settled.when.clone().into_iter().chain(said.when).collect());
    let because = settled.because.iter().cloned().chain(said.because).collect();
    let cite = settled.cite.iter().cloned().chain(said.cite).collect();
    rule(named, Settled { when: Some(when), because, cite, ..settled }, said.conclusions)
}

fn named(table: &RuleTable, place: usize) -> Named {
    let of_row = |text: &str| format!("{text}.{}", place + 1);
    Named {
        name: of_row(&table.name.text),
        label: table.label.as_ref().map(|label| of_row(&label.text)),
        aka: Vec::new(),
    }
}

/// Of a `unique` table: that no two rows hold of one record.
fn claim(table: &RuleTable, entries: &[Entry<'_>]) -> Option<Claim> {
    table.unique?;
    let rules: Vec<&core_model::Rule> = entries.iter().map(|entry| entry.rule.as_ref()).collect::<Option<_>>()?;
    let holds = |rule: &&core_model::Rule| {
        let unless = rule.unless.iter().map(|unless| Condition::Not(Box::new(unless.clone())));
        joined([rule.when.clone()].into_iter().chain(unless).collect())
    };
    Some(Claim {
        span: table.name.span,
        kind: ClaimKind::Unique,
        rows: Vec::new(),
        apart: rules.iter().map(holds).collect(),
        from: rules.first().and_then(|rule| rule.in_force).map(|period| period.from),
    })
}
