//! Diagnostics for people: the message, the lines that it is about with carets under them, what would mend it.

use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level, Message, Origin, Patch, Renderer, Snippet, normalize_untrusted_str,
    renderer::DecorStyle,
};
use messages::{Lang, Severity};

use super::finding::{Finding, Lines, Place};

/// The diagnostic as it is printed, with colours; the stream takes them out where they are not wanted.
#[must_use]
pub fn human(finding: &Finding<'_>, lang: Lang) -> String {
    let renderer = Renderer::styled().decor_style(DecorStyle::Ascii);
    let title = level(finding.severity, lang).primary_title(finding.message.clone()).id(finding.code.to_owned());
    let places = annotated(finding, lang);
    let group = Group::with_title(title);
    let main = match together(&places) {
        Some(snippet) => group.element(snippet),
        None => places.iter().fold(group, |group, (place, kind, label)| lines(group, place, *kind, label)),
    };
    let mut report = Vec::new();
    match &finding.suggestion {
        Some((text, place)) if *place == finding.place && is_short(text) => {
            report.push(if finding.message.contains(text) { main } else { main.element(did_you_mean(text, lang)) });
        }
        Some((text, place)) => report.extend([main, patch(text, place, lang)]),
        None => report.push(main),
    }
    renderer.render(&report)
}

/// The records that show it, as tests that can be copied into the policy, below the diagnostic, line feeds included. Of what
/// the author has accepted none are asked for.
#[must_use]
pub fn witnesses(finding: &Finding<'_>) -> String {
    let wanted =
        finding.witnesses.iter().filter(|shown| finding.severity != Severity::Accepted && !shown.test.is_empty());
    let lines = wanted.flat_map(|shown| shown.test.lines().chain([""]));
    lines.map(|line| format!("{}\n", normalize_untrusted_str(line))).collect()
}

/// What was expected, unless the message or the proposal says it.
fn expected(finding: &Finding<'_>, lang: Lang) -> String {
    match (finding.expected.as_str(), lang) {
        ("", _) => String::new(),
        (words, _) if finding.message.contains(words) || is_proposed(finding, words) => String::new(),
        (words, Lang::En) => format!("expected {words}"),
        (words, Lang::Zh) => format!("要求：{words}"),
    }
}

/// Whether what was expected is a single thing, and the very one that is proposed.
fn is_proposed(finding: &Finding<'_>, expected: &str) -> bool {
    let single = !expected.contains([',', '、', '，']) && !expected.starts_with("one of ");
    finding.suggestion.as_ref().is_some_and(|(text, _)| single && !text.is_empty() && expected.contains(text.as_str()))
}

fn is_short(text: &str) -> bool {
    !text.is_empty() && !text.contains('\n')
}

fn did_you_mean(text: &str, lang: Lang) -> Message<'static> {
    let quoted = text.starts_with(['"', '“', '「', '`']);
    let text = normalize_untrusted_str(text);
    match (quoted, lang) {
        (true, Lang::En) => Level::HELP.message(format!("did you mean {text}?")),
        (true, Lang::Zh) => Level::HELP.with_name("建议").message(format!("是否想写 {text}？")),
        (false, Lang::En) => Level::HELP.message(format!("did you mean \"{text}\"?")),
        (false, Lang::Zh) => Level::HELP.with_name("建议").message(format!("是否想写“{text}”？")),
    }
}

fn patch<'a>(text: &str, place: &Place<'a>, lang: Lang) -> Group<'a> {
    let title = match lang {
        Lang::En => Level::HELP.secondary_title("write it so"),
        Lang::Zh => Level::HELP.with_name("建议").secondary_title("可改为"),
    };
    let lines = place.lines();
    let patch = Patch::new(lines.start..lines.end, normalize_untrusted_str(text));
    title.element(Snippet::source(lines.text).line_start(place.from.0).path(place.path.clone()).patch(patch))
}

