//! Records from CSV, JSON and (feature `xlsx`) workbooks, answers out again, streaming: memory does not grow with the file.
//!
//! Adds row, id and file. Holds no meaning and no matching of its own: values are read by the core, headers matched by it.

mod bytes;
mod cell;
mod columns;
mod csv_records;
mod csv_rows;
mod destination;
mod elements;
mod encoding;
mod finding;
mod ids;
mod input;
mod json_object;
mod json_records;
mod records;
mod source;
mod table;
mod write;
#[cfg(feature = "xlsx")]
mod xlsx;

pub use cell::Cell;
pub use destination::Destination;
pub use encoding::Encoding;
pub use finding::{Finding, Gravity};
pub use messages::{answer, faults, invalid};
pub use records::{Files, Options, Records, Row, Silence, open};
pub use source::Source;
pub use write::{Format, Layout, WriteFailure, Writer};
