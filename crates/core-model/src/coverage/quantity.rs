//! What a boundary lies in: a number, an ordered value, a day or listed dates, as positions of records in relation to it.

use super::edge::{Bounds, Position};
use super::goals::Sight;
use crate::condition::{Condition, Day, Pick, Relation, Window};
use crate::date::Date;
use crate::number::{Number, gcd, lcm};
use crate::policy::{FactorId, FactorKind, Formula, LevelId, Named, PickKind, Policy};
use crate::record::{Datum, Record};
use crate::values::ValueSet;
use crate::view::View;

/// A value at a boundary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// A number: numerator and denominator, in lowest terms.
    Number(i128, i128),
    /// A value of a scale, or a level.
    Value(Named),
    /// A day.
    Day(Date),
    /// So much more than what is compared with; less, if negative.
    More(i128, i128),
    /// So many steps higher on the scale than what is compared with; lower, if negative.
    Higher(i128),
    /// So many days later than what is compared with; earlier, if negative.
    Later(i128),
}

/// What is compared.
#[derive(Debug, Clone)]
pub(super) enum Quantity<'p> {
    /// The numerator of the left number less the right one, over this denominator.
    Numbers(&'p Number, &'p Number, i128),
    /// The place of an ordered value, of so many.
    Value(&'p Pick, usize),
    /// The place of one ordered value less that of another, of so many.
    Values(&'p Pick, &'p Pick, usize),
    /// The day number of the left day less that of the right one.
    Days(Day, Day),
    /// Day numbers of listed dates less the first day that the window counts.
    From(FactorId, Window),
    /// The same, less its last day.
    Until(FactorId, Window),
}

/// Beyond any position.
const FAR: Position = i128::MAX / 4;

/// What the condition compares, with each boundary of it. Nothing where it has no order, or asks for the level.
pub(super) fn quantities<'p>(policy: &Policy, condition: &'p Condition) -> Vec<(Quantity<'p>, Bounds)> {
    match condition {
        Condition::Within(pick, these) => {
            let count = ordered(policy, pick).map_or(0, |names| names.len());
            each(&Quantity::Value(pick, count), changes(these, count))
        }
        Condition::Values(left, relation, right) => {
            let names = ordered(policy, left).or_else(|| ordered(policy, right));
            let Some(count) = names.map(|names| names.len()) else { return Vec::new() };
            each(&Quantity::Values(left, right, count), of_relation(*relation))
        }
        Condition::Numbers(left, relation, right) => match lcm(left.den, right.den) {
            Ok(den) => each(&Quantity::Numbers(left, right, den), of_relation(*relation)),
            Err(_) => Vec::new(),
        },
        Condition::Days(left, relation, right) => each(&Quantity::Days(*left, *right), of_relation(*relation)),
        Condition::Constant(_)
        | Condition::All(_)
        | Condition::Any(_)
        | Condition::Not(_)
        | Condition::Quantity { .. }
        | Condition::IncludesAll(..)
        | Condition::IncludesAny(..)
        | Condition::SetIs(..)
        | Condition::NoDates(_)
        | Condition::TextIn(..)
        | Condition::Level(_)
        | Condition::LevelTo(..) => Vec::new(),
    }
}

/// The boundaries of a window that counts dates, but for the as-of date, after which no date ever counts.
pub(super) fn window_edges<'p>(factor: FactorId, window: Window) -> Vec<(Quantity<'p>, Bounds)> {
    let (from, until) = (Quantity::From(factor, window), Quantity::Until(factor, window));
    let (starts, ends) = (vec![bounds(-FAR, 0, FAR)], vec![bounds(-FAR, 1, FAR)]);
    match window {
        Window::All => Vec::new(),
        Window::Within(..) | Window::ThisYear => each(&from, starts),
        Window::LastYear => each(&from, starts).into_iter().chain(each(&until, ends)).collect(),
    }
}

/// The names of the values that something may have, by place.
pub(super) fn names(policy: &Policy, pick: &Pick) -> Vec<Named> {
    kind(policy, pick).map_or(Vec::new(), |kind| kind.names(policy))
}

