//! What any rule, table or matrix says beside what it concludes.

use core_model::{Condition, Period, Template};
use messages::RuleProblem;

use super::lowering::{Asks, Lowering};
use super::scope::Scope;
use super::{condition, template};
use crate::syntax::{Clauses, InForce};

/// Clauses, settled.
#[derive(Debug, Clone)]
pub(crate) struct Settled {
    /// When it is in force.
    pub in_force: Option<Period>,
    /// What must hold, if anything is said.
    pub when: Option<Condition>,
    /// What must not hold.
    pub unless: Option<Condition>,
    /// Why.
    pub because: Vec<Template>,
    /// By what text.
    pub cite: Vec<String>,
    /// Whether it asks for the level.
    pub asks_level: bool,
}

/// Lowers clauses; nothing where one of them is told of.
pub(crate) fn lower(scope: &mut Scope, clauses: &Clauses, asks: Asks) -> Option<Settled> {
    let in_force = clauses.in_force.as_ref().map(|said| period(scope, said));
    let mut low = Lowering::new(scope, asks);
    let when = clauses.when.as_ref().map(|when| condition::condition(&mut low, when));
    low.begin_another();
    let unless = clauses.unless.as_ref().map(|unless| condition::condition(&mut low, unless));
    let asks_level = low.asked_level;
    let because = template::lower_all(scope, &clauses.because);
    let cite = clauses.cite.iter().map(|text| text.text.clone()).collect();
    Some(Settled { in_force: told(in_force)?, when: told(when)?, unless: told(unless)?, because, cite, asks_level })
}

/// The days in which something is in force. Told where they end before they begin.
pub(crate) fn period(scope: &mut Scope, said: &InForce) -> Option<Period> {
    if said.until.is_some_and(|until| until < said.from) {
        return Lowering::new(scope, Asks::Record).fail(RuleProblem::EndsBeforeItBegins, said.span);
    }
    Some(Period { from: said.from, until: said.until })
}

/// What is said, if anything is and it is right.
fn told<T>(said: Option<Option<T>>) -> Option<Option<T>> {
    match said {
        Some(None) => None,
        Some(Some(right)) => Some(Some(right)),
        None => Some(None),
    }
}
