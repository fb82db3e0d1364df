//! The worst inputs and what is answered, both languages, as a page to be read: `docs/worst-inputs.md`.
//! To write it anew: `UPDATE=1 cargo test -p cli --test worst`; what changed is then read as prose.
#![allow(clippy::unwrap_used, reason = "a test says no by panicking")]

mod grade;

use std::fs;
use std::path::Path;

use grade::{Done, Folder};

/// An input: what is bad about it, the files that it consists of, the command that meets it.
struct Worst {
    title: &'static str,
    files: Vec<(&'static str, Vec<u8>)>,
    command: &'static str,
}

/// A policy to grade bad data by.
const POLICY: &str = "标准 p \"样例\"\n因素 duty \"职能\" : none \"无\" < important \"重要\"\n\
因素 loss \"经济损失\" : 数值 计量单位 \"元\"\n规则 r 当 职能 为 重要 且 经济损失 10万元以上 则 列为 一级\n其余 三级\n";

/// How much of an answer is shown.
const LINES: usize = 14;
const WIDTH: usize = 160;

#[test]
fn the_worst_inputs_are_answered_as_the_page_says() {
    let mut page = String::from(HEAD);
    for (at, worst) in policies().into_iter().chain(data()).enumerate() {
        page.push_str(&format!("\n## {}. {}\n\n`grade {}`\n", at + 1, worst.title, worst.command));
        for lang in ["en", "zh"] {
            let done = answered(&worst, lang);
            page.push_str(&format!("\n```text\n{}exit code {}\n```\n", shown(&done), done.code));
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/worst-inputs.md");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, page).unwrap();
    } else {
        assert!(
            fs::read_to_string(path).unwrap_or_default() == page,
            "write docs/worst-inputs.md anew and read what changed"
        );
    }
}

const HEAD: &str = "# The worst inputs

Inputs that break tools, and what `grade` answers, in English and Chinese; a long answer is cut. `crates/cli/tests/worst.rs` makes the inputs
and writes this page.
";

fn answered(worst: &Worst, lang: &str) -> Done {
    let folder = Folder::of(&[]);
    for (name, bytes) in &worst.files {
        folder.write(name, bytes);
    }
    folder.grade(&format!("{} --lang {lang}", worst.command))
}

fn shown(done: &Done) -> String {
    let all = format!("{}{}", done.out, done.err);
    // The summary tells how long it took, which is another each time.
    let timeless = |line: &&str| !line.ends_with(" s") && !line.ends_with("秒");
    let lines: Vec<&str> = all.lines().filter(timeless).collect();
    let more = lines.len().saturating_sub(LINES);
    let mut text: String = lines.iter().take(LINES).map(|line| cut(line) + "\n").collect();
    if more > 0 {
        text.push_str(&format!("… {more} more lines\n"));
    }
    text
}

fn cut(line: &str) -> String {
    let mut text: String = line.chars().take(WIDTH).collect();
    if line.chars().nth(WIDTH).is_some() {
        text.push('…');
    }
    text.trim_end().to_owned()
}

fn policy(title: &'static str, text: impl Into<Vec<u8>>) -> Worst {
    Worst { title, files: vec![("p.rules", text.into())], command: "check p.rules" }
}

fn policies() -> Vec<Worst> {
    let factors = "标准 p \"样例\"\n因素 duty \"职能\" : none \"无\" < important \"重要\"\n因素 loss \"经济损失\" : 数值\n因素 listed : 是否\n";
    let gbk = b"\xb1\xea\xd7\xbc p\n\xd2\xf2\xcb\xd8 a : \xca\xc7\xb7\xf1\n".to_vec();
    let utf_16: Vec<u8> = "\u{FEFF}标准 p\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let broken: String = (0..10_000).map(|at| format!("规则 r{at} 当 则\n")).collect();
    let digits = "9".repeat(39);
    vec![
        policy("A policy saved in the encoding of Chinese Windows", gbk),
        policy("A policy saved as \"Unicode\" by Notepad", utf_16),
        policy("Words without blanks", format!("{factors}规则 甲 当职能为重要且listed 则列为一级\n其余三级\n")),
        policy(
            "`and` beside `or`",
            format!("{factors}规则 甲 当 职能 为 重要 且 listed 或 经济损失 超过 10万 则 列为 一级\n其余 三级\n"),
        ),
        policy(
            "Signs of other languages",
            format!("{factors}规则 甲 当 职能 == 重要 && listed; 则 列为 一级。\n其余 三级\n"),
        ),
        policy(
            "A quote that is not closed",
            format!("{factors}规则 甲 当 listed 则 列为 一级 理由 \"列入名单\n其余 三级\n"),
        ),
        policy(
            "Amounts in words and levels by height",
            format!("{factors}规则 甲 当 经济损失 十万元以上 则 列为 一级\n规则 乙 当 listed 则 二级以上\n其余 三级\n"),
        ),
        policy(
            "Names that look alike, and one that turns the line around",
            "标准 p\n因素 自己 : 是否\n因素 自已 : 是否\n因素 b\u{202E}a : 是否\n规则 r 当 自己 则 列为 一级\n其余 三级\n",
        ),
        policy(
            "A circle",
            "标准 p\n因素 x : 数值\n定义 a = b + x\n定义 b = c * 2\n定义 c = a - 1\n规则 r 当 a 超过 3 则 列为 一级\n其余 三级\n",
        ),
        policy(
            "A number of 39 digits",
            format!("{factors}规则 甲 当 经济损失 超过 {digits} 则 列为 一级\n其余 三级\n"),
        ),
        policy("Ten thousand broken declarations", format!("{factors}{broken}")),
        policy("A mebibyte of opening parentheses", format!("{factors}规则 甲 当 {}", "(".repeat(1 << 20))),
        policy(
            "An import that leaves the folder",
            "标准 p\n引入 \"../../etc/passwd\"\n因素 a : 是否\n规则 r 当 a 则 列为 一级\n其余 三级\n",
        ),
    ]
}

fn records(title: &'static str, name: &'static str, bytes: impl Into<Vec<u8>>, command: &'static str) -> Worst {
    Worst { title, files: vec![("p.rules", POLICY.into()), (name, bytes.into())], command }
}

fn data() -> Vec<Worst> {
    const CSV: &str = "run p.rules d.csv --as-of 2026-01-01";
    const JSON: &str = "run p.rules d.jsonl --as-of 2026-01-01";
    let gbk = b"\xb1\xe0\xba\xc5,\xd6\xb0\xc4\xdc,\xbe\xad\xbc\xc3\xcb\xf0\xca\xa7\n1,\xd6\xd8\xd2\xaa,5\n".to_vec();
    let deep = format!(
        "{{\"id\":1,\"x\":{}}}\n{{\"id\":2,\"职能\":\"无\",\"职能\":\"重要\"}}\n{{\"id\":3,\"经济损失\":1e400}}\n{{\"id\":4,\"职能\":\"\\ud800\"}}\n",
        "[".repeat(10_000)
    );
    vec![
        records("A sheet saved in the encoding of Chinese Windows", "d.csv", gbk, CSV),
        records("A heading with a slip", "d.csv", "编号,职能,经济损矢\n1,重要,5万\n", CSV),
        records(
            "Cells of everyday sheets",
            "d.csv",
            "编号,职能,经济损失\n1,较重要,约5万\n2,重要,1.23E+11\n3,重要,\"12,34\"\n4,重要\n5,重要,#N/A\n",
            CSV,
        ),
        records(
            "A quotation mark that is not closed, and a zero byte",
            "d.csv",
            "编号,职能,经济损失\n1,重\0要,5\n2,\"重要,5\n3,无,5\n",
            CSV,
        ),
        records("JSON that readers disagree on", "d.jsonl", deep, JSON),
        records(
            "A web page named as a workbook",
            "d.xlsx",
            "<html><table><tr><td>编号</td></tr></table></html>",
            "run p.rules d.xlsx --as-of 2026-01-01",
        ),
        records(
            "The answers over the records",
            "d.csv",
            "编号,职能,经济损失\n1,重要,5万\n",
            "run p.rules d.csv -o ./d.csv --as-of 2026-01-01",
        ),
    ]
}
