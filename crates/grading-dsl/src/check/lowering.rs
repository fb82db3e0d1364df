//! What is carried along while one expression is lowered: what it may ask, which units stand beside it, how long it is.

use core_model::limits;
use messages::{Countable, Diagnostic, LimitProblem, Problem, RuleProblem};

use super::scope::Scope;
use crate::syntax::Span;

/// What a condition may speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asks {
    /// Of the record only.
    Record,
    /// Of the record and of the level that was concluded.
    Level,
}

/// One expression on its way from the syntax tree to the core.
pub(crate) struct Lowering<'s> {
    /// What is declared, and where errors are told.
    pub scope: &'s mut Scope,
    /// The units that are declared beside the numbers now being read.
    pub units: Vec<String>,
    /// Whether the level has been asked for.
    pub asked_level: bool,
    asks: Asks,
    level_told: bool,
    operands: usize,
}

impl<'s> Lowering<'s> {
    /// For an expression that may ask so much.
    pub(crate) fn new(scope: &'s mut Scope, asks: Asks) -> Self {
        Self { scope, units: Vec::new(), asked_level: false, asks, level_told: false, operands: 0 }
    }

    /// Another condition of the same rule follows: its operands are counted anew.
    pub(crate) fn begin_another(&mut self) {
        self.operands = 0;
    }

    /// Tells an error, and gives nothing.
    pub(crate) fn fail<T>(&mut self, problem: impl Into<Problem>, span: Span) -> Option<T> {
        self.scope.tell(Diagnostic::error(problem, span));
        None
    }

    /// Reads something with these units beside it.
    pub(crate) fn beside<T>(&mut self, units: Vec<String>, read: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.units, units);
        let done = read(self);
        self.units = outer;
        done
    }

    /// Counts one more operand; beyond the limit, told once, there is nothing.
    pub(crate) fn operand(&mut self, span: Span) -> Option<()> {
        self.operands += 1;
        if self.operands <= limits::OPERANDS {
            return Some(());
        }
        if self.operands == limits::OPERANDS + 1 && !self.told_too_many(span) {
            let problem = LimitProblem::TooMany { what: Countable::Operands, most: limits::OPERANDS };
            self.scope.tell(Diagnostic::error(problem, span));
        }
        None
    }

    /// Whether it was told already, of a chain or list by itself.
    fn told_too_many(&self, span: Span) -> bool {
        self.scope.diagnostics.iter().any(|told| {
            told.problem == Problem::Limit(LimitProblem::TooMany { what: Countable::Operands, most: limits::OPERANDS })
                && told.span.file == span.file
                && (told.span.start..=told.span.end).contains(&span.start)
        })
    }

    /// The level is asked for; told once where it may not be.
    pub(crate) fn ask_level(&mut self, span: Span) -> Option<()> {
        self.asked_level = true;
        match self.asks {
            Asks::Level => Some(()),
            Asks::Record if self.level_told => None,
            Asks::Record => {
                self.level_told = true;
                self.fail(RuleProblem::LevelAsked, span)
            }
        }
    }
}
