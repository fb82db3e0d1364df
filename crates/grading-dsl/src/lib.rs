//! The `.rules` language: from text to a checked policy.

mod check;
mod files;
mod keywords;
mod parse;
mod source;
#[cfg(feature = "syntax")]
pub mod syntax;
#[cfg(not(feature = "syntax"))]
mod syntax;

pub use files::{Files, Unreadable};
#[cfg(feature = "syntax")]
pub use parse::parse;
pub use source::Sources;
