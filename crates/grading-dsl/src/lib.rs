//! The `.rules` language: from text to a checked policy.

mod files;
#[cfg(feature = "syntax")]
pub mod syntax;
#[cfg(not(feature = "syntax"))]
mod syntax;

pub use files::{Files, Unreadable};
