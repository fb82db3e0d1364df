//! `grade man`: the manual pages, one of the command and one of each of its commands.

use std::fs;
use std::path::Path;

use clap::Command;
use clap_mangen::Man;
use messages::Lang;

use crate::arguments;
use crate::console::Console;
use crate::exit::Exit;
use crate::help::{NAME, command};
use crate::settings::Settings;
use crate::trouble::Trouble;

/// Prints one page, or writes all of them into a folder.
///
/// # Errors
/// There is no such command, or the output cannot be written.
pub fn man(arguments: &arguments::Man, settings: &Settings, console: &mut Console) -> Result<Exit, Trouble> {
    let root = built(settings.lang);
    match (&arguments.folder, &arguments.page) {
        (Some(folder), None) => into_folder(Path::new(folder), &root, settings.lang)?,
        (Some(folder), Some(name)) => {
            let of = named(&root, name)?;
            into_file(Path::new(folder), of, settings.lang)?;
        }
        (None, Some(name)) => console.out(&page(named(&root, name)?, settings.lang)?)?,
        (None, None) => console.out(&page(&root, settings.lang)?)?,
    }
    Ok(Exit::Well)
}

/// The command line with every option in each command that takes it.
fn built(lang: Lang) -> Command {
    let mut root = command(lang);
    root.build();
    let commands: Vec<String> = root.get_subcommands().map(|of| of.get_name().to_owned()).collect();
    commands.iter().fold(root, |root, name| {
        root.mut_subcommand(name, |of| of.display_name(format!("{NAME}-{name}")).bin_name(format!("{NAME} {name}")))
    })
}

fn named<'a>(root: &'a Command, name: &str) -> Result<&'a Command, Trouble> {
    let known = || root.get_subcommands().map(|of| of.get_name().to_owned()).collect();
    root.find_subcommand(name).ok_or_else(|| Trouble::NoCommand { name: name.to_owned(), known: known() })
}

fn into_folder(folder: &Path, root: &Command, lang: Lang) -> Result<(), Trouble> {
    into_file(folder, root, lang)?;
    root.get_subcommands().try_for_each(|of| into_file(folder, of, lang))
}

fn into_file(folder: &Path, of: &Command, lang: Lang) -> Result<(), Trouble> {
    let name = of.get_display_name().unwrap_or(NAME);
    let text = page(of, lang)?;
    fs::create_dir_all(folder).and_then(|()| fs::write(folder.join(format!("{name}.1")), text)).map_err(Trouble::Write)
}

/// The page of a command, in the language of roff.
fn page(of: &Command, lang: Lang) -> Result<String, Trouble> {
    let mut bytes = Vec::new();
    let man = Man::new(of.clone()).source(format!("{NAME} {}", env!("CARGO_PKG_VERSION")));
    man.render(&mut bytes).map_err(Trouble::Write)?;
    let text = String::from_utf8_lossy(&bytes);
    Ok(match lang {
        Lang::En => format!("{text}{EXIT_CODES}"),
        Lang::Zh => text.lines().map(chinese).chain([EXIT_CODES_ZH.to_owned()]).collect(),
    })
}

/// A heading in Chinese; any other line as it is.
fn chinese(line: &str) -> String {
    let heading =
        line.strip_prefix(".SH ").and_then(|heading| HEADINGS.iter().find(|(english, _)| *english == heading));
    match heading {
        Some((_, chinese)) => format!(".SH {chinese}\n"),
        None => format!("{line}\n"),
    }
}

const EXIT_CODES: &str = ".SH EXIT STATUS
.TP
0
All is well.
.TP
1
The answer is no: an error in the policy or a failed test; under \\-\\-strict a warning, or a record that is not graded.
.TP
2
The question could not be put: usage, a file that cannot be read or is not what it says, a missing column, a day outside the policy's time.
";

const EXIT_CODES_ZH: &str = ".SH 退出码
.TP
0
一切正常。
.TP
1
结论为否：标准有错误，或者测试未通过；加 \\-\\-strict 时，有警告，或者有记录没有评定。
.TP
2
无法作答：用法有误，文件无法读取或者与所称不符，缺少某一列，或者该日标准并不施行。
";

const HEADINGS: &[(&str, &str)] = &[
    ("NAME", "名称"),
    ("SYNOPSIS", "用法"),
    ("DESCRIPTION", "说明"),
    ("OPTIONS", "选项"),
    ("SUBCOMMANDS", "命令"),
    ("VERSION", "版本"),
];
