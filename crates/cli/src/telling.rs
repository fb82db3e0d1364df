//! Tells the diagnostics of a policy: all of them to programs, and to people as many as can be read.

use std::collections::BTreeMap;

use messages::{Diagnostic, Lang, Severity};

use crate::arguments::MessageFormat;
use crate::console::{Console, Stream};
use crate::policy::Loaded;
use crate::render::{Finding, Tally, left_out};
use crate::settings::{Settings, Summary};
use crate::trouble::Trouble;

/// The most errors that are shown to people of one policy, and the most of warnings and notes.
const SHOWN: usize = 100;

/// Tells the diagnostics in their order and counts them.
///
/// # Errors
/// The output cannot be written.
pub fn tell<'d>(
    loaded: &Loaded,
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
    to: Stream,
    settings: &Settings,
    console: &mut Console,
) -> Result<Tally, Trouble> {
    tell_each(diagnostics, |found| loaded.finding(found, settings.lang), to, settings, console)
}

/// The same for diagnostics that are put into words so.
///
/// # Errors
/// The output cannot be written.
pub fn tell_each<'d, 'f>(
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
    worded: impl Fn(&Diagnostic) -> Finding<'f>,
    to: Stream,
    settings: &Settings,
    console: &mut Console,
) -> Result<Tally, Trouble> {
    let mut tally = Tally::default();
    let mut hidden = BTreeMap::new();
    let mut first = None;
    for diagnostic in diagnostics {
        let grave = matches!(diagnostic.severity, Severity::Error | Severity::Warning);
        first = first.or_else(|| grave.then(|| diagnostic.problem.code()));
        tally.add(diagnostic.severity);
        if settings.format == MessageFormat::Human && counted(&tally, diagnostic.severity) > SHOWN {
            *hidden.entry(diagnostic.problem.code()).or_default() += 1;
        } else {
            console.finding(to, &worded(diagnostic))?;
        }
    }
    if !hidden.is_empty() {
        console.write(to, &format!("{}\n\n", left_out(&hidden, settings.lang)))?;
    }
    if let (Some(code), MessageFormat::Human, Summary::Printed) = (first, settings.format, settings.summary) {
        console.write(to, &more_about(code, settings.lang))?;
    }
    Ok(tally)
}

fn more_about(code: &str, lang: Lang) -> String {
    match lang {
        Lang::En => format!("more about a code: grade explain-code {code}\n"),
        Lang::Zh => format!("查看代码的说明：grade explain-code {code}\n"),
    }
}

/// How many like it there are so far: errors are never hidden behind warnings.
fn counted(tally: &Tally, severity: Severity) -> usize {
    match severity {
        Severity::Error => tally.of(Severity::Error),
        Severity::Warning | Severity::Note | Severity::Accepted => {
            [Severity::Warning, Severity::Note, Severity::Accepted].into_iter().map(|severity| tally.of(severity)).sum()
        }
    }
}
