//! Text that cannot be read as the language: what can be found (codes E02xx), and its words.

use crate::diagnostic::{Lang, Words};

/// Text that cannot be read as the language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyntaxProblem {
    /// Something stands where it cannot stand.
    Unexpected {
        /// What stands there; empty at the end of the declaration.
        found: String,
        /// What could stand there.
        expected: Vec<Expected>,
    },
    /// Text that belongs to no declaration.
    NoDeclaration {
        /// Its first word or sign.
        found: String,
    },
    /// Words written without the blanks between them.
    RunTogether {
        /// As written.
        found: String,
        /// As it was meant.
        split: String,
    },
    /// A sign of other languages, or one that has no place there.
    ForeignSign {
        /// As written.
        found: String,
        /// What to do about it.
        cure: SignCure,
    },
    /// A keyword that is misspelt.
    Misspelt {
        /// As written.
        found: String,
        /// As it was meant.
        meant: String,
    },
    /// A keyword stands where a name must.
    Reserved {
        /// The keyword.
        word: String,
    },
    /// A word that begins a clause is missing.
    ClauseMissing {
        /// The word.
        word: Expected,
    },
    /// A clause that may stand once stands twice.
    ClauseTwice {
        /// The word that begins it.
        word: String,
    },
    /// Something that opens is not closed.
    NotClosed {
        /// What opens.
        open: char,
    },
    /// No such day exists.
    NoSuchDay {
        /// As written.
        text: String,
    },
    /// Digits that are no number.
    NoNumber {
        /// As written.
        text: String,
    },
    /// A row drawn with pipes that does not end with one.
    RowNotClosed,
    /// A table or matrix without rows.
    NoRows,
    /// A comma is missing.
    CommaMissing {
        /// The word before which it should stand.
        before: String,
    },
    /// Parts of a number type on a type that is no number.
    NotANumberType {
        /// The word that begins the part.
        word: String,
    },
    /// A line of a score that both adds and deducts.
    MixedSigns,
}

/// What to do about a sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignCure {
    /// Write another in its place.
    Write(String),
    /// Leave it out.
    LeaveOut,
    /// Put the text in the quotation marks of the language.
    Quotes(String),
    /// Put the values in braces.
    Braces(String),
    /// Join the conditions by a word.
    Join,
    /// Set the values of a factor apart by the sign for it.
    Values,
}

/// What could stand at a place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Expected {
    /// A keyword, in both languages.
    Word {
        /// In English.
        english: &'static str,
        /// In Chinese.
        chinese: &'static str,
    },
    /// A sign.
    Sign(&'static str),
    /// A name.
    Name,
    /// A text in quotes.
    Text,
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// A day.
    Date,
    /// A value: a name, a number, a day, an arithmetic expression.
    Value,
    /// A condition.
    Condition,
    /// A word or sign that compares.
    Comparison,
    /// `and` or `or`.
    Connective,
    /// An operator of arithmetic.
    Operator,
    /// A clause of the declaration.
    Clause,
    /// A conclusion.
    Conclusion,
    /// A level.
    Level,
    /// A type.
    Type,
    /// A row drawn with pipes.
    Row,
    /// What a test expects.
    Expectation,
    /// What a property claims.
    Claim,
    /// The end of the declaration, or of the cell.
    End,
}

