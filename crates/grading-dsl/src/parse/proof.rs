//! Tests and properties.

use messages::Span;

use super::declare::{name, names, only, text, text_of, texts};
use super::mend::Lost;
use super::{Desk, Kind, Make, Node, clauses, expression, number, types};
use crate::syntax::{Assume, Expectation, Name, Property, PropertyClaim, Test, TestGiven, Text};

/// `test "NAME"`; none where what it gives or expects was taken out.
pub(super) fn test(desk: &mut Desk, node: &Node, lost: &[Lost]) -> Option<Test> {
    if lost.iter().any(|word| *word != "note") {
        return None;
    }
    let given = only(desk, node, Kind::given);
    let Some(expect) = only(desk, node, Kind::expect) else {
        clauses::missing(desk, "kw_expect", node);
        return None;
    };
    Some(Test {
        name: text_of(node)?,
        as_of: as_of(desk, node),
        given: given.map_or(TestGiven { like: None, values: Vec::new() }, |clause| given_of(desk, &clause)),
        expect: expect.children().filter_map(|part| expectation(desk, &part)).collect(),
        decisive: expect.child(Kind::decisive).map(|clause| names(&clause)).unwrap_or_default(),
        notes: texts(node, Kind::note),
        span: node.span(),
    })
}

fn as_of(desk: &mut Desk, node: &Node) -> Option<(core_model::Date, Span)> {
    let clause = only(desk, node, Kind::as_of)?;
    let day = number::date(desk, &clause.child(Kind::date)?)?;
    Some((day, clause.span()))
}

fn given_of(desk: &mut Desk, node: &Node) -> TestGiven {
    let like = node.child(Kind::like).and_then(|like| text_of(&like));
    let values = node.all(Kind::assignment).filter_map(|part| assignment(desk, &part)).collect();
    TestGiven { like, values }
}

fn assignment(desk: &mut Desk, node: &Node) -> Option<(Name, Assume)> {
    let of = name(&node.child(Kind::name)?);
    Some((of, types::assumed(desk, node)))
}

type MakeNamed = fn(Name, Span) -> Expectation;

fn expectation(desk: &mut Desk, node: &Node) -> Option<Expectation> {
    let span = node.span();
    const WORDS: &[(Kind, Make<Span, Expectation>)] = &[
        (Kind::x_ungraded, Expectation::Ungraded),
        (Kind::x_conflict, Expectation::Conflict),
        (Kind::x_undetermined, Expectation::Undetermined),
        (Kind::x_invalid, Expectation::Invalid),
    ];
    if let Some((_, make)) = WORDS.iter().find(|(kind, _)| node.is(*kind)) {
        return Some(make(span));
    }
    const NAMED: &[(Kind, MakeNamed)] = &[
        (Kind::x_outside, Expectation::Outside),
        (Kind::x_require, Expectation::Require),
        (Kind::x_not_require, Expectation::NotRequire),
    ];
    if let Some((_, make)) = NAMED.iter().find(|(kind, _)| node.is(*kind)) {
        return Some(make(name(&node.child(Kind::name)?), span));
    }
    if node.is(Kind::x_value) {
        let (of, value) = assignment(desk, node)?;
        return Some(Expectation::Value(of, value, span));
    }
    if node.is(Kind::x_severity) {
        return Some(Expectation::Severity(number::numeral(desk, &node.child(Kind::numeral)?), span));
    }
    let word = node.is(Kind::x_level).then(|| node.child(Kind::level_word)).flatten()?;
    Some(Expectation::Level(expression::level_word(desk, &word), span))
}

/// `property "NAME"` and what it claims.
pub(super) fn property(desk: &mut Desk, node: &Node) -> Option<Property> {
    let claimed = node.children().find_map(|part| claim(desk, &part))?;
    Some(Property {
        name: text_of(node)?,
        as_of: as_of(desk, node),
        claim: claimed,
        notes: texts(node, Kind::note),
        span: node.span(),
    })
}

fn claim(desk: &mut Desk, node: &Node) -> Option<PropertyClaim> {
    if node.is(Kind::p_every_graded) {
        return Some(PropertyClaim::EveryGraded);
    }
    if node.is(Kind::p_no_conflict) {
        return Some(PropertyClaim::NoConflict);
    }
    if node.is(Kind::p_raising) {
        return Some(PropertyClaim::Raising(names(node)));
    }
    const FILES: &[(Kind, Make<Text, PropertyClaim>)] =
        &[(Kind::p_never_milder, PropertyClaim::NeverMilder), (Kind::p_same_as, PropertyClaim::SameAs)];
    if let Some((_, make)) = FILES.iter().find(|(kind, _)| node.is(*kind)) {
        return Some(make(text(&node.child(Kind::string)?)));
    }
    let speaks = [Kind::p_always, Kind::p_never, Kind::p_implies].into_iter().any(|kind| node.is(kind));
    if !speaks {
        return None;
    }
    let mut parts = node.all(Kind::expr).map(|part| expression::expr(desk, &part)).collect::<Vec<_>>().into_iter();
    match (parts.next()?, parts.next()) {
        (first, Some(second)) => Some(PropertyClaim::Implies(first, second)),
        (first, None) if node.is(Kind::p_never) => Some(PropertyClaim::Never(first)),
        (first, None) => Some(PropertyClaim::Always(first)),
    }
}
