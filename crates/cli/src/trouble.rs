//! Why a question could not be put or its answer not be written, and how that is said. Exit code 2.

use std::io::{self, ErrorKind};

use core_model::{Date, Period};
use grading_dsl::Unreadable;
use messages::Lang;
use record_io::{Encoding, Finding};

/// Why a command came to no answer.
#[derive(Debug)]
pub enum Trouble {
    /// The name of a file is not UTF-8.
    FileName(String),
    /// A file cannot be read.
    Read {
        /// Its name as typed.
        file: String,
        /// Why not.
        why: Unreadable,
    },
    /// Standard output or standard error cannot be written.
    Write(io::Error),
    /// A policy file cannot be given another text.
    Rewrite {
        /// Its name as typed.
        file: String,
        /// Why not.
        why: io::Error,
    },
    /// Standard input is named twice.
    InputTwice,
    /// Something about the data, or about writing the answers.
    Data(Vec<Finding>),
    /// The ending of the output file asks for a format that cannot be written.
    OutputFormat(String),
    /// A workbook was asked for, and there is only a terminal to write it to.
    BookOnTerminal,
    /// What stands after `--as-of` is no day.
    AsOf(String),
    /// The encoding is not one that can be read.
    Encoding(String),
    /// No diagnostic has the code.
    Code {
        /// As typed.
        code: String,
        /// Codes that were perhaps meant.
        near: Vec<&'static str>,
    },
    /// There is no command of the name.
    NoCommand {
        /// As typed.
        name: String,
        /// The commands that there are.
        known: Vec<String>,
    },
    /// The policy is not in force on the day.
    NotInForce {
        /// The policy's name.
        policy: String,
        /// The day.
        day: Date,
        /// When it is in force.
        period: Period,
    },
}

impl Trouble {
    /// The trouble of reading a file.
    #[must_use]
    pub fn read(file: &str, error: &io::Error) -> Self {
        Self::Read { file: file.to_owned(), why: unreadable(error) }
    }

    /// The trouble of giving a file another text.
    #[must_use]
    pub fn rewrite(file: &str, why: io::Error) -> Self {
        Self::Rewrite { file: file.to_owned(), why }
    }

    /// The trouble in words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.english(),
            Lang::Zh => self.chinese(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::FileName(name) => format!("the file name \"{name}\" is not UTF-8; rename the file"),
            Self::Read { file, why } => format!("cannot read \"{file}\": {}", english_why(why)),
            Self::Data(found) => wording(found, Lang::En),
            Self::Write(error) => format!("cannot write the output: {}", write_error(error, Lang::En)),
            Self::Rewrite { file, why } => {
                format!("cannot write \"{file}\": {}; it is as it was", write_error(why, Lang::En))
            }
            Self::InputTwice => "standard input (-) can be read only once".to_owned(),
            Self::OutputFormat(ending) => {
                format!(
                    "answers cannot be written as \"{ending}\"; name the file .jsonl, .json, .csv or .xlsx, or give --format"
                )
            }
            Self::BookOnTerminal => "a workbook cannot be shown here; name a file with -o".to_owned(),
            Self::AsOf(text) => format!("\"{text}\" is no day; write --as-of like 2012-10-31"),
            Self::Encoding(name) => {
                format!("there is no encoding \"{name}\"; name one such as {}", Encoding::usual().join(", "))
            }
            Self::Code { code, near } if near.is_empty() => {
                format!("there is no code \"{code}\"; \"grade explain-code\" lists them all")
            }
            Self::NoCommand { name, known } => {
                format!("there is no command \"{name}\"; one of {}", known.join(", "))
            }
            Self::Code { code, near } => {
                format!("there is no code \"{code}\"; did you mean {}?", near.join(", "))
            }
            Self::NotInForce { policy, day, period } => match period.until {
                Some(until) if until < *day => {
                    format!("the policy \"{policy}\" was in force until {until}, not on {day}; give --as-of DATE")
                }
                Some(_) | None => {
                    format!("the policy \"{policy}\" is in force from {}, not on {day}; give --as-of DATE", period.from)
                }
            },
        }
    }

    fn chinese(&self) -> String {
        match self {
            Self::FileName(name) => format!("文件名“{name}”不是 UTF-8 文字，请改名"),
            Self::Read { file, why } => format!("无法读取“{file}”：{}", chinese_why(why)),
            Self::Data(found) => wording(found, Lang::Zh),
            Self::Write(error) => format!("无法输出：{}", write_error(error, Lang::Zh)),
            Self::Rewrite { file, why } => {
                format!("无法写入“{file}”：{}；文件没有改动", write_error(why, Lang::Zh))
            }
            Self::InputTwice => "标准输入（-）只能读取一次".to_owned(),
            Self::OutputFormat(ending) => {
                format!(
                    "结果不能写成“{ending}”格式，请用 .jsonl、.json、.csv 或 .xlsx 作扩展名，或用 --format 指定格式"
                )
            }
            Self::BookOnTerminal => "工作簿不能在终端显示，请用 -o 指明文件".to_owned(),
            Self::AsOf(text) => format!("“{text}”不是日期，--as-of 应写成 2012-10-31 的形式"),
            Self::Encoding(name) => {
                format!("没有“{name}”这种编码，可以是 {} 等", Encoding::usual().join("、"))
            }
            Self::Code { code, near } if near.is_empty() => {
                format!("没有代码“{code}”，用 grade explain-code 可列出全部代码")
            }
            Self::NoCommand { name, known } => format!("没有“{name}”这个命令，应为 {} 之一", known.join("、")),
            Self::Code { code, near } => format!("没有代码“{code}”，是否应为 {}？", near.join("、")),
            Self::NotInForce { policy, day, period } => match period.until {
                Some(until) if until < *day => {
                    format!("标准“{policy}”施行至 {until}，{day} 已不再施行，请用 --as-of 指定日期")
                }
                Some(_) | None => {
                    format!("标准“{policy}”自 {} 起施行，{day} 尚未施行，请用 --as-of 指定日期", period.from)
                }
            },
        }
    }
}

