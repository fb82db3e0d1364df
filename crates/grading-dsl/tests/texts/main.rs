//! Policies as texts: what is told of them, and where.

mod declarations;
mod imports;
mod levels;
mod marked;
mod names;
mod tests;
