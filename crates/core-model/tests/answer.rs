//! Values and levels as answers write them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says no by panicking")]

use core_model::{
    Account, Amount, Answer, Combine, Complete, ConcludedBy, Condition, Date, Datum, Decision, Define, DefineId,
    Factor, FactorId, FactorKind, Formula, Given, Ladder, Level, LevelId, Named, Number, NumberKind, Otherwise,
    Outcome, Pick, PickKind, Place, Policy, RuleId,
};
use core_model::{Conclusion, Force, Part, Program, Rule};
use std::sync::Arc;

fn named(name: &str, label: &str) -> Named {
    Named { name: name.into(), label: (!label.is_empty()).then(|| label.into()), aka: Vec::new() }
}

fn degrees() -> Vec<Named> {
    vec![named("low", "低"), named("high", "高")]
}

fn policy(levels: Vec<Level>) -> Policy {
    let factor = |name: &str, kind| Factor { named: named(name, ""), kind, assume: None };
    let pick = |name: &str, kind| {
        let formula = Formula::Pick { kind, pick: Pick::Value(0) };
        Define { named: named(name, ""), formula }
    };
    let number = Formula::Number { number: Number::constant(1, 8), unit: None };
    Policy {
        named: named("p", ""),
        version: None,
        cite: Vec::new(),
        in_force: None,
        combine: Combine::default(),
        ladder: Ladder { levels, best_first: false, outside: Vec::new() },
        factors: vec![
            factor("degree", FactorKind::Scale(degrees())),
            factor("declared", FactorKind::Level),
            factor("said", FactorKind::YesNo),
            factor("cases", FactorKind::Dates),
            factor("since", FactorKind::Date),
            factor("remark", FactorKind::Text),
            factor("loss", FactorKind::Number(NumberKind { least: -999, most: 999, decimals: 2, unit: None })),
        ],
        defines: vec![
            pick("harm", PickKind::Scale(degrees())),
            pick("inherent", PickKind::Level),
            pick("grave", PickKind::YesNo),
            Define { named: named("score", ""), formula: number },
        ],
        rules: Vec::new(),
        stand_order: Vec::new(),
        measures: Vec::new(),
        impossible: Vec::new(),
        also_give: Vec::new(),
        otherwise: None,
        source: None,
    }
}

fn numbered() -> Vec<Level> {
    vec![
        Level { named: named("一级", ""), number: Some(1) },
        Level { named: named("2", "二级"), number: Some(2) },
        Level { named: named("3", ""), number: Some(3) },
    ]
}

fn day() -> Date {
    Date::new(2020, 2, 29).unwrap()
}

