//! `prove`: what it prints, in both languages and as JSON, and how it ends.

mod grade;

use grade::Folder;
use serde_json::{Value, json};

/// Rules that leave out the boundary and contradict each other.
const OPEN: &str = "标准 样例 \"样例\"
并存时 须一致
分档 degree \"程度\" : low \"低\" < mid \"中\" < high \"高\"
因素 a \"甲\" : degree
因素 n \"经济损失\" : 数值 范围 0..100 小数位 0 计量单位 \"元\"
规则 r1 \"甲高\" 当 甲 为 高 则 列为 一级
规则 r2 \"损失大\" 当 经济损失 高于 10 则 列为 二级
规则 r3 \"损失小\" 当 经济损失 低于 10 则 列为 二级
";

const WHOLE: &str = "policy p \"p\"\nscale degree : low < mid < high\nfactor a : degree\nfactor t : text\nrule r when a is high then level 1\nrule s when t is \"x\" then at least level 2\notherwise level 3\n";

#[test]
fn a_policy_that_leaves_out_nothing_is_all_well() {
    let folder = Folder::of(&[("p.rules", WHOLE)]);
    let done = folder.grade("prove p.rules --as-of 2026-01-01");
    let expected = "p.rules: complete: every possible record gets an outcome
p.rules: no contradictions: where rules differ, the most severe counts

what each factor does to the level while all others stay:

  factor  matters  raised, never lowers  raised, never raises
  a       yes      yes                   no
  t       yes      -                     -

how many records get each outcome, by the rules of 2026-01-01:

  outcome       combinations
  level 1                  2
  level 2                  1
  level 3                  1
  all possible             4

for how many combinations each rule stands, and decides:

  rule  stands  decides
  r          2        2
  s          2        1

a combination has one class of values for each factor; values that no condition tells apart are one class
records are not counted, since the policy asks for texts or days
";
    assert_eq!((done.out.as_str(), done.err.as_str(), done.code), (expected, "", 0));
}

#[test]
fn what_is_left_out_is_told_whole_with_a_rule_a_test_and_its_number() {
    let folder = Folder::of(&[("p.rules", OPEN)]);
    let done = folder.grade("prove p.rules --as-of 2026-01-01 --lang zh");
    assert_eq!(done.code, 1, "{}", done.err);
    let begins = "p.rules：不完整：6 种组合中的 1 种（约占全部记录的 0.66%）未评定
p.rules：有冲突：6 种组合中的 2 种（约占全部记录的 33%），规则结论不一致

未评定的情形：

规则 待补_1
  当 甲 不为 高 且 经济损失 为 10
  则 列为 ?级   # 请填写其一：1、2、3
# 6 种组合中的 1 种（约占全部记录的 0.66%）

测试 \"未评定 1\"
  设 甲 = 低, 经济损失 = 10
  应为 未评定

冲突的情形：

甲 为 高 且 经济损失 低于 10
# 6 种组合中的 1 种（约占全部记录的 3.3%）
# 涉及规则：甲高、损失小

测试 \"冲突 1\"
  设 甲 = 高, 经济损失 = 0
  应为 冲突

甲 为 高 且 经济损失 高于 10
# 6 种组合中的 1 种（约占全部记录的 29.7%）
# 涉及规则：甲高、损失大

测试 \"冲突 2\"
  设 甲 = 高, 经济损失 = 11
  应为 冲突

警告[W0110]";
    assert!(done.out.starts_with(begins), "{}", done.out);
    let table = "
  结果        组合数  记录数       占比
  一级             1       1   约 0.33%
  二级             2     200  约 66.01%
  三级             0       0         0%
  冲突             2     100     约 33%
  未评定           1       2   约 0.66%
  全部可能的       6     303       100%
";
    assert!(done.out.contains(table), "{}", done.out);
}

#[test]
fn programs_get_an_object_for_each_statement() {
    let folder = Folder::of(&[("p.rules", OPEN)]);
    let done = folder.grade("prove p.rules --as-of 2026-01-01 --message-format json");
    let told = done.lines();
    let of = |kind: &str| told.iter().filter(|one| one["kind"] == kind).cloned().collect::<Vec<Value>>();
    assert_eq!(
        of("ungraded"),
        [
            json!({"kind":"ungraded","on":"样例","condition":"a is not high and n is 10","outcome":{"outcome":"ungraded"},
            "count":{"combinations":"1","records":"2"},"witness":{"a":"low","n":"10"},"as_of":"2026-01-01"})
        ]
    );
    assert_eq!(of("conflict")[0]["rules"], json!(["r1", "r3"]));
    let lowers = of("never lowers");
    assert_eq!((&lowers[0]["on"], &lowers[0]["verdict"]), (&json!("a"), &json!("does not hold")));
    assert!(lowers[0]["witness"].is_object() && lowers[0]["raised"].is_object(), "{lowers:?}");
    let outcomes = of("outcome");
    assert_eq!(outcomes[1]["outcome"], json!({"outcome":"graded","level":2}));
    assert_eq!(outcomes[1]["count"], json!({"combinations":"2","records":"200"}));
    assert_eq!(of("decides")[0]["count"], json!({"combinations":"3","records":"101"}));
    assert!(told.iter().any(|one| one["code"] == "W0104"), "{}", done.out);
}

#[test]
fn what_the_author_accepts_is_no_fault() {
    let accepted = OPEN.replace("并存时 须一致", "并存时 从严") + "认可 W0104 于 样例 理由 \"原文如此\"\n";
    let folder = Folder::of(&[("p.rules", &accepted)]);
    let done = folder.grade("prove p.rules --as-of 2026-01-01 --lang zh");
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(
        done.out.starts_with("p.rules：不完整（已认可）：") && done.out.contains("\n已认可：原文如此\n"),
        "{}",
        done.out
    );
    assert!(!done.out.contains("测试 \"未评定 1\""), "{}", done.out);
}

#[test]
fn days_without_rules_are_told() {
    let rule = "rule r in force from 2020-01-01 until 2020-12-31 when a then level 1\nrule s in force from 2022-01-01 then level 2\n";
    let folder = Folder::of(&[("p.rules", &format!("policy p in force from 2019-01-01\nfactor a : yes/no\n{rule}"))]);
    let done = folder.grade("prove p.rules");
    assert_eq!(done.code, 1, "{}", done.err);
    let days = "p.rules: nothing is graded from 2019-01-01 until 2019-12-31\np.rules: nothing is graded from 2021-01-01 until 2021-12-31\n";
    assert!(done.out.contains(days), "{}", done.out);
    assert!(done.out.contains("not graded as of 2020-01-01:\n\nrule gap_2\n  when a is no\n"), "{}", done.out);
}

#[test]
fn nothing_is_proved_of_a_policy_with_errors() {
    let folder = Folder::of(&[("p.rules", "policy p\nrule r when x then level 1\n")]);
    let done = folder.grade("prove p.rules --lang zh");
    assert_eq!(done.code, 1);
    assert!(done.err.ends_with("；未作证明\n"), "{}", done.err);
    assert_eq!(folder.grade("prove q.rules").code, 2);
}
