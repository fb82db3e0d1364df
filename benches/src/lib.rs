//! What is timed: policies of every shape, compiled.

use std::sync::Arc;

use core_model::Policy;
pub use grading_tests::large::Shape;

/// The text compiled; nothing where it is not accepted, which no text of a [`Shape`] is.
#[must_use]
pub fn compiled(text: &str) -> Option<Arc<Policy>> {
    grading_dsl::compile_text(text).policy
}
