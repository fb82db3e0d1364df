//! What changes between two texts, as a unified difference with colours; the stream takes them out where they are not
//! wanted.

use std::fmt::{self, Write};

use imara_diff::{Algorithm, Diff, InternedInput, Interner, Token, UnifiedDiffConfig, UnifiedDiffPrinter};

/// The difference of a file before and after.
#[must_use]
pub fn unified(name: &str, before: &str, after: &str) -> String {
    let input = InternedInput::new(before, after);
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_lines(&input);
    let lines = Lines(&input.interner);
    let hunks = diff.unified_diff(&lines, UnifiedDiffConfig::default(), &input);
    format!("{BOLD}--- {name}{PLAIN}\n{BOLD}+++ {name}{PLAIN}\n{hunks}")
}

const BOLD: &str = "\u{1b}[1m";
const RED: &str = "\u{1b}[31m";
const GREEN: &str = "\u{1b}[32m";
const CYAN: &str = "\u{1b}[36m";
const PLAIN: &str = "\u{1b}[0m";

struct Lines<'a>(&'a Interner<&'a str>);

impl Lines<'_> {
    fn line(&self, mut to: impl Write, sign: &str, color: &str, token: Token) -> fmt::Result {
        let line: &str = self.0[token];
        let (text, end) = match line.strip_suffix('\n') {
            Some(text) => (text, "\n"),
            None => (line, "\n\\ No newline at end of file\n"),
        };
        let plain = if color.is_empty() { "" } else { PLAIN };
        write!(to, "{color}{sign}{text}{plain}{end}")
    }
}

impl UnifiedDiffPrinter for Lines<'_> {
    fn display_header(
        &self,
        mut to: impl Write,
        start_before: u32,
        start_after: u32,
        len_before: u32,
        len_after: u32,
    ) -> fmt::Result {
        let (before, after) = (begin(start_before, len_before), begin(start_after, len_after));
        writeln!(to, "{CYAN}@@ -{before},{len_before} +{after},{len_after} @@{PLAIN}")
    }

    fn display_context_token(&self, to: impl Write, token: Token) -> fmt::Result {
        self.line(to, " ", "", token)
    }

    fn display_hunk(&self, mut to: impl Write, before: &[Token], after: &[Token]) -> fmt::Result {
        before.iter().try_for_each(|token| self.line(&mut to, "-", RED, *token))?;
        after.iter().try_for_each(|token| self.line(&mut to, "+", GREEN, *token))
    }
}

/// Of no lines, the line before them.
fn begin(start: u32, len: u32) -> u32 {
    if len == 0 { start } else { start.saturating_add(1) }
}
