//! The words of answers in a table: column names, outcomes, what is possible and needed.

use crate::diagnostic::Lang;

/// A column that answers add to a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerColumn {
    /// The file, where there are several.
    File,
    /// The outcome.
    Outcome,
    /// The level.
    Level,
    /// What people call the level.
    Label,
    /// The decisive rules.
    Rules,
    /// Why.
    Because,
    /// The measures required.
    Measures,
    /// Not a column: what stands before the name of one that the input has already.
    Prefix,
}

/// The name of a column.
#[must_use]
pub fn answer_column(column: AnswerColumn, lang: Lang) -> &'static str {
    let (english, chinese) = match column {
        AnswerColumn::File => ("file", "文件"),
        AnswerColumn::Outcome => ("outcome", "结果"),
        AnswerColumn::Level => ("level", "等级"),
        AnswerColumn::Label => ("label", "等级名称"),
        AnswerColumn::Rules => ("rules", "依据规则"),
        AnswerColumn::Because => ("because", "理由"),
        AnswerColumn::Measures => ("measures", "措施"),
        AnswerColumn::Prefix => ("grade_", "评定_"),
    };
    match lang {
        Lang::En => english,
        Lang::Zh => chinese,
    }
}

/// The word for an outcome as answers write it.
#[must_use]
pub fn outcome_word(outcome: &'static str, lang: Lang) -> &'static str {
    match (lang, outcome) {
        (Lang::Zh, "graded") => "已评定",
        (Lang::Zh, "outside") => "等级外",
        (Lang::Zh, "ungraded") => "未评定",
        (Lang::Zh, "conflict") => "冲突",
        (Lang::Zh, "undetermined") => "待定",
        (Lang::Zh, "invalid") => "无效",
        (Lang::En | Lang::Zh, _) => outcome,
    }
}

/// What is possible, and what would decide it.
#[must_use]
pub fn answer_cell_needs(possible: &[String], needs: &[String], lang: Lang) -> String {
    match lang {
        Lang::En => format!("possible: {}\nneeded: {}", possible.join(", "), needs.join(", ")),
        Lang::Zh => format!("可能的结果：{}\n尚需：{}", possible.join("、"), needs.join("、")),
    }
}
