//! Workbooks (XLSX): their packing, their XML, their sheets; and the records of one sheet. Read row by row under limits, so
//! that no file, however made, is held in memory as a whole but for its table of texts.

mod area;
mod header;
mod merged;
mod number;
mod package;
mod records;
mod sheet;
mod strings;
mod styles;
mod survey;
mod value;
mod workbook;
mod xml;

pub(crate) use number::digits;
pub(crate) use records::XlsxRecords;
