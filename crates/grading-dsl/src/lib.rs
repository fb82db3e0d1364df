//! The `.rules` language: from text to a checked policy.

mod check;
mod compiled;
mod coverage;
mod files;
mod imports;
mod keywords;
mod parse;
mod source;
#[cfg(feature = "syntax")]
pub mod syntax;
#[cfg(not(feature = "syntax"))]
#[expect(dead_code, reason = "notes and some places are for tools beside the checker only")]
mod syntax;
mod tests;

use check::Read;

pub use compiled::{Accepted, AcceptedOn, Claim, Compiled, Places, PropertyCase, Sense, Written};
pub use coverage::{
    BoundaryCoverage, CellCoverage, ConditionCoverage, Count, Coverage, Part, RuleCoverage, SideCoverage, Totals,
    mark_text,
};
pub use files::{Files, Unreadable};
#[cfg(feature = "syntax")]
pub use parse::parse;
pub use source::Sources;
pub use tests::{Given, TestCase, TestReport, Verdict, cover_tests, run_tests};

/// Compiles a policy and what it imports. Never fails: what stands in the way is told. Runs no tests.
#[must_use]
pub fn compile(path: &str, files: &dyn Files) -> Compiled {
    let mut loaded = imports::load(path, files);
    let texts: Vec<String> = loaded.texts();
    let told = std::mem::take(&mut loaded.diagnostics);
    let checked = check::check(
        Read { files: &loaded.files, texts: &texts, path, source: loaded.sources.source_digest() },
        told,
        files,
    );
    let mut diagnostics = checked.diagnostics;
    imports::tell_importers(&loaded, &mut diagnostics);
    diagnostics.sort_by_key(|told| told.span);
    Compiled {
        policy: checked.policy,
        diagnostics,
        sources: loaded.sources,
        tests: checked.tests,
        properties: checked.properties,
        accepted: checked.accepted,
        places: checked.places,
    }
}

/// Compiles a policy that imports nothing.
///
/// ```
/// let compiled = grading_dsl::compile_text("policy p\nfactor a : yes/no\nrule r when a then level 1\notherwise level 3");
/// assert!(compiled.policy.is_some());
/// ```
#[must_use]
pub fn compile_text(text: &str) -> Compiled {
    compile(ONLY, &Only(text))
}

/// The name of a policy that is a single text.
const ONLY: &str = "policy.rules";

struct Only<'t>(&'t str);

impl Files for Only<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        if path == ONLY { Ok(self.0.as_bytes().to_vec()) } else { Err(Unreadable::Missing) }
    }
}
