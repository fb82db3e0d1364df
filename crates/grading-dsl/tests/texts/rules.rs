//! Rules, tables and matrices that conclude; what overrides what.

use crate::marked::{holding, marked};

const FACTORS: &str = "policy p
levels top > middle > bottom outside new \"新办\"
scale degree : low < mid < high
choice kind : u | v
factor a \"甲\" : degree
factor f : yes/no
factor n : number in 0..100 decimals 0
factor s : set of kind
factor declared : level
measure report
define leveled : level = declared
";

#[track_caller]
fn declarations(lines: &str) {
    marked(&format!("{FACTORS}{lines}"));
}

#[test]
fn conclusions_name_levels_outcomes_and_measures() {
    declarations(
        "rule r1 when f then final level top
         rule r2 then may level leveled, raise by 1, lower by 2, require report
         rule r3 when f then presume at least level declared, at most level 2
         rule r4 when f then outside 新办
         rule r5 when f then level highest                  # error E0401
         rule r6 when f then level 4                        # error E0701
         rule r7 when f then level a                        # error E0515
         rule r8 when f then raise by 0                     # error E0808
         rule r9 when f then outside old                    # error E0401
         rule r10 when f then require raport                # error E0401
        ",
    );
}

#[test]
fn a_period_ends_after_it_begins() {
    declarations(
        "rule r1 in force from 2020-01-02 until 2020-01-02 when f then level top
         rule r2 in force from 2020-01-02 until 2020-01-01 when f then level top   # error E0809
        ",
    );
}

#[test]
fn texts_fill_in_what_is_declared() {
    declarations(
        "rule r1 when f then level top because \"甲 {a} {甲} { leveled }, {\"
         rule r2 when f then level top because \"{zz}\"       # error E0405
         otherwise level top because \"{}\"                   # error E0405
        ",
    );
}

#[test]
fn overrides_are_rules_rows_or_tables_without_a_circle() {
    declarations(
        "rule r1 when f then level top overrides t1, t1.2
         table t1 overrides r2
           | a | level |
           | low | top |
           | mid | top |
         rule r2 when f then level top overrides t1.3       # error E0401
         rule own when f then level top overrides own       # error E0806
         rule x1 when f then level top overrides x2         # error E0806
         rule x2 when f then level top overrides x1
         table t2 overrides t3                              # error E0806
           | a | level |
           | low | top |
         table t3 overrides t2
           | a | level |
           | low | top |
        ",
    );
}

#[test]
fn a_row_of_a_first_table_cannot_override_an_earlier_one_by_way_of_a_rule() {
    declarations(
        "table t first overrides r                          # error E0806
           | a | level |
           | low | top |
           | mid | top |
         rule r when f then level top overrides t.1
         table fine first
           | a | level |
           | low | top |
           | mid | top |
         rule later when f then level top overrides fine.2
        ",
    );
}

#[test]
fn a_rule_that_asks_for_the_level_overrides_only_its_like() {
    declarations(
        "rule r1 when f then level top
         rule r2 when level is top then require report
         rule r3 when level is top then require report overrides r2
         rule r4 when level is top then require report overrides r1   # error E0807
        ",
    );
}

#[test]
fn a_table_is_told_row_by_row() {
    declarations(
        "table t \"表\" when f first
           | a | n | level | require | because | cite |
           | low | [3..7) | top | report | \"甲 {a}\" | \"x\" |
           | - | - | declared | - | - | - |
           | not(low, mid) | < 3 | - | report, report | \"b\" | - |
           | n | - | 1 | - | - | - |                        # error E0515
           | mid | - | a | - | - | - |                      # error E0515
           | mid | - | 1, 2 | - | - | - |                   # error E0903
           | mid | - | 1 | raport | - | - |                 # error E0401
           | mid | - | 1 | - | 3 | - |                      # error E0912
           | mid | 101 | 4 | - | - | - |                    # error E0505 # error E0701
           | mid | - | 1 | - | - |                          # error E0901
         table sets
           | s | raise by | lower by | outside |
           | includes u | 2 | - | - |
           | u | 2 | - | - |                                # error E0517
           | includes u, v | - | a | - |                    # error E0910
           | empty | - | - | old |                          # error E0401
           | not empty | - | - | - |
         rule last when f then level top overrides t.4, sets
        ",
    );
}

#[test]
fn a_table_concludes_something() {
    declarations(
        "table t1                                           # error E0906
           | a | n |
           | - | - |
         table t2
           | a | value | level |                            # error E0907
           | - | 3 | 1 |
         table t3 when level is top
           | a | require |
           | low | report |
         table t4 when level is top                         # error E0803
           | a | level |
           | low | top |
        ",
    );
}

#[test]
fn a_table_has_at_most_64_columns() {
    let table = |columns: usize, mark: &str| {
        let head = "| a ".repeat(columns - 1);
        let row = "| - ".repeat(columns - 1);
        format!("table t\n {head}| level | {mark}\n {row}| top |\n")
    };
    declarations(&table(64, ""));
    declarations(&table(65, "# error E0307"));
}

#[test]
fn rows_of_a_unique_table_do_not_overlap() {
    declarations(
        "table apart unique
           | a | f | level |
           | low | - | top |
           | mid | yes | top |
         table overlapping unique                           # error E0916
           | a | f | level |
           | low | - | top |
           | - | yes | top |
        ",
    );
}

#[test]
fn a_matrix_concludes_but_where_a_cell_is_a_dash() {
    holding(
        "policy p
         scale degree : low < mid < high
         factor a : degree
         factor f : yes/no
         factor declared : level
         matrix m : a by f gives level
           |      | yes | no |
           | mid  | declared | 一级 |
           | low  | 3 | - |
           | high | level 2 | 2 |
         otherwise level 1
         test \"dash\" given a = low, f = no, declared = 2 expect level 1
         test \"low\" given a = low, f = yes, declared = 2 expect level 3 because m
         test \"said\" given a = mid, f = yes, declared = 2 expect level 2 because m
         test \"high\" given a = high, f = no, declared = 1 expect level 2 because m",
    );
}

#[test]
fn an_earlier_row_of_a_first_table_overrides_the_later_ones() {
    holding(
        "policy p
         scale degree : low < mid < high
         factor a : degree
         factor f : yes/no
         table t when f first
           | a | level |
           | not(high) | 3 |
           | low | 1 |
           | - | 2 |
         otherwise level 1
         test \"first\" given a = low, f = yes expect level 3 because t.1
         test \"last\" given a = high, f = yes expect level 2 because t.3
         test \"when\" given a = low, f = no expect level 1",
    );
}
