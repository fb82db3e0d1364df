//! `grade schema`: the JSON Schema of a policy's records, or of answers.

use messages::{Blanks, Severity, answer_schema, record_schema};

use crate::arguments::Schema;
use crate::console::{Console, Stream};
use crate::exit::Exit;
use crate::policy::Loaded;
use crate::settings::Settings;
use crate::telling::tell;
use crate::trouble::Trouble;

/// Prints the schema. The tests of the policy are not run, for they say nothing of what a record is.
///
/// # Errors
/// The policy cannot be read, or the output cannot be written.
pub fn schema(arguments: &Schema, settings: &Settings, console: &mut Console) -> Result<Exit, Trouble> {
    let Some(file) = &arguments.policy else {
        return console.out(&answer_schema(settings.lang)).map(|()| Exit::Well);
    };
    let loaded = Loaded::open(file)?;
    let Some(policy) = &loaded.compiled.policy else {
        let errors = loaded.diagnostics().into_iter().filter(|told| told.severity == Severity::Error);
        tell(&loaded, errors, Stream::Err, settings, console)?;
        return Ok(Exit::No);
    };
    let blanks = if arguments.complete { Blanks::Refused } else { Blanks::Allowed };
    console.out(&record_schema(policy, blanks, settings.lang)).map(|()| Exit::Well)
}