/// Why a file cannot be read, by what the system says.
#[must_use]
pub fn unreadable(error: &io::Error) -> Unreadable {
    let known = [
        (ErrorKind::NotFound, Unreadable::Missing),
        (ErrorKind::NotADirectory, Unreadable::Missing),
        (ErrorKind::PermissionDenied, Unreadable::Denied),
        (ErrorKind::IsADirectory, Unreadable::NotRegular),
    ];
    let why = known.into_iter().find(|(kind, _)| *kind == error.kind()).map(|(_, why)| why);
    why.unwrap_or_else(|| Unreadable::Other(error.to_string()))
}

fn english_why(why: &Unreadable) -> String {
    match why {
        Unreadable::Missing => "there is no such file".to_owned(),
        Unreadable::Outside => "it lies outside the folder of the policy".to_owned(),
        Unreadable::NotRegular => "it is a folder, a pipe or a device, not a file".to_owned(),
        Unreadable::Denied => "permission denied".to_owned(),
        Unreadable::Other(why) => why.clone(),
    }
}

fn chinese_why(why: &Unreadable) -> String {
    match why {
        Unreadable::Missing => "没有这个文件".to_owned(),
        Unreadable::Outside => "它在标准所在的文件夹之外".to_owned(),
        Unreadable::NotRegular => "它是文件夹、管道或设备，不是普通文件".to_owned(),
        Unreadable::Denied => "没有读取权限".to_owned(),
        Unreadable::Other(why) => why.clone(),
    }
}

/// The system's reason; the full disk, which is the likely one, in words.
fn write_error(error: &io::Error, lang: Lang) -> String {
    match (error.kind(), lang) {
        (ErrorKind::StorageFull, Lang::En) => "no space is left".to_owned(),
        (ErrorKind::StorageFull, Lang::Zh) => "磁盘空间已满".to_owned(),
        (ErrorKind::PermissionDenied, Lang::En) => "permission denied".to_owned(),
        (ErrorKind::PermissionDenied, Lang::Zh) => "没有写入权限".to_owned(),
        (_, _) => error.to_string(),
    }
}

fn wording(found: &[Finding], lang: Lang) -> String {
    found.iter().map(|found| found.problem.words(lang).message).collect::<Vec<_>>().join("; ")
}
