//! The two streams of the command, and how trouble is told.

use std::io::{self, Write};

use annotate_snippets::normalize_untrusted_str;
use anstream::AutoStream;
use messages::Lang;

use crate::arguments::{Color, MessageFormat};
use crate::exit::Exit;
use crate::output::{self, Pipe};
use crate::render::data;
use crate::settings::{Settings, Summary};
use crate::trouble::Trouble;

/// Standard output and standard error, for text.
pub struct Console {
    lang: Lang,
    format: MessageFormat,
    out: Pipe<AutoStream<io::Stdout>>,
    err: Pipe<AutoStream<io::Stderr>>,
}

impl Console {
    /// The two streams.
    #[must_use]
    pub fn new(lang: Lang, format: MessageFormat, color: Color) -> Self {
        Self { lang, format, out: output::stdout(color), err: output::stderr(color) }
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
        let text = if let Trouble::Data(found) = trouble {
            found.iter().map(|found| data(found, self.format, self.lang)).collect()
        } else {
            said(&trouble.words(self.lang), self.lang)
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
