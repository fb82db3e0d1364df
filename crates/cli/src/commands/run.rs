//! `grade run`: grades records by a policy, an answer a record, in input order.

use std::sync::Arc;

use core_model::{Date, Policy, Program};
use grading_dsl::run_tests;
use messages::Severity;
use record_io::open;

use crate::arguments::Run;
use crate::clock::today;
use crate::console::{Console, Stream};
use crate::exit::Exit;
use crate::grading::Grading;
use crate::policy::Loaded;
use crate::render::{graded, refused};
use crate::request::Request;
use crate::settings::Settings;
use crate::telling::tell;
use crate::trouble::Trouble;

/// Grades the records of each file.
///
/// # Errors
/// The question cannot be put, or the answers cannot be written.
pub fn run(arguments: &Run, settings: &Settings, console: &mut Console) -> Result<Exit, Trouble> {
    let request = Request::of(arguments)?;
    let loaded = Loaded::open(&arguments.policy)?;
    let Some(policy) = accepted(&loaded, settings, console)? else { return Ok(Exit::No) };
    let day = settings.as_of.unwrap_or_else(today);
    let program = program(policy, day)?;
    let mut records = Vec::new();
    for source in &request.data {
        records.push(open(source, program.policy(), &request.options).map_err(Trouble::Data)?);
    }
    let mut inputs = loaded.inputs();
    inputs.extend(request.data.iter().cloned());
    let mut grading = Grading::begin(&program, settings, &request.destination);
    let graded_all = grading.all(&mut records, &request, &inputs, console);
    let took = grading.progress.end(console)?;
    graded_all?;
    console.summary(settings, &graded(day, &grading.outcomes, took, settings))?;
    Ok(if arguments.strict { grading.strictly() } else { Exit::Well })
}

/// The policy, if it has no error and none of its tests fails. Else what stands in the way is told.
fn accepted(loaded: &Loaded, settings: &Settings, console: &mut Console) -> Result<Option<Arc<Policy>>, Trouble> {
    let reports = run_tests(&loaded.compiled);
    let failed = reports.iter().filter_map(|report| report.diagnostic.as_ref());
    let errors = loaded.diagnostics().into_iter().chain(failed).filter(|told| told.severity == Severity::Error);
    let tally = tell(loaded, errors, Stream::Err, settings, console)?;
    if tally.of(Severity::Error) > 0 {
        console.summary(settings, &refused(&loaded.shown(), &tally, settings))?;
        return Ok(None);
    }
    Ok(loaded.compiled.policy.clone())
}

fn program(policy: Arc<Policy>, day: Date) -> Result<Program, Trouble> {
    let name = policy.named.name.clone();
    Program::new(policy, day).map_err(|outside| Trouble::NotInForce { policy: name, day, period: outside.period })
}
