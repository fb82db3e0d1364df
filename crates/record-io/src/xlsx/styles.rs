//! Formats of cells, as far as they tell days and times from other numbers.

use std::collections::BTreeMap;

use core_model::limits::FORMATS;
use messages::{DataProblem, WorkbookProblem};

use super::package::Package;
use super::xml::{Piece, Xml};

/// Which formats are those of days and times.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    is_moment: Vec<bool>,
}

impl Styles {
    /// Reads them.
    pub(crate) fn read(package: &mut Package, part: Option<&str>) -> Result<Self, DataProblem> {
        let Some(part) = part else { return Ok(Self::default()) };
        match package.xml(part)? {
            Some(xml) => Ok(read(xml)?),
            None => Ok(Self::default()),
        }
    }

    /// Whether a cell of this format shows a day or a time.
    pub(crate) fn is_moment(&self, style: usize) -> bool {
        self.is_moment.get(style).copied().unwrap_or(false)
    }
}

fn read(mut xml: Xml) -> Result<Styles, WorkbookProblem> {
    let mut codes: BTreeMap<u32, bool> = BTreeMap::new();
    let mut numbers = Vec::new();
    let mut of_cells = false;
    loop {
        match xml.next()? {
            Piece::Open(tag) => {
                let number = || tag.get("numFmtId").and_then(|id| id.parse::<u32>().ok()).unwrap_or(0);
                of_cells |= tag.is("cellXfs");
                if tag.is("numFmt") {
                    codes.entry(number()).or_insert_with(|| is_moment(&tag.get("formatCode").unwrap_or_default()));
                } else if of_cells && tag.is("xf") {
                    numbers.push(number());
                }
            }
            Piece::Close(tag) => of_cells &= !tag.is("cellXfs"),
            Piece::Text(_) => {}
            Piece::End => break,
        }
        if codes.len() > FORMATS || numbers.len() > FORMATS {
            return Err(xml.broken());
        }
    }
    let is_moment = numbers.iter().map(|id| codes.get(id).copied().unwrap_or_else(|| is_moment_by_number(*id)));
    Ok(Styles { is_moment: is_moment.collect() })
}

/// The formats that need no code: those of days and times, with the East Asian ones among them.
fn is_moment_by_number(id: u32) -> bool {
    matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// Whether a format code shows a day or a time: a letter of one stands in its first part, not quoted, not escaped, and in
/// brackets only where they hold nothing else (`[h]`).
fn is_moment(code: &str) -> bool {
    let mut letters = code.chars();
    let mut bracket: Option<String> = None;
    while let Some(letter) = letters.next() {
        match (letter, &mut bracket) {
            (']', Some(inner)) => {
                let is_elapsed = !inner.is_empty() && inner.chars().all(|letter| "hmsHMS".contains(letter));
                if is_elapsed {
                    return true;
                }
                bracket = None;
            }
            (other, Some(inner)) => inner.push(other),
            ('[', None) => bracket = Some(String::new()),
            ('"', None) => drop(letters.by_ref().find(|letter| *letter == '"')),
            ('\\' | '_' | '*', None) => drop(letters.next()),
            (';', None) => return false,
            ('y' | 'm' | 'd' | 'h' | 's' | 'Y' | 'M' | 'D' | 'H' | 'S', None) => return true,
            ('a' | 'A', None) if letters.as_str().to_ascii_lowercase().starts_with("aa") => return true,
            (_, None) => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_days_are_told_from_others() {
        for code in [
            "yyyy-mm-dd",
            "yyyy\"年\"m\"月\"d\"日\";@",
            "[$-804]aaaa",
            "[$-F800]dddd, mmmm dd, yyyy",
            "[h]:mm",
            "h:mm AM/PM",
            "[DBNum1][$-804]yyyy\"年\"m\"月\"",
            "\"y\"d",
        ] {
            assert!(is_moment(code), "{code}");
        }
        for code in [
            "General",
            "G/通用格式",
            "0.00E+00",
            "#,##0.00_);[Red](#,##0.00)",
            "0\"days\"",
            "\\d0",
            "0_d",
            "@",
            "0;yyyy",
            "[Red]0",
            "¥#,##0",
            "[$元-804]0",
            "0*y",
            "",
        ] {
            assert!(!is_moment(code), "{code}");
        }
        assert!(is_moment_by_number(31) && is_moment_by_number(57) && !is_moment_by_number(49));
    }
}
