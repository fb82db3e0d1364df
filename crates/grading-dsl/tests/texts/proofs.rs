//! Policies that properties compare with; findings and verdicts as diagnostics at their places.

use core_model::{
    Date, Datum, FactorId, Finding, LevelId, On, Outcome, Property, Record, RuleId, Undecided, Verdict, What, Witness,
};
use grading_dsl::{
    Compiled, Diagnostic, Lang, Proved, Severity, compile_text, print_witness, run_tests, tell_findings,
    tell_properties,
};

use crate::marked::errors_stand_where_marked;

const OWN: &str = "policy own\nfactor a : yes/no\nrule r when a then level 1\notherwise level 3\n";

fn with(line: &str) -> String {
    format!("{OWN}{line}\n")
}

#[test]
fn a_property_brings_the_policy_that_it_compares_with() {
    let own = with("property \"p\" never milder than \"up/city.rules\"\nproperty \"q\" same as \"up/city.rules\"");
    let city = "policy city\nimport \"../terms.rules\"\nrule r when a then level 2\notherwise level 3";
    let files = [("own.rules", own.as_str()), ("up/city.rules", city), ("terms.rules", "factor a : yes/no")];
    let compiled = errors_stand_where_marked(&files);
    let named = |property: &Property| match property {
        Property::NeverMilder(other) | Property::SameAs(other) => Some(other.named.name.clone()),
        Property::Always(_)
        | Property::Never(_)
        | Property::Implies(..)
        | Property::Raising(_)
        | Property::EveryGraded
        | Property::NoConflict => None,
    };
    let others: Vec<_> = compiled.properties.iter().map(|property| named(&property.claim)).collect();
    assert_eq!(others, [Some("city".to_owned()), Some("city".to_owned())]);
    // The other policy is no part of this one.
    assert_eq!(compiled.sources.len(), 1);
    assert_eq!(compiled.source(), compile_text_source(&own));
}

fn compile_text_source(own: &str) -> grading_dsl::SourceDigest {
    errors_stand_where_marked(&[("own.rules", own), ("up/city.rules", "policy other\notherwise level 1")]).source()
}

#[test]
fn errors_of_the_other_policy_stand_at_the_property() {
    errors_stand_where_marked(&[
        ("own.rules", &with("property \"p\" same as \"b.rules\"   # error E1008")),
        ("b.rules", "factor a : nothing"),
    ]);
    errors_stand_where_marked(&[
        ("sub/own.rules", &with("property \"p\" same as \"../b.rules\"   # error E1002")),
        ("b.rules", "otherwise level 1"),
    ]);
}

#[test]
fn policies_may_name_each_other_and_themselves() {
    let a = with("property \"p\" same as \"b.rules\"\nproperty \"q\" same as \"own.rules\"");
    errors_stand_where_marked(&[
        ("own.rules", &a),
        ("b.rules", &with("property \"p\" never milder than \"own.rules\"\nproperty \"q\" same as \"none.rules\"")),
    ]);
}

fn finding(what: What, on: On, values: Option<&[u8]>) -> Finding {
    let record = |values: &[u8]| Record(values.iter().map(|value| Some(Datum::Value(*value))).collect());
    let witness = values.map(|values| Witness {
        record: record(values),
        as_of: Date::FIRST,
        outcome: Outcome::Graded(LevelId(2)),
    });
    Finding { what, on, witness }
}

fn told(compiled: &Compiled, findings: &[Finding]) -> Vec<(&'static str, usize, Severity)> {
    let line = |told: &Diagnostic| compiled.sources.line_column(told.span.file, told.span.start).0;
    let told = tell_findings(compiled, findings, &[]);
    told.iter().map(|told| (told.problem.code(), line(told), told.severity)).collect()
}

const TABLE: &str =
    "policy p\nfactor a : yes/no\ntable t\n  | a | level |\n  | yes | 1 |\n  | no | 2 |\notherwise level 3\n";

#[test]
fn a_warning_stands_where_its_subject_is_declared() {
    let compiled = compile_text(TABLE);
    let findings = [
        finding(What::OtherwiseNever, On::Otherwise, None),
        finding(What::NeverMatters(vec![RuleId(0)]), On::Rule(RuleId(1)), None),
        finding(What::Unused, On::Factor(FactorId(0)), None),
        finding(What::Ungraded, On::Policy, None),
    ];
    use Severity::Warning;
    let expected = [("W0104", 1, Warning), ("W0108", 2, Warning), ("W0102", 6, Warning), ("W0105", 7, Warning)];
    assert_eq!(told(&compiled, &findings), expected);
    let matters = &tell_findings(&compiled, &findings, &[])[2];
    assert_eq!(compiled.sources.line_column(matters.related[0].span().file, matters.related[0].span().start).0, 5);
}

