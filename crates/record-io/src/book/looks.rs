//! How a workbook of answers looks: a bold header, wrapped texts, levels with a colour and with a mark that needs none,
//! columns as wide as what they hold, Chinese counted double.

use std::collections::BTreeMap;

use core_model::OutcomeWord;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};
use unicode_width::UnicodeWidthStr;

/// Formats of cells.
#[derive(Debug, Clone)]
pub(super) struct Looks {
    pub(super) header: Format,
    pub(super) text: Format,
    pub(super) day: Format,
    levels: [Format; 4],
    open: Format,
}

/// A level by its severity: its mark, and the colour behind it.
const LEVELS: [(&str, u32); 4] = [("▲", 0xF8_CB_AD), ("◆", 0xFF_E6_99), ("●", 0xE2_EF_DA), ("○", 0xED_ED_ED)];

/// Rows that are looked at for the widths of columns.
const MEASURED: u32 = 5_000;

/// The narrowest and the widest column.
const NARROW: usize = 8;
const WIDE: usize = 48;

impl Looks {
    pub(super) fn new() -> Self {
        let text = Format::new().set_align(FormatAlign::Top).set_text_wrap();
        let marked = |mark: &str, colour: u32| {
            let form = format!("\"{mark} \"0;\"{mark} \"-0;\"{mark} \"0;\"{mark} \"@");
            text.clone().set_num_format(form).set_background_color(Color::RGB(colour)).set_align(FormatAlign::Left)
        };
        Self {
            header: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(0xD9_E1_F2))
                .set_border_bottom(FormatBorder::Thin),
            day: text.clone().set_num_format("yyyy\\-mm\\-dd"),
            levels: LEVELS.map(|(mark, colour)| marked(mark, colour)),
            open: marked("!", 0xED_ED_ED).set_bold(),
            text,
        }
    }

    /// The look of a level of this severity, 1 the most severe.
    pub(super) fn level(&self, severity: Option<u8>) -> Format {
        let at = usize::from(severity.unwrap_or(u8::MAX)).saturating_sub(1).min(LEVELS.len() - 1);
        self.levels.get(at).unwrap_or(&self.text).clone()
    }

    /// The look of an outcome: marked where the record was not graded.
    pub(super) fn outcome(&self, outcome: OutcomeWord) -> Format {
        match outcome {
            OutcomeWord::Graded | OutcomeWord::Outside => self.text.clone(),
            OutcomeWord::Ungraded | OutcomeWord::Conflict | OutcomeWord::Undetermined | OutcomeWord::Invalid => {
                self.open.clone()
            }
        }
    }
}

/// How wide the columns of a sheet need to be, and how many lines the row that is being written.
#[derive(Debug, Default)]
pub(super) struct Widths {
    widest: BTreeMap<u16, usize>,
    lines: u32,
}

impl Widths {
    /// Looks at a text; at its width unless enough rows were looked at.
    pub(super) fn see(&mut self, row: u32, column: u16, text: &str) {
        let (mut lines, mut widest) = (0_usize, 0);
        for line in text.lines() {
            let width = line.width();
            lines += 1 + width.saturating_sub(1) / (WIDE - 2);
            widest = width.max(widest);
        }
        self.lines = self.lines.max(u32::try_from(lines).unwrap_or(u32::MAX));
        if row <= MEASURED {
            let before = self.widest.entry(column).or_default();
            *before = widest.min(WIDE).max(*before);
        }
    }

    /// The lines of the row that was written; the next one begins anew.
    pub(super) fn lines(&mut self) -> u32 {
        std::mem::take(&mut self.lines)
    }

    /// The width of each column.
    pub(super) fn all(&self) -> Vec<(u16, u16)> {
        let fitted = |width: usize| u16::try_from((width + 3).clamp(NARROW, WIDE)).unwrap_or(8);
        self.widest.iter().map(|(column, width)| (*column, fitted(*width))).collect()
    }
}
