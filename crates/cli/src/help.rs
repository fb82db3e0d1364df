//! Help and usage errors in Chinese. English is what `arguments` says and what clap makes of it.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory, Error};

use crate::arguments::Arguments;
use messages::Lang;

/// The name of the command.
pub const NAME: &str = "grade";

/// The command line in this language.
#[must_use]
pub fn command(lang: Lang) -> Command {
    let command = Arguments::command();
    match lang {
        Lang::En => command,
        Lang::Zh => in_chinese(command),
    }
}

/// What is wrong with what was typed, as it is shown.
#[must_use]
pub fn usage_error(error: &Error, lang: Lang) -> StyledStr {
    let shown = error.render();
    match lang {
        Lang::En => shown,
        Lang::Zh => chinese_error(error).map_or(shown, StyledStr::from),
    }
}

fn in_chinese(command: Command) -> Command {
    let mut command =
        translate(command, "grade").after_help(EXAMPLES).help_template(ROOT).override_usage("grade <命令> [选项]");
    for (name, usage) in USAGES {
        command = command.mut_subcommand(name, |of| translate(of, name).help_template(SUB).override_usage(*usage));
    }
    command
}

fn translate(command: Command, name: &str) -> Command {
    let named = match about(name) {
        Some(text) => command.about(text),
        None => command,
    };
    named.mut_args(|argument| translate_argument(argument, name))
}

fn translate_argument(argument: Arg, command: &str) -> Arg {
    let id = argument.get_id().to_string();
    let value = VALUE_NAMES.iter().find(|(of, _)| *of == id).map(|(_, name)| *name);
    let text = HELP.iter().find(|(of, at, _)| *at == id && (*of == command || *of == "grade")).map(|(.., text)| *text);
    let argument = match text {
        Some(text) => argument.help(text),
        None => argument,
    };
    match value {
        Some(value) => argument.value_name(value),
        None => argument,
    }
}

fn about(command: &str) -> Option<&'static str> {
    ABOUT.iter().find(|(name, _)| *name == command).map(|(_, text)| *text)
}

/// The error in Chinese, or nothing where it is no error (help, version) or of a kind that this command line cannot have.
fn chinese_error(error: &Error) -> Option<String> {
    let of = |kind| error.get(kind).map(context_text).unwrap_or_default();
    let argument = of(ContextKind::InvalidArg);
    let value = of(ContextKind::InvalidValue);
    let wrong_value = match value.as_str() {
        "" => format!("“{argument}”后面缺少值"),
        value => format!("“{argument}”的值不能是“{value}”"),
    };
    let said = [
        (ErrorKind::InvalidValue, wrong_value),
        (ErrorKind::UnknownArgument, format!("没有“{argument}”这个参数")),
        (ErrorKind::InvalidSubcommand, format!("没有“{}”这个命令", of(ContextKind::InvalidSubcommand))),
        (ErrorKind::MissingRequiredArgument, format!("缺少必需的参数：{argument}")),
        (ErrorKind::MissingSubcommand, "没有说明要执行哪个命令".to_owned()),
        (ErrorKind::ArgumentConflict, format!("“{argument}”不能重复，也不能与所给的其他参数同用")),
        (ErrorKind::TooManyValues, format!("“{argument}”的值太多，“{value}”是多余的")),
        (ErrorKind::TooFewValues, format!("“{argument}”的值不够")),
        (ErrorKind::WrongNumberOfValues, format!("“{argument}”的值的个数不对")),
        (ErrorKind::InvalidUtf8, "参数中有不是 UTF-8 的文字".to_owned()),
    ];
    let (_, message) = said.into_iter().find(|(kind, _)| *kind == error.kind())?;
    let mut text = format!("错误: {message}\n");
    for (kind, before) in SUGGESTIONS {
        let near = of(*kind);
        if !near.is_empty() {
            text.push_str(&format!("\n  {before}{near}\n"));
        }
    }
    text.push_str("\n详见 grade --help\n");
    Some(text)
}

fn context_text(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join("、"),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(texts) => texts.iter().map(ToString::to_string).collect::<Vec<_>>().join("、"),
        ContextValue::Number(number) => number.to_string(),
        ContextValue::None | ContextValue::Bool(_) | _ => String::new(),
    }
}

const ROOT: &str = "{about}\n\n用法：{usage}\n\n命令：\n{subcommands}\n\n选项：\n{options}{after-help}\n";
const SUB: &str = "{about}\n\n用法：{usage}\n\n参数：\n{positionals}\n\n选项：\n{options}\n";

const EXAMPLES: &str = "示例：
  grade check 标准.rules                        标准是否有误？
  grade run 标准.rules 数据.csv -o 结果.csv     评定数据，结果可用 Excel 打开
  grade explain-code E0203                      提示中的代码是什么意思？";

const USAGES: &[(&str, &str)] = &[
    ("check", "grade check [选项] <文件>…"),
    ("run", "grade run [选项] <标准> <数据>…"),
    ("test", "grade test [选项] <标准>…"),
    ("prove", "grade prove [选项] <标准>"),
    ("fmt", "grade fmt [选项] <标准>…"),
    ("schema", "grade schema [选项] <标准>"),
    ("explain-code", "grade explain-code [选项] [代码]…"),
    ("completions", "grade completions [选项] <外壳>"),
    ("man", "grade man [选项] [命令]"),
];

