//! What laying out a policy must not change: its comments, what it means, what is wrong with it; and that the layout of a
//! laid-out text is itself.

use core_model::Policy;
use grading_dsl::{Compiled, Keywords, format_text, run_tests};
use messages::Severity;

use crate::policies::Texts;
use crate::rewrite::{Where, walk};

/// In every language of keywords.
pub const ALL: [Keywords; 3] = [Keywords::AsWritten, Keywords::English, Keywords::Chinese];

/// Whether the text can be laid out.
///
/// # Errors
/// Anything but the layout changes, with its keywords in one of these languages.
pub fn changed(text: &str, base: Option<&str>, languages: &[Keywords]) -> Result<bool, String> {
    let before = Texts { own: text, base }.compiled();
    let (errors_before, meaning_before) = (errors(&before), meaning(&before));
    for keywords in languages.iter().copied() {
        let Ok(found) = format_text(text, keywords) else {
            return if errors_before.is_empty() { Err("no error, and yet no layout".to_owned()) } else { Ok(false) };
        };
        same("laid out again", &found, &format_text(&found, Keywords::AsWritten).unwrap_or_default())?;
        same("in these keywords again", &found, &format_text(&found, keywords).unwrap_or_default())?;
        same("its comments", &comments(text), &comments(&found))?;
        let after = Texts { own: &found, base }.compiled();
        same(&format!("its errors, {keywords:?}"), &errors_before, &errors(&after))?;
        same(&format!("its meaning, {keywords:?}"), &meaning_before, &meaning(&after))?;
    }
    Ok(true)
}

/// That the keywords of a text without mistakes are the same by way of the other language.
///
/// # Errors
/// They are not.
pub fn there_and_back(text: &str) -> Result<(), String> {
    let english = format_text(text, Keywords::English).unwrap_or_default();
    let chinese = format_text(&english, Keywords::Chinese).unwrap_or_default();
    let back = format_text(&chinese, Keywords::English).unwrap_or_default();
    let singular = ["year", "month", "day"]
        .iter()
        .fold(english, |text, unit| text.replace(&format!(" 1 {unit}s"), &format!(" 1 {unit}")));
    same("English by way of Chinese", &singular, &back)
}

fn same(what: &str, before: &str, after: &str) -> Result<(), String> {
    if before == after {
        return Ok(());
    }
    let at = before.bytes().zip(after.bytes()).take_while(|(one, other)| one == other).count();
    let around = |text: &str| {
        let from = text.floor_char_boundary(at.saturating_sub(200));
        text.get(from..text.floor_char_boundary(at + 200)).unwrap().to_owned()
    };
    Err(format!("{what} differs\n--- before\n{}\n--- after\n{}", around(before), around(after)))
}

/// What the policy means, as far as it compiles.
fn meaning(compiled: &Compiled) -> String {
    let reports = run_tests(compiled);
    let verdicts: Vec<String> = reports.iter().map(|report| format!("{} {:?}", report.name, report.verdict)).collect();
    // The digest of the texts is of the layout, too.
    let policy = compiled.policy.as_ref().map(|policy| Policy { source: None, ..policy.as_ref().clone() });
    format!("{:?}\n{policy:?}\n{}", compiled.digest(), verdicts.join("\n"))
}

/// The codes of its errors, failed tests among them.
fn errors(compiled: &Compiled) -> String {
    let reports = run_tests(compiled);
    let failed = reports.iter().filter_map(|report| report.diagnostic.as_ref());
    let all = compiled.diagnostics.iter().chain(failed).filter(|found| found.severity == Severity::Error);
    let mut codes: Vec<&str> = all.map(|found| found.problem.code()).collect();
    codes.sort_unstable();
    codes.join(" ")
}

/// The comments of a text, one a line.
fn comments(text: &str) -> String {
    let mut found = String::new();
    walk(text, |letter, at| {
        if at == Where::Comment {
            found.push(letter);
        }
    });
    found.split('\n').map(|comment| format!("{}\n", comment.trim_end())).collect()
}
