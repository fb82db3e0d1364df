//! The exact search over silent factors, held against trying every filling, on generated policies.
#![cfg(test)]

use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::Arc;

use core_model::{
    Account, Amount, Combine, Conclusion, Condition, Date, Datum, Day, Decision, Define, DefineId, Factor, FactorId,
    FactorKind, Force, Formula, Found, Given, Impossible, Ladder, Leaf, Level, LevelId, Measure, MeasureId, Named,
    Number, NumberKind, Otherwise, Outcome, OutsideId, Pick, PickKind, Policy, Program, Record, Relation, Rule, RuleId,
    Side, Unit, ValueSet, Window, condition_leaves, find, limits,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

const SCALE: FactorId = FactorId(0);
const FLAG: FactorId = FactorId(1);
const SET: FactorId = FactorId(2);
const NUMBER: FactorId = FactorId(3);
const DATES: FactorId = FactorId(4);
const LEVEL: FactorId = FactorId(5);
const DATE: FactorId = FactorId(6);
const TEXT: FactorId = FactorId(7);

fn named(name: &str) -> Named {
    Named { name: name.to_owned(), ..Named::default() }
}

fn number_kind() -> NumberKind {
    NumberKind { least: 0, most: 5, decimals: 0, unit: None }
}

fn factors() -> Vec<Factor> {
    let values = |count: usize| (0..count).map(|at| named(&format!("v{at}"))).collect::<Vec<_>>();
    let kinds = [
        FactorKind::Scale(values(3)),
        FactorKind::YesNo,
        FactorKind::Set(values(2)),
        FactorKind::Number(number_kind()),
        FactorKind::Dates,
        FactorKind::Level,
        FactorKind::Date,
        FactorKind::Text,
    ];
    let make = |(at, kind)| Factor { named: named(&format!("f{at}")), kind, assume: None };
    kinds.into_iter().enumerate().map(make).collect()
}

fn as_of() -> Date {
    Date::new(2020, 2, 29).unwrap()
}

/// Every value that the generated conditions tell apart.
fn domain(factor: FactorId) -> Vec<Datum> {
    let day = |year, month, day| Date::new(year, month, day).unwrap();
    match factor {
        SCALE | LEVEL => (0..3).map(Datum::Value).collect(),
        FLAG => (0..2).map(Datum::Value).collect(),
        SET => (0..4_u8).map(|bits| Datum::Set((0..2).filter(|value| bits >> value & 1 == 1).collect())).collect(),
        NUMBER => (0..=5).map(Datum::Number).collect(),
        DATE => [day(2000, 1, 1), day(2018, 2, 28), day(2018, 3, 1), day(2020, 2, 29), day(2021, 1, 1)]
            .map(Datum::Date)
            .to_vec(),
        TEXT => ["a", "b", "c"].map(|text| Datum::Text(text.to_owned())).to_vec(),
        _ => {
            // More of the first, so that half of all can be more than the recent ones.
            let each = [(day(2000, 1, 1), 6), (day(2019, 6, 1), 3), (day(2021, 1, 1), 2)];
            let mut lists = vec![Vec::new()];
            for (date, most) in each {
                lists = lists
                    .iter()
                    .flat_map(|list| (0..most).map(|many| [list.clone(), vec![date; many]].concat()))
                    .collect();
            }
            lists.into_iter().map(Datum::Dates).collect()
        }
    }
}

fn relation() -> impl Strategy<Value = Relation> {
    prop_oneof![
        Just(Relation::Is),
        Just(Relation::IsNot),
        Just(Relation::Below),
        Just(Relation::AtMost),
        Just(Relation::Above),
        Just(Relation::AtLeast)
    ]
}

fn number() -> impl Strategy<Value = Number> {
    let leaf = prop_oneof![
        (0_i128..5).prop_map(|value| Number::constant(value, 2)),
        Just(Number::factor(NUMBER, &number_kind())),
        Just(Number::size(SET, 2)),
    ];
    prop_oneof![
        4 => leaf.clone(),
        1 => (leaf.clone(), leaf.clone()).prop_map(|(one, other)| Number::sum(vec![one, other]).unwrap()),
        1 => (leaf.clone(), leaf.clone()).prop_map(|(one, other)| one.less(other).unwrap()),
        1 => (leaf.clone(), leaf).prop_map(|(one, other)| one.product(other).unwrap()),
        1 => Just(Number::factor(NUMBER, &number_kind()).times(1, 3).unwrap().round(0).unwrap()),
    ]
}

/// Counts of dates, compared with small constants and with each other: lists of a few dates tell all.
fn count_compared() -> impl Strategy<Value = Condition> {
    let window = || {
        prop_oneof![Just(Window::All), Just(Window::Within(2, Unit::Years))]
            .prop_map(|window| Number::dates(DATES, window))
    };
    let other = prop_oneof![
        (0_i128..4).prop_map(|value| Number::constant(value, 2)),
        window().prop_map(|window| window.times(1, 2).unwrap()),
        window(),
    ];
    (window(), relation(), other).prop_map(|(one, relation, other)| Condition::Numbers(one, relation, other))
}

fn values() -> impl Strategy<Value = ValueSet> {
    (0_u8..8).prop_map(|bits| (0..3).filter(|value| bits >> value & 1 == 1).collect())
}

fn atom() -> impl Strategy<Value = Condition> {
    prop_oneof![
        values().prop_map(|set| Condition::Within(Pick::Factor(SCALE), set)),
        Just(Condition::Within(Pick::Factor(FLAG), ValueSet::only(1))),
        values().prop_map(|set| Condition::Within(Pick::Define(DefineId(0)), set)),
        relation().prop_map(|relation| Condition::Values(Pick::Define(DefineId(0)), relation, Pick::Factor(SCALE))),
        (0_u8..2).prop_map(|value| Condition::IncludesAny(SET, ValueSet::only(value))),
        Just(Condition::IncludesAll(SET, ValueSet::first(2))),
        Just(Condition::SetIs(SET, ValueSet::EMPTY)),
        (number(), relation(), number()).prop_map(|(one, relation, other)| Condition::Numbers(one, relation, other)),
        relation().prop_map(|relation| Condition::Days(Day::Factor(DATE), relation, Day::Ago(2, Unit::Years))),
        count_compared(),
        Just(Condition::NoDates(DATES)),
        Just(Condition::TextIn(TEXT, vec!["a".to_owned()])),
        Just(Condition::TextIn(TEXT, vec!["b".to_owned(), "a".to_owned()])),
    ]
}

fn condition() -> impl Strategy<Value = Condition> {
    atom().prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Condition::All),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Condition::Any),
            inner.clone().prop_map(|part| Condition::Not(Box::new(part))),
            prop::collection::vec(inner, 2..4).prop_map(|of| Condition::Quantity { least: 1, most: 1, of }),
        ]
    })
}

