//! Digests of texts: what a reader would call the same text has the same, every change of meaning another.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test says no by panicking")]

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};

use core_model::{Digest, FileDigest};
use grading_dsl::syntax::Item;
use grading_dsl::{Compiled, Files, Unreadable, compile, compile_text};
use grading_tests::generate::{Generated, cases};
use grading_tests::policies::found;
use grading_tests::rewrite::{REWRITES, is_free, pieces};
use messages::{FileId, Severity};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

/// Files whose texts are written in another way before they are read.
struct Rewritten<'f> {
    files: &'f dyn Files,
    rewrite: &'f dyn Fn(&str) -> String,
}

impl Files for Rewritten<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        let text = String::from_utf8(self.files.read(path)?).unwrap();
        Ok((self.rewrite)(&text).into_bytes())
    }
}

struct Folder(PathBuf);

impl Files for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        fs::read(self.0.join(path)).map_err(|_| Unreadable::Missing)
    }
}

struct Case<'c>(&'c Generated);

impl Files for Case<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        let text = if path == "own.rules" { Some(&self.0.policy) } else { self.0.base.as_ref() };
        text.map(|text| text.clone().into_bytes()).ok_or(Unreadable::Missing)
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Every accepted policy beside the tests and under `rules/`: its folder and its name there.
fn written() -> Vec<(Folder, String)> {
    let mut folders: Vec<PathBuf> =
        ["hand", "random", "warnings"].map(|folder| root().join("tests/conformance").join(folder)).to_vec();
    folders.extend(fs::read_dir(root().join("rules")).unwrap().map(|folder| folder.unwrap().path()));
    folders.sort();
    let mut policies = Vec::new();
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| name.ends_with(".rules"));
        names.sort();
        policies.extend(names.into_iter().map(|name| (Folder(folder.clone()), name)));
    }
    policies.retain(|(folder, name)| compile(name, folder).policy.is_some());
    assert!(policies.len() > 20, "hardly any policies");
    policies
}

fn digest(path: &str, files: &dyn Files) -> Option<Digest> {
    compile(path, files).digest()
}

/// What is wrong with the digests of a policy that is written in other ways, if anything.
fn rewriting(path: &str, files: &dyn Files) -> Option<String> {
    let own = digest(path, files);
    let source = compile(path, files).source();
    REWRITES.iter().find_map(|(how, rewrite)| {
        let rewritten = compile(path, &Rewritten { files, rewrite });
        if rewritten.digest() != own {
            return Some(format!("{path} {how}: {:?} for {own:?}", rewritten.digest()));
        }
        (rewritten.source() == source).then(|| format!("{path} {how} has the same source"))
    })
}

/// What is wrong with the digests of a policy that lacks one of its declarations, if anything.
fn lacking(path: &str, files: &dyn Files) -> Option<String> {
    let own = digest(path, files);
    let text = String::from_utf8(files.read(path).unwrap()).unwrap();
    let (before, pieces) = pieces(&text);
    (0..pieces.len()).find_map(|left_out| {
        let (item, piece) = &pieces[left_out];
        let kept = pieces.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, (_, piece))| piece.as_str());
        let text: String = [before.as_str()].into_iter().chain(kept).collect();
        let first = Cell::new(true);
        let rewrite = |read: &str| if first.replace(false) { text.clone() } else { read.to_owned() };
        let found = digest(path, &Rewritten { files, rewrite: &rewrite })?;
        // Whatever of these is not missed by anything else is meaningless by itself.
        let meaningless = is_free(item) && !matches!(item, Item::Define(_) | Item::Score(_));
        let unsettled = matches!(item, Item::Import(_) | Item::Levels(_));
        ((Some(found) == own) != meaningless && !unsettled).then(|| format!("{path} without {piece}"))
    })
}

