//! Conditions: the left side's type decides what can be asked and how the right side is read.

use crate::marked::{holding, marked};

/// Factors of every type, for the lines that follow.
const FACTORS: &str = "policy p
scale degree : low < mid < high
scale other : small < big
scale numbered : 一级 < 二级
choice kind : u \"寅\" | v \"卯\"
factor a \"甲\" : degree
factor b : degree
factor o : other
factor nb : numbered
factor k : kind
factor k2 : kind
factor f : yes/no
factor g : yes/no
factor n : number in 0..100
factor m : number in 0..1000亿 decimals 2 unit \"元\"
factor years : number in 0..60 decimals 0 unit \"年\"
factor s : set of kind
factor d : date
factor e : date
factor ds : dates
factor t : text
factor declared : level
measure report
";

/// Rules, each on a line of its own, with the marks of what is told of them.
#[track_caller]
fn rules(lines: &[&str]) {
    let numbered = lines.iter().enumerate().map(|(place, line)| format!("rule r{place} {line}\n"));
    marked(&format!("{FACTORS}{}", numbered.collect::<String>()));
}

#[test]
fn values_are_compared_with_values_of_their_own_scale() {
    rules(&[
        "when a at least mid then level 1",
        "when a at least b then level 1",
        "when a at least o then level 1                     # error E0515",
        "when a is small then level 1                       # error E0401",
        "when a is 3 then level 1                           # error E0501",
        "when a is 2020-01-01 then level 1                  # error E0501",
        "when a is n then level 1                           # error E0515",
        "when a between low and high and is not mid then level 1",
        "when a in {low, b} then level 1",
        "when nb is 一级 and below 二级 then level 1",
        "when max(a, b, mid) is high then level 1",
    ]);
}

#[test]
fn a_choice_and_a_yes_no_have_no_order() {
    rules(&[
        "when k is u then level 1",
        "when k is not k2 then level 1",
        "when k above k2 then level 1                       # error E0516",
        "when k between u and v then level 1                # error E0516",
        "when max(k, k2) is u then level 1                  # error E0516",
        "when f is yes and g is no then level 1",
        "when f is g then level 1",
        "when f above no then level 1                       # error E0516",
    ]);
}

#[test]
fn only_a_yes_no_is_a_condition_by_itself() {
    rules(&[
        "when f then level 1",
        "when not f then level 1",
        "when a then level 1                                # error E0514",
        "when n + 1 then level 1                            # error E0513",
        "when level 1 then level 1                          # error E0513",
        "when dutty then level 1                            # error E0401",
    ]);
}

#[test]
fn a_number_stays_within_the_range_of_its_factor() {
    rules(&[
        "when n above 100 then level 1",
        "when n above 101 then level 1                      # error E0505",
        "when 101 below n then level 1                      # error E0505",
        "when (n) above -1 then level 1                     # error E0505",
        "when n between 3 and 101 then level 1              # error E0505",
        "when n in {1, 2, 300} then level 1                 # error E0505",
        "when n 101以上 then level 1                        # error E0505",
        "when n at least 1 + 100 then level 1               # error E0505",
        "when n * 2 above 101 then level 1",
        "when size of s above 100 then level 1",
    ]);
}

#[test]
fn a_unit_stands_beside_a_side_that_declares_it() {
    rules(&[
        "when m above 10万元 then level 1",
        "when m + 5元 above 10万元 then level 1",
        "when m between 1元 and 2元 then level 1",
        "when m 10万元以上 then level 1",
        "when n above 10元 then level 1                     # error E0507",
        "when m above 10万人 then level 1                   # error E0507",
        "when m above years then level 1                    # error E0605",
        "when m above n then level 1",
        "when count of ds at least 3元 then level 1         # error E0507",
    ]);
}

#[test]
fn less_than_some_years_goes_by_the_type_of_the_left_side() {
    rules(&[
        "当 d 不满 3 年 则 一级",
        "当 years 不满 3 年 则 一级",
        "当 n 不满 3 年 则 一级                             # error E0507",
        "当 a 不满 3 年 则 一级                             # error E0517",
        "当 d 不满 2.5 年 则 一级                           # error E0606",
    ]);
}

#[test]
fn sets_dates_and_texts_have_their_own_questions() {
    rules(&[
        "when s includes u then level 1",
        "when s includes k then level 1",
        "when s includes any of {u, w} then level 1         # error E0401",
        "when s is u then level 1                           # error E0517",
        "when s at least u then level 1                     # error E0517",
        "when size of n at least 2 then level 1             # error E0609",
        "when d before 2020-01-01 and after e then level 1",
        "when d in {2020-01-01, e} then level 1",
        "when d before n then level 1                       # error E0515",
        "when d is empty then level 1                       # error E0517",
        "when ds is empty then level 1",
        "when ds before 2020-01-01 then level 1             # error E0517",
        "when count of d at least 2 then level 1            # error E0610",
        "when t is \"x\" or t in {\"y\", \"z\"} then level 1",
        "when t is a then level 1                           # error E0501",
        "when t above \"x\" then level 1                    # error E0516",
    ]);
}