/// A condition that rests on no define.
fn plain() -> impl Strategy<Value = Condition> {
    condition().prop_filter("rests on a define", |condition| {
        let mut plain = true;
        condition_leaves(condition, &mut |leaf| plain &= !matches!(leaf, Leaf::Define(_)));
        plain
    })
}

fn level() -> impl Strategy<Value = Pick> {
    prop_oneof![4 => (0_u8..3).prop_map(Pick::Value), 1 => Just(Pick::Factor(LEVEL))]
}

fn conclusion() -> impl Strategy<Value = Conclusion> {
    let force = prop_oneof![Just(Force::Final), Just(Force::Level), Just(Force::Presume), Just(Force::May)];
    let side = prop_oneof![Just(Side::AtLeast), Just(Side::AtMost)];
    prop_oneof![
        6 => (force, level()).prop_map(|(force, level)| Conclusion::Level(force, level)),
        2 => (any::<bool>(), side, level()).prop_map(|(presumed, side, level)| Conclusion::Bound { presumed, side, level }),
        1 => (-2..=2).prop_map(Conclusion::Adjust),
        1 => (0_u8..2).prop_map(|outside| Conclusion::Outside(OutsideId(outside))),
        2 => Just(Conclusion::Require(MeasureId(0))),
    ]
}

fn rule(at: u16) -> impl Strategy<Value = Rule> {
    (
        condition(),
        prop::option::of(condition()),
        prop::collection::vec(conclusion(), 1..3),
        any::<bool>(),
        prop::bool::weighted(0.15),
    )
        .prop_map(move |(when, unless, conclusions, overrides, asks_level)| Rule {
            named: named(&format!("r{at}")),
            in_force: None,
            when: if asks_level { Condition::All(vec![when, Condition::Level(ValueSet::first(2))]) } else { when },
            unless,
            conclusions: if asks_level { vec![Conclusion::Require(MeasureId(1))] } else { conclusions },
            overrides: if overrides && at > 0 && !asks_level { vec![RuleId(at - 1)] } else { Vec::new() },
            first_of: None,
            asks_level,
            because: Vec::new(),
            cite: Vec::new(),
        })
}

fn combine() -> impl Strategy<Value = Combine> {
    prop_oneof![Just(Combine::MostSevere), Just(Combine::LeastSevere), Just(Combine::First), Just(Combine::Unique)]
}