#[test]
fn written_policies_keep_their_digest_in_other_words() {
    let wrong: Vec<String> = written().iter().filter_map(|(folder, name)| rewriting(name, folder)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn written_policies_lose_their_digest_with_a_declaration() {
    let wrong: Vec<String> = written().iter().filter_map(|(folder, name)| lacking(name, folder)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn written_policies_all_differ() {
    let mut digests: Vec<(Digest, String)> =
        written().iter().map(|(folder, name)| (digest(name, folder).unwrap(), name.clone())).collect();
    digests.sort();
    let twins = digests.windows(2).filter(|pair| pair[0].0 == pair[1].0).map(|pair| format!("{pair:?}"));
    // Translations are the same policy.
    let twins: Vec<String> = twins.filter(|pair| !pair.contains(".en.rules")).collect();
    assert!(twins.is_empty(), "{}", twins.join("\n"));
}

#[test]
fn generated_policies_keep_their_digest_in_other_words_and_lose_it_with_a_declaration() {
    let config = Config { cases: 60, failure_persistence: None, max_shrink_iters: 2_000, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]));
    let found = runner.run(&cases(), |case| {
        let files = Case(&case);
        let wrong = rewriting("own.rules", &files).or_else(|| lacking("own.rules", &files));
        wrong.map_or(Ok(()), |wrong| Err(TestCaseError::fail(wrong)))
    });
    if let Err(failure) = found {
        panic!("{failure}");
    }
}

const ENGLISH: &str = r#"
policy p "样例"
  language 1
  version "1"
  cite "甲文"
  in force from 2012-01-01 until 2030-12-31
  combine least severe
levels 1 "甲等" aka "头等" > 2 "乙等" > 3 "丙等" outside fresh "新办" | gone "移送"
scale degree "程度" : low "低" < medium "中" aka "一般" < high "高"
choice power : approval "审批" | penalty "处罚"
factor duty "职能" : degree assume high
factor powers "职权" aka "权力" : set of power
factor loss "损失" : number in 0..1000000 unit "元"
factor cases "件数" : number in 0..100 decimals 0
factor since "起始" : date
factor complaints "投诉" : dates
factor listed "列入" : yes/no
factor declared "自报" : level
factor remark "备注" : text
define loss_degree "损失程度" : degree = low when loss below 100000, medium when loss at most 500000, otherwise high
define worst "最重" = max(duty, loss_degree)
define share : number = round (loss / 4 + 2 * cases) to 1
define recent : number = count of complaints within 2 years + count of complaints in this year
define grave = (at least 2 of (listed, cases above 3, size of powers at least 1))
score points "得分" from 10 in 0..100
  add 30 when duty is high, 20 when duty is medium
  add 5 for each powers, at most 10
  deduct 5 for each count of complaints in last year
matrix grid "矩阵" : duty by loss_degree gives presume level
  |        | low | medium | high |
  | low    | 3   | 3      | 2    |
  | medium | 3   | 2      | -    |
  | high   | 2   | 1      | 1    |
table t "表" when listed first
  | duty   | cases  | powers          | level | because | require |
  | high   | [3..7) | includes approval | 1   | "因"    | watch   |
  | -      | > 7    | not empty       | 2     | -       | -       |
measure watch "盯防" every 6 months by "纪委"
measure audit "审计"
rule a "甲规"
  in force from 2013-01-01
  when duty is high and (powers includes approval or powers is not empty) and not listed
  unless since at least 2 years ago or since on or before 2015-01-01
  then final level 1, require audit
  because "职能{duty}，得{points}分"
  cite "第一条"
rule b when loss between 10000 and 20000 and points at least 70 and below 90 then at least level 2, raise by 1
rule c when remark in {"甲", "乙"} and none of (listed, grave) then outside fresh overrides a, t
rule d when declared is 1 and recent above 2 then level declared
rule e when level is 1 and worst at least medium then require watch
rule f then may level 3
impossible when cases = 0 and complaints is not empty because "不合"
also give points, worst, share
otherwise level 2 because "其余" cite "末条"
test "一" as of 2020-01-01 given duty = high expect undetermined
property "二" always listed implies level is not 3
accept W0102 on f because "留"
"#;

const CHINESE: &str = r#"
认可 W0102 于 f 理由 「另有说法」
要求 “三” 每条必有等级
标准 p "样例"
  依据 "甲文"
  并存时 从宽
  自 2012年1月1日 起施行 至 2030年12月31日
  版本 “1”
  注 "此处有注"
等级表 1 "甲等" 又称 "头等" ＞ 2 "乙等" ＞ 3 "丙等" 等级外 fresh "新办" ｜ gone "移送"
因素 duty "职能" ： 分级程度 未填视为 高
因素 powers "职权" 又称 "权力" : 多选 approval "审批" | penalty "处罚"
因素 loss "损失" : 数值 范围 0..100万 计量单位 "元" 小数位 2
因素 cases "件数" : 数值 范围 0..100 小数位 0
因素 since "起始" : 日期
因素 complaints "投诉" : 历次日期
因素 listed "列入" : 是否
因素 declared "自报" : 等级
因素 remark "备注" : 文本
计分 points "得分" 自 10 起 范围 0..100
  当 职能 为 高 加 30, 当 职能 为 一般 加 20
  每项 职权 加 5, 至多 10
  每次 上年度 投诉 次数 扣 5
定义 grave = (至少 2 项 (列入, 件数 高于 3, 职权 项数 达到 1))
定义 recent : 数值 = 近 2 年 投诉 次数 + 本年度 投诉 次数
定义 share : 数值 = 四舍五入 (损失 / 4 + 2 × 件数) 至 1 位
定义 worst "最重" = 最高（职能，损失程度）
定义 loss_degree "损失程度" : 分级程度 = 当 损失 不满 10万元 则 低, 当 损失 50万元以内 则 中, 其余 高
矩阵 grid "矩阵" : 行 职能 列 损失程度 定 一般应列为
  |    | 低 | 中 | 高 |
  | 低 | 三级 | 三级 | 二级 |
  | 中 | 三级 | 二级 | - |
  | 高 | 二级 | 一级 | 一级 |
表 t "表" 取先 当 列入
  | 职能 | 件数   | 职权    | 等级 | 理由 | 应当 |
  | 高   | [3..7) | 含 审批 | 一级 | "因" | 盯防 |
  | -    | > 7    | 非空    | 二级 | -    | -    |
措施 watch "盯防" 每 6 个月 由 "纪委"
措施 audit "审计"
规则 a "甲规"
  依据 "第一条"
  理由 "职能{职能}，得{得分}分"
  则 直接定为 一级, 应当 审计
  除非 起始 已满 2 年 或 起始 不晚于 2015年1月1日
  当 同时符合 (职能 为 高, (职权 含 审批 或 (职权 不为空)), 非 (列入))
  自 2013-01-01 起施行
规则 b 当 损失 在 1万 至 2万元 之间 且 得分 达到 70 且 不满 90 则 不低于 二级, 上调 1 级
规则 c 当 备注 属于 {"乙", "甲"} 且 均不符合 (列入, grave) 则 等级外 新办 优先于 `表`, 甲规
规则 d 当 自报 为 一级 且 recent 超过 2 则 列为 等级 自报
规则 e 当 等级 为 一级 且 最重 不低于 一般 则 应当 盯防
规则 f 则 可列为 三级
不应出现 当 件数 为 0 且 投诉 不为空 理由 "不合"
一并给出 得分, 最重, share
其余 二级 依据 "末条" 理由 "其余"
分档 分级程度 : low "低" < medium "中" 又称 "一般" < high "高"
选项 无用 : 子 | 丑
"#;

fn of(text: &str) -> Digest {
    let compiled = compile_text(text);
    compiled.digest().unwrap_or_else(|| panic!("{:#?}", found(&compiled, Severity::Error)))
}

#[test]
fn a_translation_in_another_order_with_other_spellings_is_the_same_policy() {
    assert_eq!(of(ENGLISH), of(CHINESE));
}

/// Each line of changes: what is written, and what else could be.
#[test]
fn every_change_of_a_word_that_means_something_is_another_policy() {
    let changes = include_str!("../cases/digest.txt");
    let mut seen = std::collections::BTreeMap::from([(of(ENGLISH), "the text itself")]);
    for line in changes.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (old, new) = line.split_once(" => ").unwrap_or_else(|| panic!("no change: {line}"));
        assert_eq!(ENGLISH.matches(old).count(), 1, "{old} must stand in the text once");
        if let Some(other) = seen.insert(of(&ENGLISH.replacen(old, new, 1)), line) {
            panic!("{line}: the same digest as {other}");
        }
    }
    assert!(seen.len() > 60, "only {} changes", seen.len());
}

#[test]
fn the_digest_of_a_text_never_changes_by_itself() {
    assert_eq!(of(ENGLISH).to_string(), "g1:7f21a49626644be5b7f87fb5b5f33db940c3530417daf44730798ca1dc070361");
}

struct Two<'t>(&'t str, &'t str);

impl Files for Two<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        match path.rsplit('/').next() {
            Some("own.rules") => Ok(self.0.as_bytes().to_vec()),
            Some("b.rules" | "c.rules") => Ok(self.1.as_bytes().to_vec()),
            _ => Err(Unreadable::Missing),
        }
    }
}

