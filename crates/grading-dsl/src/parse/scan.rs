//! One linear look at a text before the grammar sees it: where its declarations begin, and what the grammar must not
//! see because it could not end, or could not end soon: unclosed strings, deep nesting, characters that hide.

use core_model::limits::{NAME_CHARS, NESTING, OPERANDS, STRING_BYTES};
use core_model::turns_writing;
use messages::{Countable, Diagnostic, FileId, LimitProblem, Problem, TextProblem};

use super::tokens::{Token, TokenKind, tokens};
use super::{declare, place};
use crate::keywords::{self, Keyword, Role};

/// What the look found.
#[derive(Debug)]
pub(super) struct Scan {
    /// The declarations, in order, without gaps.
    pub(super) chunks: Vec<Chunk>,
    /// What is wrong with the text itself.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// The text of one declaration, up to the next.
#[derive(Debug)]
pub(super) struct Chunk {
    /// The word that begins it; before the first declaration there may be none.
    pub(super) opening: Option<&'static Keyword>,
    /// Its first byte.
    pub(super) start: usize,
    /// The byte after its last.
    pub(super) end: usize,
    /// Places, reported already, that the grammar must not see.
    pub(super) spoilt: Vec<usize>,
    /// Blanks, reported already, that the grammar does not take for blanks.
    pub(super) blanks: Vec<usize>,
}

/// Looks at the whole text.
pub(super) fn scan(file: FileId, text: &str) -> Scan {
    let mut scanner = Scanner {
        file,
        chunks: Vec::new(),
        diagnostics: Vec::new(),
        depth: Depth::default(),
        blank_on_line: false,
        case: None,
    };
    scanner.characters(text);
    let mut before: Option<Token> = None;
    let mut ahead = tokens(text).peekable();
    while let Some(token) = ahead.next() {
        scanner.token(token, before, ahead.peek().copied());
        before = Some(token);
    }
    if let Some(last) = scanner.chunks.last_mut() {
        last.end = text.len();
    }
    Scan { chunks: scanner.chunks, diagnostics: scanner.diagnostics }
}

struct Scanner {
    file: FileId,
    chunks: Vec<Chunk>,
    diagnostics: Vec<Diagnostic>,
    depth: Depth,
    /// Whether a strange blank was told of on this line.
    blank_on_line: bool,
    /// In a define: whether a case was seen that still waits for its `otherwise`.
    case: Option<bool>,
}

impl Scanner {
    fn characters(&mut self, text: &str) {
        let mut characters = text.char_indices().peekable();
        let mut line_has_problem = false;
        while let Some((at, character)) = characters.next() {
            let new_line = character == '\n';
            let ends_line = character == '\r' && characters.peek().is_some_and(|(_, next)| *next == '\n');
            line_has_problem &= !new_line;
            let problem = if ends_line { None } else { hidden(character) };
            if let Some(problem) = problem.filter(|_| !line_has_problem) {
                line_has_problem = true;
                self.report(problem, at, at + character.len_utf8());
            }
        }
    }

    fn token(&mut self, token: Token, before: Option<Token>, after: Option<Token>) {
        self.blank_on_line &= !token.first_of_line;
        let keyword = self.opening(token, before, after);
        if keyword.is_some() || self.chunks.is_empty() {
            if let Some(last) = self.chunks.last_mut() {
                last.end = token.start;
            }
            self.case = keyword.filter(|keyword| keyword.rule == "kw_define").map(|_| false);
            let start = if self.chunks.is_empty() { 0 } else { token.start };
            self.chunks.push(Chunk { opening: keyword, start, end: token.end, spoilt: Vec::new(), blanks: Vec::new() });
        }
        self.follow_cases(token);
        self.lengths(token);
        self.nesting(token, before);
    }

    /// The keyword of the declaration that begins here, if one does.
    fn opening(&self, token: Token, before: Option<Token>, after: Option<Token>) -> Option<&'static Keyword> {
        if token.kind != TokenKind::Word {
            return None;
        }
        let also = token.is_word("also") && after.is_some_and(|next| next.is_word("give"));
        let spelt = if also { "also give" } else { token.text };
        let keyword = keywords::opening(spelt)?;
        let follows = |signs: [char; 2]| before.is_some_and(|before| signs.map(TokenKind::Sign).contains(&before.kind));
        let continues = match keyword.rule {
            "kw_otherwise" => follows([',', '，']) || (self.case == Some(true) && !token.at_margin),
            "kw_table" | "kw_matrix" => follows(['=', '＝']),
            _ => false,
        };
        let surely = token.first_of_line && spelt != keywords::FREE;
        let stands = surely || also || can_follow(keyword, after);
        (!continues && stands).then_some(keyword)
    }

