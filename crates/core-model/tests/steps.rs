//! How far the search over silent factors looks: it cuts where conditions ask, not value by value. Steps are counted, so
//! these bounds hold on every machine.
#![cfg(test)]

use std::sync::Arc;

use core_model::{
    Account, Combine, Conclusion, Condition, Date, Day, Define, DefineId, Factor, FactorId, FactorKind, Force, Formula,
    Impossible, Ladder, Level, Named, Number, NumberKind, Otherwise, Pick, PickKind, Policy, Program, Record, Relation,
    Rule, Unit, ValueSet, Window,
};

const SCALE: FactorId = FactorId(0);
const OTHER_SCALE: FactorId = FactorId(1);
const SET: FactorId = FactorId(2);
const ONE: FactorId = FactorId(3);
const TWO: FactorId = FactorId(4);
const DATE: FactorId = FactorId(5);
const DATES: FactorId = FactorId(6);
const TEXT: FactorId = FactorId(7);

fn named(name: &str) -> Named {
    Named { name: name.to_owned(), ..Named::default() }
}

fn values(count: usize) -> Vec<Named> {
    (0..count).map(|at| named(&format!("v{at}"))).collect()
}

/// Amounts of money to the cent, up to a million million.
fn money() -> NumberKind {
    NumberKind { least: 0, most: 100_000_000_000_000, decimals: 2, unit: None }
}

/// A count of few.
fn few() -> NumberKind {
    NumberKind { least: 0, most: 20, decimals: 0, unit: None }
}

fn amount(factor: FactorId) -> Number {
    Number::factor(factor, &if factor == ONE { money() } else { few() })
}

fn constant(value: i128) -> Number {
    Number::constant(value, 1)
}

fn factors() -> Vec<Factor> {
    let kinds = [
        FactorKind::Scale(values(12)),
        FactorKind::Scale(values(12)),
        FactorKind::Set(values(6)),
        FactorKind::Number(money()),
        FactorKind::Number(few()),
        FactorKind::Date,
        FactorKind::Dates,
        FactorKind::Text,
    ];
    let make = |(at, kind)| Factor { named: named(&format!("f{at}")), kind, assume: None };
    kinds.into_iter().enumerate().map(make).collect()
}

struct Asked {
    defines: Vec<Formula>,
    impossible: Option<Condition>,
    when: Condition,
}

impl From<Condition> for Asked {
    fn from(when: Condition) -> Self {
        Self { defines: Vec::new(), impossible: None, when }
    }
}

fn program(asked: Asked) -> Program {
    let define = |(at, formula)| Define { named: named(&format!("d{at}")), formula };
    let rule = Rule {
        named: named("r"),
        in_force: None,
        when: asked.when,
        unless: None,
        conclusions: vec![Conclusion::Level(Force::Level, Pick::Value(1))],
        overrides: Vec::new(),
        first_of: None,
        asks_level: false,
        because: Vec::new(),
        cite: Vec::new(),
    };
    let policy = Policy {
        named: named("p"),
        version: None,
        cite: Vec::new(),
        in_force: None,
        combine: Combine::MostSevere,
        ladder: Ladder {
            levels: (1..=2).map(|number| Level { named: named(&format!("l{number}")), number: Some(number) }).collect(),
            best_first: false,
            outside: Vec::new(),
        },
        factors: factors(),
        defines: asked.defines.into_iter().enumerate().map(define).collect(),
        rules: vec![rule],
        stand_order: vec![core_model::RuleId(0)],
        measures: Vec::new(),
        impossible: asked.impossible.map(|when| Impossible { when, because: Vec::new() }).into_iter().collect(),
        also_give: Vec::new(),
        otherwise: Some(Otherwise { level: Pick::Value(0), because: Vec::new(), cite: Vec::new() }),
        source: None,
    };
    Program::new(Arc::new(policy), Date::new(2020, 2, 29).unwrap()).unwrap()
}

fn numbers(left: Number, relation: Relation, right: Number) -> Condition {
    Condition::Numbers(left, relation, right)
}

fn size() -> Number {
    Number::size(SET, 6)
}

fn count(window: Window) -> Number {
    Number::dates(DATES, window)
}

fn scaled(factor: FactorId, times: i128) -> Number {
    amount(factor).times(times, 1).unwrap()
}

