//! A declaration as the formatter sees it: every word of its text in order, grouped by what the layout and the two
//! languages need to know. Knows no layout itself.

use std::borrow::Cow;

use crate::keywords::Keyword;

/// A part of a declaration.
#[derive(Debug, Clone)]
pub(crate) enum Tree<'t> {
    /// A word or sign.
    Leaf(Leaf<'t>),
    /// What belongs together.
    Node(Form, Vec<Tree<'t>>),
    /// A row drawn with pipes, one line of the text.
    Row(Row<'t>),
}

/// A word or sign, with the comments that go with it.
#[derive(Debug, Clone)]
pub(crate) struct Leaf<'t> {
    /// What it is.
    pub(crate) word: Word,
    /// How it is written.
    pub(crate) text: Cow<'t, str>,
    /// Its first byte.
    pub(crate) start: usize,
    /// The byte after its last.
    pub(crate) end: usize,
    /// Whether a blank line stands before it, and before its comments.
    pub(crate) blank_before: bool,
    /// Comments on lines of their own before it.
    pub(crate) before: Vec<Comment<'t>>,
    /// Comments behind it; once they are settled, at most one, on its line.
    pub(crate) after: Vec<Comment<'t>>,
}

/// A row drawn with pipes.
#[derive(Debug, Clone)]
pub(crate) struct Row<'t> {
    /// Its cells; a blank cell is an empty node.
    pub(crate) cells: Vec<Tree<'t>>,
    /// The row as one word, once its cells are aligned.
    pub(crate) leaf: Leaf<'t>,
}

/// A comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Comment<'t> {
    /// From `#` to the last character that is no blank.
    pub(crate) text: &'t str,
    /// Whether it stands on a line of its own.
    pub(crate) place: CommentPlace,
    /// Whether a blank line stands before it.
    pub(crate) blank_before: bool,
}

/// Where a comment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CommentPlace {
    /// Behind a word, on its line.
    Behind,
    /// Alone on its line, and not at the margin.
    Indented,
    /// Alone on its line, at the margin.
    Margin,
}

/// What a word is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Word {
    /// A keyword.
    Keyword(&'static Keyword),
    /// A sign.
    Sign(Sign),
    /// A name, bare or in backquotes.
    Name,
    /// Digits, with what is written directly behind them.
    Number,
    /// A day.
    Date,
    /// A text in its marks.
    Text,
    /// A unit that stands apart from its number.
    Unit,
    /// A whole row.
    Row,
}

/// What a sign is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `(`, `{` or `[`
    Open,
    /// `)`, `}` or `]`
    Close,
    /// `..`
    Dots,
    /// `-` before what it turns
    Prefix,
    /// `|`, `<` or `>` between values
    Between,
    /// `+` or `-` between numbers
    Sum,
    /// Any other sign between two sides
    Operator,
}

/// Why parts belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// `policy`
    Policy,
    /// `import`
    Import,
    /// `levels`
    Levels,
    /// `scale` or `choice`
    Type,
    /// `factor`
    Factor,
    /// `define`
    Define,
    /// `score`
    Score,
    /// `matrix` that concludes
    Matrix,
    /// `table` of rules
    Table,
    /// `rule`
    Rule,
    /// `measure`
    Measure,
    /// `impossible`
    Impossible,
    /// `also give`
    AlsoGive,
    /// `accept`
    Accept,
    /// `otherwise`
    Otherwise,
    /// `test`
    Test,
    /// `property`
    Property,

    /// A clause of one word and what it says.
    Clause,
    /// `note`
    Note,
    /// `in force …`
    InForce,
    /// `when` or `unless`
    Condition,
    /// A word and a list with commas: `then`, `overrides`, `given`
    Listing,
    /// `expect`
    Expect,
    /// `given`
    Given,
    /// `like`
    Like,
    /// What is said behind `expect … because`
    Decisive,
    /// `from E` of a score
    ScoreFrom,
    /// A line of a score
    ScoreLine,
    /// `outside A | B` behind the levels
    Outside,
    /// `in A..B`
    Range,
    /// `A by B` of a matrix
    Axes,
    /// What a matrix gives
    Gives,
    /// Values with `<` or `|` between them
    Values,
    /// One value, one level: name, label, further spellings
    Entry,
    /// `aka …`
    Aka,
    /// `set of …`
    SetOf,

    /// Cases of a define
    Cases,
    /// `when C then V`
    WhenCase,
    /// `V when C`
    ValueCase,
    /// `table` of values
    ValueTable,
    /// `matrix` of values
    ValueMatrix,

    /// A chain of `and` or `or`
    Chain,
    /// One link of a chain
    Link,
    /// Arithmetic
    Operand,
    /// Parentheses
    Group,
    /// A list in parentheses
    List,
    /// A list in braces
    Braces,
    /// `max(…)`, `min(…)`
    Function,
    /// `count of (…)`
    CountConditions,
    /// `round E to N`
    Round,
    /// `size of S`
    Size,
    /// `count of F within …`
    CountDates,
    /// `近 N 年 F 次数`
    Recent,
    /// `level`, alone or with its number or name
    Level,
    /// The number or name of a level
    LevelWord,
    /// `any of (…)` and its like
    Quantified,
    /// `between A and B`
    TailBetween,
    /// `at least N years ago`
    TailAgo,
    /// `less than N years ago`
    TailLessAgo,
    /// `10万元以上`
    TailBehind,
    /// A relation and its right side
    TailRelation,
    /// Any other comparison
    Tail,

    /// `level N`, `presume level N`, and their like
    ConcludesLevel,
    /// `at least level N`
    ConcludesBound,
    /// So many steps
    Steps,
    /// A level without a word before it
    BareLevel,
    /// The level of `otherwise`
    OtherwiseLevel,
    /// The level that a test expects
    ExpectedLevel,

    /// `not(a, b)` in a cell
    CellNot,
    /// `>= 3`, `3以上` in a cell
    CellRelation,
    /// Any other cell
    Cell,
    /// A head of a column
    Header,
    /// The head `value` of the last column
    HeaderValue,

    /// `A implies B`
    Implies,
    /// `raising …`
    Raising,
    /// A phrase whose words stay as they are written
    Kept,
    /// Anything else
    Plain,
}

