//! The digest of a policy's meaning: every single change of what can alter an answer or its words changes it, and what
//! cannot does not.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says no by panicking")]

use std::collections::BTreeMap;

use core_model::{
    Combine, Conclusion, Condition, Date, Datum, Day, Define, DefineId, Digest, Factor, FactorId, FactorKind, Force,
    Formula, Given, Impossible, Ladder, Level, Matrix, Measure, MeasureId, Named, Number, NumberKind, Otherwise,
    OutsideId, Period, Pick, PickKind, Piece, Policy, Relation, Rule, RuleId, Side, SourceDigest, Template, Unit,
    ValueSet, Window,
};

fn named(name: &str) -> Named {
    Named { name: name.into(), label: Some(format!("{name}之称")), aka: vec!["又".into(), "别".into()] }
}

fn values() -> Vec<Named> {
    ["low", "medium", "high"].map(named).to_vec()
}

fn day(year: u16) -> Date {
    Date::new(year, 10, 31).unwrap()
}

fn set(values: &[u8]) -> ValueSet {
    values.iter().copied().collect()
}

fn factor(name: &str, kind: FactorKind, assume: Option<Datum>) -> Factor {
    Factor { named: named(name), kind, assume }
}

const DEGREE: FactorId = FactorId(0);
const KIND: FactorId = FactorId(1);
const DECLARED: FactorId = FactorId(2);
const POWERS: FactorId = FactorId(3);
const LISTED: FactorId = FactorId(4);
const LOSS: FactorId = FactorId(5);
const SINCE: FactorId = FactorId(6);
const CASES: FactorId = FactorId(7);
const REMARK: FactorId = FactorId(8);

fn loss() -> Number {
    Number::factor(LOSS, &loss_kind())
}

fn loss_kind() -> NumberKind {
    NumberKind { least: 0, most: 1_000, decimals: 2, unit: Some("元".into()) }
}

fn constant(value: i128) -> Number {
    Number::constant(value, 1)
}

fn when() -> Condition {
    Condition::Within(Pick::Factor(DEGREE), set(&[1]))
}

fn factors() -> Vec<Factor> {
    let text = Datum::Text("无".into());
    vec![
        factor("degree", FactorKind::Scale(values()), Some(Datum::Value(1))),
        factor("kind", FactorKind::Choice(values()), None),
        factor("declared", FactorKind::Level, None),
        factor("powers", FactorKind::Set(values()), Some(Datum::Set(set(&[0, 2])))),
        factor("listed", FactorKind::YesNo, None),
        factor("loss", FactorKind::Number(loss_kind()), Some(Datum::Number(5))),
        factor("since", FactorKind::Date, Some(Datum::Date(day(2012)))),
        factor("cases", FactorKind::Dates, Some(Datum::Dates(vec![day(2012), day(2013)]))),
        factor("remark", FactorKind::Text, Some(text)),
    ]
}

/// Every way to compute a number.
fn amounts() -> Vec<Number> {
    let size = || Number::size(POWERS, 3);
    vec![
        constant(1),
        loss(),
        Number::sum(vec![loss(), constant(2)]).unwrap(),
        loss().times(3, 2).unwrap(),
        size().product(size()).unwrap(),
        Number::highest(vec![loss(), constant(4)]).unwrap(),
        Number::lowest(vec![loss(), constant(4)]).unwrap(),
        loss().round(1).unwrap(),
        Number::cases(vec![(when(), constant(5))], constant(6)).unwrap(),
        Number::count(vec![when(), Condition::NoDates(CASES)]),
        size(),
        Number::dates(CASES, Window::All),
        Number::dates(CASES, Window::Within(2, Unit::Years)),
        Number::dates(CASES, Window::ThisYear),
        Number::dates(CASES, Window::LastYear),
        Number::define(DefineId(0), &constant(1)),
    ]
}

