//! Policies as texts: compiled for the engine, parsed for the second meaning.

use std::path::Path;

use grading_dsl::syntax::File;
use grading_dsl::{Compiled, Files, Unreadable};
use messages::{Diagnostic, FileId, Lang, Severity};

/// The one text, and what it imports.
pub struct Texts<'t> {
    /// The policy's own text.
    pub own: &'t str,
    /// What it imports as `base.rules`.
    pub base: Option<&'t str>,
}

impl Files for Texts<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        let text = if path == "own.rules" { Some(self.own) } else { self.base };
        text.map(|text| text.as_bytes().to_vec()).ok_or(Unreadable::Missing)
    }
}

impl Texts<'_> {
    /// For the engine.
    #[must_use]
    pub fn compiled(&self) -> Compiled {
        grading_dsl::compile("own.rules", self)
    }
}

/// A text that has no mistakes, for the second meaning.
#[must_use]
pub fn parsed(text: &str) -> File {
    let (file, diagnostics) = grading_dsl::parse(FileId(0), text);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    file
}

/// The diagnostics of a gravity, each with its line.
#[must_use]
pub fn found(compiled: &Compiled, severity: Severity) -> Vec<(usize, String)> {
    found_among(compiled, &compiled.diagnostics, severity)
}

/// Those of these diagnostics.
#[must_use]
pub fn found_among(compiled: &Compiled, told: &[Diagnostic], severity: Severity) -> Vec<(usize, String)> {
    let of = told.iter().filter(|diagnostic| diagnostic.severity == severity);
    let line = |diagnostic: &Diagnostic| {
        let (line, _) = compiled.sources.line_column(diagnostic.span.file, diagnostic.span.start);
        (line, format!("{} {}", diagnostic.problem.code(), diagnostic.problem.words(Lang::En).message))
    };
    of.map(line).collect()
}

/// The text of a file beside the manifest.
#[must_use]
pub fn text_of(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
