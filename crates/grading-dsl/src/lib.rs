//! The `.rules` language: from text to a checked policy.

#[cfg(feature = "syntax")]
pub mod syntax;
#[cfg(not(feature = "syntax"))]
mod syntax;
