//! What is wrong where the grammar could go no further: the likely mistakes first, each with what would mend it, then
//! what was found and what was expected.

use std::collections::BTreeSet;

use messages::{Diagnostic, Expected, Span, SyntaxProblem};

use super::tokens::{Token, TokenKind, tokens};
use super::{Desk, Stop, place};
use crate::keywords::{self, KEYWORDS, Keyword, Role};

/// How many characters of the author's text a message shows.
const SHOWN: usize = 40;

/// The names and labels that a text declares, as far as they can be told without reading it.
pub(super) struct Known<'t> {
    words: BTreeSet<&'t str>,
}

impl<'t> Known<'t> {
    /// Those of a text.
    pub(super) fn words_of(text: &'t str) -> Self {
        let mut words = BTreeSet::new();
        let mut before: Option<Token> = None;
        for token in tokens(text) {
            match (before, token.kind) {
                (Some(before), TokenKind::Text) if before.kind == TokenKind::Word => {
                    words.insert(before.text);
                    words.insert(super::declare::inside(token.text));
                }
                (Some(before), TokenKind::Word) if announces(&before) => {
                    words.insert(token.text);
                }
                _ => {}
            }
            before = Some(token);
        }
        Self { words }
    }

    /// The words of which a Chinese word is made that was written without blanks.
    pub(super) fn split(&self, word: &str) -> Option<String> {
        let chinese = word.chars().any(|letter| ('\u{4E00}'..='\u{9FFF}').contains(&letter));
        if !chinese || self.words.contains(word) {
            return None;
        }
        keywords::split_run_together(word, &|part| self.words.contains(part))
    }
}

fn announces(token: &Token) -> bool {
    match token.kind {
        TokenKind::Sign(sign) => ['<', '>', '|', ':', '＜', '＞', '｜', '：'].contains(&sign),
        TokenKind::Word => keywords::opening(token.text).is_some(),
        TokenKind::Backquoted | TokenKind::Number | TokenKind::Text | TokenKind::Unclosed { .. } => false,
    }
}

/// The author's text as a message shows it.
pub(super) fn shown(text: &str) -> String {
    let short: String = text.chars().take(SHOWN).map(|letter| if letter == '\n' { ' ' } else { letter }).collect();
    if text.chars().nth(SHOWN).is_some() { format!("{short}…") } else { short }
}

/// Where a declaration could not be read further.
pub(super) struct Place<'p> {
    /// The keyword that begins the declaration.
    pub(super) keyword: &'static Keyword,
    /// Where its text begins in the file.
    pub(super) base: usize,
    /// Its text.
    pub(super) text: &'p str,
    /// Where, and what was tried there.
    pub(super) stop: &'p Stop,
}

/// What must be taken out of a declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Blame {
    /// The clause that holds this byte.
    Clause(usize),
    /// From this byte, behind a head that is whole, to the next clause.
    BehindHead(usize),
    /// Everything from this byte on.
    Rest(usize),
}

/// Reports what is wrong, and says what is to be taken out.
pub(super) fn report(desk: &mut Desk, at: &Place) -> Blame {
    let all: Vec<Token> = tokens(at.text).collect();
    let here = all.partition_point(|token| token.end <= at.stop.at);
    let spot = Spot { at, here, found: all.get(here).copied(), all: &all };
    let (token, blame) = spot.blame();
    let span = token.map_or(place(desk.file, at.base, at.base), |token| {
        place(desk.file, at.base + token.start, at.base + token.end)
    });
    let diagnostic = spot.explain(desk, span);
    desk.report(diagnostic);
    blame
}