/// What a rule asks, and with how many steps it must be exactly known what a record that says nothing may come to.
fn number_cases() -> Vec<(u32, &'static str, Condition)> {
    use Relation::{Above, AtLeast, Is};
    let (one, two) = (|| amount(ONE), || amount(TWO));
    let sum = |of: Vec<Number>| Number::sum(of).unwrap();
    vec![
        (713, "a number is a value", numbers(one(), Is, Number::constant(12_345_678, 100))),
        (405, "a number is its least value", numbers(one(), Is, constant(0))),
        (405, "a number is its greatest value", numbers(one(), Is, constant(1_000_000_000_000))),
        (
            713,
            "a number is above what it cannot exceed but by a cent",
            numbers(one(), Above, Number::constant(99_999_999_999_999, 100)),
        ),
        (5_513, "a sum is a value", numbers(sum(vec![one(), two()]), Is, constant(3))),
        (
            1_919,
            "a sum is at least nearly its most",
            numbers(sum(vec![one(), two()]), AtLeast, constant(1_000_000_000_019)),
        ),
        (905, "a multiple is a value", numbers(scaled(ONE, 7), Is, constant(21))),
        (57, "a multiple is never a value", numbers(scaled(ONE, 700), Is, constant(1))),
        (905, "a negative multiple is a value", numbers(scaled(ONE, -3), Is, constant(-9))),
        (21_587, "numbers are equal", numbers(one(), Is, two())),
        (
            39_777,
            "one exceeds three of the other by a value",
            numbers(one(), Is, sum(vec![scaled(TWO, 3), constant(4)])),
        ),
        (961, "a rounded number is a value", numbers(one().round(0).unwrap(), Is, constant(7))),
        (
            2_809,
            "the greater of two is a value",
            numbers(Number::highest(vec![one(), two()]).unwrap(), Is, constant(5)),
        ),
        (1_993, "the less of two is a value", numbers(Number::lowest(vec![one(), two()]).unwrap(), Is, constant(5))),
        (
            81_537,
            "a rounded part of a sum is a value",
            numbers(sum(vec![two().times(1, 3).unwrap().round(1).unwrap(), size()]), Is, constant(9)),
        ),
        (3_437, "a number and a size are a value", numbers(sum(vec![one(), size()]), Is, constant(1_000_000_000_006))),
        (
            1_059,
            "a number and a count are a value",
            numbers(sum(vec![one(), count(Window::All)]), Is, constant(1_000_000_000_999)),
        ),
        (55_513, "a product is a value", numbers(two().product(size()).unwrap(), Is, constant(95))),
    ]
}

fn other_cases() -> Vec<(u32, &'static str, Condition)> {
    use Relation::{Above, AtLeast, Below, Is};
    let recent = || count(Window::Within(2, Unit::Years));
    let day = |year| Day::Given(Date::new(year, 5, 4).unwrap());
    let days = |left, relation, right| Condition::Days(left, relation, right);
    let within = |factor, of: &[u8]| Condition::Within(Pick::Factor(factor), of.iter().copied().collect());
    let scales = |relation| Condition::Values(Pick::Factor(SCALE), relation, Pick::Factor(OTHER_SCALE));
    let matrix = core_model::Matrix {
        row: Pick::Factor(SCALE),
        column: Pick::Factor(OTHER_SCALE),
        cells: (0..12).map(|row| (0..12).map(|column| u8::from(row == 9 && column == 10)).collect()).collect(),
    };
    let highest = Pick::Highest(vec![Pick::Factor(SCALE), Pick::Factor(OTHER_SCALE)]);
    vec![
        (269, "a value among some", within(SCALE, &[3, 7, 11])),
        (1, "a value among none", within(SCALE, &[])),
        (9_763, "a value above another", scales(Above)),
        (12_139, "a value equals another", scales(Is)),
        (1_863, "the greatest of two values is low", Condition::Within(highest, ValueSet::first(1))),
        (2_195, "a cell of a matrix", Condition::Within(Pick::Matrix(Box::new(matrix)), ValueSet::only(1))),
        (329, "a set holds all of some", Condition::IncludesAll(SET, [1, 5].into_iter().collect())),
        (329, "a set holds any of some", Condition::IncludesAny(SET, [1, 5].into_iter().collect())),
        (889, "a set is some", Condition::SetIs(SET, [1, 5].into_iter().collect())),
        (1_945, "a set is large", numbers(size(), AtLeast, constant(6))),
        (329, "a date is a day", days(Day::Factor(DATE), Is, day(2012))),
        (189, "a date is before the first day but one", days(Day::Factor(DATE), Below, Day::Given(Date::FIRST.next()))),
        (329, "a day is before a date", days(day(2012), Below, Day::Factor(DATE))),
        (713, "some dates are recent", numbers(recent(), Is, constant(3))),
        (405, "all dates are recent", numbers(recent(), AtLeast, constant(999))),
        (
            1_417,
            "as many dates as recent ones and five",
            numbers(count(Window::All), Is, Number::sum(vec![recent(), constant(5)]).unwrap()),
        ),
        (189, "no dates", Condition::NoDates(DATES)),
        (329, "a text is a literal", Condition::TextIn(TEXT, vec!["a".to_owned(), "b".to_owned()])),
    ]
}

