//! `grade test`: the verdict on each test and property of policies, and what the tests cover.

use std::ffi::OsStr;

use core_model::limits::ANALYSIS_STEPS;
use grading_dsl::{Coverage, Proved, Showing, Verdict, cover_tests, given_records, tell_missing};
use messages::Severity;

use crate::arguments::{MessageFormat, Test};
use crate::console::{Console, Stream};
use crate::exit::Exit;
use crate::policy::Loaded;
use crate::proofs::properties;
use crate::render::{
    Said, Seen, Tally, Tried, What, coverage_json, covered, suggested, suggested_count, suggested_json, tested,
    uncovered,
};
use crate::settings::{Settings, Summary};
use crate::telling::tell;
use crate::trouble::Trouble;

/// Runs the tests of each policy and tries its properties. The gravest exit code of all is the command's.
///
/// # Errors
/// The output cannot be written.
pub fn test(arguments: &Test, settings: &Settings, console: &mut Console) -> Result<Exit, Trouble> {
    let mut exit = Exit::Well;
    for file in &arguments.files {
        let several = arguments.files.len() > 1;
        let tally = match arguments.suggest {
            true => suggest_for(file, settings, console),
            false => one(file, several, settings, console),
        };
        exit = exit.max(match tally {
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
    let (reports, coverage) = cover_tests(&loaded.compiled);
    let properties = properties(&loaded.compiled);
    let said = Said { file: several.then_some(&name), format, lang };
    for report in reports.iter().filter(|report| report.verdict != Verdict::Passed || is_told(settings)) {
        console.out(&said.test(report))?;
    }
    for report in properties.iter().filter(|report| report.proved != Proved::Holds || is_told(settings)) {
        console.out(&said.property(report))?;
    }
    let failed: Vec<_> = reports.iter().filter_map(|report| report.diagnostic.as_ref()).collect();
    let refuted: Vec<_> = properties.iter().filter_map(|report| report.diagnostic.as_ref()).collect();
    let mut found = loaded.diagnostics();
    found.retain(|diagnostic| matches!(diagnostic.severity, Severity::Error | Severity::Note));
    let told = found.into_iter().chain(failed.iter().copied()).chain(refuted.iter().copied());
    let tally = tell(&loaded, told, Stream::Out, settings, console)?;
    let tried =
        Tried { tests: reports.len(), failed: failed.len(), properties: properties.len(), unproved: refuted.len() };
    console.summary(settings, &tested(&name, &tried, settings))?;
    if let Some(coverage) = coverage.filter(|_| settings.summary == Summary::Printed) {
        tell_coverage(&loaded, &coverage, settings, console)?;
    }
    Ok(tally)
}

/// Prints the tests that the policy is missing; of one with errors, these.
fn suggest_for(file: &OsStr, settings: &Settings, console: &mut Console) -> Result<Tally, Trouble> {
    let loaded = Loaded::open(file)?;
    loaded.in_force_on(settings.as_of)?;
    let mut found = loaded.diagnostics();
    found.retain(|diagnostic| diagnostic.severity == Severity::Error);
    let tally = tell(&loaded, found, Stream::Out, settings, console)?;
    let Some(policy) = &loaded.compiled.policy else { return Ok(tally) };
    let suggestions = policy_analysis::suggest(policy, &given_records(&loaded.compiled), ANALYSIS_STEPS);
    let missing = tell_missing(&loaded.compiled, &suggestions, settings.lang);
    let place = |showing: &Showing| loaded.place(showing.span);
    match settings.format {
        MessageFormat::Human => {
            console.out(&suggested(&missing, &place, settings.lang).join("\n"))?;
            console.summary(settings, &suggested_count(&loaded.shown(), &missing, settings.lang))?;
        }
        MessageFormat::Json => {
            for line in suggested_json(&loaded.shown(), &missing, &place) {
                console.out(&line)?;
            }
        }
        MessageFormat::Sarif => {}
    }
    Ok(tally)
}

/// Whether what is well is told, too.
fn is_told(settings: &Settings) -> bool {
    settings.summary == Summary::Printed
}

/// Tells what the tests cover: people what they do not, programs all of it.
fn tell_coverage(
    loaded: &Loaded,
    coverage: &Coverage,
    settings: &Settings,
    console: &mut Console,
) -> Result<(), Trouble> {
    let all = seen(loaded, coverage);
    match settings.format {
        MessageFormat::Human => {
            for line in uncovered(&all, settings.lang) {
                console.out(&line)?;
            }
            console.summary(settings, &covered(&loaded.shown(), &coverage.totals(), settings.lang))
        }
        MessageFormat::Json => {
            for line in coverage_json(&loaded.shown(), &all, coverage) {
                console.out(&line)?;
            }
            Ok(())
        }
        MessageFormat::Sarif => Ok(()),
    }
}

/// Everything that tests may have seen, with its place.
fn seen<'a>(loaded: &'a Loaded, coverage: &'a Coverage) -> Vec<Seen<'a>> {
    let rules = coverage.rules.iter().map(|one| (What::Rule(one), one.span));
    let conditions = coverage.conditions.iter().map(|one| (What::Condition(one), one.span));
    let boundaries = coverage.boundaries.iter().map(|one| (What::Boundary(one), one.span));
    let cells = coverage.cells.iter().map(|one| (What::Cell(one), one.span));
    let all = rules.chain(conditions).chain(boundaries).chain(cells);
    all.map(|(what, span)| Seen { what, place: loaded.place(span) }).collect()
}