/// The place itself and those that belong to it, with what is said under them. A circle keeps its order.
fn annotated<'f, 'a>(finding: &'f Finding<'a>, lang: Lang) -> Vec<(&'f Place<'a>, AnnotationKind, String)> {
    let several = finding.related.len() > 1;
    let related = finding.related.iter().enumerate().map(|(nth, (place, why))| {
        let label = if several { format!("{}. {why}", nth + 1) } else { why.clone() };
        (place, AnnotationKind::Context, label)
    });
    [(&finding.place, AnnotationKind::Primary, expected(finding, lang))].into_iter().chain(related).collect()
}

/// One stretch of the file with all places in it, where they lie near one another.
fn together<'a>(places: &[(&Place<'a>, AnnotationKind, String)]) -> Option<Snippet<'a, Annotation<'a>>> {
    let (main, ..) = places.first().filter(|_| places.len() > 1)?;
    let lines: Vec<Lines<'a>> = places.iter().map(|(place, ..)| place.lines()).collect();
    let in_one = places.iter().zip(&lines).all(|((place, ..), lines)| place.path == main.path && lines.whole);
    let begins = |(place, lines): (&Place<'_>, &Lines<'_>)| place.start.saturating_sub(lines.start);
    let all = || places.iter().map(|(place, ..)| *place).zip(&lines);
    let first = all().map(begins).min()?;
    let last = all().map(|(place, lines)| begins((place, lines)) + lines.text.len()).max()?;
    let line = places.iter().map(|(place, ..)| place.from.0).min()?;
    let text = main.text.get(first..last).filter(|text| in_one && text.len() <= NEAR)?;
    let annotations = places.iter().zip(&lines).map(|((place, kind, label), lines)| {
        let start = place.start - first;
        labelled(kind.span(start..start + (lines.end - lines.start)), label)
    });
    Some(Snippet::source(text).line_start(line).path(main.path.clone()).annotations(annotations))
}

/// The most bytes of a file that are looked through for one message.
const NEAR: usize = 8192;

fn labelled<'a>(annotation: Annotation<'a>, label: &str) -> Annotation<'a> {
    if label.is_empty() { annotation } else { annotation.label(normalize_untrusted_str(label)) }
}

/// The group with the lines of a place. Of a line that is not shown from its beginning the column is told beside it.
fn lines<'a>(group: Group<'a>, place: &Place<'a>, kind: AnnotationKind, label: &str) -> Group<'a> {
    let lines = place.lines();
    let annotation = labelled(kind.span(lines.start..lines.end), label);
    let snippet = Snippet::source(lines.text).line_start(place.from.0).annotation(annotation);
    if lines.whole {
        return group.element(snippet.path(place.path.clone()));
    }
    let origin = Origin::path(place.path.clone()).line(place.from.0).char_column(place.from.1);
    group.element(origin).element(snippet)
}

