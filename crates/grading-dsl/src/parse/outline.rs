//! From what the grammar recognised to what the formatter sees. Only texts without mistakes have an outline.

use std::borrow::Cow;
use std::sync::LazyLock;

use messages::FileId;

use super::mended::Origin;
use super::scan::{Chunk, scan};
use super::tokens::is_blank;
use super::{Kind, Node, Rule, Stop, read, read_cell, read_header, read_text};
use crate::format::tree::{Form, Leaf, Row, Sign, Tree, Word};
use crate::keywords::{KEYWORDS, VALUE, half_width};

/// The declarations of a text, in order; `None` where one of them cannot be read.
pub(crate) fn outline(text: &str) -> Option<Vec<Tree<'_>>> {
    let scanned = scan(FileId(0), text);
    scanned.chunks.iter().filter(|chunk| holds_anything(text, chunk)).map(|chunk| declaration(text, chunk)).collect()
}

/// A condition that is written alone.
pub(crate) fn outline_condition(text: &str) -> Option<Tree<'_>> {
    let node = read(Kind::expr, Origin::new(FileId(0), 0), text).ok()?;
    (node.text().len() == text.len()).then(|| tree(&node))
}

fn holds_anything(text: &str, chunk: &Chunk) -> bool {
    chunk.opening.is_some() || text.get(chunk.start..chunk.end).is_some_and(|part| super::solid(part) > 0)
}

fn declaration<'t>(text: &'t str, chunk: &Chunk) -> Option<Tree<'t>> {
    chunk.opening?;
    let node = read_text(Origin::new(FileId(0), chunk.start), text.get(chunk.start..chunk.end)?).ok()?;
    node.children().next().map(|found| tree(&found))
}

fn tree<'t>(node: &Node<'t>) -> Tree<'t> {
    if node.is(Kind::row) {
        return row(node, Heads::None);
    }
    let form = node_form(node.kind());
    let mut parts = Vec::new();
    let mut heads = Heads::of(node.kind());
    for child in node.children() {
        if child.is(Kind::row) {
            parts.push(row(&child, std::mem::replace(&mut heads, Heads::None)));
        } else if !child.is(Kind::EOI) {
            parts.push(tree(&child));
        }
    }
    match (form, parts.is_empty()) {
        (None, true) => leaf(node),
        (form, _) => {
            signs_of(form, &mut parts);
            Tree::Node(form.unwrap_or(Form::Plain), parts)
        }
    }
}

/// Which of a grid's rows is the row of heads, and of what.
#[derive(Clone, Copy)]
enum Heads {
    None,
    Rules,
    Values,
}

impl Heads {
    fn of(kind: Kind) -> Self {
        if kind == Kind::table {
            Self::Rules
        } else if kind == Kind::value_table {
            Self::Values
        } else {
            Self::None
        }
    }
}

fn row<'t>(node: &Node<'t>, heads: Heads) -> Tree<'t> {
    let texts: Vec<Node> = node.all(Kind::cell_text).collect();
    let last = texts.len().saturating_sub(1);
    let cells = texts.iter().enumerate().map(|(at, text)| match heads {
        Heads::None => cell(text, |base, text| read_cell(Origin::new(FileId(0), base), text), Form::Cell),
        Heads::Values if at == last && VALUE.contains(&trimmed(text).1) => {
            cell(text, |base, text| read_header(Origin::new(FileId(0), base), text), Form::HeaderValue)
        }
        Heads::Rules | Heads::Values => {
            cell(text, |base, text| read_header(Origin::new(FileId(0), base), text), Form::Header)
        }
    });
    let cells = cells.collect();
    let text = node.text().trim_end_matches(is_blank);
    let start = node.start();
    Tree::Row(Row { cells, leaf: Leaf::written(Word::Row, text, start, start + text.len()) })
}

fn trimmed<'t>(node: &Node<'t>) -> (usize, &'t str) {
    let whole = node.text();
    let begun = whole.trim_start_matches(is_blank);
    let start = node.start() + whole.len() - begun.len();
    (start, begun.trim_end_matches(is_blank))
}

fn cell<'t>(node: &Node<'t>, reads: impl Fn(usize, &'t str) -> Result<Node<'t>, Stop>, form: Form) -> Tree<'t> {
    let (base, text) = trimmed(node);
    match reads(base, text) {
        Ok(read) => match tree(&read) {
            Tree::Node(_, parts) => Tree::Node(form, parts),
            other @ (Tree::Leaf(_) | Tree::Row(_)) => Tree::Node(form, vec![other]),
        },
        Err(_) => Tree::Node(form, vec![Tree::Leaf(Leaf::written(Word::Text, text, base, base + text.len()))]),
    }
}

