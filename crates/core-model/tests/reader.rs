//! Records from values of a program: what each kind of value is read as, and what does not fit.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test says no by panicking")]

use std::collections::BTreeMap;
use std::sync::Arc;

use core_model::{
    Combine, Date, Datum, Expected, Factor, FactorId, FactorKind, Ladder, Level, Named, NumberKind, Policy, Record,
    RecordProblem, RecordReader, ValueSet,
};
use serde::Serialize;
use serde::ser::{Error as _, SerializeStruct, Serializer};

fn named(name: &str, label: &str) -> Named {
    Named { name: name.into(), label: Some(label.into()), aka: vec![format!("{label}情况")] }
}

fn reader() -> RecordReader {
    let values = || vec![named("low", "低"), named("high", "高")];
    let number = NumberKind { least: -100, most: 10_000_000, decimals: 2, unit: Some("元".into()) };
    let kinds = [
        ("degree", "程度", FactorKind::Scale(values())),
        ("powers", "职权", FactorKind::Set(values())),
        ("listed", "列入", FactorKind::YesNo),
        ("loss", "损失", FactorKind::Number(number)),
        ("since", "起始", FactorKind::Date),
        ("cases", "投诉", FactorKind::Dates),
        ("remark", "备注", FactorKind::Text),
        ("declared", "自报", FactorKind::Level),
    ];
    let level = |number: u8, name: &str| Level { named: named(name, name), number: Some(number) };
    RecordReader::new(Arc::new(Policy {
        named: named("p", "样例"),
        version: None,
        cite: Vec::new(),
        in_force: None,
        combine: Combine::default(),
        ladder: Ladder { levels: vec![level(1, "甲"), level(2, "乙")], best_first: false, outside: Vec::new() },
        factors: kinds.map(|(name, label, kind)| Factor { named: named(name, label), kind, assume: None }).to_vec(),
        defines: Vec::new(),
        rules: Vec::new(),
        stand_order: Vec::new(),
        measures: Vec::new(),
        impossible: Vec::new(),
        also_give: Vec::new(),
        otherwise: None,
        source: None,
    }))
}

fn said<T: Serialize + ?Sized>(factor: &str, value: &T) -> Option<Datum> {
    let reader = reader();
    let record = reader.builder().say(factor, value).build().unwrap_or_else(|problems| panic!("{problems}"));
    record.get(reader.slot(factor).unwrap().factor()).cloned()
}

fn refused<T: Serialize + ?Sized>(factor: &str, value: &T) -> RecordProblem {
    let problems = reader().builder().say(factor, value).build().unwrap_err();
    assert_eq!(problems.as_slice().len(), 1);
    problems.as_slice()[0].clone()
}

fn misfit<T: Serialize + ?Sized>(factor: &str, value: &T) -> Expected {
    let RecordProblem::Value { misfit, .. } = refused(factor, value) else { panic!("{factor} fits") };
    misfit.expected
}

#[derive(Serialize)]
struct Unit;

#[derive(Serialize)]
struct Wrapped<T>(T);

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Degree {
    High,
    #[serde(rename = "低")]
    Low,
    Other(u8),
    Pair(u8, u8),
    Named {
        a: u8,
    },
}

/// A number whose digits are kept, as `serde_json` hands it over under `arbitrary_precision`.
struct Kept(&'static str);

impl Serialize for Kept {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut number = out.serialize_struct("$serde_json::private::Number", 1)?;
        number.serialize_field("$serde_json::private::Number", self.0)?;
        number.end()
    }
}

struct Refusing;

impl Serialize for Refusing {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("not today"))
    }
}

#[test]
fn values_are_read_as_those_of_files_are() {
    let high = Some(Datum::Value(1));
    assert_eq!(
        [said("degree", "high"), said("程度", "高"), said("程度情况", &"高情况".to_owned())],
        [(); 3].map(|()| high.clone())
    );
    assert_eq!([said("degree", &Degree::High), said("degree", &Some(Wrapped("高")))], [(); 2].map(|()| high.clone()));
    assert_eq!(said("degree", &Degree::Low), Some(Datum::Value(0)));
    assert_eq!([said("listed", &true), said("listed", "是"), said("listed", &1)], [(); 3].map(|()| high.clone()));
    assert_eq!([said("declared", &1), said("declared", "甲"), said("declared", "1")], [(); 3].map(|()| high.clone()));
    assert_eq!(said("remark", &'字'), Some(Datum::Text("字".into())));
    let day = Date::new(2012, 10, 31).unwrap();
    assert_eq!([said("since", &day), said("since", "2012年10月31日")], [(); 2].map(|()| Some(Datum::Date(day))));
    assert_eq!(said("cases", &[day, day]), Some(Datum::Dates(vec![day, day])));
}

