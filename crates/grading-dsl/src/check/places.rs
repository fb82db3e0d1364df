//! Where things are declared, by their ids.

use core_model::RuleId;
use messages::Span;

use super::collect::{Collected, Derivation, Measured, RuleItem};
use super::scope::{DefineSlot, Derived, Scope};
use crate::compiled::Places;

/// The places of all that is declared.
pub(crate) fn places(scope: &Scope, collected: &Collected<'_>) -> Places {
    let mut places = Places {
        policy: collected.policies.first().map(|policy| policy.name.span).unwrap_or_default(),
        levels: collected.levels.first().map(|(_, levels)| levels.span),
        measures: collected.measures.iter().filter_map(measure).collect(),
        factors: collected.factors().iter().map(|factor| factor.name.span).collect(),
        defines: defines(scope, collected),
        impossible: collected.impossible.iter().map(|impossible| impossible.span).collect(),
        otherwise: collected.otherwise.first().map(|otherwise| otherwise.span),
        ..Places::default()
    };
    for item in &collected.rules {
        rules(&mut places, item);
    }
    places
}

fn measure(item: &Measured<'_>) -> Option<Span> {
    match item {
        Measured::Declared(measure) => Some(measure.name.span),
        Measured::Broken(_) => None,
    }
}

/// The place of each define, by its id.
fn defines(scope: &Scope, collected: &Collected<'_>) -> Vec<Span> {
    let mut places: Vec<(u16, Span)> = Vec::new();
    for (slot, derivation) in collected.derivations().into_iter().enumerate() {
        let span = match derivation {
            Derivation::Define(define) => define.name.span,
            Derivation::Score(score) => score.name.span,
        };
        match scope.derived(DefineSlot(slot)) {
            Derived::Pick(define, _) | Derived::Number(define, _, _) => places.push((define.0, span)),
            Derived::Pending | Derived::Unknown => {}
        }
    }
    places.sort_unstable();
    places.into_iter().map(|(_, span)| span).collect()
}

fn rules(places: &mut Places, item: &RuleItem<'_>) {
    match item {
        RuleItem::Rule(rule) => places.rules.push(rule.name.span),
        RuleItem::Matrix(matrix) => places.rules.push(matrix.name.span),
        RuleItem::Table(table) => {
            if let Some(span) = table.unique {
                let first = RuleId(u16::try_from(places.rules.len()).unwrap_or(u16::MAX));
                let rows = u16::try_from(table.rows.len()).unwrap_or(u16::MAX);
                places.unique.push((first, rows, span));
            }
            places.rules.extend(table.rows.iter().map(|row| row.span));
        }
        RuleItem::Broken(_) => {}
    }
}
