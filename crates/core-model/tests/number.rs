//! Arithmetic: what a number can become is known before any record is read.
#![cfg(test)]

use std::sync::Arc;

use core_model::{
    Amount, ArithmeticError, Combine, Date, Datum, Define, DefineId, Factor, FactorId, FactorKind, Formula, Given,
    Ladder, Level, Named, Number, NumberKind, Policy, Program, Record, round_half_up,
};
use proptest::prelude::*;

fn named(name: &str) -> Named {
    Named { name: name.to_owned(), ..Named::default() }
}

fn kind(at: u16) -> NumberKind {
    let (least, most, decimals) = if at == 0 { (-30, 70, 1) } else { (0, 12, 0) };
    NumberKind { least, most, decimals, unit: None }
}

fn number() -> impl Strategy<Value = Number> {
    let leaf = prop_oneof![
        (-20_i128..20, 1_i128..9).prop_map(|(numerator, denominator)| Number::constant(numerator, denominator)),
        (0_u16..2).prop_map(|at| Number::factor(FactorId(at), &kind(at))),
    ];
    leaf.prop_recursive(4, 12, 3, |inner| {
        let two = (inner.clone(), inner.clone());
        prop_oneof![
            two.clone().prop_map(|(one, other)| Number::sum(vec![one, other])),
            two.clone().prop_map(|(one, other)| one.less(other)),
            two.clone().prop_map(|(one, other)| one.product(other)),
            two.clone().prop_map(|(one, other)| Number::highest(vec![one, other])),
            two.prop_map(|(one, other)| Number::lowest(vec![one, other])),
            (inner.clone(), 1_i128..7).prop_map(|(one, by)| one.quotient(&Number::constant(by, 2))),
            (inner, 0_u8..3).prop_map(|(one, decimals)| one.round(decimals)),
        ]
        .prop_filter_map("overflows or is not finitely valued", Result::ok)
    })
}

fn program(number: Number) -> Program {
    let factors = (0..2_u16)
        .map(|at| Factor { named: named(&format!("f{at}")), kind: FactorKind::Number(kind(at)), assume: None })
        .collect();
    let policy = Policy {
        named: named("p"),
        version: None,
        cite: Vec::new(),
        in_force: None,
        combine: Combine::MostSevere,
        ladder: Ladder {
            levels: ["a", "b"].map(|name| Level { named: named(name), number: None }).to_vec(),
            best_first: false,
            outside: Vec::new(),
        },
        factors,
        defines: vec![Define { named: named("d"), formula: Formula::Number { number, unit: None } }],
        rules: Vec::new(),
        stand_order: Vec::new(),
        measures: Vec::new(),
        impossible: Vec::new(),
        also_give: vec![Given::Define(DefineId(0))],
        otherwise: None,
        source: None,
    };
    Program::new(Arc::new(policy), Date::new(2020, 1, 1).unwrap()).unwrap()
}

proptest! {
    #[test]
    fn no_record_takes_a_number_beyond_its_bounds(number in number(), one in -30_i64..=70, other in 0_i64..=12) {
        let record = Record(vec![Some(Datum::Number(one)), Some(Datum::Number(other))]);
        let (least, most, den) = (number.least, number.most, number.den);
        let decision = program(number).grade(&record);
        let Some((_, Amount::Fraction(numerator, denominator))) = decision.values.first() else {
            return Err(TestCaseError::fail("no value"));
        };
        prop_assert_eq!(den % denominator, 0);
        let numerator = numerator * (den / denominator);
        prop_assert!((least..=most).contains(&numerator), "{} not in {}..={}", numerator, least, most);
    }
}

#[test]
fn halves_are_rounded_away_from_zero() {
    assert_eq!([5, 15, 25, -5, -15, 14, -14].map(|tenths| round_half_up(tenths, 10, 1)), [1, 2, 3, -1, -2, 1, -1]);
}

#[test]
fn a_product_of_two_wide_numbers_is_refused() {
    let wide = || Number::factor(FactorId(0), &NumberKind { least: 0, most: 1_000_000, decimals: 2, unit: None });
    assert_eq!(wide().product(wide()).unwrap_err(), ArithmeticError::NotFinite);
    assert!(wide().product(Number::constant(3, 2)).is_ok());
}

#[test]
fn a_thousand_values_are_finite_and_one_more_is_not() {
    let of = |most| Number::factor(FactorId(0), &NumberKind { least: 0, most, decimals: 0, unit: None });
    assert!(of(999).product(of(1)).is_ok());
    assert_eq!(of(1_000).product(of(1)).unwrap_err(), ArithmeticError::NotFinite);
}

