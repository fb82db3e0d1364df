//! `score` and its lines.

use messages::SyntaxProblem;

use super::declare::{label_of, name_of, only, text_of, texts};
use super::{Desk, Kind, Node, expression, types};
use crate::syntax::{DefineCase, Score, ScoreAmount, ScoreLine, Sign};

/// `score NAME LABEL from E in A..B` and its lines.
pub(super) fn score(desk: &mut Desk, node: &Node) -> Score {
    Score {
        name: name_of(node),
        label: label_of(node),
        unit: only(desk, node, Kind::unit).and_then(|unit| text_of(&unit)),
        from: only(desk, node, Kind::score_from).map(|from| expression::operand_of(desk, &from)),
        range: only(desk, node, Kind::range).and_then(|range| types::bounds(desk, &range)),
        lines: node.all(Kind::score_line).filter_map(|found| line(desk, &found)).collect(),
        notes: texts(node, Kind::note),
        span: node.span(),
    }
}

fn line(desk: &mut Desk, node: &Node) -> Option<ScoreLine> {
    let written = node.children().next()?;
    let signs: Vec<Node> =
        written.children().filter(|part| part.is(Kind::kw_add) || part.is(Kind::kw_deduct)).collect();
    let sign = if signs.first()?.is(Kind::kw_add) { Sign::Add } else { Sign::Deduct };
    if let Some(other) = signs.iter().find(|other| other.is(Kind::kw_add) != (sign == Sign::Add)) {
        desk.error(SyntaxProblem::MixedSigns, other.span());
    }
    let values: Vec<_> = written.all(Kind::operand).map(|value| expression::operand(desk, &value)).collect();
    let whens: Vec<_> = written.all(Kind::expr).map(|when| expression::expr(desk, &when)).collect();
    let amount = if let Some(each) = written.child(Kind::each) {
        ScoreAmount::Each {
            amount: values.into_iter().next()?,
            of: expression::operand_of(desk, &each),
            most: written.child(Kind::cap).map(|cap| expression::operand_of(desk, &cap)),
        }
    } else if whens.is_empty() {
        ScoreAmount::Bare(values.into_iter().next()?)
    } else {
        ScoreAmount::Cases(whens.into_iter().zip(values).map(|(when, value)| DefineCase { when, value }).collect())
    };
    Some(ScoreLine { sign, amount, span: written.span() })
}
