//! What an expression, a cell, a define, a score is worth in one complete record.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use grading_dsl::syntax::{
    Arithmetic, Cell, CellKind, DefineBody, DefineCase, Endpoint, Expr, ExprKind, Grid, HeaderKind, LevelWord, Name,
    NumberLit, Quantifier, Score, ScoreAmount, Sign, Tail, TailKind, ValueTable, Window,
};

use core_model::{Date, Relation};

use super::day::Day;
use super::declared::{self, Body, Declared, FactorKind, Test, Word, fraction};
use super::value::{Fraction, Value};

/// A complete record: a value for each factor, by its place.
pub type Record = BTreeMap<usize, Value>;

/// A record as of a day.
pub struct Case<'m> {
    pub declared: &'m Declared<'m>,
    pub as_of: Day,
    pub record: &'m Record,
    /// The outcome's level by height, once there is one.
    pub level: Option<usize>,
    derived: RefCell<BTreeMap<usize, Value>>,
}

/// A value as written, where no record is asked.
pub fn constant(declared: &Declared<'_>, written: &Expr, kind: Option<usize>) -> Value {
    Case::of(declared, &Record::new(), Day::FIRST).value(written, kind)
}

impl<'m> Case<'m> {
    pub fn of(declared: &'m Declared<'m>, record: &'m Record, as_of: Day) -> Self {
        Self { declared, as_of, record, level: None, derived: RefCell::default() }
    }

