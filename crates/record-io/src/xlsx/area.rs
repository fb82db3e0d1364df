//! Places in a sheet: `B7`, `B7:D9`. Columns count from 0, rows from 1.

/// The most columns of a sheet.
pub(crate) const COLUMNS: usize = 16_384;

/// The most rows of a sheet.
pub(crate) const ROWS: u32 = 1_048_576;

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) first_row: u32,
    pub(crate) last_row: u32,
    pub(crate) first_column: usize,
    pub(crate) last_column: usize,
}

impl Area {
    /// The area that `B7:D9` or `B7` names.
    pub(crate) fn named(text: &str) -> Option<Self> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        let ((first_row, first_column), (last_row, last_column)) = (cell(first)?, cell(last)?);
        (first_row <= last_row && first_column <= last_column).then_some(Self {
            first_row,
            last_row,
            first_column,
            last_column,
        })
    }

    /// Its name.
    pub(crate) fn name(&self) -> String {
        format!("{}:{}", cell_name(self.first_row, self.first_column), cell_name(self.last_row, self.last_column))
    }

    /// Whether it lies in one column.
    pub(crate) fn is_in_one_column(&self) -> bool {
        self.first_column == self.last_column
    }

    /// Whether the row crosses it.
    pub(crate) fn has_row(&self, row: u32) -> bool {
        (self.first_row..=self.last_row).contains(&row)
    }
}

/// Row and column of a cell named `B7`; `$` is passed over.
pub(crate) fn cell(name: &str) -> Option<(u32, usize)> {
    let plain = name.replace('$', "");
    let digits = plain.find(|letter: char| letter.is_ascii_digit())?;
    let (letters, digits) = plain.split_at_checked(digits)?;
    let row: u32 = digits.bytes().all(|digit| digit.is_ascii_digit()).then(|| digits.parse().ok())??;
    let column = column(letters)?;
    (1..=ROWS).contains(&row).then_some((row, column))
}

/// The name of a cell.
pub(crate) fn cell_name(row: u32, column: usize) -> String {
    format!("{}{row}", column_name(column))
}

/// The name of a column.
pub(crate) fn column_name(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.into_iter().rev().collect()
}

fn column(letters: &str) -> Option<usize> {
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut number = 0_usize;
    for letter in letters.bytes() {
        let digit = letter.to_ascii_uppercase().checked_sub(b'A').filter(|digit| *digit < 26)?;
        number = number * 26 + usize::from(digit) + 1;
    }
    (1..=COLUMNS).contains(&number).then(|| number - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_places_agree() {
        for (name, place) in [("A1", (1, 0)), ("Z9", (9, 25)), ("AA10", (10, 26)), ("XFD1048576", (ROWS, COLUMNS - 1))]
        {
            assert_eq!(cell(name), Some(place), "{name}");
            assert_eq!(cell_name(place.0, place.1), name);
        }
        for name in ["", "A", "1", "A0", "XFE1", "A1048577", "A-1", "A1A", "Ä1", "AAAA1", "A99999999999999999999"] {
            assert_eq!(cell(name), None, "{name}");
        }
        assert_eq!(Area::named("$B$2:C3").map(|area| area.name()), Some("B2:C3".to_owned()));
        assert_eq!(Area::named("C3:B2"), None);
    }
}
