//! `grade completions`: what a shell needs to complete commands, options and files.

use clap::{Arg, Command};
use messages::Lang;

use crate::arguments::Completions;
use crate::console::Console;
use crate::exit::Exit;
use crate::help::{NAME, command};
use crate::settings::Settings;
use crate::trouble::Trouble;

/// Prints the completion script of a shell.
///
/// # Errors
/// The output cannot be written.
pub fn completions(arguments: &Completions, settings: &Settings, console: &mut Console) -> Result<Exit, Trouble> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut offered(settings.lang), NAME, &mut script);
    console.out(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Well)
}

/// The command line as it is offered. What explains single values is written in English alone, and left out elsewhere.
fn offered(lang: Lang) -> Command {
    let root = command(lang);
    match lang {
        Lang::En => root,
        Lang::Zh => root.mut_subcommands(|of| of.mut_args(by_name)).mut_args(by_name),
    }
}

/// The option with its values by their names alone. It could not be parsed into what the command reads; nothing is.
fn by_name(argument: Arg) -> Arg {
    let names: Vec<String> = argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let takes_value = argument.get_action().takes_values() && !names.is_empty();
    if takes_value { argument.value_parser(names) } else { argument }
}
