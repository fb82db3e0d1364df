//! Signs of other languages, and signs that have no place where they stand.

use messages::{Diagnostic, HabitProblem, SignCure, SyntaxProblem};

use super::Text;
use crate::habits;
use crate::keywords::{self, Role};
use crate::parse::tokens::{Token, TokenKind, is_blank};

/// What to write for a sign.
#[derive(Debug, Clone, Copy)]
enum Meant {
    Sign(&'static str),
    /// A keyword, in the language of the author.
    Word(&'static str),
    Nothing,
}

/// Longer ones before those that begin them.
const FOREIGN: &[(&str, Meant)] = &[
    ("!==", Meant::Sign("!=")),
    ("===", Meant::Sign("=")),
    ("==", Meant::Sign("=")),
    ("＝＝", Meant::Sign("=")),
    ("&&", Meant::Word("kw_and")),
    ("＆＆", Meant::Word("kw_and")),
    ("||", Meant::Word("kw_or")),
    ("｜｜", Meant::Word("kw_or")),
    ("<>", Meant::Sign("!=")),
    ("＜＞", Meant::Sign("!=")),
    ("《》", Meant::Sign("!=")),
    ("=>", Meant::Sign(">=")),
    ("=<", Meant::Sign("<=")),
    ("≧", Meant::Sign(">=")),
    ("≦", Meant::Sign("<=")),
    ("->", Meant::Nothing),
    ("→", Meant::Nothing),
    (":=", Meant::Sign("=")),
    ("：＝", Meant::Sign("=")),
    ("&", Meant::Word("kw_and")),
    ("＆", Meant::Word("kw_and")),
    ("∧", Meant::Word("kw_and")),
    ("∨", Meant::Word("kw_or")),
    ("¬", Meant::Word("kw_not")),
    ("!", Meant::Word("kw_not")),
    ("！", Meant::Word("kw_not")),
    ("”", Meant::Sign("“")),
    ("」", Meant::Sign("「")),
    ("÷", Meant::Sign("/")),
    ("~", Meant::Sign("..")),
    ("～", Meant::Sign("..")),
    ("——", Meant::Sign("..")),
    ("—", Meant::Sign("-")),
    ("–", Meant::Sign("-")),
    ("－－", Meant::Sign("-")),
    ("...", Meant::Sign("..")),
    ("……", Meant::Sign("..")),
    ("…", Meant::Sign("..")),
];

/// Signs that say nothing in the language, wherever they stand.
const IDLE: &[char] = &[
    ';', '；', '。', '．', '?', '？', '•', '·', '●', '○', '■', '□', '◆', '★', '※', '▪', '›', '\\', '@', '$', '￥', '^',
    '\'',
];

/// Marks that open a text in other languages, with those that close it.
const QUOTES: &[(char, &str)] = &[
    ('\'', "'"),
    ('‘', "’"),
    ('’', "’‘"),
    ('《', "》"),
    ('『', "』"),
    ('〈', "〉"),
    ('«', "»"),
    ('”', "”“"),
    ('＂', "＂"),
];

/// What is wrong with a sign at which reading stopped, if anything is known of it.
pub(super) fn foreign(text: &Text, here: usize) -> Option<Diagnostic> {
    let token = text.all.get(here)?;
    if token.first_of_line && matches!(token.kind, TokenKind::Number | TokenKind::Word) {
        return numbering(text, here);
    }
    if token.kind == TokenKind::Word {
        return bare_text(text, here).or_else(|| word_for_sign(text, here));
    }
    if let Some(dash) = here.checked_sub(1).filter(|dash| *dash > 0)
        && text.all.get(dash).is_some_and(|dash| dash.first_of_line)
        && let Some(mark) = mark_of_list(text, dash)
    {
        return Some(mark);
    }
    let TokenKind::Sign(sign) = token.kind else { return None };
    let found = apart(text, here, sign)
        .or_else(|| day(text, token))
        .or_else(|| brackets(text, here))
        .or_else(|| several(text, here))
        .or_else(|| quoted(text, token))
        .or_else(|| mark_of_list(text, here))
        .or_else(|| listed(text, here, sign))
        .or_else(|| end_of_line(text, here, sign))
        .or_else(|| known(text, token));
    found.or_else(|| IDLE.contains(&sign).then(|| leave_out(text, token.start, token.end)))
}

fn known(text: &Text, token: &Token) -> Option<Diagnostic> {
    for (found, meant) in FOREIGN {
        for back in 0..found.len() {
            let start = token.start.checked_sub(back);
            let stands = start.filter(|start| text.text.get(*start..).is_some_and(|rest| rest.starts_with(found)));
            if let Some(start) = stands {
                let end = start + found.len();
                return Some(match meant {
                    Meant::Sign(sign) => write(text, start, end, sign),
                    Meant::Word(rule) => write_word(text, start, end, rule),
                    Meant::Nothing => leave_out(text, start, end),
                });
            }
        }
    }
    None
}

/// A word for a sign, with the blanks that it needs and a sign does not.
fn write_word(text: &Text, start: usize, end: usize, rule: &str) -> Diagnostic {
    let word = text.language.spells(rule);
    let beside = |letter: Option<char>| letter.is_some_and(|letter| !is_blank(letter));
    let before = text.text.get(..start).and_then(|before| before.chars().next_back());
    let after = text.text.get(end..).and_then(|after| after.chars().next());
    let blank = |needed: bool| if needed { " " } else { "" };
    let spaced = format!("{}{word}{}", blank(beside(before)), blank(beside(after)));
    told(text, start, end, SignCure::Write(word.to_owned()), &spaced)
}

fn write(text: &Text, start: usize, end: usize, meant: &str) -> Diagnostic {
    told(text, start, end, SignCure::Write(meant.to_owned()), meant)
}

fn leave_out(text: &Text, start: usize, end: usize) -> Diagnostic {
    told(text, start, end, SignCure::LeaveOut, "")
}

fn told(text: &Text, start: usize, end: usize, cure: SignCure, instead: &str) -> Diagnostic {
    let found = super::shown(text.text.get(start..end).unwrap_or_default());
    let span = text.origin.span(start, end);
    Diagnostic::error(SyntaxProblem::ForeignSign { found, cure }, span).suggest(instead, span)
}

/// `2012.1.31`, `31.1.2012`: a day in another form.
fn day(text: &Text, token: &Token) -> Option<Diagnostic> {
    let in_day = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | '/' | '-');
    let before = text.text.get(..token.start)?;
    let start = before.len() - before.chars().rev().take_while(|letter| in_day(*letter)).count();
    let rest = text.text.get(start..)?;
    let written = rest.get(..rest.find(|letter| !in_day(letter)).unwrap_or(rest.len()))?;
    let german = written.split(['.', '/', '-']).map(str::len).collect::<Vec<usize>>();
    let reversed = matches!(german.as_slice(), [1 | 2, 1 | 2, 4]);
    let meant = habits::day_form(written).or_else(|| reversed.then(String::new))?;
    let span = text.origin.span(start, start + written.len());
    let problem = HabitProblem::DayForm { found: written.to_owned(), meant: meant.clone() };
    let told = Diagnostic::error(problem, span);
    Some(if meant.is_empty() { told } else { told.suggest(meant, span) })
}

/// A text without its quotation marks.
fn bare_text(text: &Text, here: usize) -> Option<Diagnostic> {
    let token = text.all.get(here)?;
    let only_text = text.stop.tried.len() == 1 && text.tried("string");
    let rest = text.text.get(token.start..).filter(|_| only_text && keywords::reserved(token.text).is_none())?;
    let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let words = rest.get(..length).filter(|words| !words.contains('"'))?;
    let meant = format!("\"{words}\"");
    let cure = SignCure::Quotes(super::shown(&meant));
    Some(told(text, token.start, token.start + length, cure, &meant))
}

/// `to` in a range, `is` before what is defined, `yes / no`.
fn word_for_sign(text: &Text, here: usize) -> Option<Diagnostic> {
    let token = text.all.get(here)?;
    let is = keywords::reserved(token.text).is_some_and(|keyword| keyword.rule == "kw_is");
    match token.text {
        "to" | "至" | "到" if text.tried("dots") => Some(write(text, token.start, token.end, "..")),
        "x" | "X" if text.tried("kw_by") => Some(write_word(text, token.start, token.end, "kw_by")),
        "yes" if text.tried("type_yes_no") => {
            let no = text.all.get(here + 2).filter(|no| no.text == "no")?;
            Some(write(text, token.start, no.end, "yes/no"))
        }
        _ if is && text.tried("equals") => Some(write(text, token.start, token.end, "=")),
        _ => None,
    }
}

/// A sign that sets values, levels or the ends of a range apart in other languages.
fn apart(text: &Text, here: usize, sign: char) -> Option<Diagnostic> {
    let token = text.all.get(here)?;
    let (one, end) = (text.origin.span(token.start, token.end), token.end);
    let found = token.text.to_owned();
    match sign {
        '-' | '－' | '~' | '～' | '—' | '–' if text.tried("dots") => Some(write(text, token.start, end, "..")),
        ':' | '：' if text.tried("equals") => Some(write(text, token.start, end, "=")),
        '×' | '*' | '＊' if text.tried("kw_by") => Some(write_word(text, token.start, end, "kw_by")),
        ',' | '，' | '、' | '/' | ';' | '；' | '>' | '＞' | '|' | '｜' | '<' | '＜' | '\\' => {
            let cure = match (text.tried("less"), text.tried("bar"), text.tried("greater")) {
                (true, true, _) => SignCure::Values,
                (true, false, _) => SignCure::Write("<".to_owned()),
                (false, true, _) if !text.tried("cell_text") => SignCure::Write("|".to_owned()),
                (false, false, true) => SignCure::Write(">".to_owned()),
                (false, ..) => return None,
            };
            let instead = if let SignCure::Write(sign) = &cure { sign.as_str() } else { "|" };
            let (meant, end) = all_apart(text, here, instead);
            let problem = SyntaxProblem::ForeignSign { found, cure };
            Some(Diagnostic::error(problem, one).suggest(meant, text.origin.span(token.start, end)))
        }
        _ => None,
    }
}

/// The rest of a list from a sign on, with another sign between its values, and where it ends.
fn all_apart(text: &Text, here: usize, instead: &str) -> (String, usize) {
    let sign = text.all.get(here).map_or("", |token| token.text);
    let list = text.all.get(here..).unwrap_or_default().iter();
    let value = |token: &&Token| {
        let free = token.kind == TokenKind::Word && keywords::reserved(token.text).is_none();
        token.text == sign || free || matches!(token.kind, TokenKind::Backquoted | TokenKind::Text)
    };
    let list: Vec<&Token> = list.take_while(value).collect();
    let words = list.iter().map(|token| if token.text == sign { instead } else { token.text });
    let end = list.last().map_or(0, |last| last.end);
    (format!(" {}", words.collect::<Vec<&str>>().join(" ")), end)
}

/// `is a、b`: several values where one is compared.
fn several(text: &Text, here: usize) -> Option<Diagnostic> {
    let between = |token: &Token| matches!(token.kind, TokenKind::Sign('、' | ',' | '，' | '/'));
    let value = |at: usize| {
        let token = text.all.get(at)?;
        let free = matches!(token.kind, TokenKind::Word) && keywords::reserved(token.text).is_none();
        (free || matches!(token.kind, TokenKind::Backquoted | TokenKind::Text)).then_some(token)
    };
    let (is, mut last) = (text.all.get(here.checked_sub(2)?)?, value(here.checked_sub(1)?)?);
    let keyword = keywords::reserved(is.text).map(|keyword| keyword.rule);
    let rule = match keyword {
        Some("kw_is") => "kw_in",
        Some("kw_includes") => "kw_includes_any",
        _ => return None,
    };
    let mut values = vec![last.text];
    let mut at = here;
    while text.all.get(at).is_some_and(between)
        && let Some(next) = value(at + 1)
    {
        values.push(next.text);
        last = next;
        at += 2;
    }
    let meant = format!("{} {{{}}}", text.language.spells(rule), values.join(", "));
    let span = text.origin.span(is.start, last.end);
    let cure = SignCure::Braces(super::shown(&meant));
    let problem = SyntaxProblem::ForeignSign { found: super::shown(text.text.get(is.start..last.end)?), cure };
    (values.len() > 1).then(|| Diagnostic::error(problem, span).suggest(meant, span))
}

/// `(a, b)` or `[a, b]` where a list in braces is wanted.
fn brackets(text: &Text, here: usize) -> Option<Diagnostic> {
    let open = text.all.get(here)?;
    let wanted = text.tried("braces") || text.tried("open_brace");
    let closing: &[char] = match open.kind {
        TokenKind::Sign('(' | '（') => &[')', '）'],
        TokenKind::Sign('[' | '［' | '【') => &[']', '］', '】'],
        TokenKind::Sign(_)
        | TokenKind::Word
        | TokenKind::Backquoted
        | TokenKind::Number
        | TokenKind::Text
        | TokenKind::Unclosed { .. } => return None,
    };
    let close =
        text.all.get(here..)?.iter().find(|token| {
            matches!(token.kind, TokenKind::Sign(sign) if closing.contains(&sign)) && !token.first_of_line
        })?;
    let inside = text.text.get(open.end..close.start).filter(|_| wanted)?;
    let meant = format!("{{{}}}", inside.replace('、', ", "));
    let cure = SignCure::Braces(super::shown(&meant));
    Some(told(text, open.start, close.end, cure, &meant))
}

/// A text in quotation marks of other languages, or in the marks of titles.
fn quoted(text: &Text, token: &Token) -> Option<Diagnostic> {
    let TokenKind::Sign(open) = token.kind else { return None };
    let (_, closing) = QUOTES.iter().find(|(mark, _)| *mark == open)?;
    let inside = text.text.get(token.end..)?;
    let length = inside.find(|letter| closing.contains(letter) || letter == '\n')?;
    let close = inside.get(length..)?.chars().next().filter(|letter| *letter != '\n')?;
    let words = inside.get(..length).filter(|words| !words.contains('"'))?;
    let title = matches!(open, '《' | '〈' | '『');
    let meant = if title { format!("\"{open}{words}{close}\"") } else { format!("\"{words}\"") };
    let cure = SignCure::Quotes(super::shown(&meant));
    Some(told(text, token.start, token.end + length + close.len_utf8(), cure, &meant))
}

/// `-`, `*` or a dot at the beginning of a line, as lists have it; `1.` likewise.
fn mark_of_list(text: &Text, here: usize) -> Option<Diagnostic> {
    let token = text.all.get(here).filter(|token| token.first_of_line)?;
    let TokenKind::Sign(sign) = token.kind else { return None };
    let next = text.all.get(here + 1);
    let begins = next.is_none_or(|next| keywords::reserved(next.text).is_some_and(opens_something));
    match sign {
        '-' | '*' | '+' | '－' | '–' | '—' | '>' if begins => Some(leave_out(text, token.start, token.end)),
        '(' | '（' | '【' => {
            let close =
                text.all.get(here + 2).filter(|close| matches!(close.kind, TokenKind::Sign(')' | '）' | '】')))?;
            let after = text.all.get(here + 3);
            let begins = after.is_none_or(|next| keywords::reserved(next.text).is_some_and(opens_something));
            begins.then(|| leave_out(text, token.start, close.end))
        }
        _ => None,
    }
}

/// `1.`, `2)`, `3、` at the beginning of a line.
fn numbering(text: &Text, here: usize) -> Option<Diagnostic> {
    let (number, mark) = (text.all.get(here)?, text.all.get(here + 1)?);
    if number.kind == TokenKind::Word && habits::in_digits(number.text).is_none() {
        return None;
    }
    let is_mark = matches!(mark.kind, TokenKind::Sign('.' | '、' | ')' | '）' | '．' | '：' | ':'));
    let next = text.all.get(here + 2);
    let begins = next.is_none_or(|next| keywords::reserved(next.text).is_some_and(opens_something));
    (is_mark && begins).then(|| leave_out(text, number.start, mark.end))
}

fn opens_something(keyword: &keywords::Keyword) -> bool {
    matches!(keyword.role, Role::Clause | Role::Declaration)
}

/// `、` between the members of a list.
fn listed(text: &Text, here: usize, sign: char) -> Option<Diagnostic> {
    let token = text.all.get(here)?;
    match sign {
        '、' | ';' | '；' if text.tried("comma") && here + 1 < text.all.len() => {
            Some(write(text, token.start, token.end, ","))
        }
        ',' | '，' | '、' | ';' | '；' if text.tried("kw_and") && !ends(text, here) => {
            let (found, span) = (token.text.to_owned(), text.origin.span(token.start, token.end));
            Some(Diagnostic::error(SyntaxProblem::ForeignSign { found, cure: SignCure::Join }, span))
        }
        _ => None,
    }
}

/// Whether a line or clause ends behind a token.
fn ends(text: &Text, here: usize) -> bool {
    let clause = |next: &Token| keywords::reserved(next.text).is_some_and(opens_something);
    text.all.get(here + 1).is_none_or(|next| next.first_of_line || clause(next))
}

/// A stop, comma or colon at the end of a line or clause, or a brace around clauses.
fn end_of_line(text: &Text, here: usize, sign: char) -> Option<Diagnostic> {
    let token = text.all.get(here)?;
    let clause = |next: &Token| keywords::reserved(next.text).is_some_and(opens_something);
    let ends = ends(text, here);
    let before = here.checked_sub(1).and_then(|before| text.all.get(before));
    let behind_word = before.is_some_and(clause);
    let idle = match sign {
        '.' | ',' | '，' | '、' | '!' | '！' => ends,
        ':' | '：' => ends || behind_word || text.can_end() || clause_could_follow(text),
        '{' | '｛' => ends || behind_word || !text.tried("braces"),
        '}' | '｝' => ends,
        '[' | '［' | '【' => text.tried("signed"),
        ')' | '）' => !is_open(text, here, &['(', '（'], &[')', '）']),
        ']' | '］' => !is_open(text, here, &['[', '［'], &[']', '］']),
        _ => false,
    };
    idle.then(|| leave_out(text, token.start, token.end))
}

/// Whether a bracket is open where a token stands.
fn is_open(text: &Text, here: usize, open: &[char], close: &[char]) -> bool {
    let before = text.all.iter().take(here);
    before.fold(0_usize, |depth, token| match token.kind {
        TokenKind::Sign(sign) if open.contains(&sign) => depth + 1,
        TokenKind::Sign(sign) if close.contains(&sign) => depth.saturating_sub(1),
        TokenKind::Sign(_)
        | TokenKind::Word
        | TokenKind::Backquoted
        | TokenKind::Number
        | TokenKind::Text
        | TokenKind::Unclosed { .. } => depth,
    }) > 0
}

fn clause_could_follow(text: &Text) -> bool {
    text.tried("when") || text.tried("kw_when") || text.tried("then")
}