/// What is wrong in a cell or head of a table.
pub(super) fn in_cell(desk: &Desk, base: usize, text: &str, stop: &Stop) -> Diagnostic {
    let all: Vec<Token> = tokens(text).collect();
    let here = all.partition_point(|token| token.end <= stop.at);
    let found = all.get(here).or(all.last());
    let span = found.map_or(place(desk.file, base, base + text.len()), |token| {
        place(desk.file, base + token.start, base + token.end)
    });
    if let Some(sign) = all.get(here).and_then(|token| foreign(text, token)) {
        return sign.diagnostic(desk, base);
    }
    let found = all.get(here).map_or(String::new(), |token| shown(token.text));
    if let Some(split) = desk.known.split(&found) {
        return Diagnostic::error(SyntaxProblem::RunTogether { found, split: split.clone() }, span)
            .suggest(split, span);
    }
    Diagnostic::error(SyntaxProblem::Unexpected { found, expected: expected(&stop.tried) }, span)
}

/// Reports words written without blanks.
pub(super) fn run_together(desk: &mut Desk, found: &str, split: String, span: Span) {
    let problem = SyntaxProblem::RunTogether { found: shown(found), split: split.clone() };
    desk.report(Diagnostic::error(problem, span).suggest(split, span));
}

/// A declaration, and the token at which reading stopped.
struct Spot<'p> {
    at: &'p Place<'p>,
    all: &'p [Token<'p>],
    here: usize,
    found: Option<Token<'p>>,
}

impl<'p> Spot<'p> {
    /// Which token the message points at, and what is to be taken out.
    fn blame(&self) -> (Option<Token<'p>>, Blame) {
        let before = self.here.checked_sub(1).and_then(|before| self.all.get(before)).copied();
        let Some(found) = self.found else {
            return (before, Blame::Clause(before.map_or(0, |before| before.start)));
        };
        if self.is_stray_line(&found) {
            return (Some(found), Blame::Rest(found.start));
        }
        let pieces = super::mend::pieces(self.at.keyword, self.at.text);
        let begins = pieces.iter().any(|piece| piece.start == found.start);
        if begins && !self.clause_is_complete() {
            let pointed = if found.first_of_line { before } else { Some(found) };
            return (pointed, Blame::Clause(before.map_or(0, |before| before.start)));
        }
        let behind_head = pieces.iter().all(|piece| piece.start > found.start) && self.clause_is_complete();
        let has_clauses = ["kw_policy", "kw_rule", "kw_table", "kw_matrix", "kw_impossible", "kw_measure"];
        if behind_head && has_clauses.contains(&self.at.keyword.rule) {
            return (Some(found), Blame::BehindHead(found.start));
        }
        (Some(found), Blame::Clause(found.start))
    }

    /// Whether a line begins here that looks like a declaration of its own, with a word that begins none.
    fn is_stray_line(&self, found: &Token) -> bool {
        let free = |token: &Token| token.kind == TokenKind::Word && keywords::reserved(token.text).is_none();
        let next = self.all.get(self.here + 1);
        let named = next.is_some_and(|next| free(next) || matches!(next.kind, TokenKind::Backquoted | TokenKind::Text));
        found.first_of_line && free(found) && named && self.clause_is_complete()
    }

    /// Whether the clause before could end here.
    fn clause_is_complete(&self) -> bool {
        self.tried("EOI")
    }

    fn tried(&self, rule: &str) -> bool {
        self.at.stop.tried.iter().any(|tried| tried == rule)
    }

    fn tried_clause(&self, word: &str) -> bool {
        self.tried(word) || self.tried(&format!("kw_{word}"))
    }

    fn explain(&self, desk: &Desk, span: Span) -> Diagnostic {
        let likely = self
            .foreign_sign(desk)
            .or_else(|| self.not_closed(desk))
            .or_else(|| self.joined(desk, span))
            .or_else(|| self.misspelt(desk, span))
            .or_else(|| self.misspelt_before(desk))
            .or_else(|| self.comma(desk))
            .or_else(|| self.clause_missing(desk, span))
            .or_else(|| self.reserved(span));
        likely.unwrap_or_else(|| {
            let found = self.found.map_or(String::new(), |found| shown(found.text));
            Diagnostic::error(SyntaxProblem::Unexpected { found, expected: expected(&self.at.stop.tried) }, span)
        })
    }

    fn foreign_sign(&self, desk: &Desk) -> Option<Diagnostic> {
        Some(foreign(self.at.text, &self.found?)?.diagnostic(desk, self.at.base))
    }

