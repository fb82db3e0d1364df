//! Characters and encoding of a policy: what can be found (codes E01xx), and its words.

use crate::diagnostic::{Lang, Words};

/// Characters and encoding of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextProblem {
    /// The file begins like UTF-16 (or UTF-32) text.
    Utf16,
    /// The bytes are no UTF-8, and read as GB18030 they would be Chinese.
    Gbk {
        /// The first byte that does not fit, counted from 0.
        offset: usize,
    },
    /// The bytes are no UTF-8.
    NotUtf8 {
        /// The first byte that does not fit, counted from 0.
        offset: usize,
        /// That byte.
        byte: u8,
    },
    /// A character that changes the direction of the text around it.
    Bidirectional {
        /// The character.
        character: char,
    },
    /// A control character, or one that leaves no mark on the page.
    Invisible {
        /// The character.
        character: char,
    },
    /// A blank that the language does not read, as pages and word processors put in.
    OtherBlank {
        /// The character.
        character: char,
    },
    /// A quotation mark that is not closed on its line.
    Unclosed {
        /// The mark that opens.
        open: char,
        /// The mark that would close.
        close: char,
    },
    /// A quotation mark that is not closed by its own mark, while another stands on its line.
    MixedQuotes {
        /// The mark that opens.
        open: char,
        /// The mark that stands there.
        found: char,
        /// The mark that would close.
        close: char,
    },
}

impl TextProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Utf16 => "E0101",
            Self::Gbk { .. } => "E0102",
            Self::NotUtf8 { .. } => "E0103",
            Self::Bidirectional { .. } => "E0104",
            Self::Invisible { .. } => "E0105",
            Self::Unclosed { .. } | Self::MixedQuotes { .. } => "E0106",
            Self::OtherBlank { .. } => "E0107",
        }
    }

    /// Its words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Words {
        match lang {
            Lang::En => Words::new(self.english(), ""),
            Lang::Zh => Words::new(self.chinese(), ""),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Utf16 => format!("the file is UTF-16 text, a policy must be UTF-8; {SAVE}"),
            Self::Gbk { offset } => {
                format!("the file is not UTF-8 (byte {offset}) and looks like GBK or GB18030; {SAVE}")
            }
            Self::NotUtf8 { offset, byte } => {
                format!("the file is not UTF-8: byte {offset} is {byte:#04x}; {SAVE}")
            }
            Self::Bidirectional { character } => format!(
                "the character {} turns the direction of writing, so that the text reads otherwise than it is; \
                 remove it",
                point(*character)
            ),
            Self::Invisible { character } => {
                format!("the character {} cannot be seen; remove it", point(*character))
            }
            Self::OtherBlank { character } => {
                format!("the blank {} is none that the language reads; write an ordinary blank", point(*character))
            }
            Self::Unclosed { open, close } => {
                format!("the quotation mark {open} is not closed on its line; close it with {close}")
            }
            Self::MixedQuotes { open, found, close } => {
                format!("a text that {open} opens is not closed by {found}; close it with {close}")
            }
        }
    }

    fn chinese(&self) -> String {
        match self {
            Self::Utf16 => format!("文件是 UTF-16 编码，标准文件须为 UTF-8 编码，{SAVE_CHINESE}"),
            Self::Gbk { offset } => {
                format!("文件不是 UTF-8 编码（第 {offset} 字节），疑为 GBK 或 GB18030 编码，{SAVE_CHINESE}")
            }
            Self::NotUtf8 { offset, byte } => {
                format!("文件不是 UTF-8 编码：第 {offset} 字节为 {byte:#04x}，{SAVE_CHINESE}")
            }
            Self::Bidirectional { character } => {
                format!("字符 {} 会改变文字方向，使所见与所写不一致，请删去", point(*character))
            }
            Self::Invisible { character } => format!("字符 {} 不可见，请删去", point(*character)),
            Self::OtherBlank { character } => {
                format!("空格 {} 是网页或文字处理软件中的特殊空格，请改为普通空格", point(*character))
            }
            Self::Unclosed { open, close } => format!("引号 {open} 未在本行结束，请以 {close} 结束"),
            Self::MixedQuotes { open, found, close } => {
                format!("前后引号不一致：以 {open} 开头的文字不能以 {found} 结束，请改为 {close}")
            }
        }
    }
}

/// How a file is saved as UTF-8.
const SAVE: &str = "save it again as UTF-8 (in Notepad or WPS: Save As, encoding UTF-8)";
const SAVE_CHINESE: &str = "请另存为 UTF-8（记事本：“另存为”，“编码”选“UTF-8”；WPS：另存为纯文本，编码选“UTF-8”）";

fn point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}
