//! The note on a change, for the covering document: plain text, a sentence a line.

use core_model::{Count, Counted, Date, Declared, Digest, Named};

use super::{Change, ChangeTold, Clause, Decided, counted, declared_in_words};
use crate::diagnostic::Lang;

/// All that the note says.
#[derive(Debug, Clone)]
pub struct Note<'a> {
    /// Name, version and digest of both, the old one first.
    pub policies: [(&'a Named, Option<&'a str>, Digest); 2],
    /// What they declare differently.
    pub declared: &'a [Declared],
    /// What changes, by the days as of which.
    pub periods: Vec<NotePeriod<'a>>,
    /// Whether this may not be all.
    pub whole: Whole,
}

/// What changes as of some days.
#[derive(Debug, Clone)]
pub struct NotePeriod<'a> {
    /// The first days of the periods.
    pub days: &'a [Date],
    /// What changes.
    pub changes: &'a [ChangeTold],
    /// How many records get another outcome.
    pub changed: &'a Counted,
    /// Of how many.
    pub possible: &'a Counted,
}

/// Whether a list is all there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whole {
    /// It is.
    All,
    /// It may not be.
    Perhaps,
    /// Nothing could be compared.
    Nothing,
}

/// The note, line feeds included.
#[must_use]
pub fn change_note(note: &Note<'_>, lang: Lang) -> String {
    let mut lines = vec![title(note, lang), String::new()];
    lines.extend(note.policies.iter().zip([("旧", "old"), ("新", "new")]).map(|(policy, which)| {
        let (named, version, digest) = policy;
        match lang {
            Lang::Zh => format!("{}标准：{}，含义摘要 {digest}", which.0, title_of(named, *version, lang)),
            Lang::En => format!("The {} standard: {}, digest {digest}", which.1, title_of(named, *version, lang)),
        }
    }));
    if !note.declared.is_empty() {
        lines.push(String::new());
        lines.push(in_lang("一、内容的增减", "What is declared", lang));
        lines.extend(note.declared.iter().map(|one| item(&declared_in_words(one, lang), lang)));
    }
    for period in &note.periods {
        lines.push(String::new());
        lines.extend(period_lines(period, note, lang));
    }
    lines.push(String::new());
    lines.extend(closing(note, lang));
    lines.join("\n") + "\n"
}

fn title(note: &Note<'_>, lang: Lang) -> String {
    let [_, (named, ..)] = &note.policies;
    let name = named.label.as_ref().unwrap_or(&named.name);
    match lang {
        Lang::Zh => format!("关于《{name}》修改情况的说明"),
        Lang::En => format!("What the change of \"{name}\" changes"),
    }
}

fn title_of(named: &Named, version: Option<&str>, lang: Lang) -> String {
    let label = named.label.as_ref().unwrap_or(&named.name);
    match (version, lang) {
        (Some(version), Lang::Zh) => format!("《{label}》（{} {version}）", named.name),
        (None, Lang::Zh) => format!("《{label}》（{}）", named.name),
        (Some(version), Lang::En) => format!("\"{label}\" ({} {version})", named.name),
        (None, Lang::En) => format!("\"{label}\" ({})", named.name),
    }
}

fn period_lines(period: &NotePeriod<'_>, note: &Note<'_>, lang: Lang) -> Vec<String> {
    let days: Vec<String> = period.days.iter().map(ToString::to_string).collect();
    let number = if note.declared.is_empty() { "一" } else { "二" };
    let mut lines = vec![match lang {
        Lang::Zh => format!("{number}、评定结果的变化（截至 {}）", days.join("、")),
        Lang::En => format!("What changes in grading (as of {})", days.join(", ")),
    }];
    if period.changes.is_empty() {
        lines.push(item(&in_lang("评定结果和要求的措施没有变化", "no outcome and no measure changes", lang), lang));
        return lines;
    }
    for (at, change) in (1..).zip(period.changes) {
        lines.extend(change_lines(at, change, period, lang));
    }
    lines.push(match lang {
        Lang::Zh => {
            format!("评定结果改变的，合计为{}；其余的评定结果不变。", counted(period.changed, period.possible, lang))
        }
        Lang::En => format!(
            "Another outcome in all: {}; every other outcome stays as it is.",
            counted(period.changed, period.possible, lang)
        ),
    });
    lines
}

