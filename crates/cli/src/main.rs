//! The command `grade`: reads arguments and files, calls the library, prints. Decides nothing.

mod arguments;
mod clock;
mod commands;
mod console;
mod difference;
mod exit;
mod files;
mod grading;
mod help;
mod language;
mod output;
mod policy;
mod progress;
mod proofs;
mod render;
mod request;
mod rewrite;
mod settings;
mod telling;
mod trouble;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::FromArgMatches;
use messages::Lang;

use arguments::{Arguments, Color, Command, MessageFormat};
use console::{Console, Stream};
use exit::Exit;
use settings::Settings;

fn main() -> ExitCode {
    let typed: Vec<OsString> = std::env::args_os().collect();
    let lang = language::before_parsing(&typed);
    match parse(typed, lang) {
        Ok(arguments) => answer(&arguments, lang).into(),
        Err(error) => say_usage(&error, lang).into(),
    }
}

fn parse(typed: Vec<OsString>, lang: Lang) -> Result<Arguments, clap::Error> {
    Arguments::from_arg_matches(&help::command(lang).try_get_matches_from(typed)?)
}

fn answer(arguments: &Arguments, lang: Lang) -> Exit {
    let mut console = console(arguments, lang);
    let done = Settings::of(&arguments.common).and_then(|settings| match &arguments.command {
        Command::Check(check) => commands::check(check, &settings, &mut console),
        Command::Schema(schema) => commands::schema(schema, &settings, &mut console),
        Command::Run(run) => commands::run(run, &settings, &mut console),
        Command::Test(test) => commands::test(test, &settings, &mut console),
        Command::Prove(prove) => commands::prove(prove, &settings, &mut console),
        Command::Fmt(fmt) => commands::fmt(fmt, &settings, &mut console),
        Command::ExplainCode(explain) => commands::explain_code(explain, &settings, &mut console),
        Command::Completions(completions) => commands::completions(completions, &settings, &mut console),
        Command::Man(man) => commands::man(man, &settings, &mut console),
    });
    match done {
        Ok(exit) => console.finish(exit).map_or_else(|trouble| console.tell(&trouble), |()| exit),
        Err(trouble) => {
            let exit = console.tell(&trouble);
            drop(console.finish(exit));
            exit
        }
    }
}

/// The console of a command: a log of diagnostics goes where its diagnostics go.
fn console(arguments: &Arguments, lang: Lang) -> Console {
    let console = Console::new(lang, arguments.common.message_format, arguments.common.color);
    match &arguments.command {
        Command::Check(_) | Command::Test(_) | Command::Prove(_) => console.with_log(Stream::Out),
        Command::Run(_) | Command::Fmt(_) | Command::Schema(_) => console.with_log(Stream::Err),
        Command::ExplainCode(_) | Command::Completions(_) | Command::Man(_) => console,
    }
}

/// Help and version go to standard output and are all well; anything else is an error of usage.
fn say_usage(error: &clap::Error, lang: Lang) -> Exit {
    let mut console = Console::new(lang, MessageFormat::Human, Color::Auto);
    let text = help::usage_error(error, lang).ansi().to_string();
    let said = if error.use_stderr() { console.err(&text) } else { console.out(&text) };
    let exit = if error.use_stderr() { Exit::NotPut } else { Exit::Well };
    let flushed = said.and_then(|()| console.flush()).map(|()| exit);
    flushed.unwrap_or_else(|trouble| console.tell(&trouble))
}