/// Every way to choose a value.
fn picks() -> Vec<Pick> {
    let matrix = Matrix { row: Pick::Factor(DEGREE), column: Pick::Factor(KIND), cells: vec![vec![0, 1], vec![1, 2]] };
    let parts = || vec![Pick::Factor(DEGREE), Pick::Value(1)];
    vec![
        Pick::Value(0),
        Pick::Factor(DEGREE),
        Pick::Define(DefineId(1)),
        Pick::Cases(vec![(when(), Pick::Value(1))], Box::new(Pick::Value(2))),
        Pick::Matrix(Box::new(matrix)),
        Pick::Highest(parts()),
        Pick::Lowest(parts()),
        Pick::Flag(Box::new(when())),
    ]
}

/// Every condition.
fn conditions() -> Vec<Condition> {
    let both = || vec![when(), Condition::NoDates(CASES)];
    let days = |right: Day| Condition::Days(Day::Factor(SINCE), Relation::Below, right);
    let numbers = |relation: Relation| Condition::Numbers(loss(), relation, constant(3));
    vec![
        Condition::Constant(true),
        Condition::Constant(false),
        Condition::All(both()),
        Condition::Any(both()),
        Condition::Not(Box::new(when())),
        Condition::Quantity { least: 1, most: 2, of: both() },
        when(),
        Condition::Values(Pick::Factor(DEGREE), Relation::Is, Pick::Factor(KIND)),
        Condition::IncludesAll(POWERS, set(&[1])),
        Condition::IncludesAny(POWERS, set(&[1])),
        Condition::SetIs(POWERS, set(&[1])),
        numbers(Relation::Is),
        numbers(Relation::IsNot),
        numbers(Relation::Below),
        numbers(Relation::AtMost),
        numbers(Relation::Above),
        numbers(Relation::AtLeast),
        days(Day::Given(day(2012))),
        days(Day::Factor(SINCE)),
        days(Day::Ago(1, Unit::Years)),
        days(Day::Ago(1, Unit::Months)),
        days(Day::Ago(1, Unit::Days)),
        Condition::NoDates(CASES),
        Condition::TextIn(REMARK, vec!["a".into(), "b".into()]),
        Condition::Level(set(&[0])),
        Condition::LevelTo(Relation::Above, Pick::Factor(DECLARED)),
    ]
}

fn conclusions() -> Vec<Conclusion> {
    let level = |force| Conclusion::Level(force, Pick::Value(1));
    let bound = |presumed, side| Conclusion::Bound { presumed, side, level: Pick::Value(1) };
    vec![
        level(Force::Final),
        level(Force::Level),
        level(Force::Presume),
        level(Force::May),
        Conclusion::Adjust(1),
        Conclusion::Adjust(-1),
        bound(false, Side::AtLeast),
        bound(true, Side::AtLeast),
        bound(false, Side::AtMost),
        Conclusion::Outside(OutsideId(0)),
        Conclusion::Require(MeasureId(0)),
    ]
}

fn because(text: &str) -> Vec<Template> {
    vec![Template(vec![
        Piece::Text(text.into()),
        Piece::Value(Given::Factor(LOSS)),
        Piece::Value(Given::Define(DefineId(0))),
    ])]
}

fn rule(name: &str) -> Rule {
    Rule {
        named: named(name),
        in_force: Some(Period { from: day(2012), until: Some(day(2030)) }),
        when: when(),
        unless: Some(Condition::NoDates(CASES)),
        conclusions: vec![Conclusion::Level(Force::Level, Pick::Value(1)), Conclusion::Require(MeasureId(0))],
        overrides: Vec::new(),
        first_of: None,
        asks_level: false,
        because: because("因"),
        cite: vec!["第一条".into(), "第二条".into()],
    }
}

