//! The limits, written down once. Each is a count, the same on every machine.

/// Bytes of one policy file: 4 MiB.
pub const FILE_BYTES: usize = 4 << 20;
/// Bytes of all policy files together: 16 MiB.
pub const ALL_BYTES: usize = 16 << 20;
/// Files of one policy.
pub const FILES: usize = 64;
/// How deep imports may lie.
pub const IMPORT_DEPTH: usize = 16;
/// How deep parentheses and groups may lie.
pub const NESTING: usize = 64;
/// Operands in one condition.
pub const OPERANDS: usize = 1_024;
/// Characters of a name.
pub const NAME_CHARS: usize = 128;
/// Bytes of a string: 4 KiB.
pub const STRING_BYTES: usize = 4 << 10;
/// Factors of a policy.
pub const FACTORS: usize = 256;
/// Values of a type.
pub const VALUES: usize = 256;
/// Rules of a policy, table rows counted as rules.
pub const RULES: usize = 10_000;
/// Defines and scores of a policy.
pub const DEFINES: usize = 10_000;
/// Measures of a policy.
pub const MEASURES: usize = 10_000;
/// Columns of a table.
pub const TABLE_COLUMNS: usize = 64;
/// How deep defines may rest on defines.
pub const DEFINE_DEPTH: usize = 64;
/// Levels of a ladder, at most.
pub const LEVELS: usize = 9;
/// Steps of one search. A step is one condition, value or number looked at in one region of records.
pub const SEARCH_STEPS: u32 = 20_000_000;
/// Steps of one question about all records of a policy: all its warnings, or one property.
pub const ANALYSIS_STEPS: u64 = 50_000_000;
/// Steps of all searches for what the tests of a policy have not seen.
pub const COVERAGE_STEPS: u32 = 4_000_000;
/// Steps of one of them.
pub const COVERAGE_QUESTION: u32 = 200_000;
/// Days of tests as of which they search.
pub const COVERAGE_DAYS: usize = 16;
/// Characters of a field of a record.
pub const FIELD_CHARS: usize = 32_767;
/// Bytes of a row of data: 4 MiB.
pub const ROW_BYTES: usize = 4 << 20;
/// Bytes without an end of a row after which a data file is given up: 256 MiB.
pub const ENDLESS_BYTES: usize = 256 << 20;
/// Columns of a data file.
pub const DATA_COLUMNS: usize = 1_024;
/// Bytes of a workbook as a file: 64 MiB.
pub const PACKED_BYTES: u64 = 64 << 20;
/// Bytes that a workbook may unpack to, counted while unpacking: 512 MiB.
pub const UNPACKED_BYTES: u64 = 512 << 20;
/// Parts of a workbook, as its packing lists them.
pub const PARTS: usize = 10_000;
/// Sheets of a workbook.
pub const SHEETS: usize = 1_024;
/// Texts that a workbook keeps once and its cells point to.
pub const TEXTS: usize = 16 << 20;
/// Formats of cells of a workbook.
pub const FORMATS: usize = 100_000;
/// Merged areas of a sheet, and spans of hidden columns.
pub const AREAS: usize = 1 << 20;
/// How deep the elements of a workbook may lie.
pub const XML_DEPTH: usize = 256;
/// Findings that a workbook of answers lists.
pub const FINDINGS: u32 = 1_000_000;
/// How deep JSON may be nested.
pub const JSON_DEPTH: usize = 32;
/// Dates in one list.
pub const DATES: usize = 999;
/// Decimals of a number, at most.
pub const DECIMALS: u8 = 6;
/// The greatest magnitude of a factor's number: 10^12.
pub const MAGNITUDE: i64 = 1_000_000_000_000;
