//! Where the conditions of a policy are written: a place for each that is not made of others, in the order of the policy.

use core_model::{
    Condition, Define, Formula, Leaf, Number, Owner, Pick, Policy, Rule, Term, condition_leaves, define_leaves,
    number_leaves, owned_leaves, pick_leaves, rule_leaves,
};

use super::collect::{Collected, Derivation, RuleItem};
use super::scope::{DefineSlot, Derived, Scope};
use crate::compiled::{Sense, Written};
use crate::syntax::{self, Cell, CellKind, DefineBody, DefineCase, Expr, ExprKind, HeaderKind, ScoreAmount, Span};

/// The places of all conditions of a policy without errors.
pub(crate) fn written(scope: &Scope, collected: &Collected<'_>, policy: &Policy) -> Vec<Written> {
    let mut found = Places::default();
    rules(&mut found, collected, policy);
    let derivations = by_id(scope, collected);
    for (define, derivation) in policy.defines.iter().zip(derivations) {
        let (count, whole) = (counted(|each| define_leaves(define, each)), span_of(derivation));
        found.exactly(count, whole, |found| defined(found, define, derivation));
    }
    for (impossible, item) in policy.impossible.iter().zip(&collected.impossible) {
        let count = counted(|each| condition_leaves(&impossible.when, each));
        found.exactly(count, item.span, |found| found.pair(&impossible.when, &item.when));
    }
    if let (Some(otherwise), Some(item)) = (&policy.otherwise, collected.otherwise.first()) {
        found.all(counted(|each| pick_leaves(&otherwise.level, each)), item.span);
    }
    let mut all = 0;
    owned_leaves(policy, &mut |_: Owner, leaf| all += usize::from(is_atom(leaf)));
    debug_assert_eq!(all, found.0.len());
    found.0
}

/// Places in the order of conditions.
#[derive(Default)]
struct Places(Vec<Written>);

impl Places {
    /// So many conditions that are written at one place.
    fn all(&mut self, count: usize, span: Span) {
        self.0.extend((0..count).map(|_| Written { span, sense: Sense::Same }));
    }

    /// Places found one by one; were they not so many, all of them would be the whole.
    fn exactly(&mut self, count: usize, whole: Span, find: impl FnOnce(&mut Self)) {
        let before = self.0.len();
        find(self);
        if self.0.len() != before + count {
            self.0.truncate(before);
            self.all(count, whole);
        }
    }

    /// What one piece of text asks, which may say the opposite of the condition that it became.
    fn asked(&mut self, condition: &Condition, span: Span) {
        match condition {
            Condition::Not(of) => {
                let before = self.0.len();
                self.asked(of, span);
                self.0.iter_mut().skip(before).for_each(|written| written.sense = written.sense.turned());
            }
            Condition::All(of) | Condition::Any(of) | Condition::Quantity { of, .. } => {
                of.iter().for_each(|part| self.asked(part, span));
            }
            Condition::Constant(_)
            | Condition::Within(..)
            | Condition::Values(..)
            | Condition::IncludesAll(..)
            | Condition::IncludesAny(..)
            | Condition::SetIs(..)
            | Condition::Numbers(..)
            | Condition::Days(..)
            | Condition::NoDates(_)
            | Condition::TextIn(..)
            | Condition::Level(_)
            | Condition::LevelTo(..) => self.all(counted(|each| condition_leaves(condition, each)), span),
        }
    }

    fn piece(&mut self, condition: &Condition, piece: Piece<'_>) {
        match piece {
            Piece::Expr(expr) => self.pair(condition, expr),
            Piece::At(span) => self.asked(condition, span),
        }
    }

    /// A condition and the expression that it was made from, part by part.
    fn pair(&mut self, condition: &Condition, expr: &Expr) {
        match (&expr.kind, condition) {
            (ExprKind::Group(inner), _) => self.pair(condition, inner),
            (ExprKind::Not(inner), Condition::Not(of)) => self.pair(of, inner),
            (ExprKind::And(parts) | ExprKind::Quantified(_, parts), Condition::All(of))
            | (ExprKind::Or(parts) | ExprKind::Quantified(_, parts), Condition::Any(of))
            | (ExprKind::Quantified(_, parts), Condition::Quantity { of, .. })
                if parts.len() == of.len() =>
            {
                of.iter().zip(parts).for_each(|(of, part)| self.pair(of, part));
            }
            (ExprKind::Quantified(..), Condition::Not(of)) => self.pair(of, expr),
            _ => self.asked(condition, expr.span),
        }
    }

