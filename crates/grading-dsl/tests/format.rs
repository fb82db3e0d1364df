//! The layout of typical and of nasty texts, in both keyword languages, to be read as prose; and that deep texts are laid
//! out on a small stack.
#![allow(clippy::unwrap_used, reason = "a test says no by panicking")]

use std::thread;

use grading_dsl::{Keywords, format_text};

fn laid_out(text: &str) -> String {
    format_text(text, Keywords::AsWritten).unwrap()
}

#[test]
fn long_conditions_are_broken_before_and_with_their_comments() {
    let text = "规则 r1 当 职能 为 重要 且 # 第一\n 职权 不为空 且   # 第二\n 有下列情形之一（经济损失 10万元以上, 职权 含任一 {行政审批, 行政处罚, 行政征收}, \
                任职日期 不满 5 年，近 2 年 信访日期 次数 不低于 3）且 非 (a 或 职能 为 无)\n则 等级 red, 应当 m # 结论\n # 其次\n理由 \"理由\"";
    let shown = "\
规则 r1
  当 职能 为 重要  # 第一
     且 职权 不为空  # 第二
     且 有下列情形之一 (
       经济损失 10万元以上,
       职权 含任一 {行政审批, 行政处罚, 行政征收},
       任职日期 不满 5 年,
       近 2 年 信访日期 次数 不低于 3)
     且 非 (a 或 职能 为 无)
  则 等级 red, 应当 m  # 结论
  # 其次
  理由 \"理由\"
";
    assert_eq!(laid_out(text), shown);
    let english = "\
rule r1
  when 职能 is 重要  # 第一
       and 职权 is not empty  # 第二
       and any of (
         经济损失 at least 10万元,
         职权 includes any of {行政审批, 行政处罚, 行政征收},
         任职日期 不满 5 年,
         count of 信访日期 within 2 years at least 3)
       and not (a or 职能 is 无)
  then level red, require m  # 结论
  # 其次
  because \"理由\"
";
    assert_eq!(format_text(text, Keywords::English).unwrap(), english);
}

#[test]
fn tables_are_aligned_by_the_width_of_chinese_with_comments_and_groups_of_rows() {
    let text = "表 t 取先 注 \"注\"\n| 职能 | loss | 等级 | # 表头\n # 各行\n|重要|>= 10万|1|\n\n\n| 重要，一般 | [1万..10万） | 2 | # 尾\n| 非（重要） | - |-|\n理由 \"x\"";
    let shown = "\
表 t 取先
  注 \"注\"
  | 职能       | loss        | 等级 |  # 表头
  # 各行
  | 重要       | >= 10万     | 1    |

  | 重要, 一般 | [1万..10万) | 2    |  # 尾
  | 非(重要)   | -           | -    |
  理由 \"x\"
";
    assert_eq!(laid_out(text), shown);
}

#[test]
fn values_and_levels_are_broken_before_their_signs_and_colons_aligned() {
    let text = "等级表 a \"甲级甲级甲级甲级甲级\" > b \"乙级乙级乙级乙级乙级乙级\" > c \"丙级丙级丙级丙级丙级丙级丙级丙级丙级\"等级外 n\n\
                因素 x：多选 v1 \"一一一一一一一一一一\" ｜ v2 \"二二二二二二二二\" | v3 \"三三三三三三三三三三三\" | v4\n因素 long_name \"长\" : 是否\n\n因素 apart : 数值 范围 ０..5 小数位 0";
    let shown = "\
等级表 a \"甲级甲级甲级甲级甲级\"
     > b \"乙级乙级乙级乙级乙级乙级\"
     > c \"丙级丙级丙级丙级丙级丙级丙级丙级丙级\"
  等级外 n
因素 x              : 多选 v1 \"一一一一一一一一一一\" | v2 \"二二二二二二二二\"
                         | v3 \"三三三三三三三三三三三\" | v4
因素 long_name \"长\" : 是否

因素 apart : 数值 范围 ０..5 小数位 0
";
    assert_eq!(laid_out(text), shown);
}

