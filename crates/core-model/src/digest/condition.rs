//! Conditions, and values of scales, choices, levels and yes/no, in the canonical text.

use super::canonical::Canonical;
use crate::condition::{Condition, Day, Matrix, Pick, Relation, Window};
use crate::date::Unit;
use crate::policy::FactorId;
use crate::values::ValueSet;

impl Canonical<'_> {
    /// `all` and `any` with their members, `not` with one, `quantity` with least, most and members; comparisons each by a
    /// word of its own.
    pub fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::Constant(holds) => {
                self.atom("constant");
                self.flag(*holds);
            }
            Condition::All(of) => self.chain("all", of, all_of),
            Condition::Any(of) => self.chain("any", of, any_of),
            Condition::Not(of) => {
                self.atom("not");
                self.condition(of);
            }
            Condition::Quantity { least, most, of } => {
                self.atoms(&[&"quantity", least, most]);
                self.list(of.iter(), Self::condition);
            }
            Condition::Within(pick, values) => {
                self.atom("within");
                self.pick(pick);
                self.values(values);
            }
            Condition::Values(left, relation, right) => {
                self.atoms(&[&"values", &word(*relation)]);
                self.pick(left);
                self.pick(right);
            }
            Condition::IncludesAll(set, values) => self.of_set("includes-all", *set, values),
            Condition::IncludesAny(set, values) => self.of_set("includes-any", *set, values),
            Condition::SetIs(set, values) => self.of_set("set-is", *set, values),
            Condition::Numbers(left, relation, right) => {
                self.atoms(&[&"numbers", &word(*relation)]);
                self.number(left);
                self.number(right);
            }
            Condition::Days(left, relation, right) => {
                self.atoms(&[&"days", &word(*relation)]);
                self.day(*left);
                self.day(*right);
            }
            Condition::NoDates(list) => self.atoms(&[&"no-dates", &list.0]),
            Condition::TextIn(text, literals) => {
                self.atoms(&[&"text-in", &text.0]);
                self.text_set(literals);
            }
            Condition::Level(heights) => {
                self.atom("level");
                self.values(heights);
            }
            Condition::LevelTo(relation, pick) => {
                self.atoms(&[&"level-to", &word(*relation)]);
                self.pick(pick);
            }
        }
    }

    /// `value` with a place, a factor or define, or how it is derived.
    pub fn pick(&mut self, pick: &Pick) {
        match pick {
            Pick::Value(value) => self.atoms(&[&"value", value]),
            Pick::Factor(factor) => self.atoms(&[&"factor", &factor.0]),
            Pick::Define(define) => self.define(*define),
            Pick::Cases(cases, otherwise) => {
                self.atom("cases");
                self.list(cases.iter(), |out, (when, value)| {
                    out.condition(when);
                    out.pick(value);
                });
                self.pick(otherwise);
            }
            Pick::Matrix(matrix) => self.matrix(matrix),
            Pick::Highest(of) => {
                self.atom("highest");
                self.list(of.iter(), Self::pick);
            }
            Pick::Lowest(of) => {
                self.atom("lowest");
                self.list(of.iter(), Self::pick);
            }
            Pick::Flag(condition) => {
                self.atom("flag");
                self.condition(condition);
            }
        }
    }

    /// A window of dates.
    pub fn window(&mut self, window: Window) {
        match window {
            Window::All => self.atom("all-dates"),
            Window::Within(count, unit) => self.atoms(&[&"within", &count, &unit_word(unit)]),
            Window::ThisYear => self.atom("this-year"),
            Window::LastYear => self.atom("last-year"),
        }
    }

    fn of_set(&mut self, word: &str, set: FactorId, values: &ValueSet) {
        self.atoms(&[&word, &set.0]);
        self.values(values);
    }

    fn day(&mut self, day: Day) {
        match day {
            Day::Given(date) => self.atoms(&[&"day", &date]),
            Day::Factor(factor) => self.atoms(&[&"factor", &factor.0]),
            Day::Ago(count, unit) => self.atoms(&[&"ago", &count, &unit_word(unit)]),
        }
    }

    fn matrix(&mut self, matrix: &Matrix) {
        let Matrix { row, column, cells } = matrix;
        self.atom("matrix");
        self.pick(row);
        self.pick(column);
        self.list(cells.iter(), |out, cells| out.list(cells.iter(), Self::atom));
    }

    /// A chain with the chains of its own kind within it opened. Of one member, the member itself.
    fn chain<'c>(&mut self, word: &str, of: &'c [Condition], own: fn(&'c Condition) -> Option<&'c [Condition]>) {
        let mut members = Vec::new();
        open(of, own, &mut members);
        if let [only] = members.as_slice() {
            return self.condition(only);
        }
        self.atom(word);
        self.list(members.into_iter(), Self::condition);
    }
}

fn open<'c>(of: &'c [Condition], own: fn(&'c Condition) -> Option<&'c [Condition]>, members: &mut Vec<&'c Condition>) {
    for condition in of {
        match own(condition) {
            Some(within) => open(within, own, members),
            None => members.push(condition),
        }
    }
}

fn all_of(condition: &Condition) -> Option<&[Condition]> {
    if let Condition::All(of) = condition { Some(of) } else { None }
}

fn any_of(condition: &Condition) -> Option<&[Condition]> {
    if let Condition::Any(of) = condition { Some(of) } else { None }
}

fn word(relation: Relation) -> &'static str {
    match relation {
        Relation::Is => "is",
        Relation::IsNot => "is-not",
        Relation::Below => "below",
        Relation::AtMost => "at-most",
        Relation::Above => "above",
        Relation::AtLeast => "at-least",
    }
}

fn unit_word(unit: Unit) -> &'static str {
    match unit {
        Unit::Years => "years",
        Unit::Months => "months",
        Unit::Days => "days",
    }
}
