//! Rows of a table in columns for a terminal, where a Chinese character takes two.

use unicode_width::UnicodeWidthStr;

/// On which side of its column a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// As names do.
    Left,
    /// As numbers do.
    Right,
}

/// The rows, each indented and ended by a line feed. `sides` are those of the columns.
#[must_use]
pub fn table(sides: &[Side], rows: &[Vec<String>]) -> String {
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|text| text.width()).max();
    let widths: Vec<usize> = (0..sides.len()).map(|column| width(column).unwrap_or_default()).collect();
    let mut shown = String::new();
    for row in rows {
        let mut line = String::new();
        for ((text, side), width) in row.iter().zip(sides).zip(&widths) {
            let blanks = " ".repeat(width.saturating_sub(text.width()));
            line.push_str("  ");
            match side {
                Side::Left => line.extend([text.as_str(), blanks.as_str()]),
                Side::Right => line.extend([blanks.as_str(), text.as_str()]),
            }
        }
        shown.push_str(line.trim_end());
        shown.push('\n');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_each_other_also_in_chinese() {
        let row = |one: &str, other: &str| vec![one.to_owned(), other.to_owned()];
        let rows = [row("结果", "个数"), row("level 1", "12,000"), row("一级", "3")];
        let shown = table(&[Side::Left, Side::Right], &rows);
        assert_eq!(shown, "  结果       个数\n  level 1  12,000\n  一级          3\n");
    }
}
