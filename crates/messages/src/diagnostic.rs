//! A diagnostic: what is wrong, where, how grave, and what would mend it. Words come last.

use std::borrow::Cow;

use core_model::Witness;

use crate::{
    HabitProblem, HeaderProblem, ImportProblem, LevelProblem, LimitProblem, NameProblem, NumberProblem, ProofProblem,
    RuleProblem, SyntaxProblem, TableProblem, TestProblem, TextProblem, TypeProblem, WarningProblem,
};

/// A file of a policy, by the order in which it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(pub u16);

/// A place in a file: bytes `start..end` of its text. Lines and columns are worked out where it is shown.
///
/// ```
/// use messages::Span;
/// let (word, last) = (Span { start: 4, end: 9, ..Span::default() }, Span { start: 12, end: 15, ..Span::default() });
/// assert_eq!((word.to(last).start, word.to(last).end), (4, 15));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// From the start of this to the end of the other, in one file.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    /// English.
    En,
    /// 中文.
    Zh,
}

/// How grave a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The policy is not accepted.
    Error,
    /// The author should look.
    Warning,
    /// For information.
    Note,
    /// A warning that the author has accepted.
    Accepted,
}

/// One finding about a policy's text.
///
/// ```
/// use messages::{Diagnostic, Lang, NumberProblem, Severity, Span};
/// let told = Diagnostic::error(NumberProblem::ByZero, Span { start: 4, end: 9, ..Span::default() });
/// assert_eq!((told.severity, told.span.start), (Severity::Error, 4));
/// assert_eq!(told.problem.words(Lang::En).message, "division by zero");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What was found.
    pub problem: Problem,
    /// How grave it is.
    pub severity: Severity,
    /// Where.
    pub span: Span,
    /// What would mend it.
    pub suggestion: Option<Suggestion>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// The records that show it, of what is found without a record; where two are compared, the lower one first.
    pub witnesses: Vec<Witness>,
}

impl Diagnostic {
    /// An error at a place.
    #[must_use]
    pub fn error(problem: impl Into<Problem>, span: Span) -> Self {
        Self {
            problem: problem.into(),
            severity: Severity::Error,
            span,
            suggestion: None,
            related: Vec::new(),
            witnesses: Vec::new(),
        }
    }

    /// A warning: the author should look.
    #[must_use]
    pub fn warning(problem: impl Into<Problem>, span: Span) -> Self {
        Self { severity: Severity::Warning, ..Self::error(problem, span) }
    }

    /// A note: for information, no obstacle.
    #[must_use]
    pub fn note(problem: impl Into<Problem>, span: Span) -> Self {
        Self { severity: Severity::Note, ..Self::error(problem, span) }
    }

    /// Its words. What the author has accepted is told without what to do about it.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Words {
        match (&self.problem, self.severity) {
            (Problem::Warning(warning), Severity::Accepted) => warning.found(lang),
            (problem, Severity::Error | Severity::Warning | Severity::Note | Severity::Accepted) => problem.words(lang),
        }
    }

    /// The same with the text that should stand at a place.
    #[must_use]
    pub fn suggest(mut self, text: impl Into<String>, span: Span) -> Self {
        self.suggestion = Some(Suggestion { text: text.into(), span });
        self
    }

    /// The same with another place that belongs to it.
    #[must_use]
    pub fn also(mut self, related: Related) -> Self {
        self.related.push(related);
        self
    }
}

/// The text that should stand at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The text.
    pub text: String,
    /// What it replaces.
    pub span: Span,
}

/// Another place that belongs to a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Related {
    /// Where the thing is declared, or was declared first.
    Declared(Span),
    /// A further member of a circle, in order.
    Circle(Span),
    /// Where the file is imported.
    Imported(Span),
    /// Where the same is said already.
    Before(Span),
    /// The first error of an imported file.
    Fault(Span),
    /// The other of two rules.
    Other(Span),
    /// A rule because of which it is so.
    Because(Span),
    /// Where the author accepts it, and why.
    Accepted(Span, Vec<String>),
}

