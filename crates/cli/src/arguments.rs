//! What may be typed after `grade`: commands, options, their English help. The Chinese help is in `help`.

use std::ffi::OsString;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

use messages::Lang;

const EXAMPLES: &str = "Examples:
  grade check policy.rules                    is the policy free of mistakes?
  grade run policy.rules data.csv -o out.csv  grade the records, into a file that Excel opens
  grade explain-code E0203                    what does the code of a message mean?";

/// Grades integrity-risk points by a policy written in the grading language
#[derive(Debug, Parser)]
#[command(name = "grade", version, disable_help_flag = true, disable_version_flag = true)]
#[command(disable_help_subcommand = true, subcommand_required = true, arg_required_else_help = true)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// What is to be done.
    #[command(subcommand)]
    pub command: Command,
    /// What every command takes.
    #[command(flatten)]
    pub common: Common,
    /// Print the version
    #[arg(long, short = 'V', action = ArgAction::Version)]
    pub version: Option<bool>,
}

/// What is to be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Report every error and warning of policies, run their tests and prove their properties
    Check(Check),
    /// Grade records by a policy
    Run(Run),
    /// Run the tests and prove the properties of policies, and tell what the tests cover
    Test(Test),
    /// Tell everything that can be known of a policy without a record: gaps, contradictions, idle rules, numbers of records
    Prove(Prove),
    /// Lay out policies, and bring their keywords into one language
    Fmt(Fmt),
    /// Print the JSON Schema of a policy's records, or of answers
    Schema(Schema),
    /// Explain what a diagnostic means, with an example and its cure
    ExplainCode(ExplainCode),
    /// Print the completion script of a shell
    Completions(Completions),
    /// Print a manual page, or write all of them into a folder
    Man(Man),
}

/// `grade check`
#[derive(Debug, Args)]
pub struct Check {
    /// Policy files; - for standard input
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub files: Vec<OsString>,
    /// Warnings make the exit code 1, too
    #[arg(long)]
    pub strict: bool,
}

/// `grade schema`
#[derive(Debug, Args)]
pub struct Schema {
    /// The policy file; - for standard input
    #[arg(value_name = "POLICY", required_unless_present = "answer")]
    pub policy: Option<OsString>,
    /// Of complete records only: factors that are not assumed are required
    #[arg(long, conflicts_with = "answer")]
    pub complete: bool,
    /// Of the answers that `run` writes; no policy is asked for
    #[arg(long, conflicts_with = "policy")]
    pub answer: bool,
}

/// `grade run`
#[derive(Debug, Args)]
pub struct Run {
    /// The policy file; - for standard input
    #[arg(value_name = "POLICY", value_hint = ValueHint::FilePath)]
    pub policy: OsString,
    /// Files of records: .csv, .tsv, .json, .jsonl or .xlsx; - for standard input
    #[arg(required = true, value_name = "DATA", value_hint = ValueHint::FilePath)]
    pub data: Vec<OsString>,
    /// Write the answers to a file, which appears whole or not at all
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<OsString>,
    /// How answers are written: jsonl, json, csv, xlsx or table [default: by the ending of FILE; on a terminal table, else jsonl]
    #[arg(long, value_enum, hide_possible_values = true)]
    pub format: Option<OutputFormat>,
    /// The column that names a record [default: id, 编号 or 序号, else the number of the row]
    #[arg(long, value_name = "COLUMN")]
    pub id: Option<String>,
    /// The encoding of text files, such as gb18030, gbk, big5 or utf-16 [default: UTF-8; nothing is guessed]
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// The sheet of workbooks [default: the first visible one that holds something]
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// Allow that a factor has no column at all; it then counts as not filled in
    #[arg(long)]
    pub partial: bool,
    /// A record that is ungraded, in conflict, undetermined or invalid makes the exit code 1
    #[arg(long)]
    pub strict: bool,
}

/// `grade test`
#[derive(Debug, Args)]
pub struct Test {
    /// Policy files; - for standard input
    #[arg(required = true, value_name = "POLICY", value_hint = ValueHint::FilePath)]
    pub files: Vec<OsString>,
    /// Print the tests that are missing, with what is expected left open, instead of running those that there are
    #[arg(long)]
    pub suggest: bool,
}

/// `grade prove`
#[derive(Debug, Args)]
pub struct Prove {
    /// The policy file; - for standard input
    #[arg(value_name = "POLICY", value_hint = ValueHint::FilePath)]
    pub policy: OsString,
}

/// `grade explain-code`
#[derive(Debug, Args)]
pub struct ExplainCode {
    /// Codes such as E0203, in any letter case; without one, every code is listed
    #[arg(value_name = "CODE")]
    pub codes: Vec<String>,
}

/// `grade fmt`
#[derive(Debug, Args)]
pub struct Fmt {
    /// Policy files, which are changed in place; - for standard input, laid out on standard output
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub files: Vec<OsString>,
    /// Change nothing; list the files that would change, and exit with 1 if there are any
    #[arg(long)]
    pub check: bool,
    /// Change nothing; show what would change
    #[arg(long)]
    pub diff: bool,
    /// The language of all keywords: en or zh [default: as written]
    #[arg(long, value_enum, value_name = "LANGUAGE", hide_possible_values = true)]
    pub keywords: Option<KeywordLanguage>,
}

/// A language of keywords, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KeywordLanguage {
    /// English
    En,
    /// 中文
    Zh,
}

/// `grade completions`
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell: bash, zsh, fish, powershell or elvish
    #[arg(value_enum, value_name = "SHELL", hide_possible_values = true)]
    pub shell: Shell,
}

/// `grade man`
#[derive(Debug, Args)]
pub struct Man {
    /// The command whose page is wanted [default: the page of grade itself]
    #[arg(value_name = "COMMAND")]
    pub page: Option<String>,
    /// Write all pages, or the one that is named, into a folder
    #[arg(long = "output", short = 'o', value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub folder: Option<OsString>,
}

/// What every command takes.
#[derive(Debug, Args)]
pub struct Common {
    /// Language of messages: en or zh [default: by LC_ALL, LC_MESSAGES, LANG]
    #[arg(long, global = true, value_enum, hide_possible_values = true)]
    pub lang: Option<LangName>,
    /// The day as of which the rules are taken, such as 2026-01-01 [default: today]
    #[arg(long, global = true, value_name = "DATE")]
    pub as_of: Option<String>,
    /// How diagnostics are written: human, json or sarif [default: human]
    #[arg(long, global = true, value_enum, value_name = "FORMAT", default_value = "human")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub message_format: MessageFormat,
    /// Colours: auto, always or never [default: auto]
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value = "auto")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub color: Color,
    /// No summary, no progress, no passed tests
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Print help
    #[arg(long, short, global = true, action = ArgAction::Help)]
    pub help: Option<bool>,
}

/// A language of messages, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LangName {
    /// English
    En,
    /// 中文
    Zh,
}

impl From<LangName> for Lang {
    fn from(name: LangName) -> Self {
        match name {
            LangName::En => Self::En,
            LangName::Zh => Self::Zh,
        }
    }
}

/// How diagnostics are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// With the lines that they are about
    Human,
    /// One object a line
    Json,
    /// One SARIF 2.1.0 log
    Sarif,
}

/// When colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How answers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// One object a line
    Jsonl,
    /// One array
    Json,
    /// The columns of the input and then those of the answer
    Csv,
    /// The same as a workbook, with a sheet of what was found
    Xlsx,
    /// A table for people, as wide as the terminal
    Table,
}
