//! How diagnostics and verdicts are written: for people, as JSON or as SARIF. Decides nothing.

mod coverage;
mod data;
mod finding;
mod human;
mod json;
mod left_out;
mod page;
mod proof;
mod sarif;
mod suggested;
mod summary;
mod table;
mod verdict;

pub use coverage::{Seen, What, coverage_json, covered, uncovered};
pub use data::data;
pub use finding::{Finding, Place, Shown};
pub use left_out::left_out;
pub use page::{page, page_line};
pub use proof::{Proven, refused_proof};
pub use sarif::Sarif;
pub use suggested::{suggested, suggested_count, suggested_json};
pub use summary::{Checked, Digests, Outcomes, Tally, Tried, checked, graded, laid_out, refused, tested};
pub use verdict::Said;

use messages::Lang;

use crate::arguments::MessageFormat;

/// The diagnostic as it is written, line feed included.
#[must_use]
pub fn finding(finding: &Finding<'_>, format: MessageFormat, lang: Lang) -> String {
    match format {
        MessageFormat::Human => format!("{}\n\n{}", human::human(finding, lang), human::witnesses(finding)),
        MessageFormat::Json | MessageFormat::Sarif => json::json(finding),
    }
}