    /// A parenthesis that is open where the clause or the declaration ends.
    fn not_closed(&self, desk: &Desk) -> Option<Diagnostic> {
        let closing = |rule: &&str| self.tried(rule);
        let missing = ["close", "close_brace", "close_square"].iter().any(closing);
        let ends = self
            .found
            .is_none_or(|found| keywords::reserved(found.text).is_some_and(|keyword| keyword.role == Role::Clause));
        if !missing || !ends {
            return None;
        }
        let mut opened: Vec<(char, &Token)> = Vec::new();
        for token in self.all.iter().take(self.here) {
            match token.kind {
                TokenKind::Sign(sign @ ('(' | '（' | '{' | '｛')) => opened.push((sign, token)),
                TokenKind::Sign(')' | '）' | '}' | '｝') => {
                    opened.pop();
                }
                TokenKind::Sign(_)
                | TokenKind::Word
                | TokenKind::Backquoted
                | TokenKind::Number
                | TokenKind::Text
                | TokenKind::Unclosed { .. } => {}
            }
        }
        let (open, token) = opened.pop()?;
        let span = place(desk.file, self.at.base + token.start, self.at.base + token.end);
        Some(Diagnostic::error(SyntaxProblem::NotClosed { open }, span))
    }

    fn joined(&self, desk: &Desk, span: Span) -> Option<Diagnostic> {
        let found = self.found.filter(|found| found.kind == TokenKind::Word)?;
        let split = desk.known.split(found.text)?;
        let problem = SyntaxProblem::RunTogether { found: shown(found.text), split: split.clone() };
        Some(Diagnostic::error(problem, span).suggest(split, span))
    }

    fn misspelt(&self, desk: &Desk, span: Span) -> Option<Diagnostic> {
        let found = self.found.filter(|found| found.kind == TokenKind::Word)?;
        if keywords::reserved(found.text).is_some() || desk.known.words.contains(found.text) {
            return None;
        }
        let declarations = self.is_stray_line(&found);
        let candidates = KEYWORDS.iter().filter(|keyword| {
            let short = keyword.rule.strip_prefix("kw_").unwrap_or(keyword.rule);
            let tried = self.tried(keyword.rule) || self.tried(short);
            tried || (declarations && keyword.role == Role::Declaration)
        });
        let meant = core_model::nearest(found.text, candidates.flat_map(Keyword::spellings))?.to_owned();
        let problem = SyntaxProblem::Misspelt { found: shown(found.text), meant: meant.clone() };
        Some(Diagnostic::error(problem, span).suggest(meant, span))
    }

    /// A misspelt keyword that was taken for a name.
    fn misspelt_before(&self, desk: &Desk) -> Option<Diagnostic> {
        let before = self.here.checked_sub(1).and_then(|before| self.all.get(before))?;
        let free = before.kind == TokenKind::Word && keywords::reserved(before.text).is_none();
        if self.here < 2 || !free || desk.known.words.contains(before.text) {
            return None;
        }
        let long = |spelt: &&str| spelt.len() > 3 && spelt.chars().count() > 1 && !spelt.contains(' ');
        let meant = core_model::nearest(before.text, KEYWORDS.iter().flat_map(Keyword::spellings).filter(long))?;
        if meant == before.text {
            return None;
        }
        let span = place(desk.file, self.at.base + before.start, self.at.base + before.end);
        let problem = SyntaxProblem::Misspelt { found: shown(before.text), meant: meant.to_owned() };
        Some(Diagnostic::error(problem, span).suggest(meant, span))
    }

    /// `otherwise` without the comma before it.
    fn comma(&self, desk: &Desk) -> Option<Diagnostic> {
        let found = self.found?;
        let keyword = keywords::reserved(found.text)?;
        if keyword.rule != "kw_otherwise" || self.at.keyword.rule != "kw_define" {
            return None;
        }
        let span = place(desk.file, self.at.base + found.start, self.at.base + found.end);
        let before = found.text.to_owned();
        let mended = format!(", {before}");
        Some(Diagnostic::error(SyntaxProblem::CommaMissing { before }, span).suggest(mended, span))
    }

