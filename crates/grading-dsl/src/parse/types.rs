//! Levels, scales, choices and factors.

use messages::SyntaxProblem;

use super::declare::{label_of, name, name_of, only, text, text_of, texts};
use super::{Desk, Kind, Make, Node, expression, number, trouble};
use crate::syntax::{
    Assume, Factor, Levels, LevelsEntry, Name, NumberLit, Text, TypeDecl, TypeExpr, ValueDecl, ValueList,
};

/// `levels A > B > …`.
pub(super) fn levels(desk: &mut Desk, node: &Node) -> Levels {
    let levels = node.all(Kind::level_entry).map(|entry| level_entry(desk, &entry)).collect();
    let best_first = only(desk, node, Kind::kw_best_first).is_some();
    let outside = only(desk, node, Kind::outside);
    let outside = outside.map(|clause| clause.all(Kind::value).map(|entry| value(&entry)).collect());
    Levels {
        levels,
        best_first,
        outside: outside.unwrap_or_default(),
        notes: texts(node, Kind::note),
        span: node.span(),
    }
}

fn level_entry(desk: &mut Desk, node: &Node) -> LevelsEntry {
    let digits = node.child(Kind::level_number);
    let number = digits.as_ref().and_then(|digits| number::count(desk, digits, u32::MAX));
    let name = match (digits, number) {
        (Some(digits), Some(number)) => Name { text: number.to_string(), span: digits.span() },
        _ => name_of(node),
    };
    LevelsEntry { name, number, label: label_of(node), aka: aka(node) }
}

/// `scale NAME : v1 < v2`.
pub(super) fn scale(node: &Node) -> TypeDecl {
    type_decl(node, Kind::ascending, true)
}

/// `choice NAME : v1 | v2`.
pub(super) fn choice(node: &Node) -> TypeDecl {
    type_decl(node, Kind::alternatives, false)
}

fn type_decl(node: &Node, kind: Kind, ordered: bool) -> TypeDecl {
    let empty = ValueList { ordered, values: Vec::new(), span: node.span() };
    TypeDecl {
        name: name_of(node),
        label: label_of(node),
        values: node.child(kind).map_or(empty, |list| values(&list, ordered)),
        notes: texts(node, Kind::note),
        span: node.span(),
    }
}

fn values(node: &Node, ordered: bool) -> ValueList {
    ValueList { ordered, values: node.all(Kind::value).map(|entry| value(&entry)).collect(), span: node.span() }
}

fn value(node: &Node) -> ValueDecl {
    ValueDecl { name: name_of(node), label: label_of(node), aka: aka(node) }
}

fn aka(node: &Node) -> Vec<Text> {
    node.all(Kind::aka).flat_map(|list| list.all(Kind::string).map(|entry| text(&entry))).collect()
}

/// `factor NAME LABEL : TYPE`.
pub(super) fn factor(desk: &mut Desk, node: &Node) -> Factor {
    let assume = only(desk, node, Kind::assume).map(|clause| assumed(desk, &clause));
    Factor {
        name: name_of(node),
        label: label_of(node),
        aka: aka(node),
        kind: kind(desk, node),
        assume,
        notes: texts(node, Kind::note),
        span: node.span(),
    }
}

/// A value, or a list of values in braces.
pub(super) fn assumed(desk: &mut Desk, node: &Node) -> Assume {
    match node.child(Kind::braces) {
        Some(list) => Assume::List(expression::braces(desk, &list), list.span()),
        None => Assume::One(expression::operand_of(desk, node)),
    }
}

fn kind(desk: &mut Desk, node: &Node) -> TypeExpr {
    let range = only(desk, node, Kind::range);
    let unit = only(desk, node, Kind::unit);
    let decimals = only(desk, node, Kind::decimals);
    if let Some(number) = node.child(Kind::type_number) {
        let parts = [range.as_ref(), unit.as_ref(), decimals.as_ref()].into_iter().flatten();
        let span = parts.fold(number.span(), |span, part| span.to(part.span()));
        return TypeExpr::Number {
            range: range.and_then(|part| bounds(desk, &part)),
            unit: unit.and_then(|part| text_of(&part)),
            decimals: decimals.and_then(|part| decimals_of(desk, &part)),
            span,
        };
    }
    let parts: Vec<Node> = [range, unit, decimals].into_iter().flatten().collect();
    if !parts.is_empty() && trouble::misspelt_number(desk, node.child(Kind::values).as_ref()) {
        return TypeExpr::Number { range: None, unit: None, decimals: None, span: node.span() };
    }
    for part in parts {
        let word = part.children().next().map_or(part.text(), |word| word.text()).to_owned();
        desk.error(SyntaxProblem::NotANumberType { word }, part.span());
    }
    plain_kind(node)
}

fn plain_kind(node: &Node) -> TypeExpr {
    const KINDS: &[(Kind, Make<messages::Span, TypeExpr>)] = &[
        (Kind::type_level, TypeExpr::Level),
        (Kind::type_yes_no, TypeExpr::YesNo),
        (Kind::type_date, TypeExpr::Date),
        (Kind::type_dates, TypeExpr::Dates),
        (Kind::type_text, TypeExpr::Text),
    ];
    for (kind, make) in KINDS {
        if let Some(found) = node.child(*kind) {
            return make(found.span());
        }
    }
    if let Some(set) = node.child(Kind::type_set) {
        let list = set.child(Kind::values).as_ref().map(values_or_name);
        return match list {
            Some(Listed::Name(name)) => TypeExpr::SetNamed(name, set.span()),
            Some(Listed::Values(list)) => TypeExpr::SetValues(list, set.span()),
            None => TypeExpr::Named(name_of(&set)),
        };
    }
    match node.child(Kind::values).as_ref().map(values_or_name) {
        Some(Listed::Name(name)) => TypeExpr::Named(name),
        Some(Listed::Values(list)) => TypeExpr::Values(list),
        None => TypeExpr::Named(name_of(node)),
    }
}

enum Listed {
    Name(Name),
    Values(ValueList),
}

/// A bare name alone names a type; anything more is a list of values.
fn values_or_name(node: &Node) -> Listed {
    let ordered = node.child(Kind::less).is_some();
    let list = values(node, ordered);
    match node.all(Kind::value).next() {
        Some(first) if list.values.len() == 1 && first.children().count() == 1 => {
            Listed::Name(first.child(Kind::name).map_or(name_of(node), |found| name(&found)))
        }
        _ => Listed::Values(list),
    }
}

/// `A..B`.
pub(super) fn bounds(desk: &mut Desk, node: &Node) -> Option<(NumberLit, NumberLit)> {
    let mut ends = node.all(Kind::signed).map(|end| number::signed(desk, &end)).collect::<Vec<_>>().into_iter();
    Some((ends.next()?, ends.next()?))
}

fn decimals_of(desk: &mut Desk, node: &Node) -> Option<(u32, messages::Span)> {
    let digits = node.child(Kind::count)?;
    Some((number::count(desk, &digits, u32::MAX)?, node.span()))
}
