//! Whether a rule is decisive: the literal against the evaluator, on policies by chance with every kind of conclusion.
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test says no by panicking")]

use std::collections::BTreeMap;
use std::sync::Arc;

use core_model::{
    Combine, Conclusion, Condition, Date, Datum, Factor, FactorId, FactorKind, Force, Ladder, Level, Named, Otherwise,
    OutsideId, Part, Period, Pick, Policy, Program, Record, Rule, RuleId, Side, ValueSet, decisive,
};

use crate::aside::Asked;
use crate::day::Day;
use crate::solver::tests::Dice;

/// Three values each, but for the last factor, which is a level.
const FACTORS: usize = 3;
const LEVELS: usize = 3;
const RULES: usize = 6;

fn named(name: &str) -> Named {
    Named { name: name.to_owned(), ..Named::default() }
}

fn pick<T: Copy>(of: &[T], dice: &mut Dice) -> T {
    of[dice.below(of.len())]
}

fn small(value: usize) -> u8 {
    u8::try_from(value).unwrap()
}

fn condition(dice: &mut Dice) -> Condition {
    let one = |dice: &mut Dice| {
        let factor = FactorId(dice.below(FACTORS).try_into().unwrap());
        Condition::Within(Pick::Factor(factor), ValueSet::only(small(dice.below(3))))
    };
    match dice.below(5) {
        0 => Condition::Constant(true),
        1 => Condition::Any(vec![one(dice), one(dice)]),
        2 => Condition::Not(Box::new(one(dice))),
        _ => one(dice),
    }
}

fn level(dice: &mut Dice) -> Pick {
    match dice.below(5) {
        0 => Pick::Factor(FactorId(FACTORS.try_into().unwrap())),
        _ => Pick::Value(small(dice.below(LEVELS))),
    }
}

fn conclusion(dice: &mut Dice) -> Conclusion {
    match dice.below(12) {
        0..=4 => Conclusion::Level(pick(&[Force::Final, Force::Level, Force::Presume, Force::May], dice), level(dice)),
        5..=8 => Conclusion::Bound {
            presumed: dice.below(2) == 0,
            side: pick(&[Side::AtLeast, Side::AtMost], dice),
            level: level(dice),
        },
        9 => Conclusion::Adjust(pick(&[-2, -1, 1, 2], dice)),
        _ => Conclusion::Outside(OutsideId(small(dice.below(2)))),
    }
}

/// Rules of which each comes after those that override it, some of them rows of a table of which the first counts.
fn rules(dice: &mut Dice) -> Vec<Rule> {
    let table = (dice.below(2) == 0).then(|| dice.below(RULES - 2));
    let day = |number| Date::new(number, 1, 1).unwrap();
    let rule = |at: usize, dice: &mut Dice| Rule {
        named: named("r"),
        in_force: (dice.below(12) == 0).then(|| Period { from: day(2030), until: None }),
        when: condition(dice),
        unless: (dice.below(4) == 0).then(|| condition(dice)),
        conclusions: (0..1 + dice.below(2)).map(|_| conclusion(dice)).collect(),
        overrides: (at + 1..RULES)
            .filter(|_| dice.below(8) == 0)
            .map(|other| RuleId(other.try_into().unwrap()))
            .collect(),
        first_of: table
            .filter(|first| (*first..first + 3).contains(&at))
            .map(|first| RuleId(first.try_into().unwrap())),
        asks_level: false,
        because: Vec::new(),
        cite: Vec::new(),
    };
    (0..RULES).map(|at| rule(at, dice)).collect()
}

