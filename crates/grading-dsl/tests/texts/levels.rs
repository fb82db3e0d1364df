//! Levels: how many, how they are called, what a number means.

use crate::marked::{errors_stand_where_marked, marked};

#[test]
fn without_a_declaration_three_levels_stand() {
    let compiled = marked(
        "policy p
         factor a : yes/no
         rule r when a then level 1
         rule s when not a then 高
         test \"t\" as of 2020-01-01 given a = yes expect level 一级 because r",
    );
    let policy = compiled.policy.unwrap();
    let names: Vec<&str> = policy.ladder.levels.iter().map(|level| level.named.name.as_str()).collect();
    assert_eq!(names, ["一级", "二级", "三级"]);
}

#[test]
fn a_number_means_the_level_declared_by_it() {
    let compiled = marked(
        "policy p
         levels 2 \"二级\" > 1 \"一级\"
         factor a : yes/no
         rule r when a then level 1
         otherwise 二级",
    );
    let policy = compiled.policy.unwrap();
    assert_eq!(policy.ladder.levels[0].number, Some(2));
}

#[test]
fn a_level_called_by_another_number_than_its_own_is_an_error() {
    marked("policy p\nlevels A \"二级\" > B \"一级\"   # error E0705 # error E0705\n");
    marked("policy p\nlevels 重大 \"一级\" > 一般 \"二级\"");
    marked("policy p\nlevels 重大 > 一般 \"五级\"   # error E0705\n");
}

#[test]
fn two_to_nine_levels() {
    marked("policy p\nlevels a > b > c > d > e > f > g > h > i");
    marked("policy p\nlevels a > b > c > d > e > f > g > h > i > j   # error E0702\n");
}

#[test]
fn levels_by_number_and_by_name_do_not_mix() {
    marked("policy p\nlevels 2 > 1 > low   # error E0703\n");
}

#[test]
fn levels_are_declared_once() {
    marked("policy p\nlevels a > b\nlevels a > b   # error E0706\n");
}

#[test]
fn a_level_that_is_not_there() {
    marked(
        "policy p
         levels major > minor outside new \"新办\"
         factor a : yes/no
         factor declared : level assume mayor               # error E0401
         rule r when a then level 3                         # error E0701
         rule s when a then outside neww                    # error E0401
         rule t when a then outside 新办
         otherwise level minor",
    );
}

#[test]
fn an_imported_file_has_the_levels_of_its_importer() {
    errors_stand_where_marked(&[
        ("own.rules", "policy p\nlevels a > b\nimport \"same.rules\"\nimport \"other.rules\"   # error E1008\n"),
        ("same.rules", "levels a > b"),
        ("other.rules", "levels b > a   # error E0707\n"),
    ]);
}

#[test]
fn imported_levels_come_along() {
    let compiled = errors_stand_where_marked(&[
        ("own.rules", "policy p\nimport \"with.rules\"\notherwise level b"),
        ("with.rules", "levels a > b"),
    ]);
    assert_eq!(compiled.policy.unwrap().ladder.levels.len(), 2);
}

#[test]
fn a_level_has_a_number_from_one_to_nine() {
    marked("policy p\nlevels 10 > 1   # error E0704\n");
}