#[test]
fn silence_is_none_and_what_is_not_there() {
    assert_eq!(said::<Option<u8>>("loss", &None), None);
    assert_eq!([said("loss", &()), said("loss", "  "), said("loss", &Some(""))], [None, None, None]);
    assert_eq!(reader().read(&BTreeMap::<&str, u8>::new()), Ok(Record::silent(8)));
}

#[test]
fn sets_are_sequences_and_may_be_empty() {
    let both = Some(Datum::Set([0, 1].into_iter().collect()));
    let none = Some(Datum::Set(ValueSet::EMPTY));
    assert_eq!(said("powers", &["high", "低"]), both);
    assert_eq!(said("powers", &("low", "high")), both);
    assert_eq!(said("powers", "低、高"), both);
    assert_eq!(said("powers", &vec![Degree::High, Degree::Low]), both);
    assert_eq!([said("powers", &Vec::<String>::new()), said("powers", "无")], [none.clone(), none]);
}

#[test]
fn numbers_are_exact_whatever_their_type() {
    let number = |units: i64| Some(Datum::Number(units));
    assert_eq!(
        [said("loss", &5_u8), said("loss", &5_i128), said("loss", &5.0_f64), said("loss", "5元")],
        [(); 4].map(|()| number(500))
    );
    assert_eq!([said("loss", &0.1_f64), said("loss", &0.1_f32)], [number(10), number(10)]);
    assert_eq!(said("loss", &99_999.99_f64), number(9_999_999));
    assert_eq!(said("loss", &-0.0_f64), number(0));
    assert_eq!(said("loss", &Kept("0.10")), number(10));
    assert_eq!(said("loss", &serde_json::json!(12.5)), number(1_250));
}

#[test]
fn a_float_is_never_rounded() {
    for fine in [0.1 + 0.2, 0.125, 1e-7, f64::MIN_POSITIVE, 5e-324] {
        assert!(matches!(misfit("loss", &fine), Expected::Decimals(_)), "{fine}");
    }
    assert!(matches!(misfit("loss", &Kept("0.10000000000000000000000000000000000000001")), Expected::Decimals(_)));
    for large in [1e300, f64::MAX, -1e9] {
        assert!(matches!(misfit("loss", &large), Expected::InRange(_)), "{large}");
    }
    for none in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(matches!(misfit("loss", &none), Expected::Number(_)), "{none}");
    }
    assert!(matches!(misfit("loss", &u128::MAX), Expected::InRange(_)));
}

#[test]
fn what_is_no_value_does_not_fit() {
    assert!(matches!(misfit("degree", &Degree::Other(1)), Expected::OneOf(..)));
    assert!(matches!(misfit("degree", &BTreeMap::from([("a", 1)])), Expected::OneOf(..)));
    assert!(matches!(misfit("degree", &Unit), Expected::OneOf(..)));
    assert!(matches!(misfit("loss", &true), Expected::Number(_)));
    assert!(matches!(misfit("powers", &["中"]), Expected::SetOf(..)));
    assert!(matches!(misfit("powers", &BTreeMap::from([("a", 1)])), Expected::SetOf(..)));
    assert!(matches!(misfit("remark", &5), Expected::Text));
    assert!(matches!(misfit("cases", &vec![Date::FIRST; 1_000]), Expected::FewerDates(999)));
    assert_eq!(refused("remark", &Refusing), RecordProblem::Unsaid("not today".into()));
    for holding in [Degree::Pair(1, 2), Degree::Named { a: 1 }] {
        assert!(matches!(refused("degree", &holding), RecordProblem::Unsaid(why) if why.contains("holds values")));
    }
}

