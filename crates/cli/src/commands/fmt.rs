//! `grade fmt`: policies in the one layout; what would change as a list or as a difference.

use std::ffi::OsStr;

use grading_dsl::{Formatted, Keywords, format};

use crate::arguments::{Fmt, KeywordLanguage};
use crate::console::{Console, Stream};
use crate::difference::unified;
use crate::exit::Exit;
use crate::files::{self, STANDARD};
use crate::policy::finding_in;
use crate::render::laid_out;
use crate::rewrite::rewrite;
use crate::settings::Settings;
use crate::telling::tell_each;
use crate::trouble::Trouble;

/// Lays out each file. The gravest exit code of all is the command's.
///
/// # Errors
/// Nothing can be written, or standard input is named twice.
pub fn fmt(arguments: &Fmt, settings: &Settings, console: &mut Console) -> Result<Exit, Trouble> {
    if arguments.files.iter().filter(|file| *file == STANDARD).count() > 1 {
        return Err(Trouble::InputTwice);
    }
    let (mut exit, mut changed) = (Exit::Well, 0);
    for file in &arguments.files {
        exit = exit.max(match one(file, arguments, settings, console) {
            Ok(Change::None) => Exit::Well,
            Ok(Change::Mistakes) => Exit::No,
            Ok(Change::Layout) => {
                changed += 1;
                if arguments.check { Exit::No } else { Exit::Well }
            }
            Err(trouble) => console.unless_unwritten(trouble)?,
        });
    }
    console.summary(settings, &laid_out(arguments.files.len(), changed, written(arguments), settings))?;
    Ok(exit)
}

/// What became of a file.
enum Change {
    /// It is as it should be, or was no file.
    None,
    /// Its layout changes.
    Layout,
    /// It has mistakes, and stays.
    Mistakes,
}

/// Whether files are written.
fn written(arguments: &Fmt) -> bool {
    !arguments.check && !arguments.diff
}

fn one(file: &OsStr, arguments: &Fmt, settings: &Settings, console: &mut Console) -> Result<Change, Trouble> {
    let name = files::utf8(file)?;
    let bytes = files::bytes(name)?;
    let formatted = format(name, &bytes, keywords(arguments));
    let Some(text) = &formatted.text else {
        tell(&formatted, settings, console)?;
        return Ok(Change::Mistakes);
    };
    let changes = text.as_bytes() != bytes;
    if changes && arguments.diff {
        console.out(&unified(name, &String::from_utf8_lossy(&bytes), text))?;
    }
    if changes && arguments.check && !arguments.diff {
        console.out(&format!("{name}\n"))?;
    }
    if written(arguments) && name == STANDARD {
        console.out(text)?;
        return Ok(Change::None);
    }
    if written(arguments) && changes {
        rewrite(name, text)?;
    }
    Ok(if changes { Change::Layout } else { Change::None })
}

fn keywords(arguments: &Fmt) -> Keywords {
    match arguments.keywords {
        None => Keywords::AsWritten,
        Some(KeywordLanguage::En) => Keywords::English,
        Some(KeywordLanguage::Zh) => Keywords::Chinese,
    }
}

/// On standard error: standard output is for the text.
fn tell(formatted: &Formatted, settings: &Settings, console: &mut Console) -> Result<(), Trouble> {
    let worded = |found: &_| finding_in(&formatted.sources, &str::to_owned, found, settings.lang);
    tell_each(&formatted.diagnostics, worded, Stream::Err, settings, console).map(drop)
}
