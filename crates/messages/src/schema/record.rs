//! The schema of a policy's record.

use core_model::limits::{DATES, FIELD_CHARS};
use core_model::{
    Datum, Decimal, Expected, Factor, FactorKind, Ladder, Named, NumberKind, Policy, Shown, policy_name, shown,
};

use super::node::{Node, number, object, text, texts};
use super::{Blanks, DIALECT};
use crate::data::expected;
use crate::diagnostic::Lang;

/// The digits and their Chinese twins by which levels are called.
const NUMERALS: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];

pub(super) fn schema(policy: &Policy, blanks: Blanks, lang: Lang) -> Node {
    let title = policy.named.label.as_ref().unwrap_or(&policy.named.name);
    let (about, comment) = (about(lang), format!("{}, {}", policy_name(policy), policy.digest()));
    let properties =
        policy.factors.iter().enumerate().flat_map(|(at, factor)| properties(policy, at, factor, blanks, lang));
    let schema = object([
        ("$schema", text(DIALECT)),
        ("$comment", text(comment)),
        ("title", text(title)),
        ("description", text(about)),
        ("type", text("object")),
        ("properties", Node::Object(properties.collect())),
    ]);
    match blanks {
        Blanks::Allowed => schema,
        Blanks::Refused => required(policy, schema),
    }
}

/// The schema with every factor required that has no assumed value, under one of its spellings.
fn required(policy: &Policy, schema: Node) -> Node {
    let wanted: Vec<&Factor> = policy.factors.iter().filter(|factor| factor.assume.is_none()).collect();
    let one = |factor: &&Factor| {
        let spellings = factor.named.spellings().map(|name| object([("required", texts([name]))]));
        object([("anyOf", Node::List(spellings.collect()))])
    };
    let each: Vec<Node> = wanted.iter().map(one).collect();
    if each.is_empty() { schema } else { schema.with("allOf", Node::List(each)) }
}

fn about(lang: Lang) -> &'static str {
    match lang {
        Lang::En => {
            "A record to be graded. Keys and values may be spelt by name, label or further spelling. null, or no key, says nothing of a factor. The engine reads more than is listed here: a set as one text with its values separated by 、 or commas and 无 for none; numbers as texts with 万, 亿, %, thousands separators or the unit; dates as 2012/10/31 or 2012年10月31日; yes and no as 是, 否, yes, no, 1, 0. Other keys are left aside."
        }
        Lang::Zh => {
            "待评定的一条记录。键和取值可用名称、标签或其他写法；null 或没有该键，表示没有填写。除此处所列，还接受以下写法：多选写成一段文字，各项用顿号或逗号隔开，没有的写“无”；数值写成文字，可带万、亿、%、千位分隔符或计量单位；日期写成 2012/10/31 或 2012年10月31日；是否写成“是”“否”、yes、no、1、0。其他的键不影响评定。"
        }
    }
}

/// The property of a factor by its name, and by every other spelling a reference to it.
fn properties(policy: &Policy, at: usize, factor: &Factor, blanks: Blanks, lang: Lang) -> Vec<(String, Node)> {
    let anchor = format!("factor{}", at + 1);
    let mut schema = object([("$anchor", text(anchor.as_str()))]);
    if let Some(label) = &factor.named.label {
        schema = schema.with("title", text(label));
    }
    let nullable = blanks == Blanks::Allowed || factor.assume.is_some();
    schema = of_kind(schema, policy, &factor.kind, nullable, lang);
    if let Some(assumed) = factor.assume.as_ref().and_then(|datum| assumed(factor, &policy.ladder, datum)) {
        schema = schema.with("default", assumed);
    }
    let mut spellings = factor.named.spellings().map(str::to_owned);
    let own = spellings.next().into_iter().map(|name| (name, schema.clone()));
    let reference = object([("$ref", text(format!("#{anchor}")))]);
    let mut properties: Vec<(String, Node)> = own.collect();
    for spelling in spellings {
        if properties.iter().all(|(name, _)| *name != spelling) {
            properties.push((spelling, reference.clone()));
        }
    }
    properties
}