impl SyntaxProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unexpected { .. } => "E0201",
            Self::NoDeclaration { .. } => "E0202",
            Self::RunTogether { .. } => "E0203",
            Self::ForeignSign { .. } => "E0204",
            Self::Misspelt { .. } => "E0205",
            Self::Reserved { .. } => "E0206",
            Self::ClauseMissing { .. } => "E0207",
            Self::ClauseTwice { .. } => "E0208",
            Self::NotClosed { .. } => "E0209",
            Self::NoSuchDay { .. } => "E0210",
            Self::NoNumber { .. } => "E0211",
            Self::RowNotClosed => "E0212",
            Self::NoRows => "E0213",
            Self::CommaMissing { .. } => "E0214",
            Self::NotANumberType { .. } => "E0215",
            Self::MixedSigns => "E0216",
        }
    }

    /// Its words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Words {
        match (self, lang) {
            (Self::Unexpected { found, expected }, Lang::En) => unexpected_english(found, expected),
            (Self::Unexpected { found, expected }, Lang::Zh) => unexpected_chinese(found, expected),
            (_, Lang::En) => Words::new(self.english(), ""),
            (_, Lang::Zh) => Words::new(self.chinese(), ""),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Unexpected { found, .. } => format!("\"{found}\" cannot stand here"),
            Self::NoDeclaration { found } => format!(
                "\"{found}\" begins no declaration; begin with a word such as \"factor\", \"define\" or \"rule\""
            ),
            Self::RunTogether { found, split } => {
                format!("\"{found}\" is read as one word; write \"{split}\" with blanks between the words")
            }
            Self::ForeignSign { found, cure } => cure.english(found),
            Self::Misspelt { found, meant } => format!("\"{found}\" cannot stand here; did you mean \"{meant}\"?"),
            Self::Reserved { word } => {
                format!("\"{word}\" is a word of the language; to use it as a name, write it in backquotes: `{word}`")
            }
            Self::ClauseMissing { word } => format!("{} is missing here", word.english()),
            Self::ClauseTwice { word } => format!("\"{word}\" stands twice in one declaration; join the two clauses"),
            Self::NotClosed { open } => format!("\"{open}\" is opened here and not closed"),
            Self::NoSuchDay { text } => format!("\"{text}\" is no day of the calendar"),
            Self::NoNumber { text } => format!("\"{text}\" is no number"),
            Self::RowNotClosed => "the row does not end with \"|\"; a row drawn with pipes is one line".to_owned(),
            Self::NoRows => "the rows are missing; draw them with \"|\", each on a line of its own".to_owned(),
            Self::CommaMissing { before } => format!("a comma is missing before \"{before}\""),
            Self::NotANumberType { word } => format!("\"{word}\" can be said of numbers only, and this is no number"),
            Self::MixedSigns => {
                "one line of a score either adds or deducts; begin a new line, without a comma before it".to_owned()
            }
        }
    }

    fn chinese(&self) -> String {
        match self {
            Self::Unexpected { found, .. } => format!("此处不能写“{found}”"),
            Self::NoDeclaration { found } => {
                format!("“{found}”不属于任何一项，每项应以“因素”“定义”“规则”等词开头")
            }
            Self::RunTogether { found, split } => format!("“{found}”连写成了一个词，请在词间加空格：“{split}”"),
            Self::ForeignSign { found, cure } => cure.chinese(found),
            Self::Misspelt { found, meant } => format!("此处不能写“{found}”，是否应为“{meant}”？"),
            Self::Reserved { word } => format!("“{word}”是本语言的用词，如用作名称，请加反引号：`{word}`"),
            Self::ClauseMissing { word } => format!("此处缺少{}", word.chinese()),
            Self::ClauseTwice { word } => format!("同一项中“{word}”出现两次，请合并"),
            Self::NotClosed { open } => format!("此处的“{open}”没有对应的结束符号"),
            Self::NoSuchDay { text } => format!("“{text}”不是日历上的日期"),
            Self::NoNumber { text } => format!("“{text}”不是数字"),
            Self::RowNotClosed => "本行未以“|”结束，表格的每一行须写在同一行内".to_owned(),
            Self::NoRows => "缺少表格的行，请用“|”画出，每行各占一行".to_owned(),
            Self::CommaMissing { before } => format!("“{before}”之前缺少逗号"),
            Self::NotANumberType { word } => format!("“{word}”只用于数值，此处不是数值"),
            Self::MixedSigns => "计分的一行只能全是加分或全是扣分，请另起一行，前面不加逗号".to_owned(),
        }
    }
}

impl SignCure {
    fn english(&self, found: &str) -> String {
        match self {
            Self::Write(meant) => format!("\"{found}\" is no sign of the language; write \"{meant}\""),
            Self::LeaveOut => format!("\"{found}\" has no place here; leave it out"),
            Self::Quotes(meant) => {
                format!("a text stands in quotation marks of the language; for {found} write {meant}")
            }
            Self::Braces(meant) => format!("values are listed in braces; write \"{meant}\""),
            Self::Values => {
                format!(
                    "\"{found}\" does not set values apart; write \"|\" between them, or \"<\" where they are ordered"
                )
            }
            Self::Join => format!("\"{found}\" does not join conditions; write \"and\" or \"or\""),
        }
    }

