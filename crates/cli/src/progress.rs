//! How far grading has come, shown on a terminal while it lasts.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use messages::Lang;
use record_io::Destination;
use unicode_width::UnicodeWidthStr;

use crate::arguments::MessageFormat;
use crate::console::Console;
use crate::settings::{Settings, Summary};
use crate::trouble::Trouble;

/// Rows counted so far, and when that was last shown.
#[derive(Debug)]
pub struct Progress {
    lang: Lang,
    rows: u64,
    begun: Instant,
    shown: Option<Instant>,
    /// The columns that the line takes while it stands there.
    width: usize,
    place: Place,
}

/// Whether there is a place to show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// A terminal that nothing else is written to.
    Terminal,
    /// Nowhere.
    Nowhere,
}

impl Progress {
    /// Nothing done yet.
    #[must_use]
    pub fn begin(settings: &Settings, destination: &Destination) -> Self {
        let wanted = settings.summary == Summary::Printed && settings.format == MessageFormat::Human;
        let answers_elsewhere = match destination {
            Destination::Standard => !io::stdout().is_terminal(),
            Destination::Path(_) => true,
        };
        let free = io::stderr().is_terminal() && answers_elsewhere;
        let place = if wanted && free { Place::Terminal } else { Place::Nowhere };
        Self { lang: settings.lang, rows: 0, begun: Instant::now(), shown: None, width: 0, place }
    }

    /// One row more.
    ///
    /// # Errors
    /// Standard error cannot be written.
    pub fn row(&mut self, console: &mut Console) -> Result<(), Trouble> {
        self.rows += 1;
        let due = self.place == Place::Terminal && self.rows.is_multiple_of(256);
        if !due || self.shown.unwrap_or(self.begun).elapsed() < Duration::from_millis(200) {
            return Ok(());
        }
        self.shown = Some(Instant::now());
        let rows = self.rows;
        let line = match self.lang {
            Lang::En => format!("{rows} records"),
            Lang::Zh => format!("已处理 {rows} 条"),
        };
        self.width = line.width();
        console.err(&format!("\r{line}"))
    }

    /// Takes the line away, so that something else can be written. With blanks, which no terminal and no `NO_COLOR` leaves
    /// out.
    ///
    /// # Errors
    /// Standard error cannot be written.
    pub fn clear(&mut self, console: &mut Console) -> Result<(), Trouble> {
        match std::mem::take(&mut self.width) {
            0 => Ok(()),
            width => console.err(&format!("\r{}\r", " ".repeat(width))),
        }
    }

    /// Takes the line away, and tells how long it all took.
    ///
    /// # Errors
    /// Standard error cannot be written.
    pub fn end(&mut self, console: &mut Console) -> Result<Duration, Trouble> {
        self.clear(console)?;
        Ok(self.begun.elapsed())
    }
}
