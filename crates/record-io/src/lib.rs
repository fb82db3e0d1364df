//! Records from CSV, JSON and (feature `xlsx`) workbooks, answers out again, streaming: memory does not grow with the file.
//!
//! Adds row, id and file. Holds no meaning and no matching of its own: values are read by the core, headers matched by it.
//!
//! ```
//! use core_model::{Datum, Factor, FactorKind, FactorId, Named, Policy};
//! use record_io::{Options, Source, open};
//!
//! let named = Named { name: "listed".into(), label: Some("列入".into()), aka: Vec::new() };
//! let policy = Policy { factors: vec![Factor { named, kind: FactorKind::YesNo, assume: None }], ..Policy::default() };
//! let source = Source::memory("posts.csv", "编号,列入\nR-1,是\nR-2,也许\n".as_bytes());
//! let rows: Vec<_> = open(&source, &policy, &Options::default()).unwrap().map(Result::unwrap).collect();
//! assert_eq!(rows[0].record.as_ref().unwrap().get(FactorId(0)), Some(&Datum::Value(1)));
//! assert_eq!((rows[1].place.id.as_str(), rows[1].record.as_ref().unwrap_err()[0].code()), ("R-2", "D0110"));
//! ```

#[cfg(feature = "xlsx")]
mod book;
mod bytes;
mod cell;
mod columns;
mod csv_records;
mod csv_rows;
mod destination;
mod elements;
mod encoding;
mod finding;
#[cfg(feature = "table")]
mod grid;
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
pub use write::{About, Format, Layout, WriteFailure, Writer};