fn change_lines(number: u32, change: &ChangeTold, period: &NotePeriod<'_>, lang: Lang) -> Vec<String> {
    let condition = change.condition.split_whitespace().collect::<Vec<_>>().join(" ");
    let count = counted(&change.count, period.possible, lang);
    let head = match (&change.what, condition.is_empty(), lang) {
        (_, true, Lang::Zh) => format!("{number}. 所有岗位，{}（{count}）。", verb(change, lang)),
        (_, false, Lang::Zh) => format!("{number}. 凡{condition}的，{}（{count}）。", verb(change, lang)),
        (_, true, Lang::En) => format!("{number}. All records: {} ({count}).", verb(change, lang)),
        (_, false, Lang::En) => format!("{number}. Where {condition}: {} ({count}).", verb(change, lang)),
    };
    let mut lines = vec![head];
    lines.push(match lang {
        Lang::Zh => format!("   原依据：{}。", clauses(&change.old.by, lang)),
        Lang::En => format!("   Before by {}.", clauses(&change.old.by, lang)),
    });
    lines.push(match lang {
        Lang::Zh => format!("   现依据：{}。", clauses(&change.new.by, lang)),
        Lang::En => format!("   Now by {}.", clauses(&change.new.by, lang)),
    });
    lines
}

fn verb(change: &ChangeTold, lang: Lang) -> String {
    match (&change.what, lang) {
        (Change::Outcome, Lang::Zh) => {
            format!("由“{}”改为“{}”", change.old.outcome(lang), change.new.outcome(lang))
        }
        (Change::Outcome, Lang::En) => {
            format!("{} becomes {}", change.old.outcome(lang), change.new.outcome(lang))
        }
        (Change::Measure(..), _) => change.words(lang),
    }
}

/// The clauses with what they cite, or else why they say what they say.
fn clauses(by: &Decided, lang: Lang) -> String {
    let list = |clauses: &[Clause]| {
        let each = clauses.iter().map(|clause| said(clause, lang));
        each.collect::<Vec<String>>().join(if lang == Lang::En { "; " } else { "；" })
    };
    match (by, lang) {
        (Decided::Rules(all), _) => list(all),
        (Decided::RulesHere(all), Lang::Zh) => format!("{}等", list(all)),
        (Decided::RulesHere(all), Lang::En) => format!("{}, among others", list(all)),
        (Decided::Otherwise(cite), Lang::Zh) => format!("其余情形{}", bracketed(cite, lang)),
        (Decided::Otherwise(cite), Lang::En) => format!("\"otherwise\"{}", bracketed(cite, lang)),
        (Decided::Nothing, Lang::Zh) => "没有适用的规则".to_owned(),
        (Decided::Nothing, Lang::En) => "no rule".to_owned(),
    }
}

fn said(clause: &Clause, lang: Lang) -> String {
    let name = super::rule(&clause.named, lang);
    let more = if clause.cite.is_empty() { &clause.because } else { &clause.cite };
    name + &bracketed(more, lang)
}

fn bracketed(texts: &[String], lang: Lang) -> String {
    match (texts.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Zh) => format!("（{}）", texts.join("；")),
        (false, Lang::En) => format!(" ({})", texts.join("; ")),
    }
}

fn closing(note: &Note<'_>, lang: Lang) -> Vec<String> {
    let is_nothing = note
        .periods
        .iter()
        .all(|period| period.changes.is_empty() && period.changed.records.as_ref().is_none_or(Count::is_none));
    let line = match (note.whole, is_nothing) {
        (Whole::Nothing, _) => in_lang(
            "两个标准无法比较，以上只列出声明上的差别。",
            "The two standards cannot be compared; only what they declare is told above.",
            lang,
        ),
        (Whole::Perhaps, _) => in_lang(
            "在限定的计算步数内未能全部比较完，可能还有其他变化。",
            "The counted steps did not suffice to compare everything; there may be other changes.",
            lang,
        ),
        (Whole::All, true) => in_lang(
            "经逐项证明，填写完整的同一记录，按两个标准评定的结果和措施完全相同。",
            "It is proved that every complete record gets the same outcome and the same measures by both.",
            lang,
        ),
        (Whole::All, false) => in_lang(
            "以上由程序对所有填写完整的记录逐项证明，没有遗漏；每项变化都有实例，两个标准都已据以评定。",
            "This is proved for all complete records, nothing is left out; each change has a record that both have graded.",
            lang,
        ),
    };
    vec![line]
}

fn item(text: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("· {text}。"),
        Lang::En => format!("- {text}."),
    }
}

fn in_lang(chinese: &str, english: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => chinese.to_owned(),
        Lang::En => english.to_owned(),
    }
}
