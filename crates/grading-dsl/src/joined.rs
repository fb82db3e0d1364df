//! Words that were written without the blanks between them, as Chinese is written, taken apart.

use core_model::limits::NAME_CHARS;

use crate::habits;
use crate::keywords::{is_chinese, is_chinese_opening, level_number};

/// The most characters that one part of a run-together word may have.
const PART: usize = 24;

/// The words of which a run-together word is made, with blanks between them: keywords, numbers, and words for which
/// `known` says yes. `None` where it is no such word, or one word only.
pub(crate) fn split(word: &str, known: &dyn Fn(&str) -> bool) -> Option<String> {
    let chinese = word.chars().any(|letter| ('\u{4E00}'..='\u{9FFF}').contains(&letter));
    let places: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    let one_word = is_chinese(word)
        || level_number(word).is_some()
        || habits::is_else(word)
        || habits::word_for(word).next().is_some();
    if !chinese || places.len() > NAME_CHARS || one_word {
        return None;
    }
    let parts = Parts { word, places: &places, known };
    // best[i]: in how few parts the first i characters can be read, and where the last of them begins.
    let mut best: Vec<Option<(usize, usize)>> = vec![Some((0, 0))];
    for end in 1..places.len() {
        let mut found: Option<(usize, usize)> = None;
        for start in end.saturating_sub(PART)..end {
            let Some(Some((count, _))) = best.get(start) else { continue };
            let better = found.is_none_or(|(fewest, _)| count + 1 < fewest);
            if better && parts.can_be_read(start, end) {
                found = Some((count + 1, start));
            }
        }
        best.push(found);
    }
    spell(word, &places, &best)
}

struct Parts<'w> {
    word: &'w str,
    places: &'w [usize],
    known: &'w dyn Fn(&str) -> bool,
}

impl Parts<'_> {
    fn can_be_read(&self, start: usize, end: usize) -> bool {
        let (Some(from), Some(to)) = (self.places.get(start), self.places.get(end)) else { return false };
        let (Some(part), Some(rest)) = (self.word.get(*from..*to), self.word.get(*to..)) else { return false };
        if start == 0 && rest.is_empty() {
            return false;
        }
        let opens = start == 0 && is_chinese_opening(part);
        opens || is_joined(part) || (self.known)(part) || self.is_number(part, rest) || self.is_plain(start, part, rest)
    }

    /// Digits, with 万, a known unit or a word of height behind them; or a day.
    fn is_number(&self, part: &str, rest: &str) -> bool {
        let Some(behind) = part.strip_prefix(|letter: char| letter.is_ascii_digit()) else { return false };
        let behind = behind.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
        if behind.is_empty() && rest.starts_with(|letter: char| letter.is_ascii_digit()) {
            return false;
        }
        let unit = ["以上", "以下", "以内", "以外"].into_iter().find_map(|word| behind.strip_suffix(word));
        let unit = unit.unwrap_or(behind);
        let unit = unit.strip_prefix('万').unwrap_or(unit);
        let unit = unit.strip_prefix('亿').unwrap_or(unit);
        unit.is_empty() || unit == "级" || (self.known)(unit) || is_day(part)
    }

    /// A whole run of Latin letters and digits, which may be any name.
    fn is_plain(&self, start: usize, part: &str, rest: &str) -> bool {
        let plain = |letter: char| letter == '_' || letter.is_ascii_alphanumeric();
        let before = self.places.get(start).and_then(|from| self.word.get(..*from));
        part.chars().all(plain)
            && part.starts_with(|letter: char| letter.is_ascii_alphabetic())
            && !rest.starts_with(plain)
            && !before.is_some_and(|before| before.ends_with(plain))
    }
}

/// `2012年10月31日`.
fn is_day(part: &str) -> bool {
    core_model::spelling::date(part).is_some()
}

/// Whether this is a Chinese word of clauses, conditions or conclusions, such as are written without blanks.
fn is_joined(part: &str) -> bool {
    level_number(part).is_some() || (is_chinese(part) && !is_chinese_opening(part))
}

fn spell(word: &str, places: &[usize], best: &[Option<(usize, usize)>]) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    let mut at = places.len() - 1;
    while at > 0 {
        let (_, from) = (*best.get(at)?)?;
        parts.push(word.get(*places.get(from)?..*places.get(at)?)?);
        at = from;
    }
    parts.reverse();
    let opens = parts.first().is_some_and(|first| is_chinese_opening(first));
    let has_keyword = opens || parts.iter().any(|part| is_joined(part));
    let longer = parts.iter().any(|part| part.chars().nth(1).is_some() || !is_joined(part));
    (has_keyword && longer && parts.len() > 1).then(|| parts.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(word: &str) -> Option<String> {
        split(word, &|part| ["职能", "重要", "经济损失", "元", "公示", "立案日期"].contains(&part))
    }

    #[test]
    fn words_run_together_are_split_at_keywords() {
        let cases = [
            ("当职能为重要", "当 职能 为 重要"),
            ("列为一级", "列为 一级"),
            ("当职能为重要且公示则列为一级", "当 职能 为 重要 且 公示 则 列为 一级"),
            ("经济损失不低于5万元", "经济损失 不低于 5万元"),
            ("在1万元至5万元之间", "在 1万元 至 5万元 之间"),
            ("立案日期早于2012年1月31日", "立案日期 早于 2012年1月31日"),
            ("规则r当公示则一级", "规则 r 当 公示 则 一级"),
            ("其余三级", "其余 三级"),
            ("应当review", "应当 review"),
        ];
        for (word, parts) in cases {
            assert_eq!(apart(word).as_deref(), Some(parts), "{word}");
        }
        for one in ["规则", "职能部门", "职能", "三重一大", "is好", "5万元", "1级", "一级", "否则"]
        {
            assert_eq!(apart(one), None, "{one}");
        }
    }
}
