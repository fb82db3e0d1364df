//! One cell of a row as its file has it, to be carried into the answer.

use std::borrow::Cow;

use core_model::Date;

/// One cell of a row as its file has it. Of CSV a cell is a text, unless its column is a number's and it is one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// A text.
    Text(String),
    /// A number, in digits.
    Number(String),
    /// A day.
    Day(Date),
    /// A day with a time, or a time, in words.
    Time(String),
    /// Yes or no.
    YesNo(bool),
    /// An error such as `#N/A`.
    Error(String),
}

impl Cell {
    /// The cell as a text.
    ///
    /// ```
    /// use record_io::Cell;
    /// assert_eq!((Cell::Number("1.5".into()).text().as_ref(), Cell::YesNo(true).text().as_ref()), ("1.5", "TRUE"));
    /// ```
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) | Self::Number(text) | Self::Time(text) | Self::Error(text) => Cow::Borrowed(text),
            Self::Day(day) => Cow::Owned(day.to_string()),
            Self::YesNo(yes) => Cow::Borrowed(if *yes { "TRUE" } else { "FALSE" }),
        }
    }

    /// Whether it shows nothing.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::Number(_) | Self::Day(_) | Self::Time(_) | Self::YesNo(_) | Self::Error(_) => false,
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}