fn rich() -> Policy {
    let level = |name: &str, number| Level { named: named(name), number };
    let number = Formula::Number { number: constant(1), unit: Some("分".into()) };
    let chosen = Formula::Pick { kind: PickKind::Scale(values()), pick: Pick::Factor(DEGREE) };
    Policy {
        named: named("p"),
        version: Some("1".into()),
        cite: vec!["甲".into(), "乙".into()],
        in_force: Some(Period { from: day(2012), until: None }),
        combine: Combine::MostSevere,
        ladder: Ladder {
            levels: vec![level("top", Some(1)), level("low", None)],
            best_first: false,
            outside: vec![named("new"), named("gone")],
        },
        factors: factors(),
        defines: vec![
            Define { named: named("score"), formula: number },
            Define { named: named("harm"), formula: chosen },
        ],
        rules: vec![rule("r"), Rule { overrides: vec![RuleId(0), RuleId(2)], ..rule("s") }, rule("t")],
        stand_order: vec![RuleId(1), RuleId(0), RuleId(2)],
        measures: ["check", "watch"]
            .map(|name| Measure { named: named(name), every_months: Some(6), by: Some("处".into()) })
            .to_vec(),
        impossible: vec![
            Impossible { when: when(), because: because("不可") },
            Impossible { when: Condition::NoDates(CASES), because: Vec::new() },
        ],
        also_give: vec![Given::Factor(LOSS), Given::Define(DefineId(0))],
        otherwise: Some(Otherwise { level: Pick::Value(1), because: because("余"), cite: vec!["末条".into()] }),
        source: None,
    }
}

type Change = Box<dyn Fn(&mut Policy)>;

fn change(change: impl Fn(&mut Policy) + 'static) -> Change {
    Box::new(change)
}

/// The digests of the policy with each of the changes, which must all differ from each other and from its own.
fn tell_apart(changes: Vec<Change>) {
    let mut seen: BTreeMap<Digest, Option<usize>> = BTreeMap::from([(rich().digest(), None)]);
    for (at, change) in changes.iter().enumerate() {
        let mut policy = rich();
        change(&mut policy);
        let before = seen.insert(policy.digest(), Some(at));
        assert_eq!(before, None, "change {at} gives a digest that was there before");
    }
}

fn renamed(of: fn(&mut Policy) -> &mut Named) -> Vec<Change> {
    vec![
        change(move |policy| of(policy).name.push('x')),
        change(move |policy| of(policy).label = None),
        change(move |policy| of(policy).label = Some("另".into())),
        change(move |policy| of(policy).aka = Vec::new()),
        change(move |policy| of(policy).aka.push("三".into())),
        change(move |policy| of(policy).aka = vec!["又别".into()]),
    ]
}

fn value_of(kind: &mut FactorKind) -> &mut Named {
    match kind {
        FactorKind::Scale(values) | FactorKind::Choice(values) | FactorKind::Set(values) => &mut values[1],
        FactorKind::Level
        | FactorKind::YesNo
        | FactorKind::Number(_)
        | FactorKind::Date
        | FactorKind::Dates
        | FactorKind::Text => unreachable!("no values"),
    }
}

#[test]
fn every_name_label_and_further_spelling_counts() {
    let places: [fn(&mut Policy) -> &mut Named; 10] = [
        |policy| &mut policy.named,
        |policy| &mut policy.ladder.levels[0].named,
        |policy| &mut policy.ladder.outside[1],
        |policy| &mut policy.factors[0].named,
        |policy| value_of(&mut policy.factors[0].kind),
        |policy| value_of(&mut policy.factors[1].kind),
        |policy| value_of(&mut policy.factors[3].kind),
        |policy| &mut policy.defines[1].named,
        |policy| &mut policy.rules[2].named,
        |policy| &mut policy.measures[0].named,
    ];
    tell_apart(places.into_iter().flat_map(renamed).collect());
}

#[test]
fn every_part_of_the_header_counts() {
    tell_apart(vec![
        change(|policy| policy.version = None),
        change(|policy| policy.version = Some("2".into())),
        change(|policy| policy.version = Some(String::new())),
        change(|policy| policy.cite.reverse()),
        change(|policy| policy.cite = vec!["甲乙".into()]),
        change(|policy| policy.cite.clear()),
        change(|policy| policy.in_force = None),
        change(|policy| policy.in_force = Some(Period { from: day(2013), until: None })),
        change(|policy| policy.in_force = Some(Period { from: day(2012), until: Some(day(2013)) })),
        change(|policy| policy.combine = Combine::LeastSevere),
        change(|policy| policy.combine = Combine::First),
        change(|policy| policy.combine = Combine::Unique),
        change(|policy| policy.ladder.best_first = true),
        change(|policy| policy.ladder.levels.reverse()),
        change(|policy| policy.ladder.levels[0].number = None),
        change(|policy| policy.ladder.levels[0].number = Some(2)),
        change(|policy| policy.ladder.outside.reverse()),
        change(|policy| policy.ladder.outside.truncate(1)),
        change(|policy| policy.also_give.reverse()),
        change(|policy| policy.also_give.truncate(1)),
        change(|policy| policy.also_give[0] = Given::Factor(DEGREE)),
        change(|policy| policy.also_give[1] = Given::Define(DefineId(1))),
    ]);
}