fn policy() -> impl Strategy<Value = Policy> {
    let rules =
        (1_usize..5).prop_flat_map(|count| (0..count).map(|at| rule(u16::try_from(at).unwrap())).collect::<Vec<_>>());
    let define = (plain(), plain());
    let parts = (combine(), any::<bool>(), rules, define, prop::option::of(condition()), prop::option::of(level()));
    parts.prop_map(|(combine, best_first, rules, (one, other), impossible, otherwise)| Policy {
        named: named("p"),
        version: None,
        cite: Vec::new(),
        in_force: None,
        combine,
        ladder: Ladder {
            levels: (1..=3).map(|number| Level { named: named(&format!("l{number}")), number: Some(number) }).collect(),
            best_first,
            outside: vec![named("x"), named("y")],
        },
        factors: factors(),
        defines: vec![Define {
            named: named("d"),
            formula: Formula::Pick {
                kind: PickKind::Scale((0..3).map(|at| named(&format!("v{at}"))).collect()),
                pick: Pick::Cases(vec![(one, Pick::Value(0)), (other, Pick::Factor(SCALE))], Box::new(Pick::Value(2))),
            },
        }],
        stand_order: (0..u16::try_from(rules.len()).unwrap()).rev().map(RuleId).collect(),
        rules,
        measures: ["m", "n"].map(|name| Measure { named: named(name), every_months: None, by: None }).to_vec(),
        impossible: impossible.map(|when| Impossible { when, because: Vec::new() }).into_iter().collect(),
        also_give: vec![Given::Define(DefineId(0)), Given::Factor(SET), Given::Factor(NUMBER), Given::Factor(SCALE)],
        otherwise: otherwise.map(|level| Otherwise { level, because: Vec::new(), cite: Vec::new() }),
        source: None,
    })
}

/// Every filling of the silent factors.
fn fillings(record: &Record, silent: &[FactorId]) -> Vec<Record> {
    let mut all = vec![record.clone()];
    for factor in silent {
        let with = |record: &Record, datum: Datum| {
            let mut record = record.clone();
            record.set(*factor, Some(datum));
            record
        };
        all = all.iter().flat_map(|record| domain(*factor).into_iter().map(|datum| with(record, datum))).collect();
    }
    all
}

/// What trying everything tells.
#[derive(Default)]
struct Tried {
    outcomes: BTreeSet<Outcome>,
    /// The rules that stand in every case.
    stood: Vec<RuleId>,
    measures: Vec<MeasureId>,
    values: Vec<(Given, Amount)>,
    needed: BTreeSet<FactorId>,
}

fn tried(program: &Program, record: &Record, silent: &[FactorId]) -> Tried {
    let decided: Vec<(Record, Decision)> = fillings(record, silent)
        .into_iter()
        .map(|filling| (filling.clone(), program.grade(&filling)))
        .filter(|(_, decision)| !matches!(decision.outcome, Outcome::Invalid(_)))
        .collect();
    let Some((_, first)) = decided.first() else { return Tried::default() };
    let stood_in = |decision: &Decision| match &decision.account {
        Account::Complete(complete) => complete.stood.iter().map(|(rule, _)| *rule).collect::<Vec<_>>(),
        Account::Partial(_) | Account::None => Vec::new(),
    };
    let all = |holds: &dyn Fn(&Decision) -> bool| decided.iter().all(|(_, decision)| holds(decision));
    Tried {
        outcomes: decided.iter().map(|(_, decision)| decision.outcome.clone()).collect(),
        stood: stood_in(first).into_iter().filter(|rule| all(&|decision| stood_in(decision).contains(rule))).collect(),
        measures: first
            .measures
            .iter()
            .copied()
            .filter(|own| all(&|decision| decision.measures.contains(own)))
            .collect(),
        values: first.values.iter().filter(|own| all(&|decision| decision.values.contains(own))).cloned().collect(),
        needed: needed(&decided, silent),
    }
}

fn needed(decided: &[(Record, Decision)], silent: &[FactorId]) -> BTreeSet<FactorId> {
    let mut smallest = usize::MAX;
    let mut needed = BTreeSet::new();
    for (at, (one, decision)) in decided.iter().enumerate() {
        for (other, its) in decided.iter().skip(at + 1) {
            if decision.outcome == its.outcome {
                continue;
            }
            let set: BTreeSet<FactorId> =
                silent.iter().copied().filter(|factor| one.get(*factor) != other.get(*factor)).collect();
            if set.len() < smallest {
                smallest = set.len();
                needed.clear();
            }
            if set.len() == smallest {
                needed.extend(set);
            }
        }
    }
    needed
}

