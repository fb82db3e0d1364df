//! The command `grade`.
fn main() {}