    fn follow_cases(&mut self, token: Token) {
        match self.case {
            Some(false) if token.is_word("when") || token.is_word("当") => self.case = Some(true),
            Some(true) if token.is_word("otherwise") || token.is_word("其余") => self.case = None,
            Some(_) | None => {}
        }
    }

    fn lengths(&mut self, token: Token) {
        match token.kind {
            TokenKind::Word | TokenKind::Backquoted if token.text.chars().count() > NAME_CHARS + quotes(token) => {
                self.report(LimitProblem::Name { most: NAME_CHARS }, token.start, token.end);
            }
            TokenKind::Text if declare::inside(token.text).len() > STRING_BYTES => {
                self.report(LimitProblem::Text { most: STRING_BYTES }, token.start, token.end);
            }
            TokenKind::Unclosed { open, close } => {
                self.unclosed(token, open, close);
                self.spoil(token.start);
            }
            TokenKind::Sign(sign) if hidden(sign).is_some() => self.spoil(token.start),
            TokenKind::Sign(sign) if is_other_blank(sign) => self.other_blank(sign, token),
            TokenKind::Word | TokenKind::Backquoted | TokenKind::Text | TokenKind::Number | TokenKind::Sign(_) => {}
        }
    }

    /// A quotation mark without its own closing mark: perhaps another mark was typed in its place.
    fn unclosed(&mut self, token: Token, open: char, close: char) {
        let inside = token.text.get(open.len_utf8()..).unwrap_or_default();
        let other = inside.char_indices().find(|(_, mark)| open != '`' && CLOSING.contains(mark));
        match other {
            Some((at, found)) => {
                let start = token.start + open.len_utf8() + at;
                let span = place(self.file, start, start + found.len_utf8());
                let told = Diagnostic::error(TextProblem::MixedQuotes { open, found, close }, span);
                self.diagnostics.push(told.suggest(close, span));
            }
            None => self.report(TextProblem::Unclosed { open, close }, token.start, token.start + open.len_utf8()),
        }
    }

    /// A blank that the language does not know: told once a line, and read as a blank.
    fn other_blank(&mut self, character: char, token: Token) {
        let chunk = self.chunks.last_mut();
        let Some(chunk) = chunk else { return };
        chunk.blanks.push(token.start);
        if !self.blank_on_line {
            let span = place(self.file, token.start, token.end);
            let told = Diagnostic::error(TextProblem::OtherBlank { character }, span);
            self.diagnostics.push(told.suggest(" ", span));
        }
        self.blank_on_line = true;
    }

    fn nesting(&mut self, token: Token, before: Option<Token>) {
        self.depth.step(token, before);
        let problem = if self.depth.total > NESTING {
            LimitProblem::Nesting { most: NESTING }
        } else if self.depth.parts > OPERANDS * 2 {
            LimitProblem::TooMany { what: Countable::Operands, most: OPERANDS }
        } else {
            return;
        };
        if !self.depth.reported {
            self.depth.reported = true;
            self.report(problem, token.start, token.end);
            self.spoil(token.start);
        }
    }

    fn report(&mut self, problem: impl Into<Problem>, start: usize, end: usize) {
        self.diagnostics.push(Diagnostic::error(problem, place(self.file, start, end)));
    }

    fn spoil(&mut self, at: usize) {
        if let Some(chunk) = self.chunks.last_mut() {
            chunk.spoilt.push(at);
        }
    }
}

/// Marks with which authors close a text, whatever opened it.
const CLOSING: [char; 6] = ['"', '”', '“', '」', '』', '＂'];

/// How deep the present token lies within parentheses, runs of `not` and `-`, and `round`s without their `to`.
#[derive(Debug, Default)]
struct Depth {
    /// What surrounded each parenthesis that is open: its run and its rounds.
    outside: Vec<(usize, usize)>,
    run: usize,
    rounds: usize,
    total: usize,
    /// Connectives, operators, and commas within parentheses, since the clause began.
    parts: usize,
    reported: bool,
}

