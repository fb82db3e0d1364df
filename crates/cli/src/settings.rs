//! What every command is told: the language and form of its messages, the day.

use core_model::Date;
use messages::Lang;

use crate::arguments::{Common, MessageFormat};
use crate::language::of_locale;
use crate::trouble::Trouble;

/// What every command is told.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// The language of messages.
    pub lang: Lang,
    /// The language of column names and outcome words: Chinese only where it was named, never by locale.
    pub column_lang: Lang,
    /// How diagnostics are written.
    pub format: MessageFormat,
    /// The day, where one was named.
    pub as_of: Option<Date>,
    /// Whether summaries are printed.
    pub summary: Summary,
}

/// Whether summaries are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Summary {
    /// They are.
    Printed,
    /// Only what is not well is told.
    Quiet,
}

impl Settings {
    /// What was typed.
    ///
    /// # Errors
    /// The day is none.
    pub fn of(common: &Common) -> Result<Self, Trouble> {
        let named = common.lang.map(Lang::from);
        Ok(Self {
            lang: named.unwrap_or_else(of_locale),
            column_lang: named.unwrap_or(Lang::En),
            format: common.message_format,
            as_of: common.as_of.as_deref().map(day).transpose()?,
            summary: if common.quiet { Summary::Quiet } else { Summary::Printed },
        })
    }
}

fn day(text: &str) -> Result<Date, Trouble> {
    core_model::spelling::date(text).ok_or_else(|| Trouble::AsOf(text.to_owned()))
}