#[test]
fn every_part_of_a_factor_counts() {
    let kind = |at: usize, kind: FactorKind| change(move |policy| policy.factors[at].kind = kind.clone());
    let number = |number: NumberKind| kind(5, FactorKind::Number(number));
    let assume = |at: usize, datum: Option<Datum>| change(move |policy| policy.factors[at].assume = datum.clone());
    let fewer = || values()[..2].to_vec();
    tell_apart(vec![
        change(|policy| policy.factors.swap(0, 1)),
        change(|policy| policy.factors.truncate(8)),
        kind(0, FactorKind::Choice(values())),
        kind(0, FactorKind::Set(values())),
        kind(0, FactorKind::Scale(fewer())),
        kind(0, FactorKind::Scale(values().into_iter().rev().collect())),
        kind(1, FactorKind::Choice(fewer())),
        kind(2, FactorKind::YesNo),
        kind(6, FactorKind::Dates),
        kind(8, FactorKind::Date),
        kind(4, FactorKind::Text),
        number(NumberKind { least: 1, ..loss_kind() }),
        number(NumberKind { most: 1_001, ..loss_kind() }),
        number(NumberKind { decimals: 3, ..loss_kind() }),
        number(NumberKind { unit: None, ..loss_kind() }),
        number(NumberKind { unit: Some("万元".into()), ..loss_kind() }),
        assume(0, None),
        assume(0, Some(Datum::Value(2))),
        assume(3, Some(Datum::Set(set(&[0])))),
        assume(3, Some(Datum::Set(ValueSet::EMPTY))),
        assume(5, Some(Datum::Number(6))),
        assume(6, Some(Datum::Date(day(2013)))),
        assume(7, Some(Datum::Dates(vec![day(2012)]))),
        assume(7, Some(Datum::Dates(vec![day(2013), day(2012)]))),
        assume(8, Some(Datum::Text("有".into()))),
    ]);
}

#[test]
fn every_way_to_derive_a_value_counts() {
    let formula = |formula: Formula| change(move |policy| policy.defines[1].formula = formula.clone());
    let number = |number: Number| formula(Formula::Number { number, unit: None });
    let pick = |kind: PickKind, pick: Pick| formula(Formula::Pick { kind, pick });
    let mut changes: Vec<Change> = amounts().into_iter().map(number).collect();
    changes.extend(picks().into_iter().map(|each| pick(PickKind::Choice(values()), each)));
    changes.extend([
        pick(PickKind::Level, Pick::Factor(DEGREE)),
        pick(PickKind::YesNo, Pick::Factor(DEGREE)),
        formula(Formula::Number { number: constant(1), unit: Some("分".into()) }),
        number(Number::sum(vec![loss(), constant(3)]).unwrap()),
        number(Number::sum(vec![constant(2), loss()]).unwrap()),
        number(loss().times(5, 2).unwrap()),
        number(loss().times(3, 4).unwrap()),
        number(loss().round(0).unwrap()),
        number(Number::constant(1, 2)),
        number(Number::dates(CASES, Window::Within(3, Unit::Years))),
        number(Number::dates(CASES, Window::Within(2, Unit::Months))),
        number(Number::count(vec![when()])),
        number(Number::cases(vec![(when(), constant(5))], constant(7)).unwrap()),
        pick(PickKind::Choice(values()), Pick::Value(1)),
        pick(PickKind::Choice(values()), Pick::Factor(KIND)),
        pick(PickKind::Choice(values()), Pick::Define(DefineId(0))),
        change(|policy| policy.defines.truncate(1)),
    ]);
    tell_apart(changes);
}

