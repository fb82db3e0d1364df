//! Policies as texts: what is told of them, and where.

mod conditions;
mod declarations;
mod derived;
mod graded;
mod imports;
mod levels;
mod marked;
mod names;
mod proofs;
mod rules;
mod tests;