fn cases() -> Vec<(u32, &'static str, Asked)> {
    number_cases()
        .into_iter()
        .chain(other_cases())
        .map(|(steps, name, when)| (steps, name, when.into()))
        .chain(defined_cases())
        .collect()
}

fn defined_cases() -> Vec<(u32, &'static str, Asked)> {
    use Relation::{Below, Is};
    let formula = |number| Formula::Number { number, unit: None };
    let scale = |pick| Formula::Pick { kind: PickKind::Scale(values(3)), pick };
    let one_is = |value| numbers(amount(ONE), Is, constant(value));
    let defined = |formula: &Formula| match formula {
        Formula::Number { number, .. } => Number::define(DefineId(0), number),
        Formula::Pick { .. } => panic!("a number"),
    };
    let cases = formula(Number::cases(vec![(one_is(3), amount(TWO)), (one_is(4), constant(9))], constant(0)).unwrap());
    let sum = formula(Number::sum(vec![amount(ONE), scaled(TWO, 2)]).unwrap());
    let highest = formula(Number::highest(vec![amount(ONE), amount(TWO)]).unwrap());
    let counted = formula(Number::count(vec![one_is(3), one_is(4), Condition::NoDates(DATES)]));
    let picked = scale(Pick::Cases(
        vec![(one_is(3), Pick::Value(1)), (numbers(amount(TWO), Is, constant(4)), Pick::Value(2))],
        Box::new(Pick::Value(0)),
    ));
    let of = |formula: Formula, relation, other| Asked {
        when: numbers(defined(&formula), relation, other),
        defines: vec![formula],
        impossible: None,
    };
    vec![
        (5_131, "a number by cases", of(cases.clone(), Is, constant(17))),
        (4_145, "a defined sum", of(sum.clone(), Is, Number::constant(301, 100))),
        (1_149, "a defined sum beside its part", of(sum, Is, amount(ONE))),
        (1_955, "a defined greatest", of(highest.clone(), Is, Number::constant(301, 100))),
        (4_867, "a count of conditions", of(counted, Is, constant(2))),
        (
            4_467,
            "a value by cases",
            Asked {
                when: Condition::Within(Pick::Define(DefineId(0)), ValueSet::only(2)),
                defines: vec![picked],
                impossible: None,
            },
        ),
        (
            2_535,
            "records that cannot be",
            Asked {
                when: Condition::All(vec![one_is(5), numbers(amount(TWO), Is, constant(7))]),
                defines: Vec::new(),
                impossible: Some(numbers(amount(ONE), Below, amount(TWO))),
            },
        ),
    ]
}

#[test]
fn what_is_asked_is_decided_within_few_steps() {
    for (steps, name, asked) in cases() {
        match program(asked).grade_within(&Record::silent(8), steps).account {
            Account::Partial(partial) => assert!(partial.exact, "{name}: not within {steps} steps"),
            Account::Complete(_) | Account::None => panic!("{name}: not of many records"),
        }
    }
}

#[test]
fn what_is_needed_is_said_not_to_be_exact_where_only_the_outcomes_are() {
    let (steps, _, asked) = other_cases().remove(0);
    let decision = program(asked.into()).grade_within(&Record::silent(8), steps - 1);
    match decision.account {
        Account::Partial(partial) => {
            assert_eq!((partial.exact, partial.possible.len()), (false, 2));
            assert!(partial.needs.contains(&SCALE));
        }
        Account::Complete(_) | Account::None => panic!("not of many records"),
    }
}

#[test]
fn what_could_not_be_decided_counts_as_needed_and_where_records_cannot_be_all_does() {
    let tried = |impossible: Option<Condition>| {
        let within = Condition::Within(Pick::Factor(SCALE), ValueSet::first(3));
        let program = program(Asked { defines: Vec::new(), impossible, when: within });
        let partial = |steps| match program.grade_within(&Record::silent(8), steps).account {
            Account::Partial(partial) => partial,
            Account::Complete(_) | Account::None => panic!("not of many records"),
        };
        let enough = (1..5_000).find(|steps| partial(*steps).exact).unwrap();
        (partial(enough).needs, partial(enough - 1).needs)
    };
    assert_eq!(tried(None), (vec![SCALE], vec![SCALE, TEXT]));
    let all: Vec<FactorId> = (0..8).map(FactorId).collect();
    assert_eq!(tried(Some(Condition::NoDates(DATES))), (vec![SCALE], all));
}