#[test]
fn every_cell_of_a_matrix_counts() {
    let cells = [
        vec![vec![0, 1], vec![1, 2]],
        vec![vec![0, 1], vec![2, 1]],
        vec![vec![0], vec![1, 1, 2]],
        vec![vec![0, 1, 1, 2]],
        vec![vec![0, 1], vec![1, 2], vec![]],
    ];
    let sides = [(DEGREE, KIND), (KIND, DEGREE)];
    let changes = cells.into_iter().flat_map(|cells| {
        sides.map(|(row, column)| {
            let matrix = Matrix { row: Pick::Factor(row), column: Pick::Factor(column), cells: cells.clone() };
            let formula = Formula::Pick { kind: PickKind::Scale(values()), pick: Pick::Matrix(Box::new(matrix)) };
            change(move |policy| policy.defines[1].formula = formula.clone())
        })
    });
    tell_apart(changes.collect());
}

#[test]
fn every_condition_counts_wherever_it_stands() {
    let places: [fn(&mut Policy, Condition); 4] = [
        |policy, condition| policy.rules[0].when = condition,
        |policy, condition| policy.rules[0].unless = Some(condition),
        |policy, condition| policy.rules[1].when = condition,
        |policy, condition| policy.impossible[0].when = condition,
    ];
    // What stands there already is no change.
    let own = [when(), Condition::NoDates(CASES), when(), when()].map(|condition| format!("{condition:?}"));
    let changes = places.into_iter().zip(own).flat_map(|(place, own)| {
        let others = conditions().into_iter().filter(move |condition| format!("{condition:?}") != own);
        others.map(move |condition| change(move |policy| place(policy, condition.clone())))
    });
    let further = [
        Condition::Quantity { least: 0, most: 2, of: vec![when(), Condition::NoDates(CASES)] },
        Condition::Quantity { least: 1, most: 1, of: vec![when(), Condition::NoDates(CASES)] },
        Condition::Within(Pick::Factor(DEGREE), set(&[1, 2])),
        Condition::Within(Pick::Factor(DECLARED), set(&[1])),
        Condition::Values(Pick::Factor(KIND), Relation::Is, Pick::Factor(DEGREE)),
        Condition::Days(Day::Factor(SINCE), Relation::Below, Day::Ago(2, Unit::Years)),
        Condition::TextIn(REMARK, vec!["ab".into()]),
        Condition::TextIn(LISTED, vec!["a".into(), "b".into()]),
        Condition::Level(set(&[1])),
        Condition::LevelTo(Relation::Below, Pick::Factor(DECLARED)),
        Condition::All(vec![Condition::NoDates(CASES), when()]),
        Condition::All(vec![Condition::Any(vec![when(), Condition::NoDates(CASES)]), when()]),
        Condition::Any(vec![Condition::All(vec![when(), Condition::NoDates(CASES)]), when()]),
    ];
    let further = further.into_iter().map(|each| change(move |policy| policy.rules[0].when = each.clone()));
    tell_apart(changes.chain(further).collect());
}