#[test]
fn a_text_may_be_as_long_as_a_field_of_a_file() {
    assert_eq!(said("remark", &"字".repeat(32_767)).map(|_| ()), Some(()));
    let problem = RecordProblem::TooLong { key: "remark".into(), found: 32_768, most: 32_767 };
    assert_eq!(refused("remark", &"字".repeat(32_768)), problem);
}

#[derive(Serialize, Default)]
struct Post {
    degree: Option<Degree>,
    #[serde(rename = "损失")]
    loss: u32,
    unrelated: u8,
    #[serde(flatten)]
    further: BTreeMap<String, String>,
}

#[test]
fn a_struct_is_matched_by_name_and_label_and_may_hold_more() {
    let reader = reader();
    let further = BTreeMap::from([("列入".to_owned(), "是".to_owned())]);
    let post = Post { degree: Some(Degree::High), loss: 3, unrelated: 1, further };
    let record = reader.read(&post).unwrap();
    assert_eq!(record.get(FactorId(0)), Some(&Datum::Value(1)));
    assert_eq!(record.get(FactorId(3)), Some(&Datum::Number(300)));
    assert_eq!(record.get(FactorId(2)), Some(&Datum::Value(1)));
    assert_eq!(record.0.iter().flatten().count(), 3);
    assert_eq!(reader.read(&Some(Wrapped(&post))), Ok(record));
}

#[test]
fn keys_that_are_nearly_a_factors_or_two_for_one_are_told() {
    let reader = reader();
    let problems = |pairs: &[(&str, &str)]| {
        let map: BTreeMap<&str, &str> = pairs.iter().copied().collect();
        reader.read(&map).unwrap_err().as_slice().to_vec()
    };
    let misspelt = RecordProblem::NoFactor { key: "degre".into(), meant: Some("degree".into()) };
    assert_eq!(problems(&[("degre", "high")]), [misspelt]);
    // The factor has a key of its own: the other is nothing of ours.
    assert!(reader.read(&BTreeMap::from([("degre", "x"), ("degree", "high")])).is_ok());
    let twice = RecordProblem::Twice { first: "loss".into(), second: "损失".into() };
    assert_eq!(problems(&[("loss", "1"), ("损失", "1")]), [twice]);
    let two = problems(&[("degree", "中"), ("loss", "约5")]);
    assert_eq!(two.len(), 2, "{two:?}");
}

#[test]
fn a_builder_knows_its_factors() {
    let problems = reader().builder().say("degre", "high").say("other", "x").say("loss", &1).say("损失", &2).build();
    let found = problems.unwrap_err();
    assert_eq!(
        found.to_string(),
        "there is no factor \"degre\"; did you mean \"degree\"?; there is no factor \"other\"; \"loss\" and \"损失\" are the same factor"
    );
}

#[test]
fn what_has_no_keys_is_no_record() {
    let reader = reader();
    let none = |result: Result<Record, core_model::RecordProblems>| {
        assert_eq!(result.unwrap_err().as_slice(), [RecordProblem::NoRecord]);
    };
    none(reader.read(&5));
    none(reader.read("text"));
    none(reader.read(&[1, 2]));
    none(reader.read(&()));
    none(reader.read::<Option<Post>>(&None));
    none(reader.read(&Unit));
    none(reader.read(&BTreeMap::from([(vec![1], 1)])));
    assert_eq!(reader.read(&Refusing).unwrap_err().as_slice(), [RecordProblem::Unsaid("not today".into())]);
}

#[test]
fn slots_take_values_read_once_and_units() {
    let reader = reader();
    let loss = reader.slot("损失情况").unwrap();
    assert_eq!(loss.factor(), FactorId(3));
    assert_eq!(loss.units(1_050), Ok(Datum::Number(1_050)));
    assert_eq!(loss.read("10.50"), Ok(Some(Datum::Number(1_050))));
    for outside in [-101, 10_000_001, i64::MIN, i64::MAX] {
        assert!(matches!(loss.units(outside), Err(RecordProblem::Value { .. })), "{outside}");
    }
    for other in ["degree", "powers", "listed", "since", "cases", "remark", "declared"] {
        assert!(reader.slot(other).unwrap().units(0).is_err(), "{other}");
    }
    assert!(reader.slot("无此").is_none());
    assert_eq!(reader.silent(), Record::silent(8));
}
