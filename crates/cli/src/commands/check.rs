//! `grade check`: every error, warning and note of policies, what their tests report, what becomes of their properties.

use std::ffi::OsStr;

use grading_dsl::run_tests;
use messages::Severity;

use crate::arguments::Check;
use crate::console::{Console, Stream};
use crate::exit::Exit;
use crate::policy::Loaded;
use crate::proofs::{properties, warnings};
use crate::render::{Checked, Digests, Tally, checked};
use crate::settings::Settings;
use crate::telling::tell;
use crate::trouble::Trouble;

/// Checks each file. The gravest exit code of all is the command's.
///
/// # Errors
/// The output cannot be written.
pub fn check(arguments: &Check, settings: &Settings, console: &mut Console) -> Result<Exit, Trouble> {
    let gravest = if arguments.strict { Severity::Warning } else { Severity::Error };
    let mut exit = Exit::Well;
    for file in &arguments.files {
        exit = exit.max(match one(file, settings, console) {
            Ok(tally) => tally.exit(gravest),
            Err(trouble) => console.unless_unwritten(trouble)?,
        });
    }
    Ok(exit)
}

fn one(file: &OsStr, settings: &Settings, console: &mut Console) -> Result<Tally, Trouble> {
    let loaded = Loaded::open(file)?;
    loaded.in_force_on(settings.as_of)?;
    let reports = run_tests(&loaded.compiled);
    let failed = reports.iter().filter_map(|report| report.diagnostic.as_ref());
    let (warnings, properties) = (warnings(&loaded.compiled), properties(&loaded.compiled));
    let refuted = properties.iter().filter_map(|report| report.diagnostic.as_ref());
    let told = loaded.diagnostics().into_iter().chain(failed).chain(refuted).chain(&warnings);
    let tally = tell(&loaded, told, Stream::Out, settings, console)?;
    let digests = loaded.compiled.digest().map(|digest| Digests { digest, source: loaded.compiled.source() });
    let (tests, properties) = (reports.len(), properties.len());
    let summary = Checked { file: &loaded.shown(), tests, properties, digests };
    console.summary(settings, &checked(&summary, &tally, settings))?;
    Ok(tally)
}
