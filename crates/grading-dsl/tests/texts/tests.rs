//! Tests of a policy: what they may say, when they need a day, and what is told of a failed one.

use crate::marked::marked;
use grading_dsl::{TestReport, Verdict, run_tests};
use messages::Lang;

const DECLARED: &str = "policy p
scale degree : low < mid < high
factor a \"甲\" : degree
factor n : number in 0..10 unit \"件\"
factor s : set of x | y
define twice = n * 2
measure report \"报告\"
rule r1 \"规则一\" when a is high then level 1, require report
rule r2 when n above 5 then level 2
otherwise level 3
";

#[track_caller]
fn run(tests: &str) -> Vec<TestReport> {
    run_tests(&marked(&format!("{DECLARED}{tests}")))
}

#[test]
fn a_test_that_is_met_passes() {
    let reports = run(
        "test \"一\" given 甲 = high, n = 6件, s = {x} expect level 1, severity 1, twice = 12, s = {x}, require 报告 because r1
         test \"二\" given like \"一\" with a = low expect level 2, not require report because r2
         test \"三\" given a = low expect undetermined
         test \"四\" given a = low, n = 11 expect invalid",
    );
    assert_eq!(reports.iter().map(|report| report.verdict).collect::<Vec<_>>(), [Verdict::Passed; 4]);
}

#[test]
fn a_failed_test_says_what_was_found() {
    let reports =
        run("test \"一\" given a = high, n = 1, s = {} expect level 2, twice = 3, not require report because r2");
    let [report] = reports.as_slice() else { panic!("one report") };
    assert_eq!(report.verdict, Verdict::Failed);
    assert_eq!(report.expected, "level 2, twice = 3, not require report, because r2");
    assert_eq!(report.found, "level 1, twice = 2, require report, because r1");
    let told = report.diagnostic.as_ref().unwrap();
    assert_eq!(told.problem.code(), "E1101");
    assert_eq!(told.problem.words(Lang::Zh).message, "测试未通过：结果为一级，twice = 2，应当 report，依 r1");
}

#[test]
fn a_number_is_expected_exactly() {
    let reports = run_tests(&marked(
        "policy p
         factor n : number in 0..10
         define third = n / 3
         otherwise level 3
         test \"一\" given n = 1 expect third = 0.333333
         test \"二\" given n = 3 expect third = 1",
    ));
    assert_eq!(reports.iter().map(|report| report.verdict).collect::<Vec<_>>(), [Verdict::Failed, Verdict::Passed]);
    assert_eq!(reports[0].found, "level 3, third = 1/3");
}

#[test]
fn mistakes_of_tests_stand_on_their_lines() {
    marked(&format!(
        "{DECLARED}
         test \"一\" given a = hihg expect level 1                    # error E0401
         test \"二\" given b = high expect level 1                    # error E0401
         test \"三\" given twice = 3 expect level 1                   # error E1106
         test \"四\" given a = low, 甲 = low expect level 1           # error E1107
         test \"五\" given n = 11 expect level 1                      # error E0505
         test \"六\" given n = 1.005 expect level 1                   # error E0506
         test \"七\" given n = 1元 expect level 1                     # error E0507
         test \"八\" given a = low expect level 4                     # error E0701
         test \"九\" given a = low expect level 1, level 2            # error E1110
         test \"十\" given a = low expect severity 4                  # error E1111
         test \"十一\" given a = low expect require repport           # error E0401
         test \"十二\" given a = low expect level 1 because r3        # error E0401
         test \"十三\" given like \"零\" with a = low expect level 1  # error E0401
         test \"十四\" given like \"十五\" expect level 1             # error E1108
         test \"十五\" given like \"十四\" expect level 1
         test \"十六\" given a = low expect outside new               # error E0401
        "
    ));
}

#[test]
fn a_test_like_several_is_not_clear() {
    marked(&format!(
        "{DECLARED}
         test \"一\" given a = low expect undetermined
         test \"一\" given a = mid expect undetermined
         test \"二\" given like \"一\" expect undetermined            # error E1109
        "
    ));
}

#[test]
fn a_test_runs_while_the_policy_is_in_force() {
    marked(
        "policy p
           in force from 2012-01-01 until 2012-12-31
         factor a : yes/no
         rule r when a then level 1
         test \"一\" as of 2013-01-01 given a = yes expect level 1    # error E1105
         test \"二\" as of 2012-12-31 given a = yes expect level 1",
    );
}

