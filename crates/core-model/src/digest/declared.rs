//! The policy as a whole and what it declares, in the canonical text.

use super::canonical::Canonical;
use crate::policy::{
    Combine, Define, Factor, FactorKind, Formula, Ladder, Level, Measure, Named, NumberKind, PickKind, Policy,
};
use crate::record::Datum;

/// The number of this form, told in the text and in the digest.
const FORM: u8 = 1;
/// The edition of the language.
const LANGUAGE: u8 = 1;

/// The canonical text of a policy.
pub(super) fn canonical(policy: &Policy) -> String {
    let Policy {
        named,
        version,
        cite,
        in_force,
        combine,
        ladder,
        factors,
        defines,
        rules,
        stand_order: _, // follows from what the rules override
        measures,
        impossible,
        also_give,
        otherwise,
        source: _, // where it comes from, not what it means
    } = policy;
    let mut out = Canonical::begin(policy);
    out.atoms(&[&"grading-policy", &FORM, &"language", &LANGUAGE]);
    out.named(named);
    out.maybe(version.as_ref(), Canonical::atom);
    out.texts(cite);
    out.maybe(in_force.as_ref(), Canonical::period);
    out.atom(combine_word(*combine));
    out.ladder(ladder);
    out.list(factors.iter(), Canonical::factor);
    let mut by_name: Vec<&Define> = defines.iter().collect();
    by_name.sort_by(|one, other| one.named.name.cmp(&other.named.name));
    out.list(by_name.into_iter(), Canonical::defined);
    out.list(rules.iter(), Canonical::rule);
    out.list(measures.iter(), Canonical::measure);
    out.list(impossible.iter(), Canonical::impossible);
    out.list(also_give.iter(), |out, given| out.given(*given));
    out.maybe(otherwise.as_ref(), Canonical::otherwise);
    out.end()
}

impl Canonical<'_> {
    fn ladder(&mut self, ladder: &Ladder) {
        let Ladder { levels, best_first, outside } = ladder;
        self.list(levels.iter(), |out, Level { named, number }| {
            out.named(named);
            out.maybe(number.as_ref(), Self::atom);
        });
        self.flag(*best_first);
        self.list(outside.iter(), Self::named);
    }

    fn factor(&mut self, factor: &Factor) {
        let Factor { named, kind, assume } = factor;
        self.named(named);
        match kind {
            FactorKind::Scale(values) => self.of_values("scale", values),
            FactorKind::Choice(values) => self.of_values("choice", values),
            FactorKind::Level => self.atom("level"),
            FactorKind::Set(values) => self.of_values("set", values),
            FactorKind::YesNo => self.atom("yes-no"),
            FactorKind::Number(kind) => self.number_kind(kind),
            FactorKind::Date => self.atom("date"),
            FactorKind::Dates => self.atom("dates"),
            FactorKind::Text => self.atom("text"),
        }
        self.maybe(assume.as_ref(), Self::datum);
    }

    fn number_kind(&mut self, kind: &NumberKind) {
        let NumberKind { least, most, decimals, unit } = kind;
        self.atoms(&[&"number", least, most, decimals]);
        self.maybe(unit.as_ref(), Self::atom);
    }

    fn datum(&mut self, datum: &Datum) {
        match datum {
            Datum::Value(value) => self.atoms(&[&"value", value]),
            Datum::Set(set) => {
                self.atom("set");
                self.values(set);
            }
            Datum::Number(units) => self.atoms(&[&"number", units]),
            Datum::Date(day) => self.atoms(&[&"day", day]),
            Datum::Dates(days) => {
                self.atom("days");
                self.list(days.iter(), Self::atom);
            }
            Datum::Text(text) => self.atoms(&[&"text", text]),
        }
    }

    fn defined(&mut self, define: &Define) {
        let Define { named, formula } = define;
        self.named(named);
        match formula {
            Formula::Pick { kind, pick } => {
                match kind {
                    PickKind::Scale(values) => self.of_values("scale", values),
                    PickKind::Choice(values) => self.of_values("choice", values),
                    PickKind::Level => self.atom("level"),
                    PickKind::YesNo => self.atom("yes-no"),
                }
                self.pick(pick);
            }
            Formula::Number { number, unit } => {
                self.atom("number");
                self.maybe(unit.as_ref(), Self::atom);
                self.number(number);
            }
        }
    }

    fn of_values(&mut self, word: &str, values: &[Named]) {
        self.atom(word);
        self.list(values.iter(), Self::named);
    }

    fn measure(&mut self, measure: &Measure) {
        let Measure { named, every_months, by } = measure;
        self.named(named);
        self.maybe(every_months.as_ref(), Self::atom);
        self.maybe(by.as_ref(), Self::atom);
    }
}

fn combine_word(combine: Combine) -> &'static str {
    match combine {
        Combine::MostSevere => "most-severe",
        Combine::LeastSevere => "least-severe",
        Combine::First => "first",
        Combine::Unique => "unique",
    }
}
