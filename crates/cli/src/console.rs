//! The two streams of the command, and how trouble is told.

use std::io::{self, Write};

use annotate_snippets::normalize_untrusted_str;
use anstream::AutoStream;
use messages::Lang;

use crate::arguments::{Color, MessageFormat};
use crate::exit::Exit;
use crate::output::{self, Pipe};
use crate::render::{Finding, Sarif, data, finding};
use crate::settings::{Settings, Summary};
use crate::trouble::Trouble;

/// Standard output and standard error, for text.
pub struct Console {
    lang: Lang,
    format: MessageFormat,
    out: Pipe<AutoStream<io::Stdout>>,
    err: Pipe<AutoStream<io::Stderr>>,
    log: Option<(Stream, Sarif)>,
}

/// One of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Out,
    /// Standard error.
    Err,
}

impl Console {
    /// The two streams.
    #[must_use]
    pub fn new(lang: Lang, format: MessageFormat, color: Color) -> Self {
        Self { lang, format, out: output::stdout(color), err: output::stderr(color), log: None }
    }

    /// The same, whose diagnostics go to one of the streams as a whole log, where one is asked for.
    #[must_use]
    pub fn with_log(self, to: Stream) -> Self {
        let log = (self.format == MessageFormat::Sarif).then(|| (to, Sarif::new(self.lang)));
        Self { log, ..self }
    }

    /// Writes to one of the streams.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&mut self, to: Stream, text: &str) -> Result<(), Trouble> {
        match to {
            Stream::Out => self.out(text),
            Stream::Err => self.err(text),
        }
    }

    /// Tells a diagnostic of a policy.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn finding(&mut self, to: Stream, found: &Finding<'_>) -> Result<(), Trouble> {
        match &mut self.log {
            Some((_, log)) => {
                log.add(found);
                Ok(())
            }
            None => self.write(to, &finding(found, self.format, self.lang)),
        }
    }

    /// Tells what was found about data, on standard error.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn data(&mut self, found: &record_io::Finding) -> Result<(), Trouble> {
        match &mut self.log {
            Some((_, log)) => {
                log.add_data(found);
                Ok(())
            }
            None => self.err(&data(found, self.format, self.lang)),
        }
    }

    /// Writes the log, where there is one, and what is still held back.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn finish(&mut self, exit: Exit) -> Result<(), Trouble> {
        if let Some((to, log)) = self.log.take() {
            self.write(to, &log.log(exit))?;
        }
        self.flush()
    }

    /// Writes to standard output.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn out(&mut self, text: &str) -> Result<(), Trouble> {
        self.out.write_all(text.as_bytes()).map_err(Trouble::Write)
    }

    /// Writes to standard error.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn err(&mut self, text: &str) -> Result<(), Trouble> {
        self.err.write_all(text.as_bytes()).map_err(Trouble::Write)
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn flush(&mut self) -> Result<(), Trouble> {
        self.out.flush().and_then(|()| self.err.flush()).map_err(Trouble::Write)
    }

    /// Writes a summary to standard error, where one is wanted and there is one.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn summary(&mut self, settings: &Settings, text: &str) -> Result<(), Trouble> {
        self.out.flush().map_err(Trouble::Write)?;
        match settings.summary {
            Summary::Printed if text.is_empty() => Ok(()),
            Summary::Printed => self.err(&format!("{text}\n")),
            Summary::Quiet => Ok(()),
        }
    }

    /// Tells a trouble with one file and goes on, unless it is that nothing can be written.
    ///
    /// # Errors
    /// The trouble itself, where it is one of writing.
    pub fn unless_unwritten(&mut self, trouble: Trouble) -> Result<Exit, Trouble> {
        if matches!(trouble, Trouble::Write(_)) { Err(trouble) } else { Ok(self.tell(&trouble)) }
    }

    /// Tells a trouble. Where even that cannot be written, the exit code alone says it.
    pub fn tell(&mut self, trouble: &Trouble) -> Exit {
        let text = match (&mut self.log, trouble) {
            (Some((_, log)), Trouble::Data(found)) => {
                found.iter().for_each(|found| log.add_data(found));
                String::new()
            }
            (Some((to, log)), _) => {
                log.add_trouble(&trouble.words(self.lang));
                if *to == Stream::Err { String::new() } else { said(&trouble.words(self.lang), self.lang) }
            }
            (None, Trouble::Data(found)) => found.iter().map(|found| data(found, self.format, self.lang)).collect(),
            (None, _) => said(&trouble.words(self.lang), self.lang),
        };
        drop(self.out.flush());
        drop(self.err(&text));
        drop(self.err.flush());
        Exit::NotPut
    }
}

fn said(words: &str, lang: Lang) -> String {
    let words = normalize_untrusted_str(words);
    match lang {
        Lang::En => format!("{ERROR}error{PLAIN}: {words}\n"),
        Lang::Zh => format!("{ERROR}错误{PLAIN}: {words}\n"),
    }
}

const ERROR: &str = "\u{1b}[1;91m";
const PLAIN: &str = "\u{1b}[0m";