impl Related {
    /// The place.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Declared(span)
            | Self::Circle(span)
            | Self::Imported(span)
            | Self::Before(span)
            | Self::Fault(span)
            | Self::Other(span)
            | Self::Because(span)
            | Self::Accepted(span, _) => *span,
        }
    }

    /// Why it belongs to the diagnostic, in a few words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Cow<'static, str> {
        let words = match (self, lang) {
            (Self::Accepted(_, reasons), Lang::En) => return format!("accepted here: {}", reasons.join("; ")).into(),
            (Self::Accepted(_, reasons), Lang::Zh) => return format!("在此认可：{}", reasons.join("；")).into(),
            (Self::Declared(_), Lang::En) => "declared here",
            (Self::Declared(_), Lang::Zh) => "在此声明",
            (Self::Circle(_), Lang::En) => "by way of this",
            (Self::Circle(_), Lang::Zh) => "经由此处",
            (Self::Imported(_), Lang::En) => "imported here",
            (Self::Imported(_), Lang::Zh) => "在此引入",
            (Self::Before(_), Lang::En) => "here already",
            (Self::Before(_), Lang::Zh) => "前面写在此处",
            (Self::Fault(_), Lang::En) => "the first error",
            (Self::Fault(_), Lang::Zh) => "第一处错误",
            (Self::Other(_), Lang::En) => "the other rule",
            (Self::Other(_), Lang::Zh) => "另一条规则",
            (Self::Because(_), Lang::En) => "because of this",
            (Self::Because(_), Lang::Zh) => "已有这一条",
        };
        words.into()
    }
}

/// What a diagnostic says, without its place: the message, and what would have been right (may be empty).
///
/// ```
/// use messages::Words;
/// assert_eq!(Words::new("division by zero", "a divisor other than 0").expected, "a divisor other than 0");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// What was found and what to do; lower case, no full stop, the author's text in quotes.
    pub message: String,
    /// What was expected there, in a few words; empty where the message says all.
    pub expected: String,
}

impl Words {
    /// A message, and what was expected.
    #[must_use]
    pub fn new(message: impl Into<String>, expected: impl Into<String>) -> Self {
        Self { message: message.into(), expected: expected.into() }
    }
}

/// Words of which the message says all.
pub(crate) fn plain(message: String) -> Words {
    Words { message, expected: String::new() }
}

macro_rules! problems {
    ($($(#[$doc:meta])* $variant:ident($of:ty),)*) => {
        /// What was found, by subject.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Problem {$(
            $(#[$doc])*
            $variant($of),
        )*}

        impl Problem {

            /// Its stable code.
            #[must_use]
            pub fn code(&self) -> &'static str {
                match self {$(Self::$variant(problem) => problem.code(),)*}
            }

            /// Its words.
            #[must_use]
            pub fn words(&self, lang: Lang) -> Words {
                match self {$(Self::$variant(problem) => problem.words(lang),)*}
            }
        }

        $(impl From<$of> for Problem {
            fn from(problem: $of) -> Self {
                Self::$variant(problem)
            }
        })*
    };
}

problems! {
    /// Characters and encoding.
    Text(TextProblem),
    /// What cannot be read.
    Syntax(SyntaxProblem),
    /// What authors write by habit.
    Habit(HabitProblem),
    /// Limits.
    Limit(LimitProblem),
    /// Names.
    Name(NameProblem),
    /// Types and values.
    Type(TypeProblem),
    /// Arithmetic and numbers.
    Number(NumberProblem),
    /// Levels.
    Level(LevelProblem),
    /// Rules, clauses, scores.
    Rule(RuleProblem),
    /// Tables and matrices.
    Table(TableProblem),
    /// Headers, and what may be said but once.
    Header(HeaderProblem),
    /// Imports.
    Import(ImportProblem),
    /// Tests.
    Test(TestProblem),
    /// What the author of an accepted policy should know.
    Warning(WarningProblem),
    /// What is refuted or not decided.
    Proof(ProofProblem),
}

impl Problem {
    /// Whether something is not declared that another file may declare.
    #[must_use]
    pub fn misses_a_name(&self) -> bool {
        matches!(self, Self::Name(NameProblem::Unknown { .. } | NameProblem::UnknownInText(_)))
    }
}
