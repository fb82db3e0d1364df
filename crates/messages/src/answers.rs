//! Answers in words: why a record is invalid; in a table, column names, outcomes, what is possible and needed.

use core_model::{Answer, Decision, Fault, Outcome, OutcomeWord, Place, Program};

use crate::data::{DataProblem, ImpossibleRecord};
use crate::diagnostic::Lang;

/// The answer that a decision of this program is. The language is that in which it says why a record is invalid.
///
/// ```
/// use std::sync::Arc;
/// use core_model::{Date, Place, Policy, Record};
/// use messages::{Lang, answer};
/// let program = Arc::new(Policy::default()).as_of(Date::new(2026, 11, 24).unwrap()).unwrap();
/// let answer = answer(&program, Place::of("R-17"), &program.grade(&Record::silent(0)), Lang::Zh);
/// assert_eq!((answer.place.id.as_str(), answer.outcome.as_str()), ("R-17", "ungraded"));
/// ```
#[must_use]
pub fn answer(program: &Program, place: Place, decision: &Decision, lang: Lang) -> Answer {
    let why = match &decision.outcome {
        Outcome::Invalid(reasons) if reasons.is_empty() => vec![ImpossibleRecord::WhateverIsFilledIn],
        Outcome::Invalid(reasons) => reasons.iter().cloned().map(ImpossibleRecord::Because).collect(),
        Outcome::Graded(_) | Outcome::Outside(_) | Outcome::Conflict(_) | Outcome::Ungraded | Outcome::Undetermined => {
            Vec::new()
        }
    };
    let problems: Vec<DataProblem> = why.into_iter().map(DataProblem::from).collect();
    Answer::new(program, place, decision, faults(&problems, lang))
}

/// The answer to a record that could not be read.
///
/// ```
/// use std::sync::Arc;
/// use core_model::{Date, Place, Policy, RecordReader};
/// use messages::{DataProblem, Lang, invalid};
/// let policy = Arc::new(Policy::default());
/// let program = policy.as_of(Date::new(2026, 11, 24).unwrap()).unwrap();
/// let problems = RecordReader::new(policy).read("no record").unwrap_err();
/// let told: Vec<DataProblem> =
///     problems.as_slice().iter().cloned().filter_map(|problem| DataProblem::try_from(problem).ok()).collect();
/// let answer = invalid(&program, Place::of("R-17"), &told, Lang::En);
/// assert_eq!((answer.outcome.as_str(), answer.errors[0].expected.as_str()), ("invalid", "one JSON object a record"));
/// ```
#[must_use]
pub fn invalid(program: &Program, place: Place, problems: &[DataProblem], lang: Lang) -> Answer {
    Answer::invalid(program, place, faults(problems, lang))
}

/// The problems as answers carry them.
#[must_use]
pub fn faults(problems: &[DataProblem], lang: Lang) -> Vec<Fault> {
    let fault = |problem: &DataProblem| Fault {
        column: problem.column().map(str::to_owned),
        found: problem.found(lang),
        expected: problem.words(lang).expected,
        code: problem.code().into(),
    };
    problems.iter().map(fault).collect()
}

/// A column that answers add to a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerColumn {
    /// What the record calls itself, in a table for people.
    Id,
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

/// A word of a workbook of answers: the name of a sheet, of a column of its findings, of a line about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BookWord {
    /// The sheet of answers.
    Answers,
    /// The sheet of findings.
    Findings,
    /// The sheet that says how the answers came about.
    About,
    /// The number of a record.
    Record,
    /// What a record calls itself.
    Id,
    /// The file.
    File,
    /// The cell.
    Cell,
    /// How grave it is.
    Gravity,
    /// The code.
    Code,
    /// The column.
    Column,
    /// What was found.
    Found,
    /// What was expected, and what to do.
    Expected,
    /// An error.
    Error,
    /// A warning.
    Warning,
    /// A note.
    Note,
    /// The policy.
    Policy,
    /// Its digest.
    Digest,
    /// The day.
    AsOf,
    /// How many records.
    Records,
}

/// A word of a workbook of answers.
#[must_use]
pub fn book_word(word: BookWord, lang: Lang) -> &'static str {
    let (english, chinese) = match word {
        BookWord::Answers => ("Answers", "评定结果"),
        BookWord::Findings => ("Findings", "发现的问题"),
        BookWord::About => ("About", "说明"),
        BookWord::Record => ("record", "第几条"),
        BookWord::Id => ("id", "编号"),
        BookWord::File => ("file", "文件"),
        BookWord::Cell => ("cell", "单元格"),
        BookWord::Gravity => ("severity", "程度"),
        BookWord::Code => ("code", "代码"),
        BookWord::Column => ("column", "列"),
        BookWord::Found => ("found", "发现"),
        BookWord::Expected => ("expected, how to mend", "应为，如何改正"),
        BookWord::Error => ("error", "错误"),
        BookWord::Warning => ("warning", "警告"),
        BookWord::Note => ("note", "提示"),
        BookWord::Policy => ("policy", "标准"),
        BookWord::Digest => ("digest", "标准摘要"),
        BookWord::AsOf => ("as of", "评定日期"),
        BookWord::Records => ("records", "记录数"),
    };
    match lang {
        Lang::En => english,
        Lang::Zh => chinese,
    }
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
        AnswerColumn::Id => ("id", "编号"),
        AnswerColumn::Prefix => ("grade_", "评定_"),
    };
    match lang {
        Lang::En => english,
        Lang::Zh => chinese,
    }
}

/// The word for an outcome as answers write it.
#[must_use]
pub fn outcome_word(outcome: OutcomeWord, lang: Lang) -> &'static str {
    if lang == Lang::En {
        return outcome.as_str();
    }
    match outcome {
        OutcomeWord::Graded => "已评定",
        OutcomeWord::Outside => "等级外",
        OutcomeWord::Ungraded => "未评定",
        OutcomeWord::Conflict => "冲突",
        OutcomeWord::Undetermined => "待定",
        OutcomeWord::Invalid => "无效",
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
