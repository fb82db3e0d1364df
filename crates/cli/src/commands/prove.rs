//! `grade prove`: everything that can be known of a policy without a record.

use core_model::limits::ANALYSIS_STEPS;
use core_model::{Date, Policy};
use grading_dsl::tell_findings;
use messages::{Diagnostic, Severity};

use crate::arguments::{MessageFormat, Prove};
use crate::clock::today;
use crate::console::{Console, Stream};
use crate::exit::Exit;
use crate::policy::Loaded;
use crate::render::{Proven, refused_proof};
use crate::settings::Settings;
use crate::telling::tell;
use crate::trouble::Trouble;

/// Proves what can be proved. It is a no where records are left ungraded or rules contradict each other, unless the author
/// accepts it, and where that is not decided.
///
/// # Errors
/// The output cannot be written, or the policy cannot be asked.
pub fn prove(arguments: &Prove, settings: &Settings, console: &mut Console) -> Result<Exit, Trouble> {
    let loaded = Loaded::open(&arguments.policy)?;
    loaded.in_force_on(settings.as_of)?;
    let errors = loaded.diagnostics().into_iter().filter(|told| told.severity == Severity::Error);
    let Some(policy) = loaded.compiled.policy.as_ref() else {
        let tally = tell(&loaded, errors, Stream::Out, settings, console)?;
        console.summary(settings, &refused_proof(&loaded.shown(), &tally, settings))?;
        return Ok(Exit::No);
    };
    let counted_on = settings.as_of.unwrap_or_else(|| day_of_counts(policy));
    let proof = policy_analysis::prove(policy, settings.as_of, counted_on, ANALYSIS_STEPS);
    let told = tell_findings(&loaded.compiled, &proof.findings.found, &proof.findings.undecided);
    let file = loaded.shown();
    let proven = Proven { policy, proof: &proof, file: &file, lang: settings.lang, gap: told.iter().find(is_gap) };
    match settings.format {
        MessageFormat::Human => {
            console.out(&proven.headline())?;
            console.out(&proven.regions())?;
            let others: Vec<&Diagnostic> = told.iter().filter(|one| !is_gap(one)).collect();
            let below = if others.is_empty() { "" } else { "\n" };
            tell(&loaded, others, Stream::Out, settings, console)?;
            console.out(below)?;
            console.out(&proven.tables())?;
        }
        MessageFormat::Json => {
            tell(&loaded, &told, Stream::Out, settings, console)?;
            console.out(&proven.json())?;
        }
        MessageFormat::Sarif => _ = tell(&loaded, &told, Stream::Out, settings, console)?,
    }
    Ok(if proven.is_sound() { Exit::Well } else { Exit::No })
}

/// Today, or where the policy is not in force today, its first day.
fn day_of_counts(policy: &Policy) -> Date {
    let today = today();
    match policy.in_force {
        Some(period) if !period.holds(today) => period.from,
        Some(_) | None => today,
    }
}

/// That records are left ungraded is told whole, sentence by sentence.
fn is_gap(told: &&Diagnostic) -> bool {
    told.problem.code() == "W0104"
}