fn record(said: u8) -> (Record, Vec<FactorId>) {
    let mut record = Record::silent(8);
    let mut silent = Vec::new();
    for at in 0..8_u16 {
        let domain = domain(FactorId(at));
        if said >> at & 1 == 1 {
            record.set(FactorId(at), domain.get(usize::from(said) % domain.len()).cloned());
        } else {
            silent.push(FactorId(at));
        }
    }
    // Trying everything must stay small: at most two are silent.
    for factor in silent.split_off(silent.len().min(2)) {
        record.set(factor, domain(factor).into_iter().nth(usize::from(said) % 2));
    }
    (record, silent)
}

/// Suffices for nearly all policies drawn here, and makes those for which it does not end soon.
const STEPS: u32 = 200_000;

#[test]
fn the_search_tells_what_trying_everything_tells() {
    let mut runner = TestRunner::new(Config { cases: 2_000, ..Config::default() });
    let open = Cell::new(0_usize);
    let told = runner.run(&(policy(), 0_u8..255, 0_usize..5), |(policy, said, date)| {
        let (mut record, silent) = record(said);
        if !silent.contains(&DATE) {
            record.set(DATE, domain(DATE).get(date).cloned());
        }
        let program = Program::new(Arc::new(policy), as_of()).unwrap();
        let decision = program.grade_within(&record, STEPS);
        let tried = tried(&program, &record, &silent);
        match &decision.account {
            Account::Partial(partial) if partial.exact => {
                prop_assert_eq!(partial.possible.iter().cloned().collect::<BTreeSet<_>>(), tried.outcomes);
                prop_assert_eq!(&partial.stood, &tried.stood);
                prop_assert_eq!(&decision.measures, &tried.measures);
                prop_assert_eq!(&decision.values, &tried.values);
                prop_assert_eq!(partial.needs.iter().copied().collect::<BTreeSet<_>>(), tried.needed);
            }
            Account::Partial(partial) => {
                open.set(open.get() + 1);
                prop_assert!(tried.outcomes.iter().all(|outcome| partial.possible.contains(outcome)));
                prop_assert!(tried.needed.iter().all(|factor| partial.needs.contains(factor)));
                prop_assert!(partial.stood.iter().all(|rule| tried.stood.contains(rule)));
            }
            Account::None => prop_assert!(tried.outcomes.is_empty()),
            Account::Complete(_) => prop_assert!(silent.is_empty()),
        }
        Ok(())
    });
    told.unwrap();
    assert!(open.get() <= 20, "{} of 2,000 are not exact", open.get());
}

proptest! {
    #[test]
    fn a_small_budget_tells_more_never_less(policy in policy(), said in 0_u8..255, steps in 0_u32..300) {
        let (record, _) = record(said);
        let program = Program::new(Arc::new(policy), as_of()).unwrap();
        let (exact, rough) = (program.grade(&record), program.grade_within(&record, steps));
        if let (Account::Partial(exact), Account::Partial(rough)) = (&exact.account, &rough.account) {
            prop_assert!(exact.possible.iter().all(|outcome| rough.possible.contains(outcome)));
            prop_assert!(exact.needs.iter().all(|factor| rough.needs.contains(factor)));
            prop_assert!(rough.stood.iter().all(|rule| exact.stood.contains(rule)));
            prop_assert!(!rough.exact || exact.possible == rough.possible);
        }
        prop_assert!(rough.measures.iter().all(|measure| exact.measures.contains(measure)) || exact.account == Account::None);
        prop_assert!(rough.values.iter().all(|value| exact.values.contains(value)) || exact.account == Account::None);
    }

    #[test]
    fn what_is_found_satisfies_the_condition(policy in policy(), asked in condition()) {
        let shown = find(&policy, as_of(), &asked, limits::SEARCH_STEPS);
        let mut with = policy.clone();
        with.impossible.push(Impossible { when: Condition::Not(Box::new(asked)), because: Vec::new() });
        let program = Program::new(Arc::new(with), as_of()).unwrap();
        match shown {
            Found::Record(record) => prop_assert!(!matches!(program.grade(&record).outcome, Outcome::Invalid(_))),
            Found::Nothing => prop_assert!(matches!(program.grade(&Record::silent(8)).outcome, Outcome::Invalid(_))),
            Found::Undecided => prop_assert!(false, "not decided"),
        }
    }
}

#[test]
fn a_level_is_written_by_place_and_read_by_severity() {
    let ladder = |best_first| Ladder {
        levels: (1..=3).map(|number| Level { named: named(&format!("l{number}")), number: Some(number) }).collect(),
        best_first,
        outside: Vec::new(),
    };
    assert_eq!(ladder(false).severity(LevelId(0)), 1);
    assert_eq!(ladder(true).severity(LevelId(0)), 3);
    assert_eq!(ladder(false).at_height(ladder(false).height(LevelId(2))), LevelId(2));
}
