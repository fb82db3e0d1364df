//! A policy as it was read from its folder, and its diagnostics ready to be shown.

use std::ffi::OsStr;

use core_model::{Date, Witness, by_name};
use grading_dsl::{Compiled, Sources, compile, print_witness};
use messages::{Diagnostic, FileId, Lang, Related, Span};
use record_io::Source;

use crate::files::RootFolder;
use crate::render::{Finding, Place, Shown};
use crate::trouble::Trouble;

/// A compiled policy and the folder that it was read from.
pub struct Loaded {
    /// The policy and what was found in it.
    pub compiled: Compiled,
    folder: RootFolder,
}

impl Loaded {
    /// Reads and compiles the policy that was named.
    ///
    /// # Errors
    /// Its file cannot be read.
    pub fn open(file: &OsStr) -> Result<Self, Trouble> {
        let folder = RootFolder::open(file)?;
        Ok(Self { compiled: compile(folder.entry(), &folder), folder })
    }

    /// The diagnostic in words, with its places worked out.
    #[must_use]
    pub fn finding<'a>(&'a self, diagnostic: &Diagnostic, lang: Lang) -> Finding<'a> {
        let finding = finding_in(&self.compiled.sources, &|path| self.folder.shown(path), diagnostic, lang);
        Finding { witnesses: self.witnesses(diagnostic, lang), ..finding }
    }

    /// The records that show what was found.
    fn witnesses(&self, diagnostic: &Diagnostic, lang: Lang) -> Vec<Shown> {
        let Some(policy) = self.compiled.policy.as_ref().filter(|_| !diagnostic.witnesses.is_empty()) else {
            return Vec::new();
        };
        let tests = print_witness(policy, diagnostic, lang);
        let shown = |(witness, test): (&Witness, Option<String>)| Shown {
            record: by_name(policy, &witness.record),
            as_of: witness.as_of,
            test: test.unwrap_or_default(),
        };
        diagnostic.witnesses.iter().zip(tests).map(shown).collect()
    }

    /// What was found in the policy, in the order of its files and lines.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<&Diagnostic> {
        let mut diagnostics: Vec<&Diagnostic> = self.compiled.diagnostics.iter().collect();
        diagnostics.sort_by_key(|diagnostic| diagnostic.span);
        diagnostics
    }

    /// Whether the policy can be taken as of the day, where one was named.
    ///
    /// # Errors
    /// It is not in force on that day.
    pub fn in_force_on(&self, day: Option<Date>) -> Result<(), Trouble> {
        let (Some(policy), Some(day)) = (&self.compiled.policy, day) else { return Ok(()) };
        match policy.in_force {
            Some(period) if !period.holds(day) => {
                Err(Trouble::NotInForce { policy: policy.named.name.clone(), day, period })
            }
            Some(_) | None => Ok(()),
        }
    }

    /// The name of the policy's own file as it is shown.
    #[must_use]
    pub fn shown(&self) -> String {
        self.folder.shown(self.folder.entry())
    }

    /// The files that the policy was read from.
    #[must_use]
    pub fn inputs(&self) -> Vec<Source> {
        let sources = &self.compiled.sources;
        let files = (0..sources.len()).filter_map(|nth| u16::try_from(nth).ok()).map(FileId);
        files.map(|file| Source::named(OsStr::new(&self.folder.shown(sources.name(file))))).collect()
    }

    /// The place of a span.
    #[must_use]
    pub fn place(&self, span: Span) -> Place<'_> {
        place_in(&self.compiled.sources, &|path| self.folder.shown(path), span)
    }
}

/// The diagnostic in words, with its places in these files, whose names are shown so.
#[must_use]
pub fn finding_in<'a>(
    sources: &'a Sources,
    shown: &dyn Fn(&str) -> String,
    diagnostic: &Diagnostic,
    lang: Lang,
) -> Finding<'a> {
    let words = diagnostic.words(lang);
    let place = |span| place_in(sources, shown, span);
    let related = diagnostic.related.iter();
    Finding {
        code: diagnostic.problem.code(),
        severity: diagnostic.severity,
        message: words.message,
        expected: words.expected,
        place: place(diagnostic.span),
        suggestion: diagnostic.suggestion.as_ref().map(|suggestion| (suggestion.text.clone(), place(suggestion.span))),
        accepted: diagnostic.related.iter().flat_map(reasons).cloned().collect(),
        witnesses: Vec::new(),
        related: related.map(|related| (place(related.span()), related.words(lang).into_owned())).collect(),
    }
}

/// Why the author accepts it, where this place says so.
fn reasons(related: &Related) -> &[String] {
    match related {
        Related::Accepted(_, reasons) => reasons,
        Related::Declared(_)
        | Related::Circle(_)
        | Related::Imported(_)
        | Related::Before(_)
        | Related::Fault(_)
        | Related::Other(_)
        | Related::Because(_) => &[],
    }
}

/// The place of a span, brought between characters of its text.
fn place_in<'a>(sources: &'a Sources, shown: &dyn Fn(&str) -> String, span: Span) -> Place<'a> {
    let text = sources.text(span.file);
    let byte = |at: u32| text.floor_char_boundary(usize::try_from(at).unwrap_or(usize::MAX));
    let end = span.end.max(span.start);
    Place {
        path: shown(sources.name(span.file)),
        text,
        start: byte(span.start),
        end: byte(end),
        from: sources.line_column(span.file, span.start),
        to: sources.line_column(span.file, end),
    }
}
