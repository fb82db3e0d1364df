//! Where the header of a sheet is, and what its headings are: the row among the first that names the most factors.

use std::collections::BTreeMap;

use core_model::{Headers, Policy};
use messages::SheetProblem;

use super::area::Area;
use super::survey::Survey;
use super::value::{Value, heading};

/// The header of a sheet.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Header {
    /// Its row.
    pub(crate) row: u32,
    /// The last row that belongs to it.
    pub(crate) last_row: u32,
    /// The columns of the sheet that are read.
    pub(crate) columns: Vec<usize>,
    /// Their headings.
    pub(crate) headings: Vec<String>,
    /// Whether a row above it holds something.
    pub(crate) is_below: bool,
}

impl Header {
    /// Cells behind so many columns show nothing.
    pub(crate) fn width(&self) -> usize {
        self.columns.last().map_or(0, |last| last + 1)
    }

    /// Finds it. The first row wins where another names no more factors.
    pub(crate) fn find(survey: &Survey, policy: &Policy) -> Result<Option<Self>, SheetProblem> {
        let headers = Headers::new(policy);
        let mut best: Option<(usize, &u32, BTreeMap<usize, String>)> = None;
        for (number, cells) in &survey.first {
            let texts = texts(survey, *number, cells);
            let claimed = texts.values().filter(|text| headers.factor(text).is_some()).count();
            if best.as_ref().is_none_or(|(most, ..)| claimed > *most) {
                best = Some((claimed, number, texts));
            }
        }
        let Some((_, row, texts)) = best else { return Ok(None) };
        let last_row = last_row(survey, *row)?;
        across(survey, *row, &texts, &headers)?;
        let columns: Vec<usize> = (0..survey.last.len())
            .filter(|column| texts.contains_key(column) || survey.is_used(*column, last_row + 1))
            .collect();
        let headings = columns.iter().map(|column| texts.get(column).cloned().unwrap_or_default()).collect();
        let is_below = survey.first.first().is_some_and(|(first, _)| first < row);
        Ok(Some(Self { row: *row, last_row, columns, headings, is_below }))
    }
}

/// What the cells of a row say as headings. A heading merged down to the row stands in it.
fn texts(survey: &Survey, row: u32, cells: &BTreeMap<usize, Value>) -> BTreeMap<usize, String> {
    let mut texts: BTreeMap<usize, String> = BTreeMap::new();
    for area in survey.merged.iter().filter(|area| area.is_in_one_column() && area.has_row(row)) {
        let above = survey.first.iter().find(|(number, _)| *number == area.first_row);
        if let Some(value) = above.and_then(|(_, cells)| cells.get(&area.first_column)) {
            texts.insert(area.first_column, heading(&value.cell).into_owned());
        }
    }
    let own = cells.iter().filter(|(_, value)| !value.cell.is_blank());
    texts.extend(own.map(|(column, value)| (*column, heading(&value.cell).into_owned())));
    texts
}

/// The last row of the header: headings may be merged down, if no cell stands beside them.
fn last_row(survey: &Survey, row: u32) -> Result<u32, SheetProblem> {
    let down = survey.merged.iter().filter(|area| area.has_row(row)).max_by_key(|area| area.last_row);
    let Some(area) = down.filter(|area| area.last_row > row) else { return Ok(row) };
    let beside = survey.first.iter().any(|(number, cells)| {
        let within = *number > row && *number <= area.last_row;
        within && cells.values().any(|value| !value.cell.is_blank())
    });
    if beside { Err(SheetProblem::HeadingBelow { area: area.name() }) } else { Ok(area.last_row) }
}

/// A heading over several columns is none of a factor.
fn across(survey: &Survey, row: u32, texts: &BTreeMap<usize, String>, headers: &Headers) -> Result<(), SheetProblem> {
    let wide = |area: &&Area| area.has_row(row) && !area.is_in_one_column();
    for area in survey.merged.iter().filter(wide) {
        let Some(text) = texts.get(&area.first_column).filter(|text| headers.factor(text).is_some()) else { continue };
        return Err(SheetProblem::HeadingAcross { area: area.name(), heading: text.clone() });
    }
    Ok(())
}