fn leaf<'t>(node: &Node<'t>) -> Tree<'t> {
    let start = node.start();
    let word = word_of(node.kind());
    // Looking ahead behind `=` takes in what stands there.
    let written = if node.is(Kind::equals) { first_character(node.text()) } else { node.text() };
    let text = match word {
        Word::Keyword(_) => one_blank(written),
        Word::Sign(_) => half(written),
        Word::Name | Word::Number | Word::Date | Word::Text | Word::Unit | Word::Row => written.into(),
    };
    Tree::Leaf(Leaf::written(word, text, start, start + written.len()))
}

fn first_character(text: &str) -> &str {
    text.chars().next().and_then(|first| text.get(..first.len_utf8())).unwrap_or(text)
}

/// A phrase with one blank between its words.
fn one_blank(text: &str) -> Cow<'_, str> {
    if !text.contains(is_blank) {
        return text.into();
    }
    text.split(is_blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").into()
}

fn half(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { text.into() } else { text.chars().map(half_width).collect::<String>().into() }
}

/// Signs that mean another thing where they stand.
fn signs_of(form: Option<Form>, parts: &mut [Tree]) {
    let mut after_value = false;
    for part in parts {
        let waits = !std::mem::replace(&mut after_value, true);
        let Tree::Leaf(leaf) = part else { continue };
        match (leaf.sign(), form) {
            (Some(Sign::Operator), Some(Form::Values | Form::Outside | Form::Levels)) => {
                leaf.word = Word::Sign(Sign::Between);
            }
            (Some(Sign::Sum), Some(Form::Operand)) if !waits => {
                leaf.word = Word::Sign(Sign::Sum);
                after_value = false;
            }
            (Some(Sign::Operator), Some(Form::Operand)) => after_value = false,
            (Some(Sign::Sum), _) => {
                leaf.word = Word::Sign(Sign::Prefix);
                after_value = false;
            }
            (_, _) => {}
        }
    }
}

/// What each rule of the grammar is, by its number.
struct Kinds {
    forms: Vec<Option<Form>>,
    words: Vec<Word>,
}

static KINDS: LazyLock<Kinds> = LazyLock::new(|| {
    let rules = Rule::all_rules();
    let mut kinds = Kinds { forms: vec![None; rules.len() + 1], words: vec![Word::Name; rules.len() + 1] };
    for kind in rules {
        let at = *kind as usize;
        let name = format!("{kind:?}");
        if let Some(form) = kinds.forms.get_mut(at) {
            *form = FORMS.iter().find(|(of, _)| of == kind).map(|(_, form)| *form);
        }
        if let Some(word) = kinds.words.get_mut(at) {
            let keyword = KEYWORDS.iter().find(|keyword| keyword.rule == name);
            let given = WORDS.iter().find(|(of, _)| of == kind).map(|(_, word)| *word);
            *word = keyword.map(Word::Keyword).or(given).unwrap_or(Word::Name);
        }
    }
    kinds
});

fn node_form(kind: Kind) -> Option<Form> {
    KINDS.forms.get(kind as usize).copied().flatten()
}

fn word_of(kind: Kind) -> Word {
    KINDS.words.get(kind as usize).copied().unwrap_or(Word::Name)
}

const WORDS: &[(Kind, Word)] = &[
    (Kind::comma, Word::Sign(Sign::Comma)),
    (Kind::colon, Word::Sign(Sign::Colon)),
    (Kind::open, Word::Sign(Sign::Open)),
    (Kind::open_brace, Word::Sign(Sign::Open)),
    (Kind::open_square, Word::Sign(Sign::Open)),
    (Kind::close, Word::Sign(Sign::Close)),
    (Kind::close_brace, Word::Sign(Sign::Close)),
    (Kind::shut_square, Word::Sign(Sign::Close)),
    (Kind::dots, Word::Sign(Sign::Dots)),
    (Kind::plus, Word::Sign(Sign::Sum)),
    (Kind::minus, Word::Sign(Sign::Sum)),
    (Kind::bar, Word::Sign(Sign::Operator)),
    (Kind::equals, Word::Sign(Sign::Operator)),
    (Kind::less, Word::Sign(Sign::Operator)),
    (Kind::greater, Word::Sign(Sign::Operator)),
    (Kind::times, Word::Sign(Sign::Operator)),
    (Kind::over, Word::Sign(Sign::Operator)),
    (Kind::sign_at_most, Word::Sign(Sign::Operator)),
    (Kind::sign_at_least, Word::Sign(Sign::Operator)),
    (Kind::sign_is_not, Word::Sign(Sign::Operator)),
    (Kind::sign_below, Word::Sign(Sign::Operator)),
    (Kind::sign_above, Word::Sign(Sign::Operator)),
    (Kind::count, Word::Number),
    (Kind::numeral, Word::Number),
    (Kind::plain, Word::Number),
    (Kind::behind, Word::Number),
    (Kind::level_number, Word::Number),
    (Kind::date, Word::Date),
    (Kind::string, Word::Text),
    (Kind::unit_word, Word::Unit),
];

