//! Defines and scores: forms, types, order, circles.

use crate::marked::{holding, marked};

const FACTORS: &str = "policy p
scale degree : low < mid < high
choice kind : u | v
factor a : degree
factor b : degree
factor k : kind
factor f : yes/no
factor g : yes/no
factor n : number in 0..100 decimals 0
factor large : number in 0..1000000000000
factor m : number in 0..1000亿 decimals 2 unit \"元\"
factor s : set of kind
factor d : date
factor ds : dates
factor declared : level
";

#[track_caller]
fn declarations(lines: &str) {
    marked(&format!("{FACTORS}{lines}"));
}

#[test]
fn a_define_is_a_value_a_number_or_a_condition() {
    declarations(
        "define harm = max(a, b, later)
         define later : degree = low when n below 10, mid when n below 20, otherwise high
         define same = a when f, otherwise b
         define number : number = 10 when f, n when g, otherwise n * 2
         define flag = (f and g)
         define alias = f
         define constant = 11
         define leveled : level = declared when f, 一级 when g, otherwise 2
         define counted = count of (f, g, n above 3) + size of s + count of ds in this year
         define answer : yes/no = f when g, otherwise (a is low)
         define set = s                                     # error E0813
         define date = d                                    # error E0813
         define outcome = level                             # error E0803
         define untyped = lo when f, otherwise hi           # error E0812
         define misspelt : degree = medium when f, otherwise low   # error E0401
         define mistyped : degre = low                      # error E0401
         define mixed = max(n, a)                           # error E0515
        ",
    );
}

#[test]
fn what_rests_on_something_wrong_is_silent() {
    declarations(
        "define x = yy + 1                                  # error E0401
         define y = x + 1
         define z = max(x, y)
         rule r when z above y and x is low then level 1
        ",
    );
}

#[test]
fn a_circle_is_told_at_its_first_member() {
    declarations(
        "define c1 = c2 + 1                                 # error E0805
         define c2 = c3 + c1
         define c3 = c2
         define built_on = c3 + 1
         define own = own + 1                               # error E0805
        ",
    );
}

#[test]
fn defines_rest_on_defines_at_most_64_deep() {
    let chain = |count: usize| {
        let links = (2..=count).map(|link| format!("define d{link} = d{} + 1{}\n", link - 1, mark(link)));
        format!("define d1 = n\n{}", links.rev().collect::<String>())
    };
    declarations(&chain(64));
    declarations(&chain(70));
}

fn mark(link: usize) -> &'static str {
    if link == 65 { "   # error E0307" } else { "" }
}

#[test]
fn an_overflow_is_told_when_the_policy_is_checked() {
    declarations(
        "define product = large * large                     # error E0602
         define few = n * n
         define huge = 1000000000000000000000 * large * 1000000000000000000000   # error E0601
        ",
    );
}

#[test]
fn a_define_may_declare_a_unit_if_it_is_a_number() {
    declarations(
        "define tenth unit \"元\" = m / 10 + 5元
         define other = m / 10 + 5人                        # error E0507
         define value unit \"元\" : degree = a              # error E0814
         define percent unit \"%\" = n                      # error E0511
         rule r when tenth above 3万元 then level 1
        ",
    );
}

#[test]
fn the_rows_of_a_value_table_cover_every_record() {
    declarations(
        "define full : degree = table
           | a | f | value |
           | low | - | low |
           | mid, high | yes | mid |
           | not(low) | no | high |
         define gap : degree = table                        # error E0913
           | a | f | value |
           | low | - | low |
           | mid, high | yes | mid |
         define overlap : degree = table                    # error E0914
           | a | f | value |
           | - | - | low |
           | mid | yes | mid |
         define agreeing : degree = table
           | a | f | value |
           | - | - | low |
           | mid | yes | low |
         define first : degree = table first
           | a | f | value |
           | mid | yes | mid |
           | - | - | low |
         define numbers : number = table
           | n | value |
           | < 10 | n * 2 |
           | [10..20) | 5 |
           | >= 20 | 1.5 |
        ",
    );
}