    /// The conditions that an expression counts; those of any other number are written at its place.
    fn number(&mut self, number: &Number, expr: &Expr) {
        match (&number.term, &expr.kind) {
            (_, ExprKind::Group(inner)) => self.number(number, inner),
            (Term::Count(of), ExprKind::CountOf(parts)) if of.len() == parts.len() => {
                of.iter().zip(parts).for_each(|(of, part)| self.pair(of, part));
            }
            _ => self.all(counted(|each| number_leaves(number, each)), expr.span),
        }
    }
}

/// A piece of text that asks something.
#[derive(Clone, Copy)]
enum Piece<'a> {
    Expr(&'a Expr),
    At(Span),
}

fn rules(found: &mut Places, collected: &Collected<'_>, policy: &Policy) {
    let mut rules = policy.rules.iter();
    for item in &collected.rules {
        match item {
            RuleItem::Rule(written) => {
                let pieces: Vec<Piece<'_>> = written.clauses.when.iter().map(Piece::Expr).collect();
                one(found, rules.next(), &pieces, &written.clauses, written.name.span);
            }
            RuleItem::Matrix(matrix) => {
                let rule = rules.next();
                let speaks = rule.filter(|rule| speaks(rule)).map(|_| Piece::At(matrix.name.span));
                let pieces: Vec<Piece<'_>> = matrix.clauses.when.iter().map(Piece::Expr).chain(speaks).collect();
                one(found, rule, &pieces, &matrix.clauses, matrix.name.span);
            }
            RuleItem::Table(table) => {
                for row in &table.rows {
                    let when = table.clauses.when.iter().map(Piece::Expr);
                    let pieces: Vec<Piece<'_>> = when.chain(tests(table, row)).collect();
                    one(found, rules.next(), &pieces, &table.clauses, row.span);
                }
            }
            RuleItem::Broken(_) => {}
        }
    }
}

/// The cells of a row that test something.
fn tests<'a>(table: &syntax::RuleTable, row: &'a syntax::Row) -> impl Iterator<Item = Piece<'a>> {
    let columns = table.header.iter().zip(&row.cells);
    let tests = columns.filter(|(header, _)| matches!(header.kind, HeaderKind::Tests(_))).map(|(_, cell)| cell);
    tests.filter(|cell| asks(cell)).map(|cell| Piece::At(cell.span))
}

fn asks(cell: &Cell) -> bool {
    !matches!(cell.kind, CellKind::Any)
}

/// Whether a matrix is inactive in some of its cells.
fn speaks(rule: &Rule) -> bool {
    let last = if let Condition::All(of) = &rule.when { of.last() } else { Some(&rule.when) };
    matches!(last, Some(Condition::Within(Pick::Matrix(_), _)))
}