const SUGGESTIONS: &[(ContextKind, &str)] = &[
    (ContextKind::SuggestedArg, "是否想写："),
    (ContextKind::SuggestedSubcommand, "是否想写："),
    (ContextKind::SuggestedValue, "是否想写："),
    (ContextKind::ValidValue, "可以是："),
    (ContextKind::ValidSubcommand, "可以是："),
];

const ABOUT: &[(&str, &str)] = &[
    ("grade", "按评定标准给廉政风险点评定等级"),
    ("check", "检查标准：列出全部错误和警告，运行标准自带的测试，证明其中的要求"),
    ("run", "按标准逐条评定数据"),
    ("test", "运行标准自带的测试，证明其中的要求，并说明测试覆盖了哪些内容"),
    ("prove", "不用数据就能知道的一切：有无未评定的情形、有无冲突、哪些规则不起作用、各等级各有多少种记录"),
    ("fmt", "统一标准的版式，也可统一关键词的语言"),
    ("schema", "输出数据记录或评定结果的 JSON Schema"),
    ("explain-code", "说明某个提示代码的含义，附错误写法和改正写法"),
    ("completions", "输出命令行外壳的自动补全脚本"),
    ("man", "输出手册页，或者把全部手册页写入文件夹"),
];

const VALUE_NAMES: &[(&str, &str)] = &[
    ("files", "文件"),
    ("policy", "标准"),
    ("data", "数据"),
    ("output", "文件"),
    ("format", "格式"),
    ("id", "列名"),
    ("codes", "代码"),
    ("keywords", "语言"),
    ("shell", "外壳"),
    ("page", "命令"),
    ("folder", "文件夹"),
    ("encoding", "编码"),
    ("sheet", "名称"),
    ("lang", "语言"),
    ("as_of", "日期"),
    ("message_format", "格式"),
    ("color", "何时"),
];

const HELP: &[(&str, &str, &str)] = &[
    ("check", "files", "标准文件；- 表示标准输入"),
    ("check", "strict", "有警告时退出码也为 1"),
    ("run", "policy", "标准文件；- 表示标准输入"),
    ("run", "data", "数据文件：.csv、.tsv、.json、.jsonl 或 .xlsx；- 表示标准输入"),
    ("run", "output", "把结果写入文件；要么完整写成，要么不留下文件"),
    (
        "run",
        "format",
        "结果的格式：jsonl、json、csv、xlsx 或 table（表格） [默认：按结果文件的扩展名；在终端上为 table，否则为 jsonl]",
    ),
    ("run", "id", "作为编号的列 [默认：id、编号或序号，都没有时为行号]"),
    ("run", "encoding", "文本数据的编码，如 gb18030、gbk、big5、utf-16 [默认：UTF-8；不作猜测]"),
    ("run", "sheet", "工作簿中的工作表 [默认：第一个有内容的可见工作表]"),
    ("run", "partial", "允许数据中没有某个因素的列，按未填处理"),
    ("run", "strict", "有数据未评定、冲突、待定或无效时退出码为 1"),
    ("test", "files", "标准文件；- 表示标准输入"),
    ("test", "suggest", "不运行测试，而是给出尚缺的测试，应有的等级留待填写"),
    ("prove", "policy", "标准文件；- 表示标准输入"),
    ("fmt", "files", "标准文件，就地改写；- 表示标准输入，结果写到标准输出"),
    ("fmt", "check", "不改写；只列出版式不合的文件，有这样的文件时退出码为 1"),
    ("fmt", "diff", "不改写；只显示会改动的各行"),
    ("fmt", "keywords", "全部关键词改用的语言：en 或 zh [默认：照原样]"),
    ("schema", "policy", "标准文件；- 表示标准输入"),
    ("schema", "complete", "只要填写完整的记录：没有默认取值的因素必须填写"),
    ("schema", "answer", "输出评定结果的格式；不需要标准文件"),
    ("explain-code", "codes", "提示代码，如 E0203，不分大小写；不写则列出全部代码"),
    ("completions", "shell", "外壳：bash、zsh、fish、powershell 或 elvish"),
    ("man", "page", "要哪个命令的手册页 [默认：grade 本身的]"),
    ("man", "folder", "把全部手册页（或所指命令的）写入文件夹"),
    ("grade", "version", "显示版本"),
    ("grade", "lang", "提示信息的语言：en 或 zh [默认：依 LC_ALL、LC_MESSAGES、LANG]"),
    ("grade", "as_of", "按哪一天施行的规则评定，如 2026-01-01 [默认：今天]"),
    ("grade", "message_format", "提示信息的格式：human（供阅读）、json 或 sarif [默认：human]"),
    ("grade", "color", "颜色：auto（自动）、always（总是）或 never（从不）[默认：auto]"),
    ("grade", "quiet", "不显示小结、进度和通过的测试"),
    ("grade", "help", "显示帮助"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn has_chinese(text: &str) -> bool {
        text.chars().any(|letter| ('一'..='龥').contains(&letter))
    }

    #[test]
    fn every_command_and_every_argument_is_explained_in_chinese() {
        let root = command(Lang::Zh);
        for of in root.get_subcommands().chain([&root]) {
            assert!(has_chinese(&of.get_about().unwrap().to_string()), "{}", of.get_name());
            for argument in of.get_arguments() {
                let help = argument.get_help().unwrap().to_string();
                assert!(has_chinese(&help), "{} {}", of.get_name(), argument.get_id());
            }
        }
    }

    #[test]
    fn both_command_lines_are_well_formed() {
        command(Lang::En).debug_assert();
        command(Lang::Zh).debug_assert();
    }
}
