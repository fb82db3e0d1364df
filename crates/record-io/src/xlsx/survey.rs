//! A first look over a whole sheet: how far its cells reach, its first rows, its merged and hidden cells. What stands behind
//! the rows must be known before they are read.

use std::collections::BTreeMap;

use core_model::limits::{AREAS, DATA_COLUMNS};
use messages::WorkbookProblem;

use super::area::{Area, column_name};
use super::sheet::{Item, RawRow, SheetXml};
use super::value::{Context, Value};
use super::xml::Xml;

/// So many rows that hold something may come before the header, and be the header.
const HEADERS: usize = 10;

/// So many hidden places are told.
const TOLD: usize = 10;

/// What a first look over a sheet finds.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// The first rows that hold something, by number, their cells by column.
    pub(crate) first: Vec<(u32, BTreeMap<usize, Value>)>,
    /// The last row in which each column holds something; 0 where it never does.
    pub(crate) last: Vec<u32>,
    /// Merged cells of more than one cell, in the order of their rows.
    pub(crate) merged: Vec<Area>,
    /// Hidden columns, from and to.
    pub(crate) hidden_columns: Vec<(usize, usize)>,
    /// Hidden rows that hold something.
    pub(crate) hidden_rows: Spans,
    /// Whether a filter may have hidden them.
    pub(crate) is_filtered: bool,
}

/// Rows, as spans.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Spans {
    spans: Vec<(u32, u32)>,
    more: usize,
    last: u32,
}

impl Survey {
    /// Looks over the sheet.
    pub(crate) fn of(xml: Xml, context: &Context) -> Result<Self, WorkbookProblem> {
        let broken = xml.broken();
        let mut sheet = SheetXml::new(xml);
        let mut row = RawRow::default();
        let mut survey = Self::default();
        loop {
            match sheet.next(&mut row)? {
                Item::Row => survey.row(&row, context).ok_or_else(|| broken.clone())?,
                Item::HiddenColumns(from, to) => survey.hidden_columns.push((from, to)),
                Item::Merged(area) if survey.merged.len() < AREAS => survey.merge(area),
                Item::Merged(_) => return Err(broken),
                Item::Filter => survey.is_filtered = true,
                Item::End => break,
            }
            if survey.hidden_columns.len() > AREAS {
                return Err(broken);
            }
        }
        survey.merged.sort_by_key(|area| (area.first_row, area.first_column));
        if survey.is_overlapping() { Err(broken) } else { Ok(survey) }
    }

    /// Whether the sheet holds nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    /// Whether the column holds something at or below the row.
    pub(crate) fn is_used(&self, column: usize, row: u32) -> bool {
        self.last.get(column).is_some_and(|last| *last >= row)
    }

    fn row(&mut self, row: &RawRow, context: &Context) -> Option<()> {
        let mut any = false;
        for cell in row.cells.iter().filter(|cell| !context.is_blank(row, cell)) {
            any = true;
            if self.last.len() <= cell.column {
                self.last.resize(cell.column + 1, 0);
            }
            *self.last.get_mut(cell.column)? = row.number;
        }
        if !any {
            return Some(());
        }
        if row.is_hidden {
            self.hidden_rows.add(row.number);
        }
        if self.first.len() < HEADERS {
            let cells = row.cells.iter().map(|cell| Some((cell.column, context.value(row, cell)?)));
            self.first.push((row.number, cells.collect::<Option<_>>()?));
        }
        Some(())
    }

    /// Whether two merged areas share a cell, as no sheet program lets them.
    fn is_overlapping(&self) -> bool {
        let mut ends = vec![0; self.last.len().min(DATA_COLUMNS)];
        for area in &self.merged {
            for end in ends.iter_mut().take(area.last_column + 1).skip(area.first_column) {
                if *end >= area.first_row {
                    return true;
                }
                *end = area.last_row;
            }
        }
        false
    }

    fn merge(&mut self, area: Area) {
        if area.first_row < area.last_row || !area.is_in_one_column() {
            self.merged.push(area);
        }
    }

    /// The columns that are hidden and used, as they are told.
    pub(crate) fn hidden_columns_told(&self, row: u32) -> (Vec<String>, usize) {
        let used = |(from, to): &(usize, usize)| {
            let to = (*to).min(self.last.len().saturating_sub(1));
            let mut used = (*from..=to).filter(|column| self.is_used(*column, row));
            let first = used.next()?;
            Some((first, used.next_back().unwrap_or(first)))
        };
        let places: Vec<String> = self
            .hidden_columns
            .iter()
            .filter_map(used)
            .map(|(from, to)| span(&column_name(from), &column_name(to)))
            .collect();
        let more = places.len().saturating_sub(TOLD);
        (places.into_iter().take(TOLD).collect(), more)
    }
}

impl Spans {
    fn add(&mut self, row: u32) {
        let is_full = self.spans.len() >= TOLD;
        match self.spans.last_mut() {
            Some((_, to)) if *to + 1 == row && self.more == 0 => *to = row,
            Some(_) if self.last + 1 == row => {}
            _ if !is_full => self.spans.push((row, row)),
            _ => self.more += 1,
        }
        self.last = row;
    }

    /// The rows as they are told.
    pub(crate) fn told(&self) -> (Vec<String>, usize) {
        (self.spans.iter().map(|(from, to)| span(&from.to_string(), &to.to_string())).collect(), self.more)
    }
}

fn span(from: &str, to: &str) -> String {
    if from == to { from.to_owned() } else { format!("{from}-{to}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_follow_each_other_are_one_span() {
        let mut spans = Spans::default();
        for row in [3, 4, 5, 9] {
            spans.add(row);
        }
        assert_eq!(spans.told(), (vec!["3-5".to_owned(), "9".to_owned()], 0));
        for row in (20..60).step_by(2) {
            spans.add(row);
        }
        let (told, more) = spans.told();
        assert_eq!((told.len(), more), (TOLD, 12));
    }
}