    /// `when` before a condition, `then` before a conclusion.
    fn clause_missing(&self, desk: &Desk, span: Span) -> Option<Diagnostic> {
        let found = self.found?;
        if self.at.keyword.rule != "kw_rule" {
            return None;
        }
        let has = |words: [&str; 2]| self.all.iter().any(|token| words.iter().any(|word| token.is_word(word)));
        let missing = if !has(["then", "则"]) && self.tried_clause("then") && concludes(&found) {
            "kw_then"
        } else if !has(["when", "当"]) && self.tried_clause("when") && can_begin_condition(&found) {
            "kw_when"
        } else {
            return None;
        };
        let keyword = keywords::by_rule(missing)?;
        let chinese = self.all.first().is_some_and(|first| !first.text.is_ascii());
        let spelt = if chinese { keyword.in_chinese() } else { keyword.in_english() };
        let word = Expected::Word { english: keyword.in_english(), chinese: keyword.in_chinese() };
        let start = self.at.base + found.start;
        let before = place(desk.file, start, start);
        Some(Diagnostic::error(SyntaxProblem::ClauseMissing { word }, span).suggest(format!("{spelt} "), before))
    }

    /// A keyword where only a name can stand.
    fn reserved(&self, span: Span) -> Option<Diagnostic> {
        let found = self.found.filter(|found| found.kind == TokenKind::Word)?;
        let keyword = keywords::reserved(found.text)?;
        let only_names = self.at.stop.tried.iter().all(|tried| ["name", "row_name", "value"].contains(&tried.as_str()));
        let begins = super::mend::pieces(self.at.keyword, self.at.text).iter().any(|piece| piece.start == found.start);
        let names = only_names && !self.at.stop.tried.is_empty() && !begins && keyword.role != Role::Phrase;
        let word = found.text.to_owned();
        let mended = format!("`{word}`");
        names.then(|| Diagnostic::error(SyntaxProblem::Reserved { word }, span).suggest(mended, span))
    }
}

fn concludes(token: &Token) -> bool {
    const RULES: [&str; 9] = [
        "kw_level",
        "kw_final",
        "kw_presume",
        "kw_may",
        "kw_concludes",
        "kw_presumed_floor",
        "kw_raise",
        "kw_lower",
        "kw_require",
    ];
    let begins = |keyword: &Keyword| {
        keyword.spellings().any(|spelt| spelt.split(' ').next().is_some_and(|first| first == token.text))
    };
    let spelt = RULES.into_iter().filter_map(keywords::by_rule).any(begins);
    token.kind == TokenKind::Word && (spelt || keywords::level_number(token.text).is_some())
}

fn can_begin_condition(token: &Token) -> bool {
    match token.kind {
        TokenKind::Word => keywords::reserved(token.text)
            .is_none_or(|keyword| ["kw_not", "kw_level", "kw_round"].contains(&keyword.rule)),
        TokenKind::Backquoted | TokenKind::Number => true,
        TokenKind::Sign(sign) => ['(', '（', '-', '－'].contains(&sign),
        TokenKind::Text | TokenKind::Unclosed { .. } => false,
    }
}

/// A sign of other languages, and what this one writes.
struct Foreign {
    found: &'static str,
    meant: &'static str,
    start: usize,
}

impl Foreign {
    fn diagnostic(&self, desk: &Desk, base: usize) -> Diagnostic {
        let span = place(desk.file, base + self.start, base + self.start + self.found.len());
        let problem = SyntaxProblem::ForeignSign { found: self.found.to_owned(), meant: self.meant };
        Diagnostic::error(problem, span).suggest(self.meant, span)
    }
}