fn policy(dice: &mut Dice) -> Policy {
    let values = || ["a", "b", "c"].map(named).to_vec();
    let mut factors: Vec<Factor> =
        (0..FACTORS).map(|_| Factor { named: named("f"), kind: FactorKind::Scale(values()), assume: None }).collect();
    factors.push(Factor { named: named("l"), kind: FactorKind::Level, assume: None });
    let levels = (0..LEVELS).map(|_| Level { named: named("l"), number: None }).collect();
    let otherwise = || Otherwise { level: Pick::Value(0), because: Vec::new(), cite: Vec::new() };
    Policy {
        ladder: Ladder { levels, best_first: dice.below(4) == 0, outside: ["x", "y"].map(named).to_vec() },
        combine: pick(&[Combine::MostSevere, Combine::LeastSevere, Combine::First, Combine::Unique], dice),
        factors,
        rules: rules(dice),
        stand_order: (0..RULES).map(|at| RuleId(at.try_into().unwrap())).collect(),
        otherwise: (dice.below(2) == 0).then(otherwise),
        ..Policy::default()
    }
}

/// Some records.
fn records(dice: &mut Dice) -> Vec<Record> {
    let one = |dice: &mut Dice| Record((0..=FACTORS).map(|_| Some(Datum::Value(small(dice.below(3))))).collect());
    (0..12).map(|_| one(dice)).collect()
}

fn is(record: &Record) -> Condition {
    let one = |(at, datum): (u16, &Option<Datum>)| {
        let Some(Datum::Value(value)) = datum else { panic!("{datum:?}") };
        Condition::Within(Pick::Factor(FactorId(at)), ValueSet::only(*value))
    };
    Condition::All((0..).zip(&record.0).map(one).collect())
}

/// What sort of conclusion it is.
fn sort(conclusion: &Conclusion) -> &'static str {
    match conclusion {
        Conclusion::Level(Force::Final, _) => "final",
        Conclusion::Level(Force::Level, _) => "level",
        Conclusion::Level(Force::Presume, _) => "presume",
        Conclusion::Level(Force::May, _) => "may",
        Conclusion::Bound { presumed: true, side: Side::AtLeast, .. } => "presume at least",
        Conclusion::Bound { presumed: true, side: Side::AtMost, .. } => "presume at most",
        Conclusion::Bound { presumed: false, side: Side::AtLeast, .. } => "at least",
        Conclusion::Bound { presumed: false, side: Side::AtMost, .. } => "at most",
        Conclusion::Outside(_) => "outside",
        Conclusion::Adjust(_) => "adjust",
        Conclusion::Require(_) => "require",
    }
}

#[test]
fn a_rule_is_decisive_as_the_evaluator_says() {
    let as_of = Date::new(2026, 11, 25).unwrap();
    let mut parts: BTreeMap<(&str, Part), usize> = BTreeMap::new();
    for seed in 0..150 {
        let mut dice = Dice(seed);
        let policy = Arc::new(policy(&mut dice));
        let mut day = Day::new(&policy, as_of, &[]);
        let program = Program::new(Arc::clone(&policy), as_of).unwrap();
        let literals = day.encoder.decisive(&day.graded.clone());
        for record in records(&mut dice) {
            let decision = program.grade(&record);
            let said = day.encoder.condition(&is(&record));
            for (id, literal) in (0..).map(RuleId).zip(&literals) {
                let is_decisive = decisive(&decision).contains(&id);
                for (literal, expected) in [(*literal, is_decisive), (!*literal, !is_decisive)] {
                    let found = matches!(day.ask(&[said, literal], &mut 1_000_000), Asked::Record(_));
                    assert_eq!(found, expected, "seed {seed} {id:?}\n{:#?}\n{record:?}\n{decision:?}", policy.rules);
                }
            }
            let core_model::Account::Complete(account) = &decision.account else { panic!("{decision:?}") };
            for (rule, played) in &account.stood {
                for (conclusion, part) in policy.rules[rule.index()].conclusions.iter().zip(played) {
                    *parts.entry((sort(conclusion), *part)).or_default() += 1;
                }
            }
        }
    }
    // Every kind of conclusion was seen to decide and not to.
    for sort in
        ["final", "level", "presume", "may", "presume at least", "presume at most", "at least", "at most", "outside"]
    {
        let seen = |is: bool| parts.iter().any(|((of, part), _)| *of == sort && (*part == Part::Decisive) == is);
        assert!(seen(true) && seen(false), "{sort} {parts:?}");
    }
}
