//! That laying out a policy changes nothing else, asked of every policy there is: the standards, the cases, the examples of the pages, and
//! policies by chance; as written, and with all keywords in either language.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says no by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use grading_dsl::{Keywords, format_text};
use grading_tests::generate::cases;
use grading_tests::layout::{ALL, changed, there_and_back};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

#[test]
fn standards_cases_and_examples_stay_what_they_are() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (name, text, base) in texts() {
        match laid_out(&text, base.as_deref()) {
            Ok(true) => count += 1,
            Ok(false) => {}
            Err(reason) => wrong.push(format!("{name}: {reason}")),
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 100, "only {count} texts without mistakes of syntax");
}

#[test]
fn generated_policies_stay_what_they_are() {
    let config = Config { failure_persistence: None, ..Config::with_cases(100) };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[4; 32]));
    let done = runner.run(&cases(), |case| {
        let found = laid_out(&case.policy, case.base.as_deref());
        let base = case.base.as_deref().map_or(Ok(true), |base| laid_out(base, None));
        match found.and(base).and(english_throughout(&case.policy)) {
            Ok(_) => Ok(()),
            Err(reason) => Err(proptest::test_runner::TestCaseError::fail(reason)),
        }
    });
    if let Err(error) = done {
        panic!("{error}");
    }
}

#[test]
fn the_standards_are_laid_out() {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("rules"), &mut files);
    files.retain(|path| path.extension().is_some_and(|ending| ending == "rules"));
    assert!(files.len() >= 5);
    let loose = files.iter().filter(|path| {
        let text = fs::read_to_string(path).unwrap();
        format_text(&text, Keywords::AsWritten).unwrap() != text
    });
    let loose: Vec<String> = loose.map(|path| path.display().to_string()).collect();
    assert!(loose.is_empty(), "not laid out; run grade fmt on {}", loose.join(" "));
}

/// Whether the text can be laid out; an error where anything but the layout changes.
fn laid_out(text: &str, base: Option<&str>) -> Result<bool, String> {
    let found = changed(text, base, &ALL)?;
    // 不满 N 年 is of numbers and of days: which, only the declaration of its left side tells, and an imported one is not at hand.
    if base.is_none() { there_and_back(text).map(|()| found) } else { Ok(found) }
}

/// Whether no Chinese keyword is left in English; the names of generated policies are none of these words.
fn english_throughout(text: &str) -> Result<bool, String> {
    let english = format_text(text, Keywords::English).unwrap_or_default();
    for line in english.lines() {
        let outside: String = line.split('"').step_by(2).collect();
        let mut words = outside.split(|letter: char| letter.is_ascii_punctuation() || letter.is_whitespace());
        // Of a day in an imported file 不满 5 年 stays.
        let left = words.find(|word| CHINESE.contains(word)).filter(|_| !line.contains("不满"));
        if let Some(word) = left {
            return Err(format!("{word} is left in {line}"));
        }
    }
    Ok(true)
}

const CHINESE: &[&str] = &[
    "标准",
    "规则",
    "当",
    "除非",
    "则",
    "列为",
    "定为",
    "评为",
    "直接定为",
    "可列为",
    "一般应列为",
    "不低于",
    "不高于",
    "等级",
    "起施行",
    "自",
    "至",
    "起",
    "位",
    "级",
    "之间",
    "在",
    "已满",
    "超过",
    "项数",
    "次数",
    "近",
    "本年度",
    "上年度",
    "计数",
    "最高",
    "最低",
    "四舍五入",
    "行",
    "列",
    "由",
    "定",
    "且",
    "或",
    "非",
    "为",
    "不为",
    "是",
    "否",
    "升高",
    "等级不降",
    "凡",
    "必",
    "始终",
    "不得有",
    "应当",
    "不应当",
    "应为",
    "依",
    "设",
    "同",
    "改",
    "取值",
    "空",
    "非空",
    "含",
    "含任一",
    "含全部",
    "属于",
    "早于",
    "晚于",
    "不早于",
    "不晚于",
    "上调",
    "下调",
    "调高",
    "调低",
    "多选",
    "数值",
];

/// Every text there is, with its name and what it imports.
fn texts() -> Vec<(String, String, Option<String>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut files = Vec::new();
    for folder in ["rules", "docs", "tests/cases", "tests/conformance", "crates/messages/codes"] {
        collect(&root.join(folder), &mut files);
    }
    files.push(root.join("README.md"));
    let mut found = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let name = path.strip_prefix(root).unwrap().display().to_string();
        if path.extension().is_some_and(|ending| ending == "rules") {
            found.push((name, text, None));
        } else {
            found.extend(blocks(&text).map(|(line, block)| (format!("{name}:{line}"), block, None)));
        }
    }
    found
}

/// The blocks of rules on a page; one that is a part stands alone, with the errors that this gives.
fn blocks(text: &str) -> impl Iterator<Item = (usize, String)> {
    let mut found = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        if line.starts_with("```") {
            let inside: Vec<&str> = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
            if line.starts_with("```rules") {
                found.push((number + 1, inside.join("\n")));
            }
        }
    }
    found.into_iter()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rules" || ending == "md") {
            found.push(path);
        }
    }
}