/// Longer ones before those that begin them.
const FOREIGN: &[(&str, &str)] = &[
    ("!==", "!="),
    ("===", "="),
    ("==", "="),
    ("＝＝", "="),
    ("&&", "and"),
    ("||", "or"),
    ("<>", "!="),
    ("=>", ">="),
    ("=<", "<="),
    ("->", ""),
    (":=", "="),
    ("&", "and"),
    ("!", "not"),
    ("！", "not"),
    (";", ""),
    ("；", ""),
    ("。", ""),
    ("、", ","),
    ("'", "\""),
    ("‘", "\""),
    ("’", "\""),
    ("”", "“"),
    ("」", "「"),
    ("÷", "/"),
    ("^", "*"),
    ("~", "-"),
    ("～", ".."),
    ("—", "-"),
    ("－－", "-"),
    ("…", ".."),
];

fn foreign(text: &str, token: &Token) -> Option<Foreign> {
    let TokenKind::Sign(_) = token.kind else { return None };
    for (found, meant) in FOREIGN {
        for back in 0..found.len() {
            let start = token.start.checked_sub(back);
            let stands = start.filter(|start| text.get(*start..).is_some_and(|rest| rest.starts_with(found)));
            if let Some(start) = stands {
                return Some(Foreign { found, meant, start });
            }
        }
    }
    None
}

/// What could have stood there, in the author's terms.
fn expected(tried: &[String]) -> Vec<Expected> {
    let mut found: Vec<Expected> = Vec::new();
    for rule in tried {
        if let Some(one) = one_expected(rule).filter(|one| !found.contains(one)) {
            found.push(one);
        }
    }
    let is_word = |one: &Expected| matches!(one, Expected::Word { .. });
    if found.len() > 6 && found.iter().any(is_word) {
        found.retain(|one| !is_word(one));
        found.push(Expected::Clause);
    }
    if found.len() > 1 {
        found.retain(|one| *one != Expected::Operator);
    }
    if found.contains(&Expected::Conclusion) || found.contains(&Expected::Expectation) {
        found.retain(|one| !is_word(one) && *one != Expected::Name);
    }
    found
}

fn one_expected(rule: &str) -> Option<Expected> {
    let groups: &[(&[&str], Expected)] = &[
        (&["name", "row_name", "operand_name", "level_entry"], Expected::Name),
        (&["string"], Expected::Text),
        (&["numeral", "count", "plain", "signed", "behind", "steps"], Expected::Number),
        (&["date"], Expected::Date),
        (&["operand", "group", "value", "endpoint", "cell_values"], Expected::Value),
        (&["expr", "link", "list"], Expected::Condition),
        (&["kw_and", "kw_or"], Expected::Connective),
        (&["plus", "minus", "times", "over"], Expected::Operator),
        (&["level_word", "bare_level", "o_level"], Expected::Level),
        (&["values", "ascending", "alternatives", "type_name"], Expected::Type),
        (&["row"], Expected::Row),
        (&["comma"], Expected::Sign(",")),
        (&["colon"], Expected::Sign(":")),
        (&["open"], Expected::Sign("(")),
        (&["close"], Expected::Sign(")")),
        (&["open_brace", "braces"], Expected::Sign("{")),
        (&["close_brace"], Expected::Sign("}")),
        (&["bar"], Expected::Sign("|")),
        (&["dots"], Expected::Sign("..")),
        (&["equals"], Expected::Sign("=")),
        (&["less"], Expected::Sign("<")),
        (&["greater"], Expected::Sign(">")),
    ];
    if let Some((_, one)) = groups.iter().find(|(rules, _)| rules.contains(&rule)) {
        return Some(one.clone());
    }
    let prefixes = [
        ("t_", Expected::Comparison),
        ("sign_", Expected::Comparison),
        ("c_", Expected::Conclusion),
        ("x_", Expected::Expectation),
        ("p_", Expected::Claim),
        ("type_", Expected::Type),
    ];
    if let Some((_, one)) = prefixes.into_iter().find(|(prefix, _)| rule.starts_with(prefix)) {
        return Some(one);
    }
    let keyword = keywords::by_rule(rule).or_else(|| keywords::by_rule(&format!("kw_{rule}")))?;
    Some(Expected::Word { english: keyword.in_english(), chinese: keyword.in_chinese() })
}
