//! One raw value read as each kind of factor: what fits, and what is said of what does not.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test says no by panicking")]

use core_model::{Datum, Expected, Factor, FactorKind, Ladder, Level, Named, NumberKind, Raw, ValueSet, Values, read};
use proptest::prelude::*;

fn named(name: &str, label: &str, aka: &[&str]) -> Named {
    Named { name: name.into(), label: Some(label.into()), aka: aka.iter().map(|text| (*text).into()).collect() }
}

fn values() -> Values {
    vec![
        named("approval", "行政审批", &["审批"]),
        named("penalty", "行政处罚", &[]),
        named("both", "审批、处罚", &["A;B"]),
        named("café", "咖啡", &[]),
    ]
}

fn ladder() -> Ladder {
    let level = |number: u8, name: &str, label: &str| Level { named: named(name, label, &[]), number: Some(number) };
    Ladder {
        levels: vec![level(1, "一级", "高"), level(2, "二级", "中"), level(3, "三级", "低")],
        best_first: false,
        outside: Vec::new(),
    }
}

fn named_ladder() -> Ladder {
    let level = |name: &str, label: &str| Level { named: named(name, label, &[]), number: None };
    Ladder {
        levels: vec![level("critical", "特别重大"), level("major", "重大")],
        best_first: false,
        outside: Vec::new(),
    }
}

fn reversed_ladder() -> Ladder {
    let level = |number: u8, label: &str| Level { named: named(&number.to_string(), label, &[]), number: Some(number) };
    Ladder { levels: vec![level(2, "二级"), level(1, "一级")], best_first: false, outside: Vec::new() }
}

fn read_as(kind: FactorKind, raw: &Raw<'_>) -> Result<Option<Datum>, Expected> {
    let factor = Factor { named: Named::default(), kind, assume: None };
    read(&factor, &ladder(), raw).map_err(|misfit| misfit.expected)
}

fn set(text: &str) -> Option<Vec<u8>> {
    match read_as(FactorKind::Set(values()), &Raw::text(text)).ok()? {
        Some(Datum::Set(set)) => Some(set.iter().collect()),
        _ => None,
    }
}

fn list<'a>(items: &[&'a str]) -> Raw<'a> {
    Raw::List(items.iter().map(|item| Raw::text(item)).collect())
}

fn money() -> NumberKind {
    NumberKind { least: 0, most: 10_000_000_000_000, decimals: 2, unit: Some("元".into()) }
}

#[test]
fn silence_is_nothing_an_empty_cell_and_null() {
    for kind in [FactorKind::Choice(values()), FactorKind::Set(values()), FactorKind::Text, FactorKind::Dates] {
        for raw in [Raw::Silent, Raw::text(""), Raw::text(" \t\u{3000}")] {
            assert_eq!(read_as(kind.clone(), &raw), Ok(None));
        }
    }
}

#[test]
fn a_value_by_name_label_or_further_spelling() {
    let read = |text: &str| read_as(FactorKind::Choice(values()), &Raw::text(text));
    for text in ["approval", "行政审批", "审批", " 审批 "] {
        assert_eq!(read(text), Ok(Some(Datum::Value(0))), "{text}");
    }
    assert_eq!(read("cafe\u{301}"), Ok(Some(Datum::Value(3))), "compared in normal form C");
    for text in ["Approval", "行政 审批", "0", "审批、", "行政审批 行政处罚"] {
        assert!(matches!(read(text), Err(Expected::OneOf(..))), "{text}");
    }
    let Err(Expected::OneOf(_, meant)) = read("行政审枇") else { panic!("it is near a value") };
    assert_eq!(meant.as_deref(), Some("行政审批"));
}

#[test]
fn nothing_is_proposed_where_two_values_are_equally_near() {
    let values = vec![named("first", "一档", &[]), named("second", "二档", &["贰档"])];
    let meant = |text: &str| match read_as(FactorKind::Choice(values.clone()), &Raw::text(text)) {
        Err(Expected::OneOf(_, meant)) => meant,
        other => panic!("{other:?}"),
    };
    assert_eq!(meant("四档"), None);
    assert_eq!(meant("一挡"), Some("一档".into()));
    assert_eq!(meant("secnod"), Some("second".into()));
}

#[test]
fn a_json_number_is_a_value_only_where_a_value_is_spelt_so() {
    let values = vec![named("one", "1", &[]), named("two", "2", &[])];
    assert_eq!(read_as(FactorKind::Choice(values.clone()), &Raw::Number("2")), Ok(Some(Datum::Value(1))));
    assert!(read_as(FactorKind::Choice(values), &Raw::Number("2.0")).is_err());
}

