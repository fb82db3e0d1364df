//! What is asked of the level that was concluded. False of an outcome that is not graded.

use core_model::{Condition, Pick, Relation};
use messages::RuleProblem;

use super::values::related;
use super::{all, any, cannot, outcome};
use crate::check::lowering::Lowering;
use crate::check::pick;
use crate::check::scope::ValueType;
use crate::check::side::Side;
use crate::syntax::{Expr, Tail, TailKind};

/// A question to the level.
pub(super) fn ask(low: &mut Lowering<'_>, tail: &Tail) -> Option<Condition> {
    match &tail.kind {
        TailKind::Relation(relation, right) => relate(low, *relation, right),
        TailKind::Between(from, to) => {
            let from = relate(low, Relation::AtLeast, from);
            let to = relate(low, Relation::AtMost, to);
            all(vec![from, to])
        }
        TailKind::In(list) => {
            let each = list.iter().map(|level| relate(low, Relation::Is, level)).collect();
            any(each)
        }
        TailKind::FromBehind(..)
        | TailKind::Includes(_)
        | TailKind::IncludesAny(_)
        | TailKind::IncludesAll(_)
        | TailKind::Empty
        | TailKind::NotEmpty
        | TailKind::Before(_)
        | TailKind::After(_)
        | TailKind::OnOrBefore(_)
        | TailKind::OnOrAfter(_)
        | TailKind::AtLeastAgo(..)
        | TailKind::LessThanAgo(..)
        | TailKind::LessThan(..) => cannot(low, &Side::Outcome, tail),
    }
}

fn relate(low: &mut Lowering<'_>, relation: Relation, right: &Expr) -> Option<Condition> {
    if let Some(place) = outcome(right) {
        return low.fail(RuleProblem::LevelAsValue, place);
    }
    Some(match pick::pick(low, right, ValueType::Level)? {
        Pick::Value(height) => Condition::Level(related(low.scope, ValueType::Level, relation, height)),
        said @ (Pick::Factor(_)
        | Pick::Define(_)
        | Pick::Cases(..)
        | Pick::Matrix(_)
        | Pick::Highest(_)
        | Pick::Lowest(_)
        | Pick::Flag(_)) => Condition::LevelTo(relation, said),
    })
}