pub fn level(severity: Severity, lang: Lang) -> Level<'static> {
    match (severity, lang) {
        (Severity::Error, Lang::En) => Level::ERROR,
        (Severity::Error, Lang::Zh) => Level::ERROR.with_name("错误"),
        (Severity::Warning, Lang::En) => Level::WARNING,
        (Severity::Warning, Lang::Zh) => Level::WARNING.with_name("警告"),
        (Severity::Note, Lang::En) => Level::NOTE,
        (Severity::Note, Lang::Zh) => Level::NOTE.with_name("提示"),
        (Severity::Accepted, Lang::En) => Level::INFO.with_name("accepted"),
        (Severity::Accepted, Lang::Zh) => Level::INFO.with_name("已认可"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "标准 p \"示例\"\n规则 甲 当 职龙 为 重要 则 列为 一级\n规则 甲 则 列为 二级\n";

    fn place(word: &str, nth: usize) -> Place<'static> {
        let (start, _) = TEXT.match_indices(word).nth(nth).unwrap();
        let end = start + word.len();
        let at = |byte: usize| {
            let before = TEXT.get(..byte).unwrap();
            (before.matches('\n').count() + 1, before.rsplit('\n').next().unwrap().chars().count() + 1)
        };
        Place { path: "例.rules".into(), text: TEXT, start, end, from: at(start), to: at(end) }
    }

    fn show(finding: &Finding<'_>, lang: Lang) -> String {
        anstream::adapter::strip_str(&human(finding, lang)).to_string()
    }

    fn misspelt() -> Finding<'static> {
        Finding {
            code: "E0401",
            severity: Severity::Error,
            message: "没有“职龙”这个名称".into(),
            expected: "因素的名称".into(),
            place: place("职龙", 0),
            suggestion: Some(("职能".into(), place("职龙", 0))),
            related: Vec::new(),
            accepted: Vec::new(),
            witnesses: Vec::new(),
        }
    }

    #[test]
    fn carets_stand_under_chinese_text() {
        assert_eq!(
            show(&misspelt(), Lang::Zh),
            "错误[E0401]: 没有“职龙”这个名称\n --> 例.rules:2:8\n  |\n\
             2 | 规则 甲 当 职龙 为 重要 则 列为 一级\n  |            ^^^^ 要求：因素的名称\n  |\n  \
             = 建议: 是否想写“职能”？"
        );
    }

    #[test]
    fn other_places_and_insertions_show_their_lines() {
        let end = place("列为 二级", 0);
        let insertion = Place { start: end.start, end: end.start, to: end.from, ..end };
        let finding = Finding {
            suggestion: Some(("当 甲 ".into(), insertion)),
            related: vec![(place("规则 甲", 0), "declared here".into())],
            ..misspelt()
        };
        let shown = show(&finding, Lang::En);
        assert!(shown.starts_with("error[E0401]: "), "{shown}");
        let both = "\n2 | 规则 甲 当 职龙 为 重要 则 列为 一级\n  | -------    ^^^^ expected 因素的名称\n  | |\n  | declared here\n";
        assert!(shown.contains(both), "{shown}");
        assert!(shown.contains("help: write it so\n  |\n3 | 规则 甲 则 当 甲 列为 二级\n"), "{shown}");
    }

    #[test]
    fn places_near_one_another_are_shown_in_one_stretch_and_a_circle_in_its_order() {
        let related = vec![(place("规则 甲", 1), "by way of this".into()), (place("标准", 0), "by way of this".into())];
        let shown = show(&Finding { related, suggestion: None, ..misspelt() }, Lang::En);
        let lines = [
            "1 | 标准 p \"示例\"",
            "  | ---- 2. by way of this",
            "2 | ",
            "  |            ^^^^ ",
            "3 | ",
            "  | ------- 1. by way of this",
        ];
        let mut rest = shown.as_str();
        for line in lines {
            let (_, after) = rest.split_once(&format!("\n{line}")).unwrap_or_else(|| panic!("{line} in {shown}"));
            rest = after;
        }
    }

    #[test]
    fn a_control_character_of_the_author_reaches_no_terminal() {
        let message = "\u{1b}[31mred\u{202e}".to_owned();
        let shown = human(&Finding { message: message.clone(), expected: message, ..misspelt() }, Lang::En);
        assert!(!shown.contains("\u{1b}[31m") && !shown.contains('\u{202e}'), "{shown:?}");
    }

    #[test]
    fn any_place_in_any_text_can_be_shown() {
        let text = "\u{feff}a\r\n\r\n\t职\u{200d}👨‍👩‍👧\0\u{1b}[0m\r末\n\nx\u{301}\n";
        let places: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
        for (nth, &start) in places.iter().enumerate() {
            for &end in &places[nth..] {
                let place = Place { text, start, end, ..place("职龙", 0) };
                let suggestion = Some((text.to_owned(), place.clone()));
                let related = vec![(place.clone(), "x".to_owned())];
                let shown = human(&Finding { place, suggestion, related, ..misspelt() }, Lang::Zh);
                assert!(!shown.is_empty());
            }
        }
    }
}
