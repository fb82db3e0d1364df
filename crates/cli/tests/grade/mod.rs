//! Runs the built command in a folder of its own.
#![allow(dead_code, reason = "each file of tests uses a part of it")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says no by panicking")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A folder with files, in which the command is run.
pub struct Folder(TempDir);

/// What the command did.
pub struct Done {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// A small policy that most tests grade by.
pub const POLICY: &str = r#"标准 样例 "样例标准"
  版本 "1"
分档 程度 : low "低" < medium "中" < high "高"
因素 duty "职能" : none "无" < general "一般" < important "重要"
因素 loss "经济损失" : 数值 范围 0..1000亿 计量单位 "元"
因素 attention "社会关注程度" : 程度 未填视为 high
规则 important "重要职能"
  当 职能 为 重要
  则 列为 一级
  理由 "行使重要权力，损失 {loss} 元"
规则 big "损失大"
  当 经济损失 达到 10万元
  则 列为 二级
测试 "重要职能为一级"
  设 duty = important, loss = 5万
  应为 一级
"#;

/// The same without anything that an author should look at.
pub fn clean() -> String {
    format!("{POLICY}其余 三级\n一并给出 attention\n")
}

/// Records for it.
pub const RECORDS: &str = "编号,职能,经济损失,备注\nR-1,重要,5万,甲\nR-2,一般,20万,乙\nR-3,一般,1,丙\n";

impl Folder {
    /// A folder with the small policy and its records.
    pub fn sample() -> Self {
        Self::of(&[("p.rules", POLICY), ("r.csv", RECORDS)])
    }

    /// A folder with these files.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The names of the files in it, sorted.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// The command with these words, separated by blanks, in the C locale.
    pub fn command(&self, words: &str) -> Command {
        command(self.0.path(), words)
    }

    pub fn grade(&self, words: &str) -> Done {
        done(self.command(words).stdin(Stdio::null()))
    }

    /// The command with these words, which may hold blanks.
    pub fn grade_args(&self, words: &[&str]) -> Done {
        done(self.command("").args(words).stdin(Stdio::null()))
    }

    /// The command with this on its standard input.
    pub fn grade_with(&self, words: &str, input: impl AsRef<[u8]>) -> Done {
        let mut command = self.command(words);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_ref()).unwrap();
        Done::of(child.wait_with_output().unwrap())
    }
}

impl Done {
    fn of(output: std::process::Output) -> Self {
        Self {
            code: output.status.code().expect("no signal ends the command"),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Standard output as a JSON value a line.
    pub fn lines(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// What each line of JSON says under this key.
    pub fn each(&self, key: &str) -> Vec<Value> {
        self.lines().iter().map(|line| line[key].clone()).collect()
    }
}

pub fn done(command: &mut Command) -> Done {
    Done::of(command.output().unwrap())
}

fn command(folder: &Path, words: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_grade"));
    command.current_dir(folder).args(words.split_whitespace());
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command
}
