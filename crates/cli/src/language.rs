//! The language of messages: what `--lang` says, else the locale.

use std::ffi::{OsStr, OsString};

use messages::Lang;

/// The language of messages before the arguments are read, so that help and usage errors are in it, too.
#[must_use]
pub fn before_parsing(arguments: &[OsString]) -> Lang {
    named(arguments).unwrap_or_else(of_locale)
}

/// The language of the locale: of the first of `LC_ALL`, `LC_MESSAGES`, `LANG` that is set.
#[must_use]
pub fn of_locale() -> Lang {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(std::env::var_os).find(|set| !set.is_empty());
    match locale {
        Some(locale) if is_chinese(&locale) => Lang::Zh,
        Some(_) | None => Lang::En,
    }
}

fn named(arguments: &[OsString]) -> Option<Lang> {
    let mut words = arguments.iter().skip(1).take_while(|word| *word != "--").map(|word| word.to_string_lossy());
    let mut last = None;
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--lang=") {
            Some(value) => Some(value.to_owned()),
            None if word == "--lang" => words.next().map(Into::into),
            None => None,
        };
        last = match value.as_deref() {
            Some("zh") => Some(Lang::Zh),
            Some("en") => Some(Lang::En),
            Some(_) | None => last,
        };
    }
    last
}

fn is_chinese(locale: &OsStr) -> bool {
    let locale = locale.to_string_lossy();
    locale.split(['_', '-', '.', '@']).next().is_some_and(|tongue| tongue.eq_ignore_ascii_case("zh"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(words: &str) -> Vec<OsString> {
        words.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn the_language_is_named_anywhere_before_two_dashes() {
        assert_eq!(named(&typed("grade check --lang zh x.rules")), Some(Lang::Zh));
        assert_eq!(named(&typed("grade --lang=en check x.rules")), Some(Lang::En));
        assert_eq!(named(&typed("grade check -- --lang=zh")), None);
        assert_eq!(named(&typed("grade check --lang")), None);
        assert_eq!(named(&typed("grade --lang zh check --lang")), Some(Lang::Zh));
        assert_eq!(named(&typed("grade check --lang fr")), None);
    }

    #[test]
    fn a_locale_is_chinese_by_its_first_part() {
        for locale in ["zh_CN.UTF-8", "zh", "zh_TW", "ZH_cn"] {
            assert!(is_chinese(OsStr::new(locale)), "{locale}");
        }
        for locale in ["C", "en_US.UTF-8", "zha_CN", ""] {
            assert!(!is_chinese(OsStr::new(locale)), "{locale}");
        }
    }
}