#[test]
fn every_part_of_a_rule_counts() {
    let own = format!("{:?}", rule("r").conclusions[0]);
    let others = conclusions().into_iter().filter(|conclusion| format!("{conclusion:?}") != own);
    let mut changes: Vec<Change> =
        others.map(|conclusion| change(move |policy| policy.rules[0].conclusions[0] = conclusion.clone())).collect();
    changes.extend(vec![
        change(|policy| policy.rules.swap(0, 2)),
        change(|policy| policy.rules.truncate(2)),
        change(|policy| policy.rules[0].in_force = None),
        change(|policy| policy.rules[0].in_force = Some(Period { from: day(2012), until: None })),
        change(|policy| policy.rules[0].unless = None),
        change(|policy| policy.rules[0].conclusions.reverse()),
        change(|policy| policy.rules[0].conclusions.truncate(1)),
        change(|policy| policy.rules[0].conclusions[1] = Conclusion::Require(MeasureId(1))),
        change(|policy| policy.rules[0].conclusions[1] = Conclusion::Outside(OutsideId(1))),
        change(|policy| policy.rules[0].conclusions[1] = Conclusion::Level(Force::Level, Pick::Value(0))),
        change(|policy| policy.rules[0].conclusions[1] = Conclusion::Adjust(2)),
        change(|policy| policy.rules[1].overrides.truncate(1)),
        change(|policy| policy.rules[1].overrides.clear()),
        change(|policy| policy.rules[1].first_of = Some(RuleId(0))),
        change(|policy| policy.rules[1].first_of = Some(RuleId(1))),
        change(|policy| policy.rules[0].because.clear()),
        change(|policy| policy.rules[0].because = because("果")),
        change(|policy| policy.rules[0].because[0].0.reverse()),
        change(|policy| policy.rules[0].because[0].0[1] = Piece::Value(Given::Factor(SINCE))),
        change(|policy| policy.rules[0].because[0].0[2] = Piece::Value(Given::Define(DefineId(1)))),
        change(|policy| policy.rules[0].cite.reverse()),
        change(|policy| policy.rules[0].cite.truncate(1)),
    ]);
    tell_apart(changes);
}

#[test]
fn every_other_declaration_counts() {
    tell_apart(vec![
        change(|policy| policy.measures.reverse()),
        change(|policy| policy.measures.truncate(1)),
        change(|policy| policy.measures[0].every_months = None),
        change(|policy| policy.measures[0].every_months = Some(12)),
        change(|policy| policy.measures[0].by = None),
        change(|policy| policy.measures[0].by = Some("科".into())),
        change(|policy| policy.impossible.reverse()),
        change(|policy| policy.impossible.truncate(1)),
        change(|policy| policy.impossible[0].because.clear()),
        change(|policy| policy.impossible[0].because = because("不能")),
        change(|policy| policy.otherwise = None),
        change(|policy| policy.otherwise.as_mut().unwrap().level = Pick::Value(0)),
        change(|policy| policy.otherwise.as_mut().unwrap().level = Pick::Factor(DECLARED)),
        change(|policy| policy.otherwise.as_mut().unwrap().because.clear()),
        change(|policy| policy.otherwise.as_mut().unwrap().cite.clear()),
        change(|policy| policy.otherwise.as_mut().unwrap().cite = vec!["附则".into()]),
    ]);
}

/// A change that gives the same meaning in another form.
fn same(change: impl Fn(&mut Policy)) {
    let mut policy = rich();
    change(&mut policy);
    assert_eq!(policy.digest(), rich().digest());
}

fn with_when(condition: Condition) -> Digest {
    let mut policy = rich();
    policy.rules[0].when = condition;
    policy.digest()
}

fn with_number(number: Number) -> Digest {
    let mut policy = rich();
    policy.defines[1].formula = Formula::Number { number, unit: None };
    policy.digest()
}

#[test]
fn where_a_policy_comes_from_and_how_it_was_sorted_does_not_count() {
    same(|policy| policy.source = Some(SourceDigest::of(b"a text")));
    same(|policy| policy.stand_order.reverse());
    same(|policy| policy.rules[1].overrides = vec![RuleId(2), RuleId(0), RuleId(2)]);
    same(|policy| policy.factors[0].named.aka.reverse());
    same(|policy| {
        policy.defines.reverse();
        policy.also_give[1] = Given::Define(DefineId(1));
        let piece = || Piece::Value(Given::Define(DefineId(1)));
        policy.rules.iter_mut().for_each(|rule| rule.because[0].0[2] = piece());
        policy.impossible[0].because[0].0[2] = piece();
        policy.otherwise.as_mut().unwrap().because[0].0[2] = piece();
    });
}

