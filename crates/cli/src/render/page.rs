//! The page of a code, for people and for programs.

use messages::{Example, Lang, Page, Piece, Role};
use serde::Serialize;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::json::one_line;
use crate::arguments::MessageFormat;

/// The page as it is written, line feed included.
#[must_use]
pub fn page(page: &Page, format: MessageFormat, lang: Lang) -> String {
    match format {
        MessageFormat::Human => human(page, lang),
        MessageFormat::Json | MessageFormat::Sarif => one_line(&Whole {
            title: Title::of(page, lang),
            text: page.prose(lang).collect::<Vec<_>>().join("\n\n"),
            examples: page.examples(lang).map(Shown::of).collect(),
        }),
    }
}

/// The page's line in the list of all codes.
#[must_use]
pub fn page_line(page: &Page, format: MessageFormat, lang: Lang) -> String {
    match format {
        MessageFormat::Human => format!("{STRONG}{}{PLAIN}  {}\n", page.code, page.title(lang)),
        MessageFormat::Json | MessageFormat::Sarif => one_line(&Title::of(page, lang)),
    }
}

fn human(page: &Page, lang: Lang) -> String {
    let pieces: Vec<String> = page.pieces(lang).iter().map(|piece| piece_text(piece, lang)).collect();
    format!("{STRONG}{}: {}{PLAIN}\n\n{}\n", page.code, page.title(lang), pieces.join("\n"))
}

fn piece_text(piece: &Piece<'_>, lang: Lang) -> String {
    match piece {
        Piece::Prose(text) | Piece::NoExample(text) => folded(text),
        Piece::Example(example) => format!("{}\n\n{}", heading(example, lang), indented(example.text)),
    }
}

/// The paragraph in lines of [`WIDTH`] columns, broken at blanks and between Chinese characters, line feed included.
fn folded(text: &str) -> String {
    let (mut shown, mut column) = (String::new(), 0);
    for piece in pieces_of_line(text) {
        let width = piece.trim_end().width();
        if column > 0 && column + width > WIDTH {
            shown.truncate(shown.trim_end().len());
            shown.push('\n');
            column = 0;
        }
        shown.push_str(piece);
        column += piece.width();
    }
    shown + "\n"
}

/// What stays together on a line: words with the blanks behind them, Chinese characters with the marks around them.
fn pieces_of_line(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, letter) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, letter)) {
            pieces.extend(text.get(start..at));
            start = at;
        }
        before = Some(letter);
    }
    pieces.extend(text.get(start..));
    pieces
}

fn may_break(before: char, after: char) -> bool {
    let wide = |letter: char| letter.width() == Some(2);
    let blank = before == ' ' && after != ' ';
    blank || ((wide(before) || wide(after)) && !OPENING.contains(before) && !CLOSING.contains(after) && after != ' ')
}

/// Columns of a paragraph.
const WIDTH: usize = 80;
/// Marks that end no line.
const OPENING: &str = "“‘（《「[(`\"";
/// Marks that begin no line.
const CLOSING: &str = "”’）》」])`\"，。、；：？！,.;:?!…%";

fn heading(example: &Example<'_>, lang: Lang) -> String {
    let (colour, english, chinese) = match (example.role, example.kind) {
        (Role::Fails, _) => (BAD, "wrong", "错误写法"),
        (Role::Cured, _) => (GOOD, "right", "正确写法"),
        (Role::Both, "rules") => (STRONG, "policy", "标准"),
        (Role::Both, _) => (STRONG, "data", "数据"),
    };
    let (word, colon) = match lang {
        Lang::En => (english, ":"),
        Lang::Zh => (chinese, "："),
    };
    let file = example.file().map_or_else(String::new, |file| format!(" ({file})"));
    format!("{colour}{word}{file}{PLAIN}{colon}")
}

fn indented(text: &str) -> String {
    let line = |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") };
    text.lines().map(line).collect()
}

#[derive(Serialize)]
struct Title<'a> {
    code: &'a str,
    title: &'a str,
}

impl Title<'_> {
    fn of(page: &Page, lang: Lang) -> Title<'static> {
        Title { code: page.code, title: page.title(lang) }
    }
}

#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    title: Title<'a>,
    text: String,
    examples: Vec<Shown<'a>>,
}

#[derive(Serialize)]
struct Shown<'a> {
    shows: &'static str,
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    text: &'a str,
}

impl<'a> Shown<'a> {
    fn of(example: Example<'a>) -> Self {
        let shows = match example.role {
            Role::Fails => "wrong",
            Role::Cured => "right",
            Role::Both => "both",
        };
        Self { shows, kind: example.kind, file: example.file(), text: example.text }
    }
}

const STRONG: &str = "\u{1b}[1m";
const GOOD: &str = "\u{1b}[1;32m";
const BAD: &str = "\u{1b}[1;91m";
const PLAIN: &str = "\u{1b}[0m";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_broken_at_blanks_and_not_before_a_closing_mark() {
        let english = folded(&"word ".repeat(20));
        assert_eq!(english.lines().map(str::len).collect::<Vec<_>>(), [79, 20]);
        let chinese = folded(&format!("{}。{}", "字".repeat(40), "字".repeat(3)));
        assert_eq!(chinese, format!("{}\n字。字字字\n", "字".repeat(39)));
        let quoted = folded(&format!("{}“引文”", "字".repeat(39)));
        assert_eq!(quoted, format!("{}\n“引文”\n", "字".repeat(39)));
    }

    #[test]
    fn nothing_is_lost_where_lines_are_broken() {
        for page in messages::pages() {
            for lang in [Lang::En, Lang::Zh] {
                for text in page.prose(lang) {
                    let shown = folded(text);
                    let letters = |text: &str| text.split_whitespace().collect::<String>();
                    assert_eq!(letters(&shown), letters(text));
                    assert!(shown.lines().all(|line| line.width() <= WIDTH), "{shown}");
                }
            }
        }
    }
}