impl Quantity<'_> {
    /// Where the record lies; nothing where it does not say.
    pub(super) fn positions(&self, view: &mut View<'_>, record: &Record) -> Vec<Position> {
        match self {
            Self::Numbers(left, right, den) => {
                let (one, other) = (view.number(left), view.number(right));
                let over = |value: i128, own: i128| value.saturating_mul(den.checked_div(own).unwrap_or(1));
                let known = one.0 == one.1 && other.0 == other.1;
                known.then(|| over(one.0, left.den).saturating_sub(over(other.0, right.den))).into_iter().collect()
            }
            Self::Value(pick, _) => only(view.pick(pick)).into_iter().collect(),
            Self::Values(left, right, _) => {
                let (left, right) = (only(view.pick(left)), only(view.pick(right)));
                left.zip(right).map(|(left, right)| left - right).into_iter().collect()
            }
            Self::Days(left, right) => {
                let (left, right) = (view.day(*left), view.day(*right));
                let known = left.0 == left.1 && right.0 == right.1;
                known.then(|| left.0 - right.0).into_iter().collect()
            }
            Self::From(factor, window) => dates(record, *factor, window.days(view.program.as_of()).0),
            Self::Until(factor, window) => dates(record, *factor, window.days(view.program.as_of()).1),
        }
    }

    /// The condition that a record lies between two positions, both included; nothing where none can say so.
    pub(super) fn within(&self, from: Position, to: Position) -> Option<Condition> {
        match self {
            Self::Numbers(left, right, den) => {
                let mut both = Vec::new();
                if from > -FAR {
                    both.push(Condition::Numbers((*left).clone(), Relation::AtLeast, shifted(right, from, *den)?));
                }
                if to < FAR {
                    both.push(Condition::Numbers((*left).clone(), Relation::AtMost, shifted(right, to, *den)?));
                }
                Some(Condition::All(both))
            }
            Self::Value(pick, count) => Some(Condition::Within((*pick).clone(), places(from, to, *count))),
            Self::Values(left, right, count) => {
                let apart = |place: u8| {
                    let place_of = i128::from(place);
                    let other = places(place_of.saturating_sub(to), place_of.saturating_sub(from), *count);
                    Condition::All(vec![
                        Condition::Within((*left).clone(), ValueSet::only(place)),
                        Condition::Within((*right).clone(), other),
                    ])
                };
                Some(Condition::Any(ValueSet::first(*count).iter().map(apart).collect()))
            }
            Self::Days(left, right) => days_within(*left, *right, from, to),
            Self::From(..) | Self::Until(..) => None,
        }
    }

    /// What holds of the records at a position, as of a day.
    pub(super) fn sight(&self, at: Position, as_of: Date) -> Sight {
        match self {
            Self::Numbers(..) | Self::Value(..) | Self::Values(..) => {
                self.within(at, at).map_or(Sight::Nothing, |condition| Sight::Holds(Box::new(condition)))
            }
            Self::Days(left, right) => days_apart(known(*left, as_of), known(*right, as_of), at),
            Self::From(list, window) => listed(*list, window.days(as_of).0, at),
            Self::Until(list, window) => listed(*list, window.days(as_of).1, at),
        }
    }

    /// What lies at a position.
    pub(super) fn mark(&self, policy: &Policy, position: Position) -> Mark {
        match self {
            Self::Numbers(left, right, den) => {
                let constant = |number: &Number| number.as_constant().and_then(|own| own.checked_mul(den / number.den));
                match (constant(left), constant(right)) {
                    (None, Some(right)) => fraction(right.saturating_add(position), *den, Mark::Number),
                    (Some(left), None) => fraction(left.saturating_sub(position), *den, Mark::Number),
                    (None, None) | (Some(_), Some(_)) => fraction(position, *den, Mark::More),
                }
            }
            Self::Value(pick, _) => {
                let place = usize::try_from(position).unwrap_or(usize::MAX);
                names(policy, pick).into_iter().nth(place).map_or(Mark::Higher(position), Mark::Value)
            }
            Self::Values(..) => Mark::Higher(position),
            Self::Days(Day::Factor(_), Day::Given(day)) => day_mark(*day, position),
            Self::Days(Day::Given(day), Day::Factor(_)) => day_mark(*day, -position),
            Self::Days(..) | Self::From(..) | Self::Until(..) => Mark::Later(position),
        }
    }

    pub(super) fn same_dates(&self, other: &Quantity<'_>) -> bool {
        match (self, other) {
            (Self::From(factor, window), Quantity::From(its, of))
            | (Self::Until(factor, window), Quantity::Until(its, of)) => factor == its && window == of,
            (
                Self::Numbers(..)
                | Self::Value(..)
                | Self::Values(..)
                | Self::Days(..)
                | Self::From(..)
                | Self::Until(..),
                _,
            ) => false,
        }
    }
}