#[test]
fn an_accepted_warning_is_told_as_such_and_an_idle_acceptance_is_one() {
    let accept = "accept W0102 on t because \"x\"\naccept W0105 on p because \"y\"\naccept W0102 on a because \"z\"\n";
    let compiled = compile_text(&format!("{TABLE}{accept}"));
    let findings = [
        finding(What::NeverMatters(vec![RuleId(0)]), On::Rule(RuleId(1)), None),
        finding(What::OtherwiseNever, On::Otherwise, None),
        finding(What::NeverStands(Vec::new()), On::Rule(RuleId(0)), None),
    ];
    use Severity::{Accepted, Warning};
    let expected = [("W0101", 5, Warning), ("W0102", 6, Accepted), ("W0105", 7, Accepted), ("W0111", 10, Warning)];
    assert_eq!(told(&compiled, &findings), expected);
    assert_eq!(told(&compiled, &[]).len(), 3);
}

#[test]
fn an_acceptance_is_not_idle_while_its_warning_is_open() {
    let compiled = compile_text(&format!("{TABLE}accept W0102 on t.2 because \"x\"\n"));
    let open = (
        What::NeverMatters(Vec::new()),
        On::Rule(RuleId(1)),
        Undecided { factors: vec![FactorId(0)], as_of: Date::FIRST },
    );
    let told = tell_findings(&compiled, &[], &[open]);
    assert_eq!(
        told.iter().map(|told| (told.problem.code(), told.severity)).collect::<Vec<_>>(),
        [("W0202", Severity::Note)]
    );
    assert!(told[0].problem.words(Lang::En).message.contains("\"a\""));
}

#[test]
fn a_refuted_property_shows_its_records_as_tests_that_pass() {
    let text = with("property \"q\" raising a never lowers level");
    let compiled = compile_text(&text.replace("level 1", "level 3").replace("otherwise level 3", "otherwise level 2"));
    let witness = |value, level| Witness {
        record: Record(vec![Some(Datum::Value(value))]),
        as_of: Date::FIRST,
        outcome: Outcome::Graded(LevelId(level)),
    };
    let verdict = Verdict::Fails(vec![witness(0, 1), witness(1, 2)]);
    let reports = tell_properties(&compiled, |_, _| verdict.clone());
    assert_eq!(reports[0].proved, Proved::Fails);
    let told = reports[0].diagnostic.as_ref().unwrap();
    assert_eq!(told.problem.code(), "E1112");
    let message = told.problem.words(Lang::En).message;
    assert!(message.contains("where \"a\" is higher, the outcome goes from level 2 to level 3"), "{message}");
    let tests = print_witness(compiled.policy.as_ref().unwrap(), told, Lang::Zh);
    let tests: String = tests.into_iter().flatten().collect();
    assert_eq!(tests, "测试 \"q\"\n  设 a = 否\n  应为 二级\n测试 \"q（升高后）\"\n  设 a = 是\n  应为 三级\n");
    let source = compiled.sources.text(told.span.file);
    let again = compile_text(&format!("{source}{tests}"));
    assert_eq!(run_tests(&again).iter().filter(|report| report.diagnostic.is_none()).count(), 2);
}

#[test]
fn a_witness_says_its_day_where_the_day_matters() {
    let text = "policy p\nfactor a : yes/no\nrule r in force from 2020-01-01 when a then level 1\n";
    let compiled = compile_text(text);
    let shown = |value, as_of, outcome| {
        let witness = Witness { record: Record(vec![Some(Datum::Value(value))]), as_of, outcome };
        let finding = Finding { what: What::Ungraded, on: On::Policy, witness: Some(witness) };
        let told = tell_findings(&compiled, &[finding], &[]);
        print_witness(compiled.policy.as_ref().unwrap(), &told[0], Lang::En).remove(0).unwrap()
    };
    let day = Date::new(2021, 1, 1).unwrap();
    let on_a_day = "test \"W0104\" as of 2021-01-01\n  given a = yes\n  expect level 1\n";
    assert_eq!(shown(1, day, Outcome::Graded(LevelId(0))), on_a_day);
    assert_eq!(shown(0, day, Outcome::Ungraded), "test \"W0104\"\n  given a = no\n  expect ungraded\n");
    assert_eq!(compile_text(text).tests.len(), 0);
}

#[test]
fn a_property_that_is_not_decided_names_what_made_it_hard() {
    let compiled = compile_text(&with("property \"q\" always a"));
    let undecided = Undecided { factors: vec![FactorId(0)], as_of: Date::FIRST };
    let reports = tell_properties(&compiled, |_, _| Verdict::Undecided(undecided.clone()));
    let told = reports[0].diagnostic.as_ref().unwrap();
    assert_eq!((told.problem.code(), told.severity, reports[0].proved), ("E1113", Severity::Error, Proved::NotDecided));
    assert!(told.problem.words(Lang::Zh).message.contains("难在“a”"));
}