#[test]
fn scores_and_cases_stand_below_one_another_where_they_are_long() {
    let text = "score s from 20 in 0..100 add 30 when duty is important, 20 when duty is general # a\nadd 5 for each powers, at most 10\n\n\
                deduct 5 for each count of complaints within 1 years\ndefine d : number = 10 when likelihood is certain, 6 when likelihood is likely, 3 when likelihood is possible, otherwise 1";
    let shown = "\
score s from 20 in 0..100
  add 30 when duty is important, 20 when duty is general  # a
  add 5 for each powers, at most 10

  deduct 5 for each count of complaints within 1 years

define d : number =
  10 when likelihood is certain,
  6 when likelihood is likely,
  3 when likelihood is possible,
  otherwise 1
";
    assert_eq!(laid_out(text), shown);
    let chinese = "\
计分 s 自 20 起 范围 0..100
  加 30 当 duty 为 important, 20 当 duty 为 general  # a
  加 5 每项 powers, 至多 10

  扣 5 每项 近 1 年 complaints 次数

定义 d : 数值 =
  10 当 likelihood 为 certain,
  6 当 likelihood 为 likely,
  3 当 likelihood 为 possible,
  其余 1
";
    assert_eq!(format_text(text, Keywords::Chinese).unwrap(), chinese);
}

#[test]
fn tests_and_properties_are_one_line_a_clause() {
    let text = "test \"t\" as of 2024-01-01 given like \"other\" with a = {x, y}, b = 5万元\nexpect level 1, require m, not require n because r\nproperty \"p\" always a is x and level is 1 implies b above 3 note \"n\"\n要求 \"q\" a, b 升高 等级不降";
    let shown = "\
test \"t\" as of 2024-01-01
  given like \"other\" with a = {x, y}, b = 5万元
  expect level 1, require m, not require n because r

property \"p\" always a is x and level is 1 implies b above 3
  note \"n\"
要求 \"q\" a, b 升高 等级不降
";
    assert_eq!(laid_out(text), shown);
    let chinese = "\
测试 \"t\" 截至 2024-01-01
  设 同 \"other\" 改 a = {x, y}, b = 5万元
  应为 一级, 应当 m, 不应当 n 依 r

要求 \"p\" 凡 a 为 x 且 等级 为 一级 必 b 高于 3
  注 \"n\"
要求 \"q\" a, b 升高 等级不降
";
    assert_eq!(format_text(text, Keywords::Chinese).unwrap(), chinese);
    let english = format_text(text, Keywords::English).unwrap();
    assert!(english.ends_with("property \"q\" raising a, b never lowers level\n"), "{english}");
}

#[test]
fn comments_stand_where_a_line_can_end() {
    let text =
        "# 一\n\n\n# 二\nrule r # 三\n  then # 四\n level # 五\n 1 # 六\n , # 七\n raise # x\n by 2\n  # 八\n\n# 九\n";
    assert!(format_text(text, Keywords::AsWritten).is_err(), "a comment within a phrase of one keyword");
    let text = text.replace("raise # x\n by", "raise by");
    let shown = "\
# 一

# 二
rule r  # 三
  then  # 四
  level  # 五
  1,  # 六
  # 七
  raise by 2
  # 八

# 九
";
    assert_eq!(laid_out(&text), shown);
}

#[test]
fn names_that_would_become_keywords_get_backquotes() {
    let text = "因素 a : empty | full\n规则 r 当 a 为 empty 则 列为 一级";
    let shown = "factor a : empty | full\n\nrule r\n  when a is `empty`\n  then level 1\n";
    assert_eq!(format_text(text, Keywords::English).unwrap(), shown);
}

#[test]
fn deep_texts_are_laid_out_on_a_small_stack() {
    let deep = |open: &str, times: usize, close: &str| {
        format!("rule r when {}a{} then level 1", open.repeat(times), close.repeat(times))
    };
    let texts = [deep("(", 60, ")"), deep("any of (", 60, ")"), deep("not ", 60, ""), deep("非（", 30, ")")];
    for text in texts {
        let lay =
            move || [Keywords::AsWritten, Keywords::English, Keywords::Chinese].map(|words| format_text(&text, words));
        let done = thread::Builder::new().stack_size(1 << 20).spawn(lay).unwrap().join().unwrap();
        for found in done {
            let found = found.unwrap();
            assert_eq!(laid_out(&found), found);
        }
    }
}

#[test]
fn long_labels_push_nothing_to_the_right() {
    let label = "长".repeat(1000);
    let text = format!("因素 a \"{label}\" : {}", (0..200).map(|at| format!("v{at}")).collect::<Vec<_>>().join(" | "));
    assert!(laid_out(&text).len() < 2 * text.len() + 1000);
}
