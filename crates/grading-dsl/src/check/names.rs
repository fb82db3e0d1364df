//! Declares every name before anything is settled, so that declarations may stand in any order.

use core_model::{FactorId, Measure, MeasureId, RuleId, limits};
use messages::{Called, Countable, Diagnostic, HeaderProblem};

use super::collect::{Collected, Derivation, Measured, OperandItem, RuleItem};
use super::over;
use super::scope::{DefineSlot, Derived, Operand, RuleName, Scope};
use super::space::{Spelling, spellings};
use super::types::{named, of_broken};
use crate::syntax::{self, Broken, RuleTable};

/// The most months between two rounds of a measure.
const MOST_MONTHS: u32 = 12_000;

/// Declares factors, defines and scores; measures; rules, tables and matrices.
pub(crate) fn declare_all(scope: &mut Scope, collected: &Collected<'_>) -> Vec<Measure> {
    operands(scope, &collected.operands);
    rules(scope, &collected.rules);
    measures(scope, &collected.measures)
}

fn operands(scope: &mut Scope, items: &[OperandItem<'_>]) {
    let mut factors = 0_usize;
    for item in items {
        let (operand, spellings) = match item {
            OperandItem::Factor(factor) => {
                if factors == limits::FACTORS {
                    scope.tell(over(Countable::Factors, limits::FACTORS, factor.name.span));
                }
                let id = FactorId(u16::try_from(factors).unwrap_or(u16::MAX));
                factors += 1;
                (Operand::Factor(id), spellings(&factor.name, factor.label.as_ref(), &factor.aka))
            }
            OperandItem::Derivation(derivation) => {
                let slot = DefineSlot(scope.derived.len());
                if slot.0 == limits::DEFINES {
                    scope.tell(over(Countable::Defines, limits::DEFINES, name(*derivation).span));
                }
                scope.derived.push(Derived::Pending);
                (Operand::Define(slot), spellings_of(*derivation))
            }
            OperandItem::Broken(broken) => (Operand::Unknown, of_broken(broken)),
        };
        scope.operands.declare(operand, &Called::Factor, &spellings, &mut scope.diagnostics);
    }
}

fn name<'a>(derivation: Derivation<'a>) -> &'a syntax::Name {
    match derivation {
        Derivation::Define(define) => &define.name,
        Derivation::Score(score) => &score.name,
    }
}

fn spellings_of(derivation: Derivation<'_>) -> Vec<Spelling<'_>> {
    match derivation {
        Derivation::Define(define) => spellings(&define.name, define.label.as_ref(), &[]),
        Derivation::Score(score) => spellings(&score.name, score.label.as_ref(), &[]),
    }
}

fn rules(scope: &mut Scope, items: &[RuleItem<'_>]) {
    let mut next = 0_usize;
    for item in items {
        let before = next;
        let id = RuleId(u16::try_from(next).unwrap_or(u16::MAX));
        match item {
            RuleItem::Rule(rule) => {
                next += 1;
                declare_rule(scope, RuleName::Rule(id), &spellings(&rule.name, rule.label.as_ref(), &[]));
            }
            RuleItem::Matrix(matrix) => {
                next += 1;
                declare_rule(scope, RuleName::Rule(id), &spellings(&matrix.name, matrix.label.as_ref(), &[]));
            }
            RuleItem::Table(table) => {
                next += table.rows.len();
                declare_table(scope, id, table);
            }
            RuleItem::Broken(broken) => declare_broken(scope, broken),
        }
        if before <= limits::RULES && next > limits::RULES {
            scope.tell(over(Countable::Rules, limits::RULES, item.head()));
        }
    }
}

fn declare_rule(scope: &mut Scope, name: RuleName, spellings: &[Spelling<'_>]) {
    scope.rule_names.declare(name, &Called::Rule, spellings, &mut scope.diagnostics);
}

/// Declares a table and its rows `t.1`, `t.2`, …
fn declare_table(scope: &mut Scope, first: RuleId, table: &RuleTable) {
    let rows = u16::try_from(table.rows.len()).unwrap_or(u16::MAX);
    let spellings = spellings(&table.name, table.label.as_ref(), &[]);
    let taken = scope.diagnostics.len();
    declare_rule(scope, RuleName::Table(first, rows), &spellings);
    if scope.diagnostics.len() > taken {
        return;
    }
    for (row, number) in table.rows.iter().zip(0..rows) {
        let of_row: Vec<String> =
            spellings.iter().map(|spelling| format!("{}.{}", spelling.text, u32::from(number) + 1)).collect();
        let of_row: Vec<Spelling<'_>> = of_row.iter().map(|text| Spelling { text, span: row.span }).collect();
        declare_rule(scope, RuleName::Rule(RuleId(first.0.saturating_add(number))), &of_row);
    }
}

fn declare_broken(scope: &mut Scope, broken: &Broken) {
    declare_rule(scope, RuleName::Unknown, &of_broken(broken));
}

fn measures(scope: &mut Scope, items: &[Measured<'_>]) -> Vec<Measure> {
    let mut measures = Vec::new();
    for item in items {
        let (measure, spellings) = match item {
            Measured::Declared(measure) => {
                if measures.len() == limits::MEASURES {
                    scope.tell(over(Countable::Measures, limits::MEASURES, measure.name.span));
                }
                let id = MeasureId(u16::try_from(measures.len()).unwrap_or(u16::MAX));
                measures.push(lowered(scope, measure));
                (Some(id), spellings(&measure.name, measure.label.as_ref(), &[]))
            }
            Measured::Broken(broken) => (None, of_broken(broken)),
        };
        scope.measures.declare(measure, &Called::Measure, &spellings, &mut scope.diagnostics);
    }
    measures
}

fn lowered(scope: &mut Scope, measure: &syntax::Measure) -> Measure {
    if let Some((months, span)) = measure.every
        && !(1..=MOST_MONTHS).contains(&months)
    {
        scope.tell(Diagnostic::error(HeaderProblem::EveryMonths(months), span));
    }
    Measure {
        named: named(&measure.name, measure.label.as_ref(), &[]),
        every_months: measure.every.map(|(months, _)| months),
        by: measure.by.as_ref().map(|by| by.text.clone()),
    }
}
