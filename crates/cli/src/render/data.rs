//! What is found about data files: there is no line to show, but a file and perhaps a record.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Group, Level, Origin, Renderer, normalize_untrusted_str};
use messages::{Lang, Severity};
use record_io::{Finding, Gravity};
use serde::Serialize;

use super::human::level;
use super::json::{one_line, severity};
use crate::arguments::MessageFormat;

/// The finding as it is written, line feed included.
#[must_use]
pub fn data(finding: &Finding, format: MessageFormat, lang: Lang) -> String {
    match format {
        MessageFormat::Human => human(finding, lang),
        MessageFormat::Json | MessageFormat::Sarif => json(finding, lang),
    }
}

fn human(finding: &Finding, lang: Lang) -> String {
    let words = finding.problem.words(lang);
    let mut place = finding.file.clone();
    match (finding.row, lang) {
        (None, _) => {}
        (Some(row), Lang::En) => place.push_str(&format!(", record {row}")),
        (Some(row), Lang::Zh) => place.push_str(&format!("，第 {row} 条")),
    }
    match (&finding.cell, lang) {
        (None, _) => {}
        (Some(cell), Lang::En) => place.push_str(&format!(", cell {cell}")),
        (Some(cell), Lang::Zh) => place.push_str(&format!("，单元格 {cell}")),
    }
    let title = level(grave(finding.gravity), lang).primary_title(words.message).id(finding.problem.code());
    let mut group = Group::with_title(title).element(Origin::path(normalize_untrusted_str(&place)));
    if !words.expected.is_empty() {
        let name = match lang {
            Lang::En => "expected",
            Lang::Zh => "要求",
        };
        group = group.element(Level::HELP.with_name(name).message(normalize_untrusted_str(&words.expected)));
    }
    format!("{}\n\n", Renderer::styled().decor_style(DecorStyle::Ascii).render(&[group]))
}

fn json(finding: &Finding, lang: Lang) -> String {
    let words = finding.problem.words(lang);
    one_line(&Line {
        code: finding.problem.code(),
        severity: severity(grave(finding.gravity)),
        file: &finding.file,
        row: finding.row,
        sheet: finding.sheet.as_deref(),
        cell: finding.cell.as_deref(),
        message: &words.message,
        expected: &words.expected,
    })
}

fn grave(gravity: Gravity) -> Severity {
    match gravity {
        Gravity::Error => Severity::Error,
        Gravity::Warning => Severity::Warning,
        Gravity::Note => Severity::Note,
    }
}

#[derive(Serialize)]
struct Line<'a> {
    code: &'a str,
    severity: &'a str,
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<&'a str>,
    message: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    expected: &'a str,
}
