//! The schema of an answer.

use core_model::{Digest, ForceWord, OutcomeWord, Part, SourceDigest};

use super::DIALECT;
use super::node::{Node, number, object, text, texts};
use crate::diagnostic::Lang;

pub(super) fn schema(lang: Lang) -> Node {
    let (title, about) = match lang {
        Lang::En => ("answer", "The answer to one record. What does not apply is left out; further keys may come."),
        Lang::Zh => ("评定结果", "对一条记录的评定结果。不适用的键不出现；以后可能增加新的键。"),
    };
    object([
        ("$schema", text(DIALECT)),
        ("title", text(title)),
        ("description", text(about)),
        ("type", text("object")),
        ("properties", properties()),
        ("required", texts(["row", "id", "outcome", "policy", "digest", "as_of"])),
        ("allOf", Node::List(consequences())),
        ("$defs", definitions()),
    ])
}

fn properties() -> Node {
    let names = || array(object([("type", text("string"))]));
    let values = || object([("type", text("object")), ("additionalProperties", refer("value"))]);
    let day =
        object([("type", text("string")), ("format", text("date")), ("pattern", text("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))]);
    object([
        ("row", object([("type", text("integer")), ("minimum", number(1))])),
        ("id", string()),
        ("file", string()),
        ("outcome", object([("enum", words(OutcomeWord::ALL, OutcomeWord::as_str))])),
        ("level", refer("level")),
        ("label", string()),
        ("severity", object([("type", text("integer")), ("minimum", number(1)), ("maximum", number(9))])),
        ("force", object([("enum", words(ForceWord::ALL, ForceWord::as_str))])),
        ("outside", string()),
        ("conflict", refer("levels")),
        ("possible", array(refer("possible"))),
        ("needs", names()),
        ("exact", constant(Node::Flag(false))),
        ("decisive", names()),
        ("stood", array(refer("stood"))),
        ("overridden", array(refer("overridden"))),
        ("otherwise", constant(Node::Flag(true))),
        ("bounds_cross", constant(Node::Flag(true))),
        ("assumed", values()),
        ("measures", names()),
        ("values", values()),
        ("because", names()),
        ("cite", names()),
        ("reasons", array(refer("reasons"))),
        ("errors", array(refer("error"))),
        ("policy", string()),
        ("digest", digest(Digest::PREFIX)),
        ("source", digest(SourceDigest::PREFIX)),
        ("as_of", day),
    ])
}

/// What an answer of each outcome must say, and what only it says.
fn consequences() -> Vec<Node> {
    let says = |outcome: OutcomeWord, keys: &[&str]| {
        let given = object([("properties", object([("outcome", constant(text(outcome.as_str())))]))]);
        object([("if", given), ("then", object([("required", texts(keys.iter().copied()))]))])
    };
    let only = |key: &str, outcome: OutcomeWord| {
        let given = object([("required", texts([key]))]);
        let own = object([("properties", object([("outcome", constant(text(outcome.as_str())))]))]);
        object([("if", given), ("then", own)])
    };
    vec![
        says(OutcomeWord::Graded, &["level", "severity", "stood", "measures"]),
        says(OutcomeWord::Outside, &["outside", "stood", "measures"]),
        says(OutcomeWord::Ungraded, &["stood", "measures"]),
        says(OutcomeWord::Conflict, &["conflict", "stood", "measures"]),
        says(OutcomeWord::Undetermined, &["possible", "stood", "measures"]),
        only("level", OutcomeWord::Graded),
        only("severity", OutcomeWord::Graded),
        only("outside", OutcomeWord::Outside),
        only("conflict", OutcomeWord::Conflict),
        only("errors", OutcomeWord::Invalid),
    ]
}

fn definitions() -> Node {
    let level =
        Node::List(vec![object([("type", text("integer")), ("minimum", number(1)), ("maximum", number(9))]), string()]);
    let names = || array(string());
    let part = object([("enum", words(Part::ALL, Part::as_str))]);
    let possible = [
        ("outcome", object([("enum", texts(["graded", "outside", "conflict", "ungraded"]))])),
        ("level", refer("level")),
        ("outside", string()),
        ("conflict", refer("levels")),
    ];
    let error = [("column", string()), ("found", string()), ("expected", string()), ("code", pattern("^D[0-9]{4}$"))];
    let value = Node::List(vec![string(), object([("type", text("boolean"))]), refer("level"), names()]);
    object([
        ("level", object([("anyOf", level)])),
        ("levels", array(refer("level")).with("minItems", number(1))),
        ("value", object([("anyOf", value)])),
        ("possible", record(&possible, &["outcome"])),
        ("stood", record(&[("rule", string()), ("parts", array(part))], &["rule"])),
        ("overridden", record(&[("rule", string()), ("by", names())], &["rule", "by"])),
        ("reasons", record(&[("rule", string()), ("because", names()), ("cite", names())], &["rule"])),
        ("error", record(&error, &["expected", "code"])),
    ])
}

fn record(properties: &[(&str, Node)], required: &[&str]) -> Node {
    let properties = properties.iter().map(|(name, node)| ((*name).to_owned(), node.clone())).collect();
    object([
        ("type", text("object")),
        ("properties", Node::Object(properties)),
        ("required", texts(required.iter().copied())),
    ])
}

fn string() -> Node {
    object([("type", text("string"))])
}

fn array(items: Node) -> Node {
    object([("type", text("array")), ("items", items)])
}

fn constant(node: Node) -> Node {
    object([("const", node)])
}

fn refer(name: &str) -> Node {
    object([("$ref", text(format!("#/$defs/{name}")))])
}

fn pattern(pattern: &str) -> Node {
    object([("type", text("string")), ("pattern", text(pattern))])
}

fn digest(prefix: &str) -> Node {
    pattern(&format!("^{prefix}[0-9a-f]{{64}}$"))
}

fn words<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> Node {
    texts(all.iter().map(|each| word(*each)))
}
