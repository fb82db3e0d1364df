//! Every expression of a policy, found by walking the tree.

use grading_dsl::syntax::{
    Cell, CellKind, Clauses, ConclusionKind, DefineBody, Expr, ExprKind, Header, HeaderKind, Item, LevelWord, Name,
    Row, ScoreAmount, Tail, TailKind, Text,
};

/// What a walk meets.
pub enum Met<'a> {
    Expr(&'a Expr),
    Tail(&'a Tail),
    /// A name that is no expression: a column, an axis of a matrix, what is also given.
    Name(&'a Name),
    /// A text in a cell.
    Text(&'a Text),
}

pub fn asks_level(expr: &Expr) -> bool {
    let mut asks = false;
    expression(expr, &mut |met| {
        if let Met::Expr(Expr { kind: ExprKind::Level, .. }) = met {
            asks = true;
        }
    });
    asks
}

type Visit<'v, 'a> = &'v mut dyn FnMut(Met<'a>);

pub fn item<'a>(item: &'a Item, visit: Visit<'_, 'a>) {
    match item {
        Item::Define(define) => match &define.body {
            DefineBody::Expr(expr) => expression(expr, visit),
            DefineBody::Cases(cases, last) => {
                cases.iter().flat_map(|case| [&case.when, &case.value]).for_each(|expr| expression(expr, visit));
                expression(last, visit);
            }
            DefineBody::Table(table) => rows(&table.header, &table.rows, visit),
            DefineBody::Matrix(grid) => [&grid.rows, &grid.columns].into_iter().for_each(|name| visit(Met::Name(name))),
        },
        Item::Score(score) => {
            score.from.iter().for_each(|expr| expression(expr, visit));
            score.lines.iter().for_each(|line| amount(&line.amount, visit));
        }
        Item::Matrix(matrix) => {
            clauses(&matrix.clauses, visit);
            [&matrix.grid.rows, &matrix.grid.columns].into_iter().for_each(|name| visit(Met::Name(name)));
            matrix.grid.body.iter().flat_map(|row| &row.cells).for_each(|cell| cell_of(cell, visit));
        }
        Item::Table(table) => {
            clauses(&table.clauses, visit);
            rows(&table.header, &table.rows, visit);
        }
        Item::Rule(rule) => {
            clauses(&rule.clauses, visit);
            for conclusion in &rule.conclusions {
                if let ConclusionKind::Level(_, word) | ConclusionKind::Bound { level: word, .. } = &conclusion.kind {
                    level(word, visit);
                }
            }
        }
        Item::Impossible(impossible) => expression(&impossible.when, visit),
        Item::AlsoGive(give) => give.names.iter().for_each(|name| visit(Met::Name(name))),
        Item::Otherwise(otherwise) => level(&otherwise.level, visit),
        Item::Policy(_)
        | Item::Import(_)
        | Item::Levels(_)
        | Item::Type(_)
        | Item::Factor(_)
        | Item::Measure(_)
        | Item::Accept(_)
        | Item::Test(_)
        | Item::Property(_)
        | Item::Broken(_) => {}
    }
}

fn level<'a>(word: &'a LevelWord, visit: Visit<'_, 'a>) {
    if let LevelWord::Name(name) = word {
        visit(Met::Name(name));
    }
}

fn clauses<'a>(clauses: &'a Clauses, visit: Visit<'_, 'a>) {
    clauses.when.iter().chain(&clauses.unless).for_each(|expr| expression(expr, visit));
}

fn rows<'a>(header: &'a [Header], rows: &'a [Row], visit: Visit<'_, 'a>) {
    for head in header {
        if let HeaderKind::Tests(name) = &head.kind {
            visit(Met::Name(name));
        }
    }
    rows.iter().flat_map(|row| &row.cells).for_each(|cell| cell_of(cell, visit));
}

fn cell_of<'a>(cell: &'a Cell, visit: Visit<'_, 'a>) {
    match &cell.kind {
        CellKind::OneOf(all) | CellKind::NotOneOf(all) | CellKind::Includes(all) => {
            all.iter().for_each(|expr| expression(expr, visit));
        }
        CellKind::Relation(_, expr) => expression(expr, visit),
        CellKind::Range(a, b) => [a, b].into_iter().for_each(|end| expression(&end.value, visit)),
        CellKind::Text(text) => visit(Met::Text(text)),
        CellKind::Blank | CellKind::Any | CellKind::Empty | CellKind::NotEmpty | CellKind::Unknown => {}
    }
}

fn amount<'a>(amount: &'a ScoreAmount, visit: Visit<'_, 'a>) {
    match amount {
        ScoreAmount::Cases(cases) => {
            cases.iter().flat_map(|case| [&case.when, &case.value]).for_each(|expr| expression(expr, visit));
        }
        ScoreAmount::Each { amount, of, most } => {
            [amount, of].into_iter().chain(most).for_each(|expr| expression(expr, visit));
        }
        ScoreAmount::Bare(expr) => expression(expr, visit),
    }
}

pub fn expression<'a>(expr: &'a Expr, visit: Visit<'_, 'a>) {
    visit(Met::Expr(expr));
    match &expr.kind {
        ExprKind::Negative(one) | ExprKind::Round(one, _) | ExprKind::Group(one) | ExprKind::Not(one) => {
            expression(one, visit);
        }
        ExprKind::Arithmetic(first, rest) => {
            expression(first, visit);
            rest.iter().for_each(|(_, expr)| expression(expr, visit));
        }
        ExprKind::Max(all)
        | ExprKind::Min(all)
        | ExprKind::CountOf(all)
        | ExprKind::And(all)
        | ExprKind::Or(all)
        | ExprKind::AndOr(all, _)
        | ExprKind::Quantified(_, all) => all.iter().for_each(|expr| expression(expr, visit)),
        ExprKind::Compare(left, tail) => {
            left.iter().for_each(|expr| expression(expr, visit));
            visit(Met::Tail(tail));
            tail_of(tail, visit);
        }
        ExprKind::SizeOf(name) | ExprKind::CountDates(name, _) => visit(Met::Name(name)),
        ExprKind::LevelOf(word) => level(word, visit),
        ExprKind::Name(_)
        | ExprKind::Number(_)
        | ExprKind::Date(_)
        | ExprKind::Text(_)
        | ExprKind::YesNo(_)
        | ExprKind::Level
        | ExprKind::Unknown => {}
    }
}

fn tail_of<'a>(tail: &'a Tail, visit: Visit<'_, 'a>) {
    match &tail.kind {
        TailKind::Relation(_, expr)
        | TailKind::Includes(expr)
        | TailKind::Before(expr)
        | TailKind::After(expr)
        | TailKind::OnOrBefore(expr)
        | TailKind::OnOrAfter(expr) => expression(expr, visit),
        TailKind::Between(a, b) => [a, b].into_iter().for_each(|expr| expression(expr, visit)),
        TailKind::In(all) | TailKind::IncludesAny(all) | TailKind::IncludesAll(all) => {
            all.iter().for_each(|expr| expression(expr, visit));
        }
        TailKind::FromBehind(..)
        | TailKind::Empty
        | TailKind::NotEmpty
        | TailKind::AtLeastAgo(..)
        | TailKind::LessThanAgo(..)
        | TailKind::LessThan(..) => {}
    }
}