#[test]
fn a_set_is_an_array_or_a_text_split_at_separators() {
    for text in [
        "approval,penalty",
        "行政审批、行政处罚",
        "审批，行政处罚",
        "审批 ; penalty",
        "审批；penalty",
        "审批|penalty",
        "penalty,审批,审批",
        "审批;penalty;",
    ] {
        assert_eq!(set(text), Some(vec![0, 1]), "{text}");
    }
    let array = read_as(FactorKind::Set(values()), &list(&["approval", "行政处罚"]));
    assert_eq!(array, Ok(Some(Datum::Set([0, 1].into_iter().collect()))));
    assert_eq!(set(r#"["approval", "行政处罚"]"#), Some(vec![0, 1]), "an array in a cell");
}

#[test]
fn a_text_is_tried_as_one_value_before_it_is_split() {
    assert_eq!(set("审批、处罚"), Some(vec![2]));
    assert_eq!(set("A;B"), Some(vec![2]));
    assert_eq!(set("审批、行政处罚"), Some(vec![0, 1]));
    let array = read_as(FactorKind::Set(values()), &list(&["审批、处罚"]));
    assert_eq!(array, Ok(Some(Datum::Set(ValueSet::only(2)))), "and an item of an array is one value");
    assert!(read_as(FactorKind::Set(values()), &list(&["审批、行政处罚"])).is_err());
}

#[test]
fn an_empty_set_is_said() {
    for text in ["[]", "{}", "-", "无", "[ ]", "－", "｛｝"] {
        assert_eq!(set(text), Some(vec![]), "{text}");
    }
    assert_eq!(read_as(FactorKind::Set(values()), &list(&[])), Ok(Some(Datum::Set(ValueSet::EMPTY))));
    assert_eq!(read_as(FactorKind::Set(values()), &Raw::Object("{ }")), Ok(Some(Datum::Set(ValueSet::EMPTY))));
    assert_eq!(read_as(FactorKind::Dates, &Raw::text("无")), Ok(Some(Datum::Dates(vec![]))));
}

#[test]
fn none_is_a_value_where_the_type_has_it() {
    let values = vec![named("some", "有", &[]), named("none", "无", &["-"])];
    for text in ["无", "-", "none"] {
        let read = read_as(FactorKind::Set(values.clone()), &Raw::text(text));
        assert_eq!(read, Ok(Some(Datum::Set(ValueSet::only(1)))), "{text}");
    }
    assert_eq!(read_as(FactorKind::Set(values), &Raw::text("[]")), Ok(Some(Datum::Set(ValueSet::EMPTY))));
}

#[test]
fn nothing_of_a_set_is_dropped() {
    for text in
        ["审批,,penalty", ",审批", ",", "审批、无", "审批 penalty", "审批/penalty", "[审批]", "{审批}", "审批,none"]
    {
        assert_eq!(set(text), None, "{text}");
    }
    let items = [Raw::Silent, Raw::YesNo(true), Raw::text(""), Raw::List(vec![]), Raw::Number("1"), Raw::text("无")];
    for item in items {
        assert!(read_as(FactorKind::Set(values()), &Raw::List(vec![Raw::text("审批"), item])).is_err());
    }
    for raw in [Raw::YesNo(true), Raw::Number("1"), Raw::Object(r#"{"a":1}"#)] {
        assert!(read_as(FactorKind::Set(values()), &raw).is_err(), "{raw:?}");
    }
}

#[test]
fn a_level_by_number_name_label_or_grade() {
    for raw in [Raw::text("1"), Raw::Number("1"), Raw::text("一级"), Raw::text("高"), Raw::text("1级"), Raw::text("１")]
    {
        assert_eq!(read_as(FactorKind::Level, &raw), Ok(Some(Datum::Value(2))), "{raw:?}");
    }
    for raw in [Raw::text("4"), Raw::text("0"), Raw::text("四级"), Raw::Number("1.0"), Raw::text("+1"), Raw::text("01")]
    {
        assert!(matches!(read_as(FactorKind::Level, &raw), Err(Expected::Level(..))), "{raw:?}");
    }
}

#[test]
fn a_number_is_a_levels_place_unless_levels_are_declared_by_number() {
    let factor = Factor { named: Named::default(), kind: FactorKind::Level, assume: None };
    let height = |ladder: &Ladder, text: &str| match read(&factor, ladder, &Raw::text(text)) {
        Ok(Some(Datum::Value(height))) => Some(height),
        _ => None,
    };
    assert_eq!(height(&named_ladder(), "1"), Some(1));
    assert_eq!(height(&named_ladder(), "二级"), Some(0));
    assert_eq!(height(&named_ladder(), "major"), Some(0));
    assert_eq!(height(&named_ladder(), "3"), None);
    assert_eq!(height(&reversed_ladder(), "1"), Some(0), "level 1 is declared as the lighter one");
    assert_eq!(height(&reversed_ladder(), "二级"), Some(1));
}

#[test]
fn yes_or_no_as_text_boolean_or_number() {
    for raw in [Raw::YesNo(true), Raw::Number("1"), Raw::text("是"), Raw::text("TRUE")] {
        assert_eq!(read_as(FactorKind::YesNo, &raw), Ok(Some(Datum::Value(1))), "{raw:?}");
    }
    for raw in [Raw::Number("2"), Raw::Number("1.0"), Raw::text("有"), list(&["yes"])] {
        assert_eq!(read_as(FactorKind::YesNo, &raw), Err(Expected::YesNo), "{raw:?}");
    }
}

#[test]
fn a_number_in_units_of_its_last_decimal() {
    let read = |raw| read_as(FactorKind::Number(money()), &raw);
    for raw in [Raw::text("10万元"), Raw::text("100,000.00"), Raw::Number("100000.0"), Raw::Number("1e5")] {
        assert_eq!(read(raw.clone()), Ok(Some(Datum::Number(10_000_000))), "{raw:?}");
    }
    assert_eq!(read(Raw::text("1000亿")), Ok(Some(Datum::Number(10_000_000_000_000))));
    assert_eq!(read(Raw::text("0.010")), Ok(Some(Datum::Number(1))));
}

#[test]
fn a_number_is_never_rounded_and_never_cut() {
    let read = |raw| read_as(FactorKind::Number(money()), &raw);
    for raw in [Raw::text("0.001"), Raw::text("0.1%"), Raw::Number("99999.999"), Raw::Number("1e-400")] {
        assert_eq!(read(raw.clone()), Err(Expected::Decimals(money())), "{raw:?}");
    }
    for raw in [Raw::text("-0.01"), Raw::text("1000.1亿"), Raw::text("100000000000.01"), Raw::Number("1e400")] {
        assert_eq!(read(raw.clone()), Err(Expected::InRange(money())), "{raw:?}");
    }
    for raw in [Raw::text("约5万"), Raw::text("1e5"), Raw::text("5人"), Raw::YesNo(true), list(&["5"])] {
        assert_eq!(read(raw.clone()), Err(Expected::Number(money())), "{raw:?}");
    }
}

#[test]
fn dates_are_listed_as_sets_are() {
    let read = |raw| match read_as(FactorKind::Dates, &raw) {
        Ok(Some(Datum::Dates(days))) => Ok(days.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")),
        Ok(other) => panic!("{other:?}"),
        Err(expected) => Err(expected),
    };
    assert_eq!(read(Raw::text("2020/1/2、2019年3月4日")), Ok("2020-01-02 2019-03-04".into()));
    assert_eq!(read(list(&["2020-01-02", "2020-01-02"])), Ok("2020-01-02 2020-01-02".into()), "each is counted");
    assert_eq!(read(Raw::text("2020-01-02;2020-02-30")), Err(Expected::Dates));
    assert_eq!(read(Raw::Number("20200102")), Err(Expected::Dates));
    assert_eq!(read_as(FactorKind::Date, &Raw::text("2020-02-30")), Err(Expected::Date));
}

#[test]
fn a_list_holds_999_dates_and_not_one_more() {
    let text = |count| vec!["2020-01-02"; count].join(",");
    assert!(
        matches!(read_as(FactorKind::Dates, &Raw::text(&text(999))), Ok(Some(Datum::Dates(days))) if days.len() == 999)
    );
    assert_eq!(read_as(FactorKind::Dates, &Raw::text(&text(1_000))), Err(Expected::FewerDates(999)));
}

#[test]
fn text_is_trimmed_and_in_normal_form() {
    assert_eq!(read_as(FactorKind::Text, &Raw::text("  cafe\u{301} x ")), Ok(Some(Datum::Text("café x".into()))));
    for raw in [Raw::Number("110"), Raw::YesNo(true), list(&["a"])] {
        assert_eq!(read_as(FactorKind::Text, &raw), Err(Expected::Text), "{raw:?}");
    }
}

#[test]
fn what_was_found_is_told_as_it_stood() {
    let factor = Factor { named: Named::default(), kind: FactorKind::YesNo, assume: None };
    let found = |raw| read(&factor, &ladder(), &raw).unwrap_err().found;
    assert_eq!(found(Raw::text(" 也许 ")), "也许");
    assert_eq!(found(Raw::Number("1.0")), "1.0");
    assert_eq!(found(Raw::List(vec![Raw::Silent, Raw::text("是"), Raw::YesNo(false)])), "[null, 是, false]");
}

proptest! {
    #[test]
    fn nothing_read_leaves_its_range(text in "[-+]?[0-9]{0,14}[.]?[0-9]{0,4}[万亿%]?元?") {
        if let Ok(Some(Datum::Number(units))) = read_as(FactorKind::Number(money()), &Raw::text(&text)) {
            prop_assert!((0..=10_000_000_000_000).contains(&units), "{}", text);
        }
    }

    #[test]
    fn no_value_is_too_strange(text in "[\\[\\]{}\",;|、，；无审批 a\\-0-9]{0,20}") {
        let kinds = [
            FactorKind::Choice(values()), FactorKind::Level, FactorKind::Set(values()), FactorKind::YesNo,
            FactorKind::Number(money()), FactorKind::Date, FactorKind::Dates, FactorKind::Text,
        ];
        for kind in kinds {
            let _ = read_as(kind, &Raw::text(&text));
        }
    }
}
