//! `grade test`: the verdict on each test of policies.

use std::ffi::OsStr;

use grading_dsl::{Verdict, run_tests};
use messages::Severity;

use crate::arguments::Test;
use crate::console::{Console, Stream};
use crate::exit::Exit;
use crate::policy::Loaded;
use crate::render::{Tally, tested, verdict};
use crate::settings::{Settings, Summary};
use crate::telling::tell;
use crate::trouble::Trouble;

/// Runs the tests of each policy. The gravest exit code of all is the command's.
///
/// # Errors
/// The output cannot be written.
pub fn test(arguments: &Test, settings: &Settings, console: &mut Console) -> Result<Exit, Trouble> {
    let mut exit = Exit::Well;
    for file in &arguments.files {
        let several = arguments.files.len() > 1;
        exit = exit.max(match one(file, several, settings, console) {
            Ok(tally) => tally.exit(Severity::Error),
            Err(trouble) => console.unless_unwritten(trouble)?,
        });
    }
    Ok(exit)
}

fn one(file: &OsStr, several: bool, settings: &Settings, console: &mut Console) -> Result<Tally, Trouble> {
    let loaded = Loaded::open(file)?;
    loaded.in_force_on(settings.as_of)?;
    let (lang, format, name) = (settings.lang, settings.format, loaded.shown());
    let reports = run_tests(&loaded.compiled);
    for report in &reports {
        if report.verdict != Verdict::Passed || settings.summary == Summary::Printed {
            console.out(&verdict(report, several.then_some(&name), format, lang))?;
        }
    }
    let failed: Vec<_> = reports.iter().filter_map(|report| report.diagnostic.as_ref()).collect();
    let mut found = loaded.diagnostics();
    found.retain(|diagnostic| matches!(diagnostic.severity, Severity::Error | Severity::Note));
    let tally = tell(&loaded, found.into_iter().chain(failed.iter().copied()), Stream::Out, settings, console)?;
    console.summary(settings, &tested(&name, reports.len(), failed.len(), settings))?;
    Ok(tally)
}
