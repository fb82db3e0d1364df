//! Answers with the keys of the command's JSON.

use serde_json::{Map, Value as Json, json};

use super::day::Day;
use super::decide::{Decision, Outcome, decide};
use super::declared::Declared;
use super::expression::{Case, Record};
use super::value::Value;

pub type Answer = Map<String, Json>;

pub fn invalid() -> Answer {
    Answer::from_iter([("outcome".into(), Json::from("invalid"))])
}

/// The answer to a record that is silent about nothing.
pub fn complete(declared: &Declared<'_>, record: &Record, as_of: Day) -> Answer {
    let Some(decision) = decide(declared, record, as_of) else { return invalid() };
    let case = Case::of(declared, record, as_of);
    let mut answer = outcome(declared, &decision.outcome);
    let name = |rule: &usize| declared.rules[*rule].name.clone();
    let decisive = decision.decisive();
    let by_otherwise = decision.force == Some("otherwise");
    let otherwise = declared.otherwise.filter(|_| by_otherwise);
    let mut put = |key: &str, value: Json| answer.insert(key.into(), value);
    if let Some(force) = decision.force {
        put("force", Json::from(force));
    }
    if by_otherwise {
        put("otherwise", Json::from(true));
    }
    if decision.bounds_cross {
        put("bounds_cross", Json::from(true));
    }
    put("decisive", decisive.iter().map(name).collect());
    put("stood", stood(declared, &decision));
    let overridden = decision.overridden.iter();
    put(
        "overridden",
        overridden
            .map(|(rule, by)| json!({"rule": name(rule), "by": by.iter().map(name).collect::<Vec<_>>()}))
            .collect(),
    );
    put("measures", decision.measures.iter().map(|measure| declared.measures[*measure].name.clone()).collect());
    put("values", values(declared, &given(&case)));
    let texts = |of: fn(&super::declared::Rule<'_>) -> Vec<String>| {
        decisive.iter().flat_map(|rule| of(&declared.rules[*rule])).collect::<Vec<_>>()
    };
    let mut because = texts(|rule| rule.because.iter().map(ToString::to_string).collect());
    let mut cite = texts(|rule| rule.cite.iter().map(ToString::to_string).collect());
    because.extend(otherwise.iter().flat_map(|otherwise| &otherwise.because).map(|text| text.text.clone()));
    cite.extend(otherwise.iter().flat_map(|otherwise| &otherwise.cite).map(|text| text.text.clone()));
    put("because", because.iter().map(|text| filled(&case, text)).collect());
    put("cite", Json::from(cite));
    put("reasons", reasons(declared, &decision, &case));
    answer
}

fn stood(declared: &Declared<'_>, decision: &Decision) -> Json {
    let one = |(rule, parts): &(usize, Vec<&'static str>)| json!({"rule": declared.rules[*rule].name, "parts": parts});
    decision.stood.iter().map(one).collect()
}

/// The reasons of the rules that stood and were not decisive.
fn reasons(declared: &Declared<'_>, decision: &Decision, case: &Case<'_>) -> Json {
    let one = |(rule, parts): &(usize, Vec<&'static str>)| {
        let rule = &declared.rules[*rule];
        let mut reasons = json!({"rule": rule.name});
        if !rule.because.is_empty() {
            reasons["because"] = rule.because.iter().map(|text| filled(case, text)).collect();
        }
        if !rule.cite.is_empty() {
            reasons["cite"] = rule.cite.iter().copied().collect();
        }
        let given = !rule.because.is_empty() || !rule.cite.is_empty();
        (given && !parts.contains(&"decisive")).then_some(reasons)
    };
    decision.stood.iter().filter_map(one).collect()
}

/// A text with the record's values in its braces.
fn filled(case: &Case<'_>, text: &str) -> String {
    let mut pieces = text.split('{');
    let mut full = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once('}').expect("a closed brace");
        full += &case.operand(name.trim()).shown(case.declared);
        full += rest;
    }
    full
}

/// The outcome with its level, or whatever else tells it.
pub fn outcome(declared: &Declared<'_>, outcome: &Outcome) -> Answer {
    let level = |severity: usize| declared.level_told(declared.height_of_severity(severity));
    let told = match outcome {
        Outcome::Graded(severity) => json!({"outcome": "graded", "level": level(*severity), "severity": severity}),
        Outcome::Outside(outside) => json!({"outcome": "outside", "outside": declared.outside[*outside].name}),
        Outcome::Conflict(levels) => {
            json!({"outcome": "conflict", "conflict": levels.iter().map(|severity| level(*severity)).collect::<Vec<_>>()})
        }
        Outcome::Ungraded => json!({"outcome": "ungraded"}),
    };
    told.as_object().expect("an object").clone()
}

/// What the policy also gives.
pub fn given(case: &Case<'_>) -> Vec<(String, Value)> {
    let declared = case.declared;
    let mut given: Vec<(String, Value)> = Vec::new();
    for name in &declared.also_give {
        let spelled = declared
            .factors
            .iter()
            .map(|factor| &factor.spelled)
            .chain(declared.defines.iter().map(|define| &define.spelled));
        let own = spelled.into_iter().find(|spelled| spelled.is(&name.text)).expect("declared").name.clone();
        given.push((own, case.operand(&name.text)));
    }
    given
}

/// Values by name.
pub trait Named {
    fn name(&self, declared: &Declared<'_>) -> String;
}

impl Named for String {
    fn name(&self, _: &Declared<'_>) -> String {
        self.clone()
    }
}

impl Named for usize {
    fn name(&self, declared: &Declared<'_>) -> String {
        declared.factors[*self].spelled.name.clone()
    }
}

pub fn values<N: Named>(declared: &Declared<'_>, values: &[(N, Value)]) -> Json {
    values.iter().map(|(name, value)| (name.name(declared), value.told(declared))).collect::<Map<_, _>>().into()
}