#[test]
fn chains_within_chains_of_their_kind_are_one_chain() {
    let (a, b, c) = (when, || Condition::NoDates(CASES), || Condition::SetIs(POWERS, ValueSet::EMPTY));
    let all = Condition::All;
    let any = Condition::Any;
    assert_eq!(with_when(all(vec![a(), all(vec![b(), c()])])), with_when(all(vec![a(), b(), c()])));
    assert_eq!(with_when(any(vec![any(vec![any(vec![a(), b()])]), c()])), with_when(any(vec![a(), b(), c()])));
    assert_eq!(with_when(all(vec![any(vec![a()])])), with_when(a()));
    assert_ne!(with_when(all(vec![a(), any(vec![b(), c()])])), with_when(all(vec![a(), b(), c()])));
    let texts = |texts: &[&str]| Condition::TextIn(REMARK, texts.iter().map(|text| (*text).into()).collect());
    assert_eq!(with_when(texts(&["b", "a", "b"])), with_when(texts(&["a", "b"])));
}

#[test]
fn numbers_count_by_their_value() {
    assert_eq!(with_number(Number::constant(10, 4)), with_number(Number::constant(5, 2)));
    assert_eq!(with_number(constant(5).times(-1, 1).unwrap()), with_number(constant(-5)));
    assert_eq!(with_number(loss().times(6, 4).unwrap()), with_number(loss().times(3, 2).unwrap()));
    let sum = |of: Vec<Number>| Number::sum(of).unwrap();
    let (a, b) = (loss, || Number::size(POWERS, 3));
    assert_eq!(
        with_number(sum(vec![sum(vec![a(), b()]), constant(2)])),
        with_number(sum(vec![a(), sum(vec![b(), constant(2)])]))
    );
}

#[test]
fn the_digest_of_a_policy_never_changes_by_itself() {
    assert_eq!(rich().digest().to_string(), "g1:9798e70c066f8f2f78c4b97a36b99d91f614f25de326de7333e885e5532ad5bf");
    let mut all = rich();
    all.rules[0].when = Condition::All(conditions());
    all.rules[0].conclusions = conclusions();
    let number = |(at, number): (usize, Number)| Define {
        named: named(&format!("n{at}")),
        formula: Formula::Number { number, unit: None },
    };
    all.defines.extend(amounts().into_iter().enumerate().map(number));
    let pick = |(at, pick): (usize, Pick)| Define {
        named: named(&format!("p{at}")),
        formula: Formula::Pick { kind: PickKind::Scale(values()), pick },
    };
    all.defines.extend(picks().into_iter().enumerate().map(pick));
    assert_eq!(all.digest().to_string(), "g1:2aa6ed44e42fc0accac6847bec6dad0225553471ee3d86d8797d2653cf9b9253");
}

#[test]
fn a_digest_is_read_as_it_is_written_and_nothing_else_is_one() {
    let digests = (0..=255_u8).map(|byte| SourceDigest::of(&[byte]));
    let bytes: std::collections::BTreeSet<u8> = digests.clone().flat_map(|digest| digest.bytes()).collect();
    assert_eq!(bytes.len(), 256, "every byte is tried");
    for digest in digests {
        assert_eq!(digest.to_string().parse(), Ok(digest));
        assert_eq!(serde_json::from_str::<SourceDigest>(&serde_json::to_string(&digest).unwrap()).unwrap(), digest);
    }
    let digits = "0123456789abcdef".repeat(4);
    assert!(format!("g1:{digits}").parse::<Digest>().is_ok());
    for wrong in
        ["", "g1:", "g1:0g", &digits, &format!("s1:{digits}"), &format!("g2:{digits}"), &format!("g1: {digits}")]
    {
        assert!(wrong.parse::<Digest>().is_err(), "{wrong}");
    }
    for wrong in [
        digits.trim_start_matches('0'),
        digits.trim_start_matches("01"),
        &format!("0{digits}"),
        &format!("00{digits}"),
        &digits.to_uppercase(),
    ] {
        assert!(format!("g1:{wrong}").parse::<Digest>().is_err(), "{wrong}");
    }
    for odd in ["/", ":", "`", "g", "A", " "] {
        assert!(format!("g1:{odd}{}", digits.trim_start_matches('0')).parse::<Digest>().is_err(), "{odd}");
        assert!(format!("g1:{}{odd}", digits.trim_start_matches('0')).parse::<Digest>().is_err(), "{odd}");
    }
}