const FORMS: &[(Kind, Form)] = &[
    (Kind::policy, Form::Policy),
    (Kind::import, Form::Import),
    (Kind::levels, Form::Levels),
    (Kind::scale, Form::Type),
    (Kind::choice, Form::Type),
    (Kind::factor, Form::Factor),
    (Kind::define, Form::Define),
    (Kind::score, Form::Score),
    (Kind::matrix, Form::Matrix),
    (Kind::table, Form::Table),
    (Kind::rule, Form::Rule),
    (Kind::measure, Form::Measure),
    (Kind::impossible, Form::Impossible),
    (Kind::also_give, Form::AlsoGive),
    (Kind::accept, Form::Accept),
    (Kind::otherwise, Form::Otherwise),
    (Kind::test, Form::Test),
    (Kind::property, Form::Property),
    (Kind::language, Form::Clause),
    (Kind::version, Form::Clause),
    (Kind::cite, Form::Clause),
    (Kind::because, Form::Clause),
    (Kind::combine, Form::Clause),
    (Kind::unit, Form::Clause),
    (Kind::decimals, Form::Clause),
    (Kind::assume, Form::Clause),
    (Kind::every, Form::Clause),
    (Kind::by, Form::Clause),
    (Kind::as_of, Form::Clause),
    (Kind::note, Form::Note),
    (Kind::in_force, Form::InForce),
    (Kind::when, Form::Condition),
    (Kind::unless, Form::Condition),
    (Kind::then, Form::Listing),
    (Kind::overrides, Form::Listing),
    (Kind::given, Form::Given),
    (Kind::like, Form::Like),
    (Kind::expect, Form::Expect),
    (Kind::decisive, Form::Decisive),
    (Kind::score_from, Form::ScoreFrom),
    (Kind::line_add, Form::ScoreLine),
    (Kind::line_when, Form::ScoreLine),
    (Kind::line_each, Form::ScoreLine),
    (Kind::outside, Form::Outside),
    (Kind::range, Form::Range),
    (Kind::axes, Form::Axes),
    (Kind::gives, Form::Gives),
    (Kind::ascending, Form::Values),
    (Kind::alternatives, Form::Values),
    (Kind::values, Form::Values),
    (Kind::value, Form::Entry),
    (Kind::level_entry, Form::Entry),
    (Kind::aka, Form::Aka),
    (Kind::type_set, Form::SetOf),
    (Kind::cases, Form::Cases),
    (Kind::when_case, Form::WhenCase),
    (Kind::value_case, Form::ValueCase),
    (Kind::else_case, Form::Plain),
    (Kind::value_table, Form::ValueTable),
    (Kind::value_matrix, Form::ValueMatrix),
    (Kind::expr, Form::Chain),
    (Kind::link, Form::Link),
    (Kind::operand, Form::Operand),
    (Kind::group, Form::Group),
    (Kind::list, Form::List),
    (Kind::braces, Form::Braces),
    (Kind::max, Form::Function),
    (Kind::min, Form::Function),
    (Kind::count_conditions, Form::CountConditions),
    (Kind::round, Form::Round),
    (Kind::size, Form::Size),
    (Kind::count_dates, Form::CountDates),
    (Kind::recent, Form::Recent),
    (Kind::level, Form::Level),
    (Kind::level_word, Form::LevelWord),
    (Kind::quantified, Form::Quantified),
    (Kind::t_between, Form::TailBetween),
    (Kind::t_ago, Form::TailAgo),
    (Kind::t_less_ago, Form::TailLessAgo),
    (Kind::t_behind, Form::TailBehind),
    (Kind::t_relation, Form::TailRelation),
    (Kind::t_not_empty, Form::Tail),
    (Kind::t_empty, Form::Tail),
    (Kind::t_includes_any, Form::Tail),
    (Kind::t_includes_all, Form::Tail),
    (Kind::t_includes, Form::Tail),
    (Kind::t_in, Form::Tail),
    (Kind::t_on_or_before, Form::Tail),
    (Kind::t_on_or_after, Form::Tail),
    (Kind::t_before, Form::Tail),
    (Kind::t_after, Form::Tail),
    (Kind::c_level, Form::ConcludesLevel),
    (Kind::c_bound, Form::ConcludesBound),
    (Kind::steps, Form::Steps),
    (Kind::bare_level, Form::BareLevel),
    (Kind::o_level, Form::OtherwiseLevel),
    (Kind::x_level, Form::ExpectedLevel),
    (Kind::cell_not, Form::CellNot),
    (Kind::cell_relation, Form::CellRelation),
    (Kind::cell, Form::Cell),
    (Kind::header, Form::Header),
    (Kind::p_implies, Form::Implies),
    (Kind::p_always, Form::Implies),
    (Kind::p_raising, Form::Raising),
];
