//! Records and what is expected of them as text.

use core_model::{
    Date, Datum, Decimal, Expectation, ExpectedValue, FactorKind, Formula, Given, Named, OutsideId, Record, RuleId,
};

use super::condition::{Of, of_factor, of_pick};
use super::{Speech, listed, quoted, text};

impl<'p> Speech<'p> {
    /// A test, on one line.
    pub(super) fn test(
        self,
        name: &str,
        as_of: Option<Date>,
        record: &Record,
        expect: &[Expectation],
    ) -> Option<String> {
        let mut said = format!("test {}", text(name)?);
        if let Some(day) = as_of {
            said.push_str(&format!(" as of {day}"));
        }
        said.push_str(" given ");
        said.push_str(&self.record(record)?);
        let (decisive, others): (Vec<_>, Vec<_>) =
            expect.iter().partition(|expected| matches!(expected, Expectation::Decisive(..)));
        if !others.is_empty() {
            let others = others.into_iter().map(|expected| self.expectation(expected)).collect();
            said.push_str(&format!(" expect {}", listed(others)?));
        }
        if !decisive.is_empty() {
            let rules = decisive.into_iter().map(|expected| self.expectation(expected)).collect();
            said.push_str(&format!(" because {}", listed(rules)?));
        }
        Some(said)
    }

    fn record(self, record: &Record) -> Option<String> {
        let said = self.policy.factors.iter().zip(&record.0);
        let said = said.filter_map(|(factor, datum)| datum.as_ref().map(|datum| (factor, datum)));
        let each = said.map(|(factor, datum)| {
            let decimals = decimals(&factor.kind);
            let value = self.datum(of_factor(&factor.kind), datum, decimals)?;
            Some(format!("{} = {value}", self.name(&factor.named)))
        });
        listed(each.collect())
    }

    fn datum(self, of: Option<Of<'p>>, datum: &Datum, decimals: u8) -> Option<String> {
        match datum {
            Datum::Value(value) => self.value(of?, *value),
            Datum::Set(values) => self.braces(of?, *values),
            Datum::Number(units) => Some(Decimal::new(i128::from(*units), decimals).to_string()),
            Datum::Date(date) => Some(date.to_string()),
            Datum::Dates(days) => {
                let days: Vec<String> = days.iter().map(ToString::to_string).collect();
                Some(format!("{{{}}}", days.join(", ")))
            }
            Datum::Text(inside) => text(inside),
        }
    }

    fn expectation(self, expected: &Expectation) -> Option<String> {
        match expected {
            Expectation::Level(level) => Some(format!("level {}", self.level(*level)?)),
            Expectation::Severity(severity) => Some(format!("severity {severity}")),
            Expectation::Outside(OutsideId(at)) => {
                Some(format!("outside {}", self.name(self.policy.ladder.outside.get(usize::from(*at))?)))
            }
            Expectation::Ungraded => Some("ungraded".to_owned()),
            Expectation::Conflict => Some("conflict".to_owned()),
            Expectation::Undetermined => Some("undetermined".to_owned()),
            Expectation::Invalid => Some("invalid".to_owned()),
            Expectation::Value(given, value) => self.expected_value(*given, value),
            Expectation::Require(measure) => {
                Some(format!("require {}", self.name(&self.policy.measures.get(measure.index())?.named)))
            }
            Expectation::NotRequire(measure) => {
                Some(format!("not require {}", self.name(&self.policy.measures.get(measure.index())?.named)))
            }
            Expectation::Decisive(first, rows) => self.rule(*first, *rows),
        }
    }

    fn expected_value(self, given: Given, value: &ExpectedValue) -> Option<String> {
        let name = self.name(self.given(given)?);
        let (of, decimals) = match given {
            Given::Factor(id) => {
                let kind = &self.factor(id)?.kind;
                (of_factor(kind), decimals(kind))
            }
            Given::Define(id) => match &self.policy.defines.get(id.index())?.formula {
                Formula::Pick { kind, .. } => (Some(of_pick(kind)), 0),
                Formula::Number { .. } => (None, 0),
            },
        };
        let value = match value {
            ExpectedValue::Datum(datum) => self.datum(of, datum, decimals)?,
            ExpectedValue::Number(number) => number.to_string(),
        };
        Some(format!("{name} = {value}"))
    }

    /// A rule, a row (`t.3`), or the whole table whose rows these are.
    fn rule(self, first: RuleId, rows: u16) -> Option<String> {
        let named: &Named = &self.policy.rules.get(first.index())?.named;
        match named.name.rsplit_once('.') {
            Some((table, _)) if rows > 1 => Some(quoted(table)),
            Some((table, row)) => Some(format!("{}.{row}", quoted(table))),
            None => Some(quoted(&named.name)),
        }
    }
}

/// The decimals of a factor that is a number.
fn decimals(kind: &FactorKind) -> u8 {
    if let FactorKind::Number(number) = kind { number.decimals } else { 0 }
}