#[test]
fn what_could_reach_two_to_the_127th_is_refused() {
    let mut number = Number::constant(1, 1);
    let grown = (0..127).try_for_each(|_| {
        number = number.clone().times(2, 1)?;
        Ok::<(), ArithmeticError>(())
    });
    assert_eq!(grown, Err(ArithmeticError::Overflow));
    assert_eq!(number.most, 1 << 126);
    let mut small = Number::constant(1, 1);
    assert!((0..126).all(|_| small.clone().times(1, 2).map(|next| small = next).is_ok()));
    assert_eq!(small.times(1, 2).unwrap_err(), ArithmeticError::Overflow);
}

#[test]
fn a_quotient_by_a_negative_number_has_the_other_sign() {
    let quotient = |by: i128| Number::factor(FactorId(0), &kind(0)).quotient(&Number::constant(by, 2)).unwrap();
    let value = |number: Number| {
        let record = Record(vec![Some(Datum::Number(30)), Some(Datum::Number(0))]);
        program(number).grade(&record).values[0].1.clone()
    };
    assert_eq!(value(quotient(3)), Amount::Fraction(2, 1));
    assert_eq!(value(quotient(-3)), Amount::Fraction(-2, 1));
    let ends = |number: Number| (number.least, number.most, number.den);
    assert_eq!(ends(quotient(-3)), (-140, 60, 30));
    assert_eq!(quotient(-3).quotient(&Number::constant(0, 1)).unwrap_err(), ArithmeticError::ByZero);
    assert_eq!(quotient(-3).quotient(&quotient(3)).unwrap_err(), ArithmeticError::NotConstant);
}

#[test]
fn what_overflows_in_a_comparison_is_refused() {
    let part = |den: i128| Number::factor(FactorId(0), &kind(0)).times(1, den).unwrap();
    let (seven, eleven) = (7_i128.pow(20), 11_i128.pow(20));
    assert_eq!(part(1).comparable(&part(seven)), Ok(()));
    assert_eq!(part(seven).comparable(&part(eleven)), Err(ArithmeticError::Overflow), "their common denominator");
    let large = Number::constant(1 << 120, 1);
    assert_eq!(large.comparable(&part(100)), Err(ArithmeticError::Overflow), "the number over that denominator");
    assert_eq!(part(100).comparable(&large), Err(ArithmeticError::Overflow));
    assert_eq!(Number::constant(-(1 << 120), 1).comparable(&part(100)), Err(ArithmeticError::Overflow));
}

#[test]
fn the_greatest_and_the_least_of_two_to_the_127th_less_one_are_refused() {
    let most = i128::MAX;
    assert_eq!(Number::constant(most, 1).times(1, 1).unwrap_err(), ArithmeticError::Overflow);
    assert_eq!(Number::constant(1, 1).times(1, most).unwrap_err(), ArithmeticError::Overflow);
    assert!(Number::constant(most - 1, 1).times(1, 1).is_ok());
    assert!(Number::constant(1 - most, 1).times(1, 1).is_ok());
    assert!(Number::constant(1, 1).times(1, most - 1).is_ok());
    let sum = |one: i128, other: i128| Number::sum(vec![Number::constant(one, 1), Number::constant(other, 1)]);
    assert!(sum(most - 2, 1).is_ok());
    assert_eq!(sum(most - 1, 1).unwrap_err(), ArithmeticError::Overflow);
    assert_eq!(sum(most, most).unwrap_err(), ArithmeticError::Overflow);
}

#[test]
fn the_possible_values_of_a_sum_are_counted_over_a_common_denominator() {
    let part = |most: i64, den: i128| {
        let whole = NumberKind { least: 0, most, decimals: 0, unit: None };
        Number::factor(FactorId(0), &whole).times(1, den).unwrap()
    };
    let times = |number: Number| number.product(part(1, 1)).map(drop);
    let sum = |one: Number, other: Number| Number::sum(vec![one, other]).unwrap();
    assert_eq!(times(sum(part(10, 2), part(400, 6))), Ok(()), "431 sixths");
    assert_eq!(times(sum(part(400, 2), part(10, 6))), Err(ArithmeticError::NotFinite), "1,201 sixths and more");
    assert_eq!(times(sum(part(600, 1), part(600, 2))), Err(ArithmeticError::NotFinite), "1,801 halves");
}

#[test]
fn what_cannot_be_rounded_without_overflow_is_refused() {
    assert_eq!(Number::constant(1 << 120, 1).round(6).unwrap_err(), ArithmeticError::Overflow);
    assert_eq!(Number::constant(-(1 << 120), 1).round(6).unwrap_err(), ArithmeticError::Overflow);
    assert!(Number::constant(1 << 100, 1).round(6).is_ok());
}