fn of_kind(schema: Node, policy: &Policy, kind: &FactorKind, nullable: bool, lang: Lang) -> Node {
    match kind {
        FactorKind::Scale(values) => one_of(schema.with("description", text(listed(values, " < "))), values, nullable),
        FactorKind::Choice(values) => one_of(schema.with("description", text(listed(values, " | "))), values, nullable),
        FactorKind::Level => level(schema, &policy.ladder, nullable),
        FactorKind::Set(values) => {
            let any = match lang {
                Lang::En => "any of ",
                Lang::Zh => "可选多项：",
            };
            let schema = schema.with("description", text(format!("{any}{}", listed(values, " | "))));
            typed(schema, "array", nullable).with("items", object([("enum", Node::List(spellings(values)))]))
        }
        FactorKind::YesNo => typed(schema, "boolean", nullable),
        FactorKind::Number(kind) => amount(schema, kind, nullable, lang),
        FactorKind::Date => day(typed(schema, "string", nullable)),
        FactorKind::Dates => typed(schema, "array", nullable)
            .with("items", day(object([("type", text("string"))])))
            .with("maxItems", number(DATES)),
        FactorKind::Text => typed(schema, "string", nullable).with("maxLength", number(FIELD_CHARS)),
    }
}

fn typed(schema: Node, name: &str, nullable: bool) -> Node {
    schema.with("type", if nullable { texts([name, "null"]) } else { text(name) })
}

fn one_of(schema: Node, values: &[Named], nullable: bool) -> Node {
    let mut spellings = spellings(values);
    if nullable {
        spellings.push(Node::Null);
    }
    schema.with("enum", Node::List(spellings))
}

/// Every spelling of every value, names first; a name of digits as a number, too.
fn spellings(values: &[Named]) -> Vec<Node> {
    let mut spellings: Vec<Node> = values.iter().map(|value| text(&value.name)).collect();
    let further = values.iter().flat_map(|value| value.spellings().map(text));
    let numbers = values.iter().filter(|value| is_digits(&value.name)).map(|value| number(&value.name));
    for spelling in further.chain(numbers) {
        if !spellings.contains(&spelling) {
            spellings.push(spelling);
        }
    }
    spellings
}

fn is_digits(name: &str) -> bool {
    let plain = name == "0" || !name.starts_with('0');
    plain && !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit())
}

fn listed(values: &[Named], between: &str) -> String {
    let shown: Vec<String> = values.iter().map(called).collect();
    shown.join(between)
}

fn called(value: &Named) -> String {
    value.label.as_ref().map_or_else(|| value.name.clone(), |label| format!("{} {label}", value.name))
}

/// A level by name, label or further spelling; by its number, or by its place where none has a number.
fn level(schema: Node, ladder: &Ladder, nullable: bool) -> Node {
    let named: Vec<Named> = ladder.levels.iter().map(|level| level.named.clone()).collect();
    let mut all = spellings(&named);
    let numbered = ladder.levels.iter().any(|level| level.number.is_some());
    for (level, place) in ladder.levels.iter().zip(1_u8..) {
        let Some(of) = (if numbered { level.number } else { Some(place) }) else { continue };
        let numeral = NUMERALS.get(usize::from(of.saturating_sub(1))).copied().unwrap_or_default();
        let further = [number(of), text(of.to_string()), text(format!("{of}级")), text(format!("{numeral}级"))];
        let new: Vec<Node> = further.into_iter().filter(|spelling| !all.contains(spelling)).collect();
        all.extend(new);
    }
    if nullable {
        all.push(Node::Null);
    }
    schema.with("description", text(listed(&named, " > "))).with("enum", Node::List(all))
}

fn amount(schema: Node, kind: &NumberKind, nullable: bool, lang: Lang) -> Node {
    let end = |units: i64| number(Decimal::new(i128::from(units), kind.decimals));
    let whole = kind.decimals == 0;
    let said = object([
        ("type", text(if whole { "integer" } else { "number" })),
        ("minimum", end(kind.least)),
        ("maximum", end(kind.most)),
    ]);
    let spelt = object([("type", text("string")), ("pattern", text(pattern(kind.decimals)))]);
    let mut ways = vec![said, spelt];
    if nullable {
        ways.push(object([("type", text("null"))]));
    }
    let about = expected(&Expected::Decimals(kind.clone()), lang);
    schema.with("description", text(about)).with("anyOf", Node::List(ways))
}

/// A plain decimal of at most so many decimals.
fn pattern(decimals: u8) -> String {
    match decimals {
        0 => "^-?[0-9]+$".to_owned(),
        decimals => format!("^-?[0-9]+(\\.[0-9]{{1,{decimals}}})?$"),
    }
}

fn day(schema: Node) -> Node {
    schema.with("format", text("date")).with("pattern", text("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))
}

fn assumed(factor: &Factor, ladder: &Ladder, datum: &Datum) -> Option<Node> {
    Some(match shown(&factor.kind, ladder, datum)? {
        Shown::Text(value) => text(value),
        Shown::YesNo(yes) => Node::Flag(yes),
        Shown::Level(level) => number(level),
        Shown::List(items) => texts(items),
    })
}