#[test]
fn a_test_on_which_the_day_bears_says_the_day() {
    marked(
        "policy p
           in force from 2012-01-01
         factor a : yes/no
         factor since : date
         factor late : dates
         define lates = count of late within 1 years
         rule r in force from 2015-01-01 when a then level 1
         rule s when since at least 5 years ago then level 2
         rule t when lates at least 1 then level 2
         otherwise level 3
         test \"一\" given a = yes, since = 2000-01-01, late = {} expect level 2           # error E1103
         test \"二\" given a = no, since = 2000-01-01, late = {} expect level 2
         test \"三\" given a = no, since = 2008-01-01, late = {} expect level 3            # error E1103
         test \"四\" as of 2013-01-01 given a = no, since = 2008-01-01, late = {} expect level 2
         test \"五\" given a = no, since = 2000-01-01, late = {2010-05-01} expect level 2
         test \"六\" given a = no, since = 9999-01-01, late = {2012-05-01} expect level 2  # error E1103
         test \"七\" given a = no, since = 2000-01-01, late = {2012-05-01} expect lates = 0  # error E1103
         test \"八\" given a = no, since = 9999-01-01, late = {2010-05-01} expect level 3
        ",
    );
}

#[test]
fn a_leap_day_counts_by_calendar() {
    marked(
        "policy p
           in force from 2016-03-01 until 2017-02-28
         factor since : date
         rule s when since at least 1 years ago then level 2
         otherwise level 3
         test \"一\" given since = 2016-02-28 expect level 3          # error E1103
         test \"二\" given since = 2016-02-29 expect level 3
        ",
    );
}

#[test]
fn a_year_begins_on_its_first_day() {
    marked(
        "policy p
           in force from 2012-06-01 until 2013-12-31
         factor late : dates
         rule s when count of late in this year at least 1 then level 2
         otherwise level 3
         test \"一\" given late = {2012-01-01} expect level 2         # error E1103
         test \"二\" given late = {2011-12-31} expect level 3
        ",
    );
}

#[test]
fn what_is_left_open_bears_on_the_day_as_well() {
    marked(
        "policy p
           in force from 2012-06-01 until 2013-12-31
         factor since : date
         factor other : yes/no
         rule s when since before 2010-01-01 and since less than 3 years ago then level 2
         otherwise level 3
         test \"一\" given since = 2011-01-01 expect level 3
         test \"二\" given other = yes expect undetermined            # error E1103
        ",
    );
}

#[test]
fn a_search_that_does_not_come_to_an_end_is_told() {
    let scattered = |seed: &mut u32| {
        *seed = seed.wrapping_mul(1_103_515_245).wrapping_add(12_345) % (1 << 31);
        100_000 + *seed % 900_000
    };
    let mut seed = 12_345_u32;
    let weights: Vec<u32> = std::iter::repeat_with(|| scattered(&mut seed)).take(20).collect();
    let factors: String = (0..20).map(|flag| format!("factor f{flag}x : yes/no\n")).collect();
    let lines: String = weights.iter().zip(0..).map(|(weight, flag)| format!("add {weight} when f{flag}x\n")).collect();
    let sum: u32 = weights.iter().step_by(2).sum();
    let text = format!(
        "policy p\nfactor z : yes/no\n{factors}score s\n{lines}rule r when s is {sum} then level 1\notherwise level 3
         test \"一\" given z = yes expect level 1"
    );
    let reports = run_tests(&marked(&text));
    assert_eq!(reports[0].verdict, Verdict::NotDecided);
    assert_eq!(reports[0].diagnostic.as_ref().unwrap().problem.code(), "E1102");
}

#[test]
fn a_test_that_would_need_too_many_days_is_asked_for_one() {
    let dates = |count: u32| (0..count).map(|year| format!("{}-05-05", 1000 + year)).collect::<Vec<_>>().join(", ");
    for (count, error) in [(80, "E1103"), (900, "E1104")] {
        marked(&format!(
            "policy p
             factor late : dates
             rule r when count of late within 3 months at least 1 then level 1
             otherwise level 3
             test \"一\" given late = {{{}}} expect level 3     # error {error}
            ",
            dates(count)
        ));
    }
}