fn answer(policy: &Policy, decision: &Decision) -> String {
    let place = Place { row: 1, id: "1".into(), file: None };
    let program = Program::new(Arc::new(policy.clone()), day()).unwrap();
    let text = serde_json::to_string(&Answer::new(&program, place, decision, Vec::new())).unwrap();
    let inner = text.strip_prefix(r#"{"row":1,"id":"1","outcome":"#).unwrap();
    let end = format!(r#","policy":"p","digest":"{}","as_of":"2020-02-29"}}"#, policy.digest());
    inner.strip_suffix(&end).unwrap().to_owned()
}

fn graded(level: u8, account: Complete) -> Decision {
    Decision {
        as_of: day(),
        outcome: Outcome::Graded(LevelId(level)),
        account: Account::Complete(account),
        assumed: Vec::new(),
        measures: Vec::new(),
        values: Vec::new(),
    }
}

#[test]
fn a_level_is_a_number_where_declared_by_number_else_a_name() {
    let of = |levels: Vec<Level>, level| answer(&policy(levels), &graded(level, Complete::default()));
    let rest = r#""decisive":[],"stood":[],"measures":[]"#;
    assert_eq!(of(numbered(), 0), format!(r#""graded","level":1,"label":"一级","severity":1,{rest}"#));
    assert_eq!(of(numbered(), 1), format!(r#""graded","level":2,"label":"二级","severity":2,{rest}"#));
    assert_eq!(of(numbered(), 2), format!(r#""graded","level":3,"severity":3,{rest}"#), "nobody calls it otherwise");
    let names = vec![Level { named: named("critical", "特别重大"), number: None }, numbered().remove(0)];
    assert_eq!(of(names, 0), format!(r#""graded","level":"critical","label":"特别重大","severity":1,{rest}"#));
}

#[test]
fn what_the_policy_also_gives_is_written_by_kind() {
    let mut decision = graded(2, Complete::default());
    let factor = |id, datum| (Given::Factor(FactorId(id)), Amount::Datum(datum));
    let define = |id, value| (Given::Define(DefineId(id)), Amount::Datum(Datum::Value(value)));
    decision.values = vec![
        factor(0, Datum::Value(1)),
        factor(1, Datum::Value(2)),
        factor(2, Datum::Value(0)),
        factor(3, Datum::Dates(vec![day(), Date::FIRST])),
        factor(4, Datum::Date(day())),
        factor(5, Datum::Text("甲\"乙".into())),
        factor(6, Datum::Number(-50)),
        define(0, 0),
        define(1, 0),
        define(2, 1),
        (Given::Define(DefineId(3)), Amount::Fraction(1, 8)),
    ];
    let expected = r#""graded","level":3,"severity":3,"decisive":[],"stood":[],"measures":[],"values":{"degree":"high","declared":1,"said":false,"cases":["2020-02-29","0001-01-01"],"since":"2020-02-29","remark":"甲\"乙","loss":"-0.5","harm":"low","inherent":3,"grave":true,"score":"0.125"}"#;
    assert_eq!(answer(&policy(numbered()), &decision), expected);
}

#[test]
fn fractions_are_decimals_exactly() {
    let score = |numerator, denominator| {
        let mut decision = graded(2, Complete::default());
        decision.values = vec![(Given::Define(DefineId(3)), Amount::Fraction(numerator, denominator))];
        let text = answer(&policy(numbered()), &decision);
        text.split_once(r#""score":""#).unwrap().1.trim_end_matches("\"}").to_owned()
    };
    assert_eq!(score(169, 2), "84.5");
    assert_eq!(score(-3, 1_000_000), "-0.000003");
    assert_eq!(score(0, 7), "0/7");
    assert_eq!(score(5, 1), "5");
    assert_eq!(score(1, 3), "1/3");
    assert_eq!(score(i128::MAX, 2), format!("{}/2", i128::MAX), "what no decimal holds is not cut");
}

#[test]
fn otherwise_gives_its_reasons_behind_those_of_decisive_bounds() {
    let mut policy = policy(numbered());
    policy.otherwise = Some(Otherwise { level: Pick::Value(0), because: Vec::new(), cite: vec!["第九条".into()] });
    policy.rules = vec![Rule {
        named: named("floor", ""),
        in_force: None,
        when: Condition::Constant(true),
        unless: None,
        conclusions: vec![Conclusion::Level(Force::May, Pick::Value(0))],
        overrides: Vec::new(),
        first_of: None,
        asks_level: false,
        because: Vec::new(),
        cite: vec!["第二条".into()],
    }];
    let account = Complete {
        force: Some(ConcludedBy::Otherwise),
        decisive: vec![RuleId(0)],
        stood: vec![(RuleId(0), vec![Part::Decisive])],
        bounds_cross: true,
        because: vec![vec!["有下限".into()]],
        otherwise_because: vec!["其余".into()],
        ..Complete::default()
    };
    let expected = r#""graded","level":2,"label":"二级","severity":2,"force":"otherwise","decisive":["floor"],"stood":[{"rule":"floor","parts":["decisive"]}],"otherwise":true,"bounds_cross":true,"measures":[],"because":["有下限","其余"],"cite":["第二条","第九条"]"#;
    assert_eq!(answer(&policy, &graded(1, account)), expected);
}
