//! Any text as a policy.

use grading_dsl::{Compiled, Files, Unreadable, compile, run_tests};
use messages::{Diagnostic, Lang, Severity, Span};

use crate::layout::{ALL, changed};

/// The text before the first NUL is the policy, what follows is a file that it may import as `base.rules`.
struct Texts<'t> {
    own: &'t [u8],
    base: Option<&'t [u8]>,
}

impl Files for Texts<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        match path {
            "own.rules" => Ok(self.own.to_vec()),
            "base.rules" => self.base.map(<[u8]>::to_vec).ok_or(Unreadable::Missing),
            _ => Err(Unreadable::Missing),
        }
    }
}

/// Compiling never fails; whatever is told has a place and words; what is accepted has no error, and grades.
pub fn text(bytes: &[u8]) {
    let (own, base) = match bytes.iter().position(|byte| *byte == 0) {
        Some(at) => (&bytes[..at], Some(&bytes[at + 1..])),
        None => (bytes, None),
    };
    let compiled = compile("own.rules", &Texts { own, base });
    compiled.diagnostics.iter().for_each(|told| has_place_and_words(&compiled, told));
    assert_eq!(compiled.policy.is_some(), !compiled.diagnostics.iter().any(|told| told.severity == Severity::Error));
    for report in run_tests(&compiled) {
        report.diagnostic.iter().for_each(|told| has_place_and_words(&compiled, told));
    }
}

fn has_place_and_words(compiled: &Compiled, told: &Diagnostic) {
    is_place(compiled, told.span);
    told.related.iter().for_each(|related| is_place(compiled, related.span()));
    told.suggestion.iter().for_each(|suggestion| is_place(compiled, suggestion.span));
    for lang in [Lang::En, Lang::Zh] {
        assert!(!told.problem.words(lang).message.is_empty());
    }
}

fn is_place(compiled: &Compiled, span: Span) {
    if compiled.sources.is_empty() {
        return;
    }
    let text = compiled.sources.text(span.file);
    let place = usize::try_from(span.start).unwrap()..usize::try_from(span.end).unwrap();
    assert!(text.get(place).is_some() || text.is_empty(), "{span:?} of {} bytes", text.len());
    let (line, column) = compiled.sources.line_column(span.file, span.start);
    assert!(line > 0 && column > 0);
}

/// Laying out changes the layout only. The first byte chooses the language of keywords.
pub fn layout(bytes: &[u8]) {
    let Some((first, text)) = bytes.split_first() else { return };
    let languages = [ALL[usize::from(*first) % ALL.len()]];
    let Ok(text) = std::str::from_utf8(text) else { return };
    if let Err(wrong) = changed(text, None, &languages) {
        panic!("{wrong}");
    }
}
