//! What the engine is held against: the meaning of the language a second time, and a generator of policies and records.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "all of this is test code: what does not fit must stop the test"
)]

pub mod chance;
pub mod compare;
pub mod engine;
pub mod generate;
pub mod large;
pub mod layout;
pub mod meaning;
pub mod policies;
pub mod proofs;
pub mod rewrite;
pub mod targets;
pub mod trial;
