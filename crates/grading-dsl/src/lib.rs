//! The `.rules` language: from text to a checked policy.

mod check;
mod files;
#[cfg(feature = "syntax")]
pub mod syntax;
#[cfg(not(feature = "syntax"))]
mod syntax;

pub use files::{Files, Unreadable};