/// What a rule asks in `when`, piece by piece, then in `unless`, then what its conclusions name.
fn one(found: &mut Places, rule: Option<&Rule>, pieces: &[Piece<'_>], clauses: &syntax::Clauses, whole: Span) {
    let Some(rule) = rule else { return };
    found.exactly(counted(|each| condition_leaves(&rule.when, each)), whole, |found| match (&rule.when, pieces) {
        (when, [piece]) => found.piece(when, *piece),
        (Condition::All(of), pieces) if of.len() == pieces.len() => {
            of.iter().zip(pieces).for_each(|(condition, piece)| found.piece(condition, *piece));
        }
        (_, _) => {}
    });
    if let Some(unless) = &rule.unless {
        found.exactly(counted(|each| condition_leaves(unless, each)), whole, |found| {
            clauses.unless.iter().for_each(|expr| found.pair(unless, expr));
        });
    }
    let asked = |rule: &Rule| {
        counted(|each| condition_leaves(&rule.when, each))
            + rule.unless.iter().map(|unless| counted(|each| condition_leaves(unless, each))).sum::<usize>()
    };
    found.all(counted(|each| rule_leaves(rule, each)).saturating_sub(asked(rule)), whole);
}

fn defined(found: &mut Places, define: &Define, derivation: Derivation<'_>) {
    match (derivation, &define.formula) {
        (Derivation::Define(written), formula) => match (&written.body, formula) {
            (DefineBody::Expr(expr), Formula::Pick { pick, .. }) => picked(found, pick, expr),
            (DefineBody::Expr(expr), Formula::Number { number, .. }) => found.number(number, expr),
            (DefineBody::Cases(cases, _), Formula::Pick { pick: Pick::Cases(of, last), .. }) => {
                for ((when, value), case) in of.iter().zip(cases) {
                    found.pair(when, &case.when);
                    found.all(counted(|each| pick_leaves(value, each)), case.value.span);
                }
                found.all(counted(|each| pick_leaves(last, each)), written.name.span);
            }
            (DefineBody::Cases(cases, _), Formula::Number { number, .. }) => {
                number_cases(found, number, cases, written.name.span);
            }
            (DefineBody::Table(table), Formula::Pick { pick: Pick::Cases(of, _), .. }) => {
                of.iter().zip(&table.rows).for_each(|((when, _), row)| cells(found, when, row));
            }
            (DefineBody::Table(table), Formula::Number { number, .. }) => {
                if let Term::Cases(of, _) = &number.term {
                    of.iter().zip(&table.rows).for_each(|((when, _), row)| cells(found, when, row));
                }
            }
            (DefineBody::Cases(..) | DefineBody::Table(_), Formula::Pick { .. }) | (DefineBody::Matrix(_), _) => {}
        },
        (Derivation::Score(score), Formula::Number { number, .. }) => scored(found, number, score),
        (Derivation::Score(_), Formula::Pick { .. }) => {}
    }
}

fn picked(found: &mut Places, pick: &Pick, expr: &Expr) {
    match (pick, &expr.kind) {
        (Pick::Flag(condition), _) => found.pair(condition, expr),
        (_, ExprKind::Group(inner)) => picked(found, pick, inner),
        _ => found.all(counted(|each| pick_leaves(pick, each)), expr.span),
    }
}

fn number_cases(found: &mut Places, number: &Number, cases: &[DefineCase], whole: Span) {
    let Term::Cases(of, last) = &number.term else { return };
    for ((when, value), case) in of.iter().zip(cases) {
        found.pair(when, &case.when);
        found.number(value, &case.value);
    }
    found.all(counted(|each| number_leaves(last, each)), whole);
}

/// What the cells of a row of a value table ask.
fn cells(found: &mut Places, when: &Condition, row: &syntax::Row) {
    let tests = row.cells.split_last().map_or(&[][..], |(_, tests)| tests);
    let tests = tests.iter().filter(|cell| asks(cell));
    if let Condition::All(of) = when {
        of.iter().zip(tests).for_each(|(condition, cell)| found.asked(condition, cell.span));
    }
}

/// The sum of a score's lines, within its range.
fn scored(found: &mut Places, number: &Number, score: &syntax::Score) {
    if let Term::Highest(of) | Term::Lowest(of) = &number.term
        && let Some(number) = of.first().filter(|_| score.range.is_some())
    {
        return scored(found, number, score);
    }
    if let Term::Sum(of) = &number.term
        && let Some((from, lines)) = of.split_first()
    {
        found.all(counted(|each| number_leaves(from, each)), score.name.span);
        lines.iter().zip(&score.lines).for_each(|(number, line)| scored_line(found, number, line));
    }
}

fn scored_line(found: &mut Places, number: &Number, line: &syntax::ScoreLine) {
    match (&number.term, &line.amount) {
        (Term::Times(of, _), ScoreAmount::Cases(cases)) => number_cases(found, of, cases, line.span),
        (Term::Cases(..), ScoreAmount::Cases(cases)) => number_cases(found, number, cases, line.span),
        _ => found.all(counted(|each| number_leaves(number, each)), line.span),
    }
}

/// The derivations in the order of their ids.
fn by_id<'a>(scope: &Scope, collected: &Collected<'a>) -> Vec<Derivation<'a>> {
    let slots = collected.derivations().into_iter().enumerate();
    let mut found: Vec<(u16, Derivation<'a>)> = slots
        .filter_map(|(slot, derivation)| match scope.derived(DefineSlot(slot)) {
            Derived::Pick(define, _) | Derived::Number(define, _, _) => Some((define.0, derivation)),
            Derived::Pending | Derived::Unknown => None,
        })
        .collect();
    found.sort_by_key(|(id, _)| *id);
    found.into_iter().map(|(_, derivation)| derivation).collect()
}

fn span_of(derivation: Derivation<'_>) -> Span {
    match derivation {
        Derivation::Define(define) => define.name.span,
        Derivation::Score(score) => score.name.span,
    }
}

/// How many conditions there are that are not made of others.
fn counted(leaves: impl FnOnce(&mut dyn FnMut(Leaf<'_>))) -> usize {
    let mut count = 0;
    leaves(&mut |leaf| count += usize::from(is_atom(leaf)));
    count
}

fn is_atom(leaf: Leaf<'_>) -> bool {
    matches!(leaf, Leaf::Condition(_))
}
