//! What is derived from the one definition of the command line: completion scripts and manual pages.

mod grade;

use std::fs;

use grade::Folder;

const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "powershell", "elvish"];
const LANGS: [&str; 2] = ["en", "zh"];

/// The commands that `--help` lists.
fn commands(folder: &Folder) -> Vec<String> {
    let help = folder.grade("--help --lang en").out;
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    listed.filter_map(|line| line.split_whitespace().next().map(str::to_owned)).collect()
}

/// The long options that the help of a command lists, without dashes.
fn options(folder: &Folder, command: &str) -> Vec<String> {
    let help = folder.grade(&format!("{command} --help --lang en")).out;
    let listed = help.lines().skip_while(|line| *line != "Options:").skip(1);
    let names = listed.filter_map(|line| line.split_whitespace().find_map(|word| word.strip_prefix("--")));
    names.map(str::to_owned).collect()
}

#[test]
fn the_script_of_every_shell_names_every_command_and_option() {
    let folder = Folder::of(&[]);
    let commands = commands(&folder);
    assert!(commands.len() >= 6, "{commands:?}");
    for (shell, lang) in SHELLS.iter().flat_map(|shell| LANGS.map(|lang| (shell, lang))) {
        let done = folder.grade(&format!("completions {shell} --lang {lang}"));
        assert_eq!((done.code, done.err.as_str()), (0, ""), "{shell} {lang}");
        for command in &commands {
            assert!(done.out.contains(command.as_str()), "{shell} {lang}: {command}");
            for option in options(&folder, command) {
                assert!(done.out.contains(&option), "{shell} {lang}: {command} --{option}");
            }
        }
    }
    assert!(folder.grade("completions zsh --lang zh").out.contains("按标准逐条评定数据"));
    assert!(!folder.grade("completions zsh --lang zh").out.contains("With the lines"));
    assert_eq!(folder.grade("completions tcsh").code, 2);
}

#[test]
fn the_script_for_bash_is_one_that_bash_reads() {
    let folder = Folder::of(&[]);
    for lang in LANGS {
        let script = folder.path("grade.bash");
        fs::write(&script, folder.grade(&format!("completions bash --lang {lang}")).out).unwrap();
        let offered = "source grade.bash; COMP_WORDS=(grade run --st); COMP_CWORD=2; _grade grade --st run; \
             echo ${COMPREPLY[@]}";
        let read =
            std::process::Command::new("bash").args(["-c", offered]).current_dir(folder.path("")).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&read.stdout).trim(), "--strict", "{read:?}");
    }
}

#[test]
fn each_command_has_a_manual_page_with_its_options() {
    let folder = Folder::of(&[]);
    for lang in LANGS {
        let whole = folder.grade(&format!("man --lang {lang}"));
        assert_eq!((whole.code, whole.err.as_str()), (0, ""));
        assert!(whole.out.contains(".TH grade 1"), "{}", whole.out);
        for command in commands(&folder) {
            let listed = format!("grade-{command}(1)");
            assert!(whole.out.replace("\\-", "-").contains(&listed), "{lang}: {listed}");
            let page = folder.grade(&format!("man {command} --lang {lang}")).out.replace("\\-", "-");
            assert!(page.contains(&format!(".TH grade-{command} 1")), "{page}");
            for option in options(&folder, &command) {
                assert!(page.contains(&format!("--{option}")), "{lang}: {command} --{option}");
            }
        }
    }
    let chinese = folder.grade("man run --lang zh").out;
    assert!(chinese.contains(".SH 选项\n") && chinese.contains(".SH 退出码\n") && !chinese.contains(".SH OPTIONS"));
}

#[test]
fn all_pages_are_written_into_a_folder() {
    let folder = Folder::of(&[]);
    assert_eq!(folder.grade("man -o pages/man1").code, 0);
    let mut names: Vec<String> = fs::read_dir(folder.path("pages/man1"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let mut expected: Vec<String> = commands(&folder).iter().map(|command| format!("grade-{command}.1")).collect();
    expected.push("grade.1".into());
    expected.sort();
    assert_eq!(names, expected);
    let one = fs::read_to_string(folder.path("pages/man1/grade-run.1")).unwrap();
    assert_eq!(one, folder.grade("man run").out);
}

#[test]
fn a_page_that_does_not_exist_is_told_with_those_that_do() {
    let folder = Folder::of(&[]);
    let done = folder.grade("man rnu");
    assert_eq!((done.code, done.out.as_str()), (2, ""));
    assert!(done.err.contains("there is no command \"rnu\"; one of check, run"), "{}", done.err);
    assert!(folder.grade("man rnu --lang zh").err.contains("没有“rnu”这个命令"));
}