/// A day counted back, as of a day.
fn known(day: Day, as_of: Date) -> Day {
    match day {
        Day::Given(_) | Day::Factor(_) => day,
        Day::Ago(count, unit) => Day::Given(as_of.less(count, unit)),
    }
}

/// One day so many days after another, neither counted back.
fn days_apart(left: Day, right: Day, by: Position) -> Sight {
    if let Some(condition) = days_within(left, right, by, by) {
        return Sight::Holds(Box::new(condition));
    }
    match (left, right, i64::try_from(by)) {
        (Day::Factor(left), Day::Factor(right), Ok(by)) => Sight::Apart(left, right, by),
        (Day::Factor(_) | Day::Given(_) | Day::Ago(..), _, _) => Sight::Nothing,
    }
}

/// A listed date so many days after one by number.
fn listed(list: FactorId, from: i64, by: Position) -> Sight {
    match i64::try_from(by).ok().and_then(|by| from.checked_add(by)).and_then(in_calendar) {
        Some(Day::Given(day)) => Sight::Listed(list, day),
        Some(Day::Factor(_) | Day::Ago(..)) | None => Sight::Nothing,
    }
}

fn each<'p>(quantity: &Quantity<'p>, bounds: Vec<Bounds>) -> Vec<(Quantity<'p>, Bounds)> {
    bounds.into_iter().map(|bounds| (quantity.clone(), bounds)).collect()
}

fn bounds(first: Position, at: Position, last: Position) -> Bounds {
    Bounds { first, at, last }
}

/// Where a relation of a difference to nothing changes.
fn of_relation(relation: Relation) -> Vec<Bounds> {
    match relation {
        Relation::Below | Relation::AtLeast => vec![bounds(-FAR, 0, FAR)],
        Relation::AtMost | Relation::Above => vec![bounds(-FAR, 1, FAR)],
        Relation::Is | Relation::IsNot => vec![bounds(-FAR, 0, 0), bounds(0, 1, FAR)],
    }
}

/// Where membership changes along the places of a type.
fn changes(these: &ValueSet, count: usize) -> Vec<Bounds> {
    let count = u8::try_from(count.saturating_sub(1)).unwrap_or(u8::MAX);
    let starts: Vec<u8> = (1..=count).filter(|place| these.contains(place - 1) != these.contains(*place)).collect();
    let firsts = [0].into_iter().chain(starts.iter().copied());
    let ends = starts.iter().skip(1).map(|start| start - 1).chain([count]);
    let each = firsts.zip(&starts).zip(ends);
    each.map(|((first, at), last)| bounds(first.into(), (*at).into(), last.into())).collect()
}

fn only(values: ValueSet) -> Option<Position> {
    values.least().filter(|_| values.len() == 1).map(i128::from)
}

fn dates(record: &Record, factor: FactorId, edge: i64) -> Vec<Position> {
    match record.get(factor) {
        Some(Datum::Dates(dates)) => dates.iter().map(|date| i128::from(date.number() - edge)).collect(),
        Some(Datum::Value(_) | Datum::Set(_) | Datum::Number(_) | Datum::Date(_) | Datum::Text(_)) | None => Vec::new(),
    }
}

/// The number and so many parts more.
fn shifted(number: &Number, by: Position, den: i128) -> Option<Number> {
    let by = Number::constant(by, den);
    match number.as_constant() {
        Some(own) => {
            let own = own.checked_mul(den / number.den)?.checked_add(by.as_constant()?.checked_mul(den / by.den)?)?;
            Some(Number::constant(own, den))
        }
        None => Number::sum(vec![number.clone(), by]).ok(),
    }
}

fn places(from: Position, to: Position, count: usize) -> ValueSet {
    ValueSet::first(count).iter().filter(|place| (from..=to).contains(&i128::from(*place))).collect()
}

