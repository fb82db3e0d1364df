//! Tables and matrices: the bars of all rows stand below one another, a Chinese character being two columns wide.

use super::doc::{Doc, print, width};
use super::parts::Gaps;
use super::tree::{Form, Row, Tree};

/// Wider cells push no other bar to the right.
const WIDEST: usize = 60;

/// Writes each row as one word, its cells as wide as those above and below.
pub(super) fn align(tree: &mut Tree) {
    let Tree::Node(form, parts) = tree else { return };
    if matches!(form, Form::Table | Form::Matrix | Form::ValueTable | Form::ValueMatrix) {
        align_rows(parts);
    } else if *form == Form::Define {
        parts.iter_mut().for_each(align);
    }
}

fn align_rows(parts: &mut [Tree]) {
    let mut rows: Vec<&mut Row> = parts.iter_mut().filter_map(row).collect();
    let written: Vec<Vec<String>> = rows.iter().map(|row| row.cells.iter().map(written).collect()).collect();
    let mut widths: Vec<usize> = Vec::new();
    for cells in &written {
        widths.resize(widths.len().max(cells.len()), 0);
        for (widest, cell) in widths.iter_mut().zip(cells) {
            *widest = (*widest).max(Some(width(cell)).filter(|wide| *wide <= WIDEST).unwrap_or(0));
        }
    }
    for (row, cells) in rows.iter_mut().zip(&written) {
        row.leaf.text = line(cells, &widths).into();
    }
}

fn row<'a, 't>(tree: &'a mut Tree<'t>) -> Option<&'a mut Row<'t>> {
    match tree {
        Tree::Row(row) => Some(row),
        Tree::Leaf(_) | Tree::Node(..) => None,
    }
}

fn written(cell: &Tree) -> String {
    let parts: Doc = Gaps::of(cell.form().unwrap_or(Form::Cell)).all(cell.parts());
    print(&parts, usize::MAX)
}

fn line(cells: &[String], widths: &[usize]) -> String {
    let mut line = String::from("|");
    for (cell, widest) in cells.iter().zip(widths) {
        line.push(' ');
        line.push_str(cell);
        line.extend(std::iter::repeat_n(' ', widest.saturating_sub(width(cell)) + 1));
        line.push('|');
    }
    line
}
