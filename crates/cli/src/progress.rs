//! How far grading has come, shown on a terminal while it lasts.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use messages::Lang;

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
    pub fn begin(settings: &Settings) -> Self {
        let wanted = settings.summary == Summary::Printed && settings.format == MessageFormat::Human;
        let free = io::stderr().is_terminal() && !io::stdout().is_terminal();
        let place = if wanted && free { Place::Terminal } else { Place::Nowhere };
        Self { lang: settings.lang, rows: 0, begun: Instant::now(), shown: None, place }
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
        console.err(&match self.lang {
            Lang::En => format!("\r{rows} records"),
            Lang::Zh => format!("\r已处理 {rows} 条"),
        })
    }

    /// Takes the line away, and tells how long it all took.
    ///
    /// # Errors
    /// Standard error cannot be written.
    pub fn end(&self, console: &mut Console) -> Result<Duration, Trouble> {
        if self.shown.is_some() {
            console.err("\r\u{1b}[K")?;
        }
        Ok(self.begun.elapsed())
    }
}