impl Depth {
    fn step(&mut self, token: Token, before: Option<Token>) {
        match token.kind {
            TokenKind::Sign('(' | '（' | '{' | '｛' | '[' | '［') => self.open(),
            TokenKind::Sign(')' | '）' | '}' | '｝' | ']' | '］') => self.close(),
            TokenKind::Sign('|' | '｜') => *self = Self::default(),
            TokenKind::Sign('-' | '－') if !before.is_some_and(|before| ends_operand(&before)) => self.prefix(),
            TokenKind::Sign('+' | '＋' | '*' | '＊' | '×' | '/' | '／') => {
                self.parts += 1;
                self.end_run();
            }
            TokenKind::Sign(',' | '，') => {
                self.parts += usize::from(!self.outside.is_empty());
                self.end_run();
            }
            TokenKind::Word => self.word(token.text),
            TokenKind::Number => {
                self.end_run();
                if self.rounds > 0 && before.is_some_and(|before| before.is_word("to") || before.is_word("至")) {
                    self.rounds -= 1;
                    self.total = self.total.saturating_sub(1);
                }
            }
            TokenKind::Sign(_) | TokenKind::Text | TokenKind::Backquoted | TokenKind::Unclosed { .. } => self.end_run(),
        }
    }

    fn word(&mut self, word: &str) {
        let Some(keyword) = keywords::reserved(word) else { return self.end_run() };
        match keyword.rule {
            "kw_not" => self.prefix(),
            "kw_round" => {
                self.end_run();
                self.rounds += 1;
                self.total += 1;
            }
            "kw_and" | "kw_or" => {
                self.parts += 1;
                self.end_run();
            }
            _ if matches!(keyword.role, Role::Clause | Role::Declaration) => *self = Self::default(),
            _ => self.end_run(),
        }
    }

    fn prefix(&mut self) {
        self.run += 1;
        self.total += 1;
    }

    fn end_run(&mut self) {
        self.total = self.total.saturating_sub(self.run);
        self.run = 0;
    }

    fn open(&mut self) {
        // Beyond the limit nothing more needs to be remembered.
        if self.total <= NESTING {
            self.outside.push((self.run, self.rounds));
            self.total += 1;
            (self.run, self.rounds) = (0, 0);
        }
    }

    fn close(&mut self) {
        self.end_run();
        if let Some((run, rounds)) = self.outside.pop() {
            self.total = self.total.saturating_sub(1 + self.rounds);
            (self.run, self.rounds) = (run, rounds);
            self.end_run();
        }
    }
}

/// Whether a minus behind the token takes away, and is no sign.
fn ends_operand(token: &Token) -> bool {
    match token.kind {
        TokenKind::Word => keywords::reserved(token.text).is_none(),
        TokenKind::Backquoted | TokenKind::Number | TokenKind::Text => true,
        TokenKind::Sign(sign) => [')', '）', '}', '｝'].contains(&sign),
        TokenKind::Unclosed { .. } => false,
    }
}

/// Whether a declaration keyword within a line begins a declaration: only where what must follow it follows.
fn can_follow(keyword: &Keyword, after: Option<Token>) -> bool {
    const COMPARING: [&str; 11] =
        ["at", "on", "less", "不低于", "达到", "不高于", "不超过", "超过", "不满", "项数", "次数"];
    let Some(after) = after.filter(|after| !COMPARING.contains(&after.text)) else { return false };
    match keyword.rule {
        "kw_import" | "kw_test" | "kw_property" => after.kind == TokenKind::Text,
        "kw_impossible" => keywords::reserved(after.text).is_some_and(|next| next.role == Role::Clause),
        "kw_otherwise" => true,
        _ => match after.kind {
            TokenKind::Word => keywords::reserved(after.text).is_none(),
            TokenKind::Backquoted => true,
            TokenKind::Number => keyword.rule == "kw_levels",
            TokenKind::Text | TokenKind::Unclosed { .. } | TokenKind::Sign(_) => false,
        },
    }
}

fn quotes(token: Token) -> usize {
    if token.kind == TokenKind::Backquoted { 2 } else { 0 }
}

/// The blanks of pages and word processors: no-break, thin and other.
fn is_other_blank(character: char) -> bool {
    matches!(character, '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}')
}

/// What is wrong with a character that hides, or hides others, wherever it stands.
fn hidden(character: char) -> Option<TextProblem> {
    match character {
        '\t' | '\n' => None,
        turning if turns_writing(turning) => Some(TextProblem::Bidirectional { character }),
        '\0'..='\u{1F}'
        | '\u{7F}'..='\u{9F}'
        | '\u{AD}'
        | '\u{034F}'
        | '\u{115F}'
        | '\u{1160}'
        | '\u{17B4}'
        | '\u{17B5}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200D}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206A}'..='\u{206F}'
        | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}' => Some(TextProblem::Invisible { character }),
        _ => None,
    }
}
