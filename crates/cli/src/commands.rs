//! The commands, a file each. What they find out, the library says; here it is asked and printed.

mod check;
mod completions;
mod explain_code;
mod fmt;
mod man;
mod prove;
mod run;
mod schema;
mod test;

pub use check::check;
pub use completions::completions;
pub use explain_code::explain_code;
pub use fmt::fmt;
pub use man::man;
pub use prove::prove;
pub use run::run;
pub use schema::schema;
pub use test::test;
