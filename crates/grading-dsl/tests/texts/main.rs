//! Policies as texts: what is told of them, and where.

mod conditions;
mod declarations;
mod derived;
mod imports;
mod levels;
mod marked;
mod names;
mod rules;
mod tests;
