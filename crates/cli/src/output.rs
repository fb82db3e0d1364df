//! Where output goes: streams whose colours follow the terminal, and whose reader may go away.

use std::io::{self, ErrorKind, Write};

use anstream::{AutoStream, ColorChoice};

use crate::arguments::Color;

/// A stream whose reader may close it: what is written from then on is dropped without an error.
#[derive(Debug)]
pub struct Pipe<W> {
    to: W,
    closed: bool,
}

impl<W> Pipe<W> {
    /// A stream that is open.
    pub fn new(to: W) -> Self {
        Self { to, closed: false }
    }
}

impl<W: Write> Pipe<W> {
    fn unless_closed<T>(&mut self, dropped: T, write: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        if self.closed {
            return Ok(dropped);
        }
        match write(&mut self.to) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(dropped)
            }
            written => written,
        }
    }
}

impl<W: Write> Write for Pipe<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.unless_closed(bytes.len(), |to| to.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.unless_closed((), Write::flush)
    }
}

/// Standard output for text.
#[must_use]
pub fn stdout(color: Color) -> Pipe<AutoStream<io::Stdout>> {
    Pipe::new(AutoStream::new(io::stdout(), choice(color, &io::stdout())))
}

/// Standard error for text.
#[must_use]
pub fn stderr(color: Color) -> Pipe<AutoStream<io::Stderr>> {
    Pipe::new(AutoStream::new(io::stderr(), choice(color, &io::stderr())))
}

fn choice(color: Color, stream: &impl anstream::stream::RawStream) -> ColorChoice {
    match color {
        Color::Auto => AutoStream::choice(stream),
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Failing(ErrorKind);

    impl Write for Failing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(self.0.into())
        }
    }

    #[test]
    fn a_closed_pipe_is_no_error_and_a_full_disk_is_one() {
        let mut closed = Pipe::new(Failing(ErrorKind::BrokenPipe));
        assert!(closed.write_all(b"x").is_ok() && closed.flush().is_ok());
        let mut full = Pipe::new(Failing(ErrorKind::StorageFull));
        assert!(full.write_all(b"x").is_err() && full.flush().is_err());
    }
}