#[test]
fn a_value_table_need_not_cover_what_cannot_be() {
    declarations(
        "define partial : number = table
           | a | f | value |
           | low | - | 1 |
           | - | no | 2 |
         impossible when a is low and f is no because \"…\"
         impossible when a at least mid and f because \"…\"
        ",
    );
}

#[test]
fn a_value_table_is_told_cell_by_cell() {
    declarations(
        "define numbers : number = table
           | n | value |
           | < 10 | n * 2 |
           | [10..20) | 5 | 3 |                             # error E0901
           | >= 200 | 1.5 |                                 # error E0505
           | | 1.5 |                                        # error E0902
           | lo | 3 |                                       # error E0401
           | - | low |                                      # error E0401
        ",
    );
}

#[test]
fn a_matrix_has_every_row_and_column_once() {
    declarations(
        "define total : number = matrix a by f
           |   | yes | no |
           | low | 1 | 2 |
           | high | 5 | 6.5 |
           | mid | 3 | 4 |
         define lacking : degree = matrix a by f            # error E0904
           |   | yes | no |
           | low | low | low |
           | high | low | low |
         define column : degree = matrix a by k             # error E0904
           |   | u |
           | low | low |
           | mid | low |
           | high | low |
         define number : degree = matrix a by n             # error E0518
           |   | yes | no |
           | low | low | low |
         define cells : degree = matrix a by f
           | 甲 | yes | no |
           | low | low | - |                                # error E0903
           | mid | low |  |                                 # error E0902
           | mid | low | low |                              # error E0905
           | high | low | lo |                              # error E0401
        ",
    );
}

#[test]
fn a_score_says_what_counts_and_when() {
    declarations(
        "score right from n in 0..100
           add 30 when a is high, 20 when a is mid
           when f add n
           add 5 for each s, at most 8
           deduct 5 for each count of ds within 1 years, at most 20
         score bare
           add 5                                            # error E0810
         score each
           add 5 for each a                                 # error E0811
           add 5 for each s, at most n                      # error E0611
         score reversed in 10..5                            # error E0508
           add 5 when f
         score unit unit \"分\" from 100分
           deduct 5分 when f
           deduct 5元 when g                                # error E0507
        ",
    );
}

#[test]
fn a_score_is_cut_off_at_both_ends() {
    holding(
        "policy p
         factor n : number in 0..100 decimals 0
         factor s : set of u | v | w
         score total from 10 in 0..30
           add n when n above 50, 5 when n above 10
           add 4 for each s, at most 10
           deduct 7 for each s, at most 9
         rule r1 when total is 30 then level 1
         rule r2 when total is 0 then level 2
         otherwise level 3
         test \"top\" given n = 60, s = {} expect level 1, total = 30
         test \"cap\" given n = 20, s = {u, v, w} expect level 3, total = 16
         test \"one\" given n = 0, s = {u} expect level 3, total = 7",
    );
}

#[test]
fn cases_tables_and_matrices_give_the_first_that_holds() {
    holding(
        "policy p
         scale degree : low < mid < high
         factor a : degree
         factor f : yes/no
         define cases : number = 1 when a is low, 2 when f, otherwise 3
         define rows : number = table first
           | a | f | value |
           | low | - | 1 |
           | - | yes | 2 |
           | - | - | 3 |
         define cells : degree = matrix f by a
           |     | high | low | mid |
           | no  | low  | mid | high |
           | yes | mid  | low | low |
         define numbers : number = matrix f by a
           |     | high | low | mid |
           | no  | 1 | 2 | 3.5 |
           | yes | 4 | 5 | 6 |
         rule r when cases is rows then level 1
         test \"low\" given a = low, f = yes expect level 1, cases = 1, cells = low, numbers = 5
         test \"mid\" given a = mid, f = no expect level 1, cases = 3, cells = high, numbers = 3.5
         test \"high\" given a = high, f = yes expect level 1, cases = 2, cells = mid, numbers = 4",
    );
}
