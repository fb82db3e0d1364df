//! What conditions rest on: every comparison, factor, define, window and literal in them.

use crate::condition::{Condition, Day, Matrix, Pick, Window};
use crate::number::{Number, Term};
use crate::policy::{Conclusion, Define, DefineId, FactorId, Formula, Policy, Rule};

/// One thing that a condition rests on.
#[derive(Debug, Clone, Copy)]
pub enum Leaf<'a> {
    /// A condition that is not made of others by `and`, `or`, `not` or their number. What it rests on itself follows.
    Condition(&'a Condition),
    /// A full table of values. What chooses its row and its column follows.
    Matrix(&'a Matrix),
    /// A factor, in any way.
    Factor(FactorId),
    /// A define.
    Define(DefineId),
    /// A count of dates.
    Window(FactorId, Window),
    /// A day that is compared.
    Day(Day),
    /// Literals that a text is compared with.
    Literals(FactorId, &'a [String]),
}

/// Calls `each` with everything that the condition rests on.
pub fn condition_leaves<'a>(condition: &'a Condition, each: &mut dyn FnMut(Leaf<'a>)) {
    if is_atom(condition) {
        each(Leaf::Condition(condition));
    }
    match condition {
        Condition::Constant(_) | Condition::Level(_) => {}
        Condition::All(of) | Condition::Any(of) | Condition::Quantity { of, .. } => {
            of.iter().for_each(|condition| condition_leaves(condition, each));
        }
        Condition::Not(of) => condition_leaves(of, each),
        Condition::Within(pick, _) | Condition::LevelTo(_, pick) => pick_leaves(pick, each),
        Condition::Values(left, _, right) => {
            pick_leaves(left, each);
            pick_leaves(right, each);
        }
        Condition::IncludesAll(factor, _)
        | Condition::IncludesAny(factor, _)
        | Condition::SetIs(factor, _)
        | Condition::NoDates(factor) => each(Leaf::Factor(*factor)),
        Condition::Numbers(left, _, right) => {
            number_leaves(left, each);
            number_leaves(right, each);
        }
        Condition::Days(left, _, right) => {
            day_leaves(*left, each);
            day_leaves(*right, each);
        }
        Condition::TextIn(factor, literals) => {
            each(Leaf::Factor(*factor));
            each(Leaf::Literals(*factor, literals));
        }
    }
}

/// Calls `each` with everything that the value rests on.
pub fn pick_leaves<'a>(pick: &'a Pick, each: &mut dyn FnMut(Leaf<'a>)) {
    match pick {
        Pick::Value(_) => {}
        Pick::Factor(factor) => each(Leaf::Factor(*factor)),
        Pick::Define(define) => each(Leaf::Define(*define)),
        Pick::Cases(cases, otherwise) => {
            for (when, value) in cases {
                condition_leaves(when, each);
                pick_leaves(value, each);
            }
            pick_leaves(otherwise, each);
        }
        Pick::Matrix(matrix) => {
            each(Leaf::Matrix(matrix));
            pick_leaves(&matrix.row, each);
            pick_leaves(&matrix.column, each);
        }
        Pick::Highest(of) | Pick::Lowest(of) => of.iter().for_each(|pick| pick_leaves(pick, each)),
        Pick::Flag(condition) => condition_leaves(condition, each),
    }
}

/// Calls `each` with everything that the number rests on.
pub fn number_leaves<'a>(number: &'a Number, each: &mut dyn FnMut(Leaf<'a>)) {
    match &number.term {
        Term::Constant(_) => {}
        Term::Factor(factor) | Term::Size(factor) => each(Leaf::Factor(*factor)),
        Term::Define(define) => each(Leaf::Define(*define)),
        Term::Sum(of) | Term::Highest(of) | Term::Lowest(of) => {
            of.iter().for_each(|number| number_leaves(number, each))
        }
        Term::Times(of, _) | Term::Round(of) => number_leaves(of, each),
        Term::Product(one, other) => {
            number_leaves(one, each);
            number_leaves(other, each);
        }
        Term::Cases(cases, otherwise) => {
            for (when, number) in cases {
                condition_leaves(when, each);
                number_leaves(number, each);
            }
            number_leaves(otherwise, each);
        }
        Term::Count(of) => of.iter().for_each(|condition| condition_leaves(condition, each)),
        Term::Dates(factor, window) => {
            each(Leaf::Factor(*factor));
            each(Leaf::Window(*factor, *window));
        }
    }
}

/// Calls `each` with everything that the policy rests on: rules, defines, impossible records, `otherwise`.
pub fn policy_leaves<'a>(policy: &'a Policy, each: &mut dyn FnMut(Leaf<'a>)) {
    policy.rules.iter().for_each(|rule| rule_leaves(rule, each));
    policy.defines.iter().for_each(|define| define_leaves(define, each));
    policy.impossible.iter().for_each(|impossible| condition_leaves(&impossible.when, each));
    policy.otherwise.iter().for_each(|otherwise| pick_leaves(&otherwise.level, each));
}

/// Calls `each` with everything that the rule rests on: `when`, `unless`, the levels that it names.
pub fn rule_leaves<'a>(rule: &'a Rule, each: &mut dyn FnMut(Leaf<'a>)) {
    condition_leaves(&rule.when, each);
    rule.unless.iter().for_each(|unless| condition_leaves(unless, each));
    rule.conclusions.iter().for_each(|conclusion| conclusion_leaves(conclusion, each));
}

/// Calls `each` with everything that the define rests on directly.
pub fn define_leaves<'a>(define: &'a Define, each: &mut dyn FnMut(Leaf<'a>)) {
    match &define.formula {
        Formula::Pick { pick, .. } => pick_leaves(pick, each),
        Formula::Number { number, .. } => number_leaves(number, each),
    }
}

fn is_atom(condition: &Condition) -> bool {
    match condition {
        Condition::Constant(_)
        | Condition::All(_)
        | Condition::Any(_)
        | Condition::Not(_)
        | Condition::Quantity { .. } => false,
        Condition::Within(..)
        | Condition::Values(..)
        | Condition::IncludesAll(..)
        | Condition::IncludesAny(..)
        | Condition::SetIs(..)
        | Condition::Numbers(..)
        | Condition::Days(..)
        | Condition::NoDates(_)
        | Condition::TextIn(..)
        | Condition::Level(_)
        | Condition::LevelTo(..) => true,
    }
}

fn conclusion_leaves<'a>(conclusion: &'a Conclusion, each: &mut dyn FnMut(Leaf<'a>)) {
    match conclusion {
        Conclusion::Level(_, level) | Conclusion::Bound { level, .. } => pick_leaves(level, each),
        Conclusion::Adjust(_) | Conclusion::Outside(_) | Conclusion::Require(_) => {}
    }
}

fn day_leaves<'a>(day: Day, each: &mut dyn FnMut(Leaf<'a>)) {
    each(Leaf::Day(day));
    if let Day::Factor(factor) = day {
        each(Leaf::Factor(factor));
    }
}