fn two(path: &str, own: &str, base: &str) -> Compiled {
    let compiled = compile(path, &Two(own, base));
    assert!(compiled.policy.is_some(), "{:#?}", compiled.diagnostics);
    compiled
}

const OWN: &str = "policy p\nimport \"sub/b.rules\"\nrule r when a then level 1\notherwise level 3\n";
const BASE: &str = "factor a : yes/no\n";

#[test]
fn the_source_digest_changes_with_every_byte_and_path_and_the_meaning_does_not() {
    let own = two("own.rules", OWN, BASE);
    let others = [
        two("own.rules", &format!("{OWN} "), BASE),
        two("own.rules", &format!("\u{feff}{OWN}"), BASE),
        two("own.rules", OWN, &format!("{BASE}#")),
        two("own.rules", &OWN.replace("b.rules", "c.rules"), BASE),
    ];
    for other in &others {
        assert_eq!(other.digest(), own.digest());
        assert_ne!(other.source(), own.source());
    }
    assert_eq!(two("some/folder/own.rules", OWN, BASE).source(), own.source());
    assert_eq!(own.policy.as_ref().unwrap().source, Some(own.source()));
    let one_file = OWN.replace("import \"sub/b.rules\"\n", BASE);
    assert_eq!(two("own.rules", &one_file, "").digest(), own.digest());
}

#[test]
fn the_source_digest_is_that_of_a_list_that_anyone_can_write() {
    let own = two("own.rules", OWN, BASE);
    assert_eq!(own.sources.digest(FileId(0)), Some(FileDigest::of(OWN.as_bytes())));
    let plain = |text: &str| FileDigest::of(text.as_bytes()).to_string().replace("sha256:", "");
    let list = format!("grading-source 1\n{} 9 own.rules\n{} 11 sub/b.rules\n", plain(OWN), plain(BASE));
    assert_eq!(own.source().to_string(), format!("s1:{}", plain(&list)));
    assert_eq!(own.source().to_string(), "s1:e50145444dfc0809105439a136e71bd01eb43ab297abc8a24b3c803a779646f4");
}