/// The condition that one day lies so many days after another: where one of them is given, or on a whole side.
fn days_within(left: Day, right: Day, from: Position, to: Position) -> Option<Condition> {
    let given = |day: Day, by: Position| match day {
        Day::Given(date) => i64::try_from(i128::from(date.number()).checked_add(by)?).ok().and_then(in_calendar),
        Day::Factor(_) | Day::Ago(..) if by == 0 => Some(day),
        Day::Factor(_) | Day::Ago(..) => None,
    };
    let side = |relation, by: Position| match (right, left) {
        (Day::Given(_), _) => given(right, by).map(|day| Condition::Days(left, relation, day)),
        (Day::Factor(_) | Day::Ago(..), Day::Given(_)) => {
            given(left, -by).map(|day| Condition::Days(day, relation, right))
        }
        (Day::Factor(_) | Day::Ago(..), Day::Factor(_) | Day::Ago(..)) => match (relation, by) {
            (_, 0) => Some(Condition::Days(left, relation, right)),
            (Relation::AtLeast, 1) => Some(Condition::Days(left, Relation::Above, right)),
            (Relation::AtMost, -1) => Some(Condition::Days(left, Relation::Below, right)),
            (
                Relation::Is
                | Relation::IsNot
                | Relation::Below
                | Relation::AtMost
                | Relation::Above
                | Relation::AtLeast,
                _,
            ) => None,
        },
    };
    let mut both = Vec::new();
    for (relation, by, open) in [(Relation::AtLeast, from, from <= -FAR), (Relation::AtMost, to, to >= FAR)] {
        if !open {
            both.push(side(relation, by)?);
        }
    }
    Some(Condition::All(both))
}

fn in_calendar(number: i64) -> Option<Day> {
    (Date::FIRST.number()..=Date::LAST.number()).contains(&number).then(|| Day::Given(Date::from_number(number)))
}

fn day_mark(day: Date, by: Position) -> Mark {
    let number = i64::try_from(i128::from(day.number()).saturating_add(by)).ok().and_then(in_calendar);
    match number {
        Some(Day::Given(day)) => Mark::Day(day),
        Some(Day::Factor(_) | Day::Ago(..)) | None => Mark::Later(by),
    }
}

fn fraction(numerator: i128, denominator: i128, mark: fn(i128, i128) -> Mark) -> Mark {
    let common = gcd(numerator, denominator).max(1);
    mark(numerator / common, denominator / common)
}

/// The values of what is picked, ascending; nothing where they have no order.
fn ordered(policy: &Policy, pick: &Pick) -> Option<Vec<Named>> {
    kind(policy, pick).filter(Kind::is_ordered).map(|kind| kind.names(policy))
}

/// The type of what is picked.
enum Kind<'p> {
    Ordered(&'p [Named]),
    Unordered(&'p [Named]),
    Level,
    YesNo,
}

fn kind<'p>(policy: &'p Policy, pick: &Pick) -> Option<Kind<'p>> {
    match pick {
        Pick::Value(_) | Pick::Matrix(_) => None,
        Pick::Factor(factor) => match &policy.factors.get(factor.index())?.kind {
            FactorKind::Scale(values) => Some(Kind::Ordered(values)),
            FactorKind::Choice(values) => Some(Kind::Unordered(values)),
            FactorKind::Level => Some(Kind::Level),
            FactorKind::YesNo => Some(Kind::YesNo),
            FactorKind::Set(_) | FactorKind::Number(_) | FactorKind::Date | FactorKind::Dates | FactorKind::Text => {
                None
            }
        },
        Pick::Define(define) => match &policy.defines.get(define.index())?.formula {
            Formula::Pick { kind: PickKind::Scale(values), .. } => Some(Kind::Ordered(values)),
            Formula::Pick { kind: PickKind::Choice(values), .. } => Some(Kind::Unordered(values)),
            Formula::Pick { kind: PickKind::Level, .. } => Some(Kind::Level),
            Formula::Pick { kind: PickKind::YesNo, .. } => Some(Kind::YesNo),
            Formula::Number { .. } => None,
        },
        Pick::Cases(cases, otherwise) => {
            cases.iter().map(|(_, pick)| pick).chain([otherwise.as_ref()]).find_map(|pick| kind(policy, pick))
        }
        Pick::Highest(of) | Pick::Lowest(of) => of.iter().find_map(|pick| kind(policy, pick)),
        Pick::Flag(_) => Some(Kind::YesNo),
    }
}

impl Kind<'_> {
    fn is_ordered(&self) -> bool {
        match self {
            Self::Ordered(_) | Self::Level => true,
            Self::Unordered(_) | Self::YesNo => false,
        }
    }

    fn names(&self, policy: &Policy) -> Vec<Named> {
        let plain = |name: &str| Named { name: name.to_owned(), ..Named::default() };
        match self {
            Self::Ordered(values) | Self::Unordered(values) => values.to_vec(),
            Self::Level => (0..policy.ladder.count())
                .map(|height| policy.ladder.at_height(height))
                .filter_map(|level: LevelId| policy.ladder.levels.get(level.index()))
                .map(|level| level.named.clone())
                .collect(),
            Self::YesNo => vec![plain("no"), plain("yes")],
        }
    }
}