impl<'t> Tree<'t> {
    /// Whether it is a node of this form.
    pub(crate) fn is(&self, form: Form) -> bool {
        self.form() == Some(form)
    }

    /// Its form, if it is a node.
    pub(crate) fn form(&self) -> Option<Form> {
        match self {
            Self::Node(form, _) => Some(*form),
            Self::Leaf(_) | Self::Row(_) => None,
        }
    }

    /// Its parts, if it is a node.
    pub(crate) fn parts(&self) -> &[Tree<'t>] {
        match self {
            Self::Node(_, parts) => parts,
            Self::Leaf(_) | Self::Row(_) => &[],
        }
    }

    /// The keyword's rule in the grammar, if it is a keyword.
    pub(crate) fn keyword(&self) -> Option<&'static str> {
        match self {
            Self::Leaf(leaf) => leaf.keyword(),
            Self::Node(..) | Self::Row(_) => None,
        }
    }

    /// Whether it is this keyword.
    pub(crate) fn is_keyword(&self, rule: &str) -> bool {
        self.keyword() == Some(rule)
    }

    /// Its sign, if it is one.
    pub(crate) fn sign(&self) -> Option<Sign> {
        match self {
            Self::Leaf(leaf) => leaf.sign(),
            Self::Node(..) | Self::Row(_) => None,
        }
    }

    /// Its first word, where it has one.
    pub(crate) fn first_leaf(&self) -> Option<&Leaf<'t>> {
        match self {
            Self::Leaf(leaf) => Some(leaf),
            Self::Row(row) => Some(&row.leaf),
            Self::Node(_, parts) => parts.iter().find_map(Self::first_leaf),
        }
    }

    /// Its last word, where it has one.
    pub(crate) fn last_leaf(&self) -> Option<&Leaf<'t>> {
        match self {
            Self::Leaf(leaf) => Some(leaf),
            Self::Row(row) => Some(&row.leaf),
            Self::Node(_, parts) => parts.iter().rev().find_map(Self::last_leaf),
        }
    }

    /// Every word in order; a row is one.
    pub(crate) fn leaves<'a>(&'a mut self, into: &mut Vec<&'a mut Leaf<'t>>) {
        match self {
            Self::Leaf(leaf) => into.push(leaf),
            Self::Row(row) => into.push(&mut row.leaf),
            Self::Node(_, parts) => {
                for part in parts {
                    part.leaves(into);
                }
            }
        }
    }
}

impl<'t> Leaf<'t> {
    /// A word from these bytes of a text.
    pub(crate) fn written(word: Word, text: impl Into<Cow<'t, str>>, start: usize, end: usize) -> Self {
        Self { word, text: text.into(), start, end, blank_before: false, before: Vec::new(), after: Vec::new() }
    }

    /// A word that stands nowhere in the text.
    pub(crate) fn made(word: Word, text: impl Into<Cow<'t, str>>) -> Self {
        Self::written(word, text, 0, 0)
    }

    /// The keyword's rule in the grammar, if it is a keyword.
    pub(crate) fn keyword(&self) -> Option<&'static str> {
        match self.word {
            Word::Keyword(keyword) => Some(keyword.rule),
            Word::Sign(_) | Word::Name | Word::Number | Word::Date | Word::Text | Word::Unit | Word::Row => None,
        }
    }

    /// Its sign, if it is one.
    pub(crate) fn sign(&self) -> Option<Sign> {
        match self.word {
            Word::Sign(sign) => Some(sign),
            Word::Keyword(_) | Word::Name | Word::Number | Word::Date | Word::Text | Word::Unit | Word::Row => None,
        }
    }
}