    /// Whether a condition holds.
    pub fn holds(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Group(inner) => self.holds(inner),
            ExprKind::Not(inner) => !self.holds(inner),
            ExprKind::And(all) => self.chain(all).into_iter().all(|holds| holds),
            ExprKind::Or(all) => self.chain(all).into_iter().any(|holds| holds),
            ExprKind::Quantified(quantifier, all) => {
                let holding = self.count(all);
                match quantifier {
                    Quantifier::Any => holding > 0,
                    Quantifier::All => holding == all.len(),
                    Quantifier::None => holding == 0,
                    Quantifier::AtLeast(number) => holding >= whole(number),
                    Quantifier::Exactly(number) => holding == whole(number),
                    Quantifier::AtMost(number) => holding <= whole(number),
                }
            }
            ExprKind::Compare(left, tail) => self.compares(left.as_ref().expect("a left side"), tail),
            ExprKind::Name(_) | ExprKind::YesNo(_) => self.value(expr, None).flag(),
            ExprKind::Number(_)
            | ExprKind::Date(_)
            | ExprKind::Text(_)
            | ExprKind::Level
            | ExprKind::LevelOf(_)
            | ExprKind::Negative(_)
            | ExprKind::Arithmetic(..)
            | ExprKind::Max(_)
            | ExprKind::Min(_)
            | ExprKind::Round(..)
            | ExprKind::CountOf(_)
            | ExprKind::SizeOf(_)
            | ExprKind::CountDates(..)
            | ExprKind::AndOr(..)
            | ExprKind::Unknown => panic!("a condition, not {expr:?}"),
        }
    }

    /// A chain of `and` or `or`: a comparison may leave out the left side of the one before it.
    fn chain(&self, all: &[Expr]) -> Vec<bool> {
        let mut before = None;
        let mut held = Vec::new();
        for part in all {
            if let ExprKind::Compare(left, tail) = &part.kind {
                before = left.as_deref().or(before);
                held.push(self.compares(before.expect("a left side"), tail));
            } else {
                before = None;
                held.push(self.holds(part));
            }
        }
        held
    }

    fn count(&self, all: &[Expr]) -> usize {
        all.iter().filter(|expr| self.holds(expr)).count()
    }

    fn compares(&self, left: &Expr, tail: &Tail) -> bool {
        let right = if let TailKind::Relation(_, right) = &tail.kind { Some(right) } else { None };
        let asks = |expr: &Expr| matches!(expr.kind, ExprKind::Level);
        if self.level.is_none() && (asks(left) || right.is_some_and(asks)) {
            return false;
        }
        let kind = self.kind(left).or_else(|| self.kind(right?));
        self.meets(&self.value(left, kind), kind, tail)
    }

    fn meets(&self, left: &Value, kind: Option<usize>, tail: &Tail) -> bool {
        let one = |expr: &Expr| self.value(expr, kind);
        let is = |relation: Relation, expr: &Expr| stands(left, relation, &one(expr));
        let includes = |expr: &Expr| left.set().contains(&one(expr).place());
        match &tail.kind {
            TailKind::Relation(relation, right) => is(*relation, right),
            TailKind::FromBehind(relation, number) => stands(left, *relation, &Value::Number(fraction(number))),
            TailKind::Between(a, b) => is(Relation::AtLeast, a) && is(Relation::AtMost, b),
            TailKind::In(all) => all.iter().any(|expr| is(Relation::Is, expr)),
            TailKind::Includes(expr) => includes(expr),
            TailKind::IncludesAny(all) => all.iter().any(includes),
            TailKind::IncludesAll(all) => all.iter().all(includes),
            TailKind::Empty => empty(left),
            TailKind::NotEmpty => !empty(left),
            TailKind::Before(day) => is(Relation::Below, day),
            TailKind::After(day) => is(Relation::Above, day),
            TailKind::OnOrBefore(day) => is(Relation::AtMost, day),
            TailKind::OnOrAfter(day) => is(Relation::AtLeast, day),
            TailKind::AtLeastAgo(count, unit) => left.day() <= self.as_of.less(*count, *unit),
            TailKind::LessThanAgo(count, unit) => left.day() > self.as_of.less(*count, *unit),
            TailKind::LessThan(number, unit) => match left {
                Value::Day(day) => *day > self.as_of.less(u32::try_from(whole(number)).unwrap(), *unit),
                Value::Number(left) => *left < fraction(number),
                Value::Of(..) | Value::Set(..) | Value::Flag(_) | Value::Days(_) | Value::Text(_) => {
                    panic!("a day or a number, not {left:?}")
                }
            },
        }
    }

    /// What an expression is worth. Where a value of a list is expected, a bare name or number is first that value.
    pub fn value(&self, expr: &Expr, kind: Option<usize>) -> Value {
        let number = |expr: &Expr| self.value(expr, None).number();
        match &expr.kind {
            ExprKind::Name(name) => self.named(name, kind),
            ExprKind::Number(number) if kind == Some(0) => {
                Value::Of(0, self.declared.level_numbered(u32::try_from(whole(number)).unwrap()))
            }
            ExprKind::Number(number) => Value::Number(fraction(number)),
            ExprKind::Date(date) => Value::Day(day(*date)),
            ExprKind::Text(text) => Value::Text(text.text.clone()),
            ExprKind::YesNo(flag) => Value::Flag(*flag),
            ExprKind::Level => Value::Of(0, self.level.expect("a graded outcome")),
            ExprKind::LevelOf(LevelWord::Number(number, _)) if kind.is_some_and(|kind| kind > 0) => {
                let place = self.declared.called_like_level(kind.unwrap_or_default(), *number);
                Value::Of(kind.unwrap_or_default(), place)
            }
            ExprKind::LevelOf(word) => self.level(Word::Clause(word)),
            ExprKind::Negative(inner) => Value::Number(-number(inner)),
            ExprKind::Arithmetic(first, rest) => {
                Value::Number(rest.iter().fold(number(first), |sum, (operator, expr)| match operator {
                    Arithmetic::Plus => sum + number(expr),
                    Arithmetic::Minus => sum - number(expr),
                    Arithmetic::Times => sum * number(expr),
                    Arithmetic::Over => sum / number(expr),
                }))
            }
            ExprKind::Max(all) => self.each(all, kind).into_iter().max_by(Value::against).expect("operands"),
            ExprKind::Min(all) => self.each(all, kind).into_iter().min_by(Value::against).expect("operands"),
            ExprKind::Round(inner, places) => {
                Value::Number(round(number(inner), i32::try_from(whole(places)).unwrap()))
            }
            ExprKind::CountOf(all) => Value::Number(integer(self.count(all))),
            ExprKind::SizeOf(set) => Value::Number(integer(self.named(set, None).set().len())),
            ExprKind::CountDates(dates, window) => Value::Number(integer(self.within(dates, *window))),
            ExprKind::Group(inner) => self.value(inner, kind),
            ExprKind::Not(_)
            | ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::Quantified(..)
            | ExprKind::Compare(..) => Value::Flag(self.holds(expr)),
            ExprKind::AndOr(..) | ExprKind::Unknown => panic!("an accepted policy"),
        }
    }

    fn each(&self, all: &[Expr], kind: Option<usize>) -> Vec<Value> {
        let kind = kind.or_else(|| all.iter().find_map(|expr| self.kind(expr)));
        all.iter().map(|expr| self.value(expr, kind)).collect()
    }

    fn named(&self, name: &Name, kind: Option<usize>) -> Value {
        let place = match kind {
            Some(0) => self.declared.level_named(&name.text),
            Some(kind) => self.declared.kinds[kind].iter().position(|value| value.is(&name.text)),
            None => None,
        };
        place.map_or_else(|| self.operand(&name.text), |place| Value::Of(kind.unwrap_or_default(), place))
    }

    /// What the record says of a factor, or what a define or score comes to.
    pub fn operand(&self, name: &str) -> Value {
        if let Some(at) = self.declared.factors.iter().position(|factor| factor.spelled.is(name)) {
            return self.record[&at].clone();
        }
        let define = self.declared.defines.iter().position(|define| define.spelled.is(name));
        let at = define.unwrap_or_else(|| panic!("`{name}` is declared"));
        if let Some(value) = self.derived.borrow().get(&at) {
            return value.clone();
        }
        let value = match self.declared.defines[at].body {
            Body::Define(define) => {
                let kind = declared::written_kind(self.declared, define);
                match &define.body {
                    DefineBody::Expr(expr) => self.value(expr, kind),
                    DefineBody::Cases(cases, last) => self.first(cases, kind).unwrap_or_else(|| self.value(last, kind)),
                    DefineBody::Table(table) => self.looked_up(table, kind),
                    DefineBody::Matrix(grid) => self.cell(grid, kind).expect("a filled cell"),
                }
            }
            Body::Score(score) => Value::Number(self.score(score)),
        };
        self.derived.borrow_mut().insert(at, value.clone());
        value
    }

    fn first(&self, cases: &[DefineCase], kind: Option<usize>) -> Option<Value> {
        cases.iter().find(|case| self.holds(&case.when)).map(|case| self.value(&case.value, kind))
    }

    fn looked_up(&self, table: &ValueTable, kind: Option<usize>) -> Value {
        let fits = |(head, cell): (&HeaderKind, &Cell)| match head {
            HeaderKind::Tests(name) => self.test(Test::Cell(name, cell)),
            HeaderKind::Value
            | HeaderKind::Level(_)
            | HeaderKind::Bound { .. }
            | HeaderKind::Raise
            | HeaderKind::Lower
            | HeaderKind::Outside
            | HeaderKind::Require
            | HeaderKind::Because
            | HeaderKind::Cite
            | HeaderKind::Unknown => true,
        };
        let heads = || table.header.iter().map(|header| &header.kind);
        let row =
            table.rows.iter().find(|row| heads().zip(&row.cells).all(fits)).expect("rows that cover every record");
        self.written(row.cells.last().expect("a value"), kind).expect("a value")
    }

    /// What stands in a cell, if anything does.
    fn written(&self, cell: &Cell, kind: Option<usize>) -> Option<Value> {
        if let CellKind::OneOf(values) = &cell.kind { values.first().map(|expr| self.value(expr, kind)) } else { None }
    }

    /// The cell of a matrix that the record meets.
    pub fn cell(&self, grid: &Grid, kind: Option<usize>) -> Option<Value> {
        let row = grid.body.iter().find(|row| self.test(Test::Cell(&grid.rows, &row.cells[0]))).expect("a row");
        let column = (1..).find(|at| self.test(Test::Cell(&grid.columns, &grid.head[*at]))).expect("a column");
        self.written(&row.cells[column], kind)
    }

    fn score(&self, score: &Score) -> Fraction {
        let number = |expr: &Expr| self.value(expr, None).number();
        let from = score.from.as_ref().map_or(integer(0), number);
        let sum = score.lines.iter().fold(from, |sum, line| {
            let amount = match &line.amount {
                ScoreAmount::Cases(cases) => self.first(cases, None).map_or(integer(0), |value| value.number()),
                ScoreAmount::Each { amount, of, most } => {
                    let amount = number(amount) * self.how_many(of);
                    most.as_ref().map_or(amount, |most| amount.min(number(most)))
                }
                ScoreAmount::Bare(expr) => number(expr),
            };
            match line.sign {
                Sign::Add => sum + amount,
                Sign::Deduct => sum - amount,
            }
        });
        score.range.as_ref().map_or(sum, |(least, most)| sum.max(fraction(least)).min(fraction(most)))
    }

    fn how_many(&self, of: &Expr) -> Fraction {
        match self.value(of, None) {
            Value::Set(_, set) => integer(set.len()),
            Value::Number(number) => number,
            other @ (Value::Of(..) | Value::Flag(_) | Value::Day(_) | Value::Days(_) | Value::Text(_)) => {
                panic!("something to count, not {other:?}")
            }
        }
    }

    /// How many dates of a list lie in the window. None lies after the as-of date.
    fn within(&self, dates: &Name, window: Window) -> usize {
        let Value::Days(days) = self.operand(&dates.text) else { panic!("`{}` is a list of dates", dates.text) };
        let year = self.as_of.year;
        let lies = |day: Day| match window {
            Window::All => true,
            Window::Within(count, unit) => day > self.as_of.less(count, unit),
            Window::ThisYear => day.year == year,
            Window::LastYear => day.year == year - 1,
        };
        days.iter().filter(|day| **day <= self.as_of && lies(**day)).count()
    }

    /// Whether a condition or a cell holds.
    pub fn test(&self, test: Test<'_>) -> bool {
        let (name, cell) = match test {
            Test::Condition(expr) => return self.holds(expr),
            Test::Cell(name, cell) => (name, cell),
        };
        let left = self.operand(&name.text);
        let kind = if let Value::Of(kind, _) | Value::Set(kind, _) = left { Some(kind) } else { None };
        let is = |relation: Relation, expr: &Expr| stands(&left, relation, &self.value(expr, kind));
        match &cell.kind {
            CellKind::Blank | CellKind::Any => true,
            CellKind::OneOf(all) => all.iter().any(|expr| is(Relation::Is, expr)),
            CellKind::NotOneOf(all) => !all.iter().any(|expr| is(Relation::Is, expr)),
            CellKind::Relation(relation, expr) => is(*relation, expr),
            CellKind::Range(a, b) => {
                let end = |end: &Endpoint, with: Relation, without: Relation| {
                    is(if end.included { with } else { without }, &end.value)
                };
                end(a, Relation::AtLeast, Relation::Above) && end(b, Relation::AtMost, Relation::Below)
            }
            CellKind::Includes(all) => all.iter().all(|expr| left.set().contains(&self.value(expr, kind).place())),
            CellKind::Empty => empty(&left),
            CellKind::NotEmpty => !empty(&left),
            CellKind::Text(text) => left == Value::Text(text.text.clone()),
            CellKind::Unknown => panic!("an accepted policy"),
        }
    }

    /// A level, by height. A name that is a level's is the level, else a factor or define of type `level`.
    pub fn level(&self, word: Word<'_>) -> Value {
        match word {
            Word::Cell(expr) => self.value(expr, Some(0)),
            Word::Clause(LevelWord::Number(number, _)) => Value::Of(0, self.declared.level_numbered(*number)),
            Word::Clause(LevelWord::Open(_)) => unreachable!("a policy with a level left open is not accepted"),
            Word::Clause(LevelWord::Name(name)) => self.named(name, Some(0)),
        }
    }

    /// The list of values that an expression takes its value from.
    fn kind(&self, expr: &Expr) -> Option<usize> {
        match &expr.kind {
            ExprKind::Name(name) => self.kind_of(&name.text),
            ExprKind::Group(inner) => self.kind(inner),
            ExprKind::Max(all) | ExprKind::Min(all) => all.iter().find_map(|expr| self.kind(expr)),
            ExprKind::Level | ExprKind::LevelOf(_) => Some(0),
            ExprKind::Number(_)
            | ExprKind::Date(_)
            | ExprKind::Text(_)
            | ExprKind::YesNo(_)
            | ExprKind::Negative(_)
            | ExprKind::Arithmetic(..)
            | ExprKind::Round(..)
            | ExprKind::CountOf(_)
            | ExprKind::SizeOf(_)
            | ExprKind::CountDates(..)
            | ExprKind::Not(_)
            | ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::AndOr(..)
            | ExprKind::Quantified(..)
            | ExprKind::Compare(..)
            | ExprKind::Unknown => None,
        }
    }

    fn kind_of(&self, name: &str) -> Option<usize> {
        if let Some(factor) = self.declared.factors.iter().find(|factor| factor.spelled.is(name)) {
            return if let FactorKind::Of(kind) | FactorKind::Set(kind) = factor.kind { Some(kind) } else { None };
        }
        let define = self.declared.defines.iter().find(|define| define.spelled.is(name))?;
        let Body::Define(define) = define.body else { return None };
        let from_body = || if let DefineBody::Expr(expr) = &define.body { self.kind(expr) } else { None };
        declared::written_kind(self.declared, define).or_else(from_body)
    }
}

fn stands(left: &Value, relation: Relation, right: &Value) -> bool {
    let order = left.against(right);
    match relation {
        Relation::Is => order == Ordering::Equal,
        Relation::IsNot => order != Ordering::Equal,
        Relation::Below => order == Ordering::Less,
        Relation::AtMost => order != Ordering::Greater,
        Relation::Above => order == Ordering::Greater,
        Relation::AtLeast => order != Ordering::Less,
    }
}

fn empty(value: &Value) -> bool {
    if let Value::Days(days) = value { days.is_empty() } else { value.set().is_empty() }
}

/// Half away from zero.
fn round(number: Fraction, places: i32) -> Fraction {
    let scale = Fraction::from_integer(10).pow(places);
    let size = if number < integer(0) { -number } else { number } * scale;
    let rounded = (size + Fraction::new(1, 2)).floor() / scale;
    if number < integer(0) { -rounded } else { rounded }
}

fn integer(count: usize) -> Fraction {
    Fraction::from_integer(i128::try_from(count).unwrap())
}

fn whole(number: &NumberLit) -> usize {
    usize::try_from(fraction(number).to_integer()).unwrap()
}

pub fn day(date: Date) -> Day {
    Day::written(&date.to_string()).expect("a day")
}