    fn chinese(&self, found: &str) -> String {
        match self {
            Self::Write(meant) => format!("“{found}”不是本语言的符号，请写“{meant}”"),
            Self::LeaveOut => format!("此处不需要“{found}”，请删去"),
            Self::Quotes(meant) => format!("文字要放在双引号中，{found} 请写 {meant}"),
            Self::Braces(meant) => format!("几个取值要列在花括号中，请写“{meant}”"),
            Self::Values => format!("取值之间不用“{found}”，请用“|”分开，有高低之分的用“<”"),
            Self::Join => format!("“{found}”不能连接条件，请写“且”或“或”"),
        }
    }
}

fn unexpected_english(found: &str, expected: &[Expected]) -> Words {
    let list: Vec<String> = expected.iter().map(Expected::english).collect();
    let expected = list.join(", ");
    let message = match (found.is_empty(), list.is_empty()) {
        (true, true) => "the declaration ends too early".to_owned(),
        (true, false) => format!("the declaration ends too early; expected {expected}"),
        (false, true) => format!("\"{found}\" cannot stand here"),
        (false, false) => format!("\"{found}\" cannot stand here; expected {expected}"),
    };
    Words { message, expected }
}

fn unexpected_chinese(found: &str, expected: &[Expected]) -> Words {
    let list: Vec<String> = expected.iter().map(Expected::chinese).collect();
    let expected = list.join("、");
    let message = match (found.is_empty(), list.is_empty()) {
        (true, true) => "本项没有写完".to_owned(),
        (true, false) => format!("本项没有写完，此处应为{expected}"),
        (false, true) => format!("此处不能写“{found}”"),
        (false, false) => format!("此处不能写“{found}”，应为{expected}"),
    };
    Words { message, expected }
}

impl Expected {
    fn english(&self) -> String {
        match self {
            Self::Word { english, .. } => format!("\"{english}\""),
            Self::Sign(sign) => format!("\"{sign}\""),
            Self::Name => "a name".to_owned(),
            Self::Text => "a text in quotes".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Whole => "a whole number".to_owned(),
            Self::Date => "a day such as 2012-10-31".to_owned(),
            Self::Value => "a value".to_owned(),
            Self::Condition => "a condition".to_owned(),
            Self::Comparison => "a comparison such as \"is\" or \"at least\"".to_owned(),
            Self::Connective => "\"and\" or \"or\"".to_owned(),
            Self::Operator => "an operator".to_owned(),
            Self::Clause => "a further clause".to_owned(),
            Self::Conclusion => "a conclusion such as \"level 1\"".to_owned(),
            Self::Level => "a level".to_owned(),
            Self::Type => "a type".to_owned(),
            Self::Row => "a row drawn with \"|\"".to_owned(),
            Self::Expectation => "what the test expects".to_owned(),
            Self::Claim => "what is claimed, such as \"always\" or \"never\"".to_owned(),
            Self::End => "nothing further".to_owned(),
        }
    }

    fn chinese(&self) -> String {
        match self {
            Self::Word { chinese, .. } => format!("“{chinese}”"),
            Self::Sign(sign) => format!("“{sign}”"),
            Self::Name => "名称".to_owned(),
            Self::Text => "引号中的文字".to_owned(),
            Self::Number => "数字".to_owned(),
            Self::Whole => "整数".to_owned(),
            Self::Date => "日期（如 2012年10月31日）".to_owned(),
            Self::Value => "取值".to_owned(),
            Self::Condition => "条件".to_owned(),
            Self::Comparison => "“为”“不低于”等比较".to_owned(),
            Self::Connective => "“且”或“或”".to_owned(),
            Self::Operator => "运算符号".to_owned(),
            Self::Clause => "其他子句".to_owned(),
            Self::Conclusion => "“列为 一级”等结论".to_owned(),
            Self::Level => "等级".to_owned(),
            Self::Type => "类型".to_owned(),
            Self::Row => "用“|”画出的行".to_owned(),
            Self::Expectation => "测试的预期".to_owned(),
            Self::Claim => "“始终”“不得有”等要求".to_owned(),
            Self::End => "到此为止".to_owned(),
        }
    }
}
