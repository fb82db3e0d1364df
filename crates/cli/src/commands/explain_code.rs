//! `grade explain-code`: the page of a code, or the list of all.

use messages::Page;

use crate::arguments::ExplainCode;
use crate::console::Console;
use crate::exit::Exit;
use crate::render::{page, page_line};
use crate::settings::Settings;
use crate::trouble::Trouble;

/// Shows the page of each code; without one, a line for every code.
///
/// # Errors
/// The output cannot be written.
pub fn explain_code(arguments: &ExplainCode, settings: &Settings, console: &mut Console) -> Result<Exit, Trouble> {
    if arguments.codes.is_empty() {
        for of in messages::pages() {
            console.out(&page_line(of, settings.format, settings.lang))?;
        }
    }
    let mut exit = Exit::Well;
    for code in &arguments.codes {
        exit = exit.max(match find(code) {
            Ok(of) => console.out(&page(of, settings.format, settings.lang)).map(|()| Exit::Well)?,
            Err(trouble) => console.unless_unwritten(trouble)?,
        });
    }
    Ok(exit)
}

fn find(code: &str) -> Result<&'static Page, Trouble> {
    messages::page(code.trim()).ok_or_else(|| Trouble::Code { code: code.to_owned(), near: near(code) })
}

/// The codes that differ in one place; if there is none, the first that begin alike.
fn near(code: &str) -> Vec<&'static str> {
    let code = code.trim().to_ascii_uppercase();
    let codes = || messages::pages().iter().map(|page| page.code);
    let near: Vec<&str> = codes().filter(|other| strsim::osa_distance(other, &code) == 1).take(PROPOSED).collect();
    let family: Option<String> = near.is_empty().then(|| code.chars().take(FAMILY).collect());
    match family {
        Some(family) if family.chars().count() == FAMILY => {
            codes().filter(|other| other.starts_with(&family)).take(PROPOSED).collect()
        }
        Some(_) | None => near,
    }
}

/// The most codes that are proposed.
const PROPOSED: usize = 8;
/// How many characters say what a code is about: `E02` the text that cannot be read.
const FAMILY: usize = 3;
