//! Numbers of records in words: all digits while they can be read, shares in percent.

use core_model::{Count, Counted, Share};
use messages::Lang;
use policy_analysis::Counts;

/// The most digits that are written out for people.
const READABLE: usize = 15;

/// How many records some are, of all that are possible, as the subject of a sentence.
#[must_use]
pub fn how_many(counted: &Counted, all: &Counts, lang: Lang) -> String {
    let share = share(counted, &all.possible).map(|share| of_all(share, lang));
    let combinations = counted.combinations.as_ref().zip(all.possible.combinations.as_ref());
    let combinations = combinations.map(|(some, all)| match lang {
        Lang::En => format!("{} of {} combinations", number(some, lang), number(all, lang)),
        Lang::Zh => format!("{} 种组合中的 {} 种", number(all, lang), number(some, lang)),
    });
    match (combinations, share, lang) {
        (None, None, Lang::En) => "some records".to_owned(),
        (None, None, Lang::Zh) => "有些记录".to_owned(),
        (Some(only), None, _) | (None, Some(only), _) => only,
        (Some(combinations), Some(share), Lang::En) => format!("{combinations} ({share})"),
        (Some(combinations), Some(share), Lang::Zh) => format!("{combinations}（{share}）"),
    }
}

/// The same on its own.
#[must_use]
pub fn part_of(counted: &Counted, all: &Counts, lang: Lang) -> String {
    match (counted.combinations.is_none() && counted.records.is_none(), lang) {
        (true, Lang::En) => "how many records is not known".to_owned(),
        (true, Lang::Zh) => "记录数不详".to_owned(),
        (false, _) => how_many(counted, all, lang),
    }
}

fn share(counted: &Counted, all: &Counted) -> Option<Share> {
    counted.records.as_ref()?.share(all.records.as_ref()?)
}

fn of_all(share: Share, lang: Lang) -> String {
    match (share, lang) {
        (Share::Exactly(share), Lang::En) => format!("{} of all records", percent(share)),
        (Share::Exactly(share), Lang::Zh) => format!("占全部记录的 {}", percent(share)),
        (Share::About(share), Lang::En) => format!("about {} of all records", percent(share)),
        (Share::About(share), Lang::Zh) => format!("约占全部记录的 {}", percent(share)),
        (Share::Least, Lang::En) => "less than 0.01% of all records".to_owned(),
        (Share::Least, Lang::Zh) => "不到全部记录的 0.01%".to_owned(),
        (Share::Most, Lang::En) => "more than 99.99% of all records".to_owned(),
        (Share::Most, Lang::Zh) => "超过全部记录的 99.99%".to_owned(),
    }
}

/// The share of records.
#[must_use]
pub fn share_of(counted: &Counted, all: &Counted, lang: Lang) -> Option<String> {
    Some(match (share(counted, all)?, lang) {
        (Share::Exactly(share), _) => percent(share),
        (Share::About(share), Lang::En) => format!("about {}", percent(share)),
        (Share::About(share), Lang::Zh) => format!("约 {}", percent(share)),
        (Share::Least, Lang::En) => "less than 0.01%".to_owned(),
        (Share::Least, Lang::Zh) => "不到 0.01%".to_owned(),
        (Share::Most, Lang::En) => "more than 99.99%".to_owned(),
        (Share::Most, Lang::Zh) => "超过 99.99%".to_owned(),
    })
}

fn percent(hundredths: u16) -> String {
    let (whole, part) = (hundredths / 100, hundredths % 100);
    match part {
        0 => format!("{whole}%"),
        part if part % 10 == 0 => format!("{whole}.{}%", part / 10),
        part => format!("{whole}.{part:02}%"),
    }
}

/// The number with its thousands apart; of a long one its first digits and its size.
#[must_use]
pub fn number(count: &Count, lang: Lang) -> String {
    let digits = count.to_string();
    if digits.len() > READABLE {
        let (first, rest) = digits.split_at(1);
        let after: String = rest.chars().take(2).collect();
        return match lang {
            Lang::En => format!("about {first}.{after}×10^{}", rest.len()),
            Lang::Zh => format!("约 {first}.{after}×10^{}", rest.len()),
        };
    }
    let mut shown = String::new();
    for (nth, digit) in digits.chars().enumerate() {
        if nth > 0 && (digits.len() - nth).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_numbers_are_told_by_their_size() {
        let shown = |count: u128| number(&Count::of(count), Lang::En);
        assert_eq!([shown(0), shown(999), shown(1_234_567)], ["0", "999", "1,234,567"]);
        assert_eq!(shown(123_456_789_012_345), "123,456,789,012,345");
        assert_eq!(shown(1_209_456_789_012_345), "about 1.20×10^15");
    }

    #[test]
    fn shares_have_no_more_digits_than_they_need() {
        assert_eq!(
            [percent(0), percent(5), percent(50), percent(1250), percent(10_000)],
            ["0%", "0.05%", "0.5%", "12.5%", "100%"]
        );
    }
}