#[test]
fn a_left_side_is_left_out_only_after_a_comparison() {
    rules(&[
        "when n at least 3 and below 9 then level 1",
        "when n at least 3 and below 9 and is not 5 then level 1",
        "when f and above 2 then level 1                    # error E0802",
        "when (n above 2) or below 1 then level 1           # error E0802",
        "when n above 2 and f and below 5 then level 1      # error E0802",
        "when level is 1 and above 2 then require report    # error E0802",
    ]);
}

#[test]
fn counts_of_conditions_ask_for_no_more_than_there_are() {
    rules(&[
        "when at least 2 of (f, g) then level 1",
        "when at most 3 of (f, g) then level 1",
        "when at least 3 of (f, g) then level 1             # error E0607",
        "when exactly 3 of (f, g) then level 1              # error E0607",
        "when count of (f, g, n above 3) above 1 then level 1",
    ]);
}

#[test]
fn and_beside_or_is_told_with_both_readings() {
    let compiled =
        marked(&format!("{FACTORS}rule r\n  when f\n    and g\n    or a is low   # error E0801\n  then level 1\n"));
    let words = compiled.diagnostics[0].problem.words(messages::Lang::En);
    assert_eq!(words.expected, "either (f and g) or a is low, or f and (g or a is low)");
}

#[test]
fn the_level_is_asked_for_by_rules_that_only_require() {
    rules(&[
        "when level is 1 then require report",
        "when level above declared then require report",
        "when declared below level then require report",
        "unless level in {1, declared} then require report",
        "when level is 1 or level is 2 then level 2         # error E0803",
        "when f unless level is 1 then raise by 1           # error E0803",
        "when count of (level is 1) is 1 then level 1       # error E0803",
        "when level is level then require report            # error E0804",
        "when declared is 四级 then level 1                 # error E0701",
        "when declared is 一级 or declared at least level 2 then level declared",
    ]);
}

#[test]
fn arithmetic_is_exact_or_told() {
    rules(&[
        "when n / 3 above 2 then level 1",
        "when n / m above 2 then level 1                    # error E0604",
        "when n / 0 above 2 then level 1                    # error E0603",
        "when m * m above 2 then level 1                    # error E0602",
        "when round n / 3 to 2 above 2 then level 1",
        "when a + 1 above 2 then level 1                    # error E0515",
    ]);
}

#[test]
fn a_condition_has_at_most_1024_operands() {
    let chain = |count: usize| vec!["f"; count].join(" or ");
    rules(&[&format!("when {} then level 1", chain(1_024))]);
    rules(&[&format!("when {} then level 1 # error E0307", chain(1_025))]);
}

#[test]
fn a_number_counted_from_behind_includes_itself_or_not() {
    holding(
        "policy p
         factor n : number in 0..100
         rule r1 when n 10以上 then level 1
         rule r2 when n 5以内 then level 2
         rule r3 when n 8以外 then level 2
         otherwise level 3
         test \"ten\" given n = 10 expect level 1 because r1
         test \"nine\" given n = 9 expect level 2 because r3
         test \"eight\" given n = 8 expect level 3
         test \"five\" given n = 5 expect level 2 because r2",
    );
}

#[test]
fn a_value_wins_over_a_define_of_the_same_name() {
    holding(
        "policy p
         scale degree : low < high
         factor a : degree
         define high = (a is high)
         define low : degree = when high then low, otherwise high
         rule r1 when low is low then level 1
         rule r2 when high then level 1
         otherwise level 3
         test \"high\" given a = high expect level 1 because r1, r2
         test \"low\" given a = low expect level 3",
    );
}

#[test]
fn a_set_may_include_what_another_factor_says() {
    holding(
        "policy p
         choice kind : u | v
         factor s : set of kind
         factor k : kind
         rule r1 when s includes k then level 1
         otherwise level 3
         test \"in\" given s = {u}, k = u expect level 1 because r1
         test \"out\" given s = {u}, k = v expect level 3",
    );
}

#[test]
fn words_of_height_follow_the_ladder_as_written() {
    holding(
        "policy p
         levels A > B > C best first
         factor declared : level
         measure m
         rule r1 when declared at least B then level declared
         rule r2 when level above B then require m
         otherwise level C
         test \"A\" given declared = A expect level A, require m because r1
         test \"B\" given declared = B expect level B, not require m because r1
         test \"C\" given declared = C expect level C",
    );
}
