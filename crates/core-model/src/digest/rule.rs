//! Rules, what they conclude, and their texts, in the canonical text.

use super::canonical::Canonical;
use crate::policy::{Conclusion, Force, Impossible, Otherwise, Piece, Rule, RuleId, Side, Template};

impl Canonical<'_> {
    /// A rule: what it is called, when, unless, what it says, what it overrides, why.
    pub fn rule(&mut self, rule: &Rule) {
        let Rule {
            named,
            in_force,
            when,
            unless,
            conclusions,
            overrides,
            first_of,
            asks_level: _, // whether a condition asks for the level, which the conditions show
            because,
            cite,
        } = rule;
        self.named(named);
        self.maybe(in_force.as_ref(), Self::period);
        self.condition(when);
        self.maybe(unless.as_ref(), Self::condition);
        self.list(conclusions.iter(), Self::conclusion);
        self.overridden(overrides);
        self.maybe(first_of.as_ref(), |out, first| out.atom(first.0));
        self.list(because.iter(), Self::template);
        self.texts(cite);
    }

    /// A record that cannot be.
    pub fn impossible(&mut self, impossible: &Impossible) {
        let Impossible { when, because } = impossible;
        self.condition(when);
        self.list(because.iter(), Self::template);
    }

    /// What is concluded where nothing else is.
    pub fn otherwise(&mut self, otherwise: &Otherwise) {
        let Otherwise { level, because, cite } = otherwise;
        self.pick(level);
        self.list(because.iter(), Self::template);
        self.texts(cite);
    }

    fn conclusion(&mut self, conclusion: &Conclusion) {
        match conclusion {
            Conclusion::Level(force, level) => {
                self.atoms(&[&"level", &force_word(*force)]);
                self.pick(level);
            }
            Conclusion::Adjust(steps) => self.atoms(&[&"adjust", steps]),
            Conclusion::Bound { presumed, side, level } => {
                self.atoms(&[&"bound", &side_word(*side)]);
                self.flag(*presumed);
                self.pick(level);
            }
            Conclusion::Outside(outside) => self.atoms(&[&"outside", &outside.0]),
            Conclusion::Require(measure) => self.atoms(&[&"require", &measure.0]),
        }
    }

    /// Overridden rules, whose order does not count.
    fn overridden(&mut self, overrides: &[RuleId]) {
        let mut rules: Vec<u16> = overrides.iter().map(|rule| rule.0).collect();
        rules.sort_unstable();
        rules.dedup();
        self.list(rules.iter(), Self::atom);
    }

    fn template(&mut self, template: &Template) {
        let Template(pieces) = template;
        self.list(pieces.iter(), |out, piece| match piece {
            Piece::Text(text) => out.atoms(&[&"text", text]),
            Piece::Value(given) => out.given(*given),
        });
    }
}

fn force_word(force: Force) -> &'static str {
    match force {
        Force::Final => "final",
        Force::Level => "level",
        Force::Presume => "presume",
        Force::May => "may",
    }
}

fn side_word(side: Side) -> &'static str {
    match side {
        Side::AtLeast => "at-least",
        Side::AtMost => "at-most",
    }
}
