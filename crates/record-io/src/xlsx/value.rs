//! What a cell holds: its text pointed to, its number as the digits of a sheet, its day where its format is one of days.

use std::borrow::Cow;

use core_model::spelling;
use messages::CellFault;

use super::number::{Moment, digits, moment};
use super::sheet::{Kind, RawCell, RawRow};
use super::strings::{Strings, unescaped};
use super::styles::Styles;
use crate::cell::Cell;

/// What cells of a workbook point to.
#[derive(Debug, Default)]
pub(crate) struct Context {
    pub(crate) strings: Strings,
    pub(crate) styles: Styles,
    pub(crate) is_1904: bool,
}

/// A cell, and why it cannot be read where it cannot.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Value {
    pub(crate) cell: Cell,
    pub(crate) fault: Option<CellFault>,
    pub(crate) is_formula: bool,
}

impl Context {
    /// What the cell holds; `None` where it points to nothing.
    pub(crate) fn value(&self, row: &RawRow, raw: &RawCell) -> Option<Value> {
        let text = row.text(raw);
        let (cell, fault) = match raw.kind {
            Kind::Number if text.trim().is_empty() => (Cell::Empty, raw.is_formula.then_some(CellFault::NoResult)),
            Kind::Number => self.number(text, raw.style),
            Kind::Shared if text.trim().is_empty() => (Cell::Empty, None),
            Kind::Shared => (self.shared(text)?.to_owned().into(), None),
            Kind::Inline | Kind::Result => (unescaped(text).into_owned().into(), None),
            Kind::YesNo => (yes_no(text), None),
            Kind::Error => (Cell::Error(text.to_owned()), Some(CellFault::Error(text.to_owned()))),
            Kind::Iso => (iso(text), None),
        };
        Some(Value { cell, fault, is_formula: raw.is_formula })
    }

    /// Whether the cell shows nothing. A formula without a result is something.
    pub(crate) fn is_blank(&self, row: &RawRow, raw: &RawCell) -> bool {
        let text = row.text(raw);
        match raw.kind {
            Kind::Shared => self.shared(text).is_some_and(|text| text.trim().is_empty()),
            Kind::Number => text.trim().is_empty() && !raw.is_formula,
            Kind::Inline | Kind::Result | Kind::YesNo | Kind::Error | Kind::Iso => text.trim().is_empty(),
        }
    }

    fn shared(&self, text: &str) -> Option<&str> {
        self.strings.get(text.trim().parse().ok()?)
    }

    /// A number; what is none, or greater than a double, is left as a text.
    fn number(&self, text: &str, style: usize) -> (Cell, Option<CellFault>) {
        let Some(digits) = digits(text) else { return (Cell::Text(text.to_owned()), None) };
        if !self.styles.is_moment(style) {
            return (Cell::Number(digits), None);
        }
        match moment(&digits, self.is_1904) {
            Moment::Day(day) => (Cell::Day(day), None),
            Moment::Time(time) => (Cell::Time(time), None),
            Moment::None => (Cell::Number(digits.clone()), Some(CellFault::NoSuchDay(digits))),
        }
    }
}

fn yes_no(text: &str) -> Cell {
    match text.trim() {
        "1" | "true" => Cell::YesNo(true),
        "0" | "false" => Cell::YesNo(false),
        other => Cell::from(other),
    }
}

/// A day, and a time unless it is midnight, as ISO 8601 writes them.
fn iso(text: &str) -> Cell {
    let (day, time) = text.trim().split_once('T').unwrap_or((text.trim(), ""));
    let midnight = time.trim_end_matches('Z').chars().all(|letter| matches!(letter, '0' | ':' | '.'));
    match spelling::date(day) {
        Some(day) if midnight => Cell::Day(day),
        Some(day) => Cell::Time(format!("{day} {}", time.trim_end_matches('Z'))),
        None => Cell::from(text),
    }
}

/// The text of a cell as a heading.
pub(crate) fn heading(cell: &Cell) -> Cow<'_, str> {
    cell.text()
}
