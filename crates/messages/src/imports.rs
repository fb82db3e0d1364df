//! Imports: what can be found (codes E10xx), and its words.

use crate::diagnostic::{Lang, Words};

/// Imports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportProblem {
    /// There is no such file.
    Missing(String),
    /// The path leaves the folder of the file named first.
    Outside(String),
    /// It is a folder, a pipe or a device.
    NotRegular(String),
    /// Reading it is not permitted.
    Denied(String),
    /// The system says why it cannot be read.
    Unreadable {
        /// The path.
        path: String,
        /// What the system says.
        why: String,
    },
    /// What is written is no path.
    NoPath,
    /// The file is imported by itself, perhaps by way of others.
    Circle(String),
    /// The imported file has errors.
    Errors {
        /// Its path.
        path: String,
        /// How many.
        count: usize,
    },
}

impl ImportProblem {
    /// Whether nothing that the file declares is known.
    #[must_use]
    pub fn loses_the_file(&self) -> bool {
        match self {
            Self::Missing(_)
            | Self::Outside(_)
            | Self::NotRegular(_)
            | Self::Denied(_)
            | Self::Unreadable { .. }
            | Self::NoPath => true,
            Self::Circle(_) | Self::Errors { .. } => false,
        }
    }

    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing(_) => "E1001",
            Self::Outside(_) => "E1002",
            Self::NotRegular(_) => "E1003",
            Self::Denied(_) => "E1004",
            Self::Unreadable { .. } => "E1005",
            Self::NoPath => "E1006",
            Self::Circle(_) => "E1007",
            Self::Errors { .. } => "E1008",
        }
    }

    /// Its words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Words {
        match lang {
            Lang::En => self.english(),
            Lang::Zh => self.chinese(),
        }
    }

    fn english(&self) -> Words {
        match self {
            Self::Missing(path) => {
                Words::new(format!("there is no file \"{path}\""), "a path from the folder of this file")
            }
            Self::Outside(path) => Words::new(
                format!("\"{path}\" lies outside the folder of the policy"),
                "a path inside the folder of the file named first",
            ),
            Self::NotRegular(path) => Words::new(format!("\"{path}\" is not a regular file"), "a file of policy text"),
            Self::Denied(path) => Words::new(format!("reading \"{path}\" is not permitted"), ""),
            Self::Unreadable { path, why } => Words::new(format!("\"{path}\" cannot be read: {why}"), ""),
            Self::NoPath => Words::new(
                "this path cannot be imported",
                "a path from the folder of this file, as \"common/levels.rules\", its parts set apart by /",
            ),
            Self::Circle(path) => {
                Words::new(format!("\"{path}\" leads back to this file"), "imports that do not form a circle")
            }
            Self::Errors { path, count: 1 } => Words::new(format!("\"{path}\" has an error"), ""),
            Self::Errors { path, count } => Words::new(format!("\"{path}\" has {count} errors"), ""),
        }
    }

    fn chinese(&self) -> Words {
        match self {
            Self::Missing(path) => Words::new(format!("没有文件“{path}”"), "从本文件所在文件夹算起的路径"),
            Self::Outside(path) => Words::new(format!("“{path}”在标准所在文件夹之外"), "首个文件所在文件夹之内的路径"),
            Self::NotRegular(path) => Words::new(format!("“{path}”不是普通文件"), "标准文本的文件"),
            Self::Denied(path) => Words::new(format!("无权读取“{path}”"), ""),
            Self::Unreadable { path, why } => Words::new(format!("无法读取“{path}”：{why}"), ""),
            Self::NoPath => {
                Words::new("不能引入这样的路径", "从本文件所在文件夹算起的路径，如“common/levels.rules”，各段用 / 分开")
            }
            Self::Circle(path) => Words::new(format!("引入“{path}”又回到了本文件"), "互不循环的引入"),
            Self::Errors { path, count } => Words::new(format!("“{path}”中有 {count} 个错误"), ""),
        }
    }
}
