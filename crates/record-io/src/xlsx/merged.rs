//! Merged cells while the rows are read: what one holds, it holds for each of its rows; over several columns it is told.

use std::collections::BTreeMap;

use messages::CellFault;

use super::area::Area;
use super::value::Value;

/// The merged cells of a sheet, in the order of their rows, and those that the reading is in.
#[derive(Debug, Default)]
pub(crate) struct Merged {
    areas: Vec<Area>,
    next: usize,
    open: Vec<(Area, Option<Value>)>,
}

impl Merged {
    /// The areas that begin below the header, in columns that are read.
    pub(crate) fn below(areas: &[Area], header: u32, columns: usize) -> Self {
        let read = |area: &&Area| area.first_row > header && area.first_column < columns;
        let areas = areas.iter().filter(read).copied().collect();
        Self { areas, next: 0, open: Vec::new() }
    }

    /// The areas of one column each: column, the first of them, how many.
    pub(crate) fn down(&self) -> BTreeMap<usize, (Area, usize)> {
        let mut found: BTreeMap<usize, (Area, usize)> = BTreeMap::new();
        for area in self.areas.iter().filter(|area| area.is_in_one_column()) {
            found.entry(area.first_column).or_insert((*area, 0)).1 += 1;
        }
        found
    }

    /// Gives the cells of a row what they are merged with. `matters` are the columns that an area over several may not touch.
    pub(crate) fn fill(&mut self, row: u32, cells: &mut BTreeMap<usize, Value>, matters: impl Fn(usize) -> bool) {
        self.open.retain(|(area, _)| area.last_row >= row);
        while let Some(area) = self.areas.get(self.next).filter(|area| area.first_row <= row) {
            self.next += 1;
            if area.has_row(row) {
                let value = cells.get(&area.first_column).filter(|_| area.first_row == row).cloned();
                self.open.push((*area, value.filter(|value| !value.cell.is_blank() || value.fault.is_some())));
            }
        }
        for (area, value) in &self.open {
            let Some(value) = value else { continue };
            if area.is_in_one_column() {
                cells.entry(area.first_column).or_default().clone_from(value);
            } else if (area.first_column..=area.last_column).any(&matters) {
                let fault = Some(CellFault::MergedAcross { area: area.name() });
                for column in (area.first_column..=area.last_column).filter(|column| matters(*column)) {
                    cells.entry(column).or_default().fault.clone_from(&fault);
                }
            }
        }
    }
}
