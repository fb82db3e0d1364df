//! Regions of records: for each factor a class of values. A region of single values is one record as far as any
//! condition can tell; cutting a region in two is how the exact search goes on.

use crate::axis::Axis;
use crate::date::Date;
use crate::limits;
use crate::policy::{Factor, FactorId, FactorKind, Ladder};
use crate::record::{Datum, Record};
use crate::values::ValueSet;

/// A class of values of one factor. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// Some values of a scale, choice, the levels or yes/no.
    Values(ValueSet),
    /// Every set that holds the first and nothing beyond the second.
    Set(ValueSet, ValueSet),
    /// Numbers, both ends included.
    Number(i64, i64),
    /// Days by number, both ends included.
    Date(i64, i64),
    /// Lists of dates: how many lie in each segment, both ends included.
    Dates(Vec<(u32, u32)>),
    /// Texts: some of the literals by place, `literals.len()` for any other text.
    Text(Vec<usize>),
}

/// How a region is cut in two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    /// These values, and the others.
    Values(FactorId, ValueSet),
    /// Sets with this value, and without.
    Element(FactorId, u8),
    /// Numbers or day numbers below this, and from it on.
    At(FactorId, i64),
    /// Fewer dates than this in a segment, and so many or more.
    Count(FactorId, usize, u32),
    /// This literal, and other texts.
    Literal(FactorId, usize),
}

/// A class of values for every factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Region(pub(crate) Vec<Slot>);

impl Cut {
    pub(crate) fn factor(self) -> FactorId {
        match self {
            Self::Values(factor, _)
            | Self::Element(factor, _)
            | Self::At(factor, _)
            | Self::Count(factor, _, _)
            | Self::Literal(factor, _) => factor,
        }
    }
}

impl Slot {
    /// Every value that the factor may have.
    pub(crate) fn whole(factor: &Factor, ladder: &Ladder, axis: &Axis) -> Self {
        match &factor.kind {
            FactorKind::Scale(values) | FactorKind::Choice(values) => Self::Values(ValueSet::first(values.len())),
            FactorKind::Level => Self::Values(ValueSet::first(ladder.levels.len())),
            FactorKind::YesNo => Self::Values(ValueSet::first(2)),
            FactorKind::Set(values) => Self::Set(ValueSet::EMPTY, ValueSet::first(values.len())),
            FactorKind::Number(kind) => Self::Number(kind.least, kind.most),
            FactorKind::Date => Self::Date(Date::FIRST.number(), Date::LAST.number()),
            FactorKind::Dates => {
                let most = u32::try_from(limits::DATES).unwrap_or(u32::MAX);
                Self::Dates(vec![(0, most); axis.segments().len()])
            }
            FactorKind::Text => Self::Text((0..=axis.literals().len()).collect()),
        }
    }

    /// The class of exactly this value.
    pub(crate) fn of(datum: &Datum, axis: &Axis) -> Self {
        match datum {
            Datum::Value(value) => Self::Values(ValueSet::only(*value)),
            Datum::Set(values) => Self::Set(*values, *values),
            Datum::Number(number) => Self::Number(*number, *number),
            Datum::Date(date) => Self::Date(date.number(), date.number()),
            Datum::Dates(dates) => Self::Dates(axis.count(dates).into_iter().map(|count| (count, count)).collect()),
            Datum::Text(text) => Self::Text(vec![axis.literal(text)]),
        }
    }

    /// One value of the class, as a class of its own: the least.
    fn least(&self) -> Self {
        match self {
            Self::Values(values) => Self::Values(values.least().map_or(ValueSet::EMPTY, ValueSet::only)),
            Self::Set(must, _) => Self::Set(*must, *must),
            Self::Number(least, _) => Self::Number(*least, *least),
            Self::Date(least, _) => Self::Date(*least, *least),
            Self::Dates(counts) => Self::Dates(counts.iter().map(|(least, _)| (*least, *least)).collect()),
            Self::Text(classes) => Self::Text(classes.first().copied().into_iter().collect()),
        }
    }

    /// One value of the class, as a class of its own: the greatest. Of a list, as many dates as may be in one segment.
    fn greatest(&self) -> Self {
        match self {
            Self::Values(values) => Self::Values(values.greatest().map_or(ValueSet::EMPTY, ValueSet::only)),
            Self::Set(_, may) => Self::Set(*may, *may),
            Self::Number(_, most) => Self::Number(*most, *most),
            Self::Date(_, most) => Self::Date(*most, *most),
            Self::Dates(counts) => {
                let open = counts.iter().position(|(least, most)| least < most);
                let only = |(at, (least, most)): (usize, &(u32, u32))| if Some(at) == open { *most } else { *least };
                Self::Dates(counts.iter().enumerate().map(only).map(|count| (count, count)).collect())
            }
            Self::Text(classes) => Self::Text(classes.last().copied().into_iter().collect()),
        }
    }

    /// The value, where the class has exactly one. A list of dates is told only where it is empty.
    pub(crate) fn only(&self, axis: &Axis) -> Option<Datum> {
        match self {
            Self::Values(values) if values.len() == 1 => values.least().map(Datum::Value),
            Self::Set(must, may) if must == may => Some(Datum::Set(*must)),
            Self::Number(least, most) if least == most => Some(Datum::Number(*least)),
            Self::Date(least, most) if least == most => Some(Datum::Date(Date::from_number(*least))),
            Self::Dates(counts) => counts.iter().all(|(_, most)| *most == 0).then(|| Datum::Dates(Vec::new())),
            Self::Text(classes) => match classes.as_slice() {
                [class] => axis.literals().get(*class).cloned().map(Datum::Text),
                [] | [..] => None,
            },
            Self::Values(_) | Self::Set(..) | Self::Number(..) | Self::Date(..) => None,
        }
    }

    /// Some value of the class: the least.
    fn any(&self, axis: &Axis) -> Option<Datum> {
        match self {
            Self::Values(values) => values.least().map(Datum::Value),
            Self::Set(must, _) => Some(Datum::Set(*must)),
            Self::Number(least, _) => Some(Datum::Number(*least)),
            Self::Date(least, _) => Some(Datum::Date(Date::from_number(*least))),
            Self::Dates(counts) => Some(Datum::Dates(axis.dates(counts.iter().map(|(least, _)| *least)))),
            Self::Text(classes) => classes.first().map(|class| Datum::Text(axis.text(*class))),
        }
    }

    fn cut(&self, cut: Cut) -> (Option<Self>, Option<Self>) {
        match (self, cut) {
            (Self::Values(values), Cut::Values(_, these)) => {
                (some_values(values.and(&these)), some_values(values.without(&these)))
            }
            (Self::Set(must, may), Cut::Element(_, value)) => {
                let element = ValueSet::only(value);
                (Some(Self::Set(must.or(&element), *may)), Some(Self::Set(*must, may.without(&element))))
            }
            (Self::Number(least, most), Cut::At(_, at)) => halves(*least, *most, at, Self::Number),
            (Self::Date(least, most), Cut::At(_, at)) => halves(*least, *most, at, Self::Date),
            (Self::Dates(counts), Cut::Count(_, segment, at)) => (
                with_count(counts, segment, |count| (count.0, count.1.min(at - 1))),
                with_count(counts, segment, |count| (count.0.max(at), count.1)),
            ),
            (Self::Text(classes), Cut::Literal(_, literal)) => {
                let (these, others) = classes.iter().partition(|class| **class == literal);
                (some_text(these), some_text(others))
            }
            (
                Self::Values(_) | Self::Set(..) | Self::Number(..) | Self::Date(..) | Self::Dates(_) | Self::Text(_),
                _,
            ) => (None, Some(self.clone())),
        }
    }
}

impl Region {
    /// The class of a factor.
    pub(crate) fn slot(&self, factor: FactorId) -> Option<&Slot> {
        self.0.get(factor.index())
    }

    /// One record of the region: the least value of each factor.
    pub(crate) fn least(&self) -> Self {
        Self(self.0.iter().map(Slot::least).collect())
    }

    /// Another record of the region: the greatest value of each factor.
    pub(crate) fn greatest(&self) -> Self {
        Self(self.0.iter().map(Slot::greatest).collect())
    }

    /// The same region with the class of a factor taken from another.
    pub(crate) fn with(&self, factor: FactorId, other: &Self) -> Self {
        let mut changed = self.clone();
        if let (Some(slot), Some(its)) = (changed.0.get_mut(factor.index()), other.slot(factor)) {
            *slot = its.clone();
        }
        changed
    }

    /// Both parts, where they hold any record.
    pub(crate) fn cut(&self, cut: Cut) -> (Option<Self>, Option<Self>) {
        let Some(slot) = self.slot(cut.factor()) else { return (Some(self.clone()), None) };
        let (one, other) = slot.cut(cut);
        let put = |slot: Slot| {
            let mut part = self.clone();
            if let Some(place) = part.0.get_mut(cut.factor().index()) {
                *place = slot;
            }
            part
        };
        (one.map(put), other.map(put))
    }

    /// A record of the region.
    pub(crate) fn record(&self, axes: &[Axis]) -> Record {
        Record(self.0.iter().zip(axes).map(|(slot, axis)| slot.any(axis)).collect())
    }
}

fn some_values(values: ValueSet) -> Option<Slot> {
    (!values.is_empty()).then_some(Slot::Values(values))
}

fn some_text(classes: Vec<usize>) -> Option<Slot> {
    (!classes.is_empty()).then_some(Slot::Text(classes))
}

fn halves(least: i64, most: i64, at: i64, make: fn(i64, i64) -> Slot) -> (Option<Slot>, Option<Slot>) {
    if at <= least {
        (None, Some(make(least, most)))
    } else if at > most {
        (Some(make(least, most)), None)
    } else {
        (Some(make(least, at - 1)), Some(make(at, most)))
    }
}

/// The counts with one of them changed, brought within the most dates that a list may hold; `None` where none is left.
fn with_count(counts: &[(u32, u32)], segment: usize, change: impl Fn((u32, u32)) -> (u32, u32)) -> Option<Slot> {
    let mut counts = counts.to_vec();
    let count = counts.get_mut(segment)?;
    *count = change(*count);
    if count.0 > count.1 {
        return None;
    }
    let least: u32 = counts.iter().map(|(least, _)| *least).sum();
    let spare = u32::try_from(limits::DATES).unwrap_or(u32::MAX).checked_sub(least)?;
    for (least, most) in &mut counts {
        *most = (*most).min(*least + spare);
    }
    Some(Slot::Dates(counts))
}

#[cfg(test)]
mod tests {
    use super::{Cut, Region, Slot};
    use crate::axis::Axis;
    use crate::date::Date;
    use crate::leaves::Leaf;
    use crate::limits;
    use crate::policy::FactorId;
    use crate::record::Datum;
    use crate::values::ValueSet;

    const FACTOR: FactorId = FactorId(0);

    /// An axis of two literals.
    fn axis() -> Axis {
        let literals = ["a".to_owned(), "b".to_owned()];
        Axis::all(1, Date::LAST, |each| each(Leaf::Literals(FACTOR, &literals))).remove(0)
    }

    fn values(of: &[u8]) -> ValueSet {
        of.iter().copied().collect()
    }

    #[test]
    fn a_class_of_one_value_tells_it_and_no_other_does() {
        let only = |slot: Slot| slot.only(&axis());
        assert_eq!(only(Slot::Values(values(&[3]))), Some(Datum::Value(3)));
        assert_eq!(only(Slot::Values(values(&[3, 4]))), None);
        assert_eq!(only(Slot::Set(values(&[1]), values(&[1]))), Some(Datum::Set(values(&[1]))));
        assert_eq!(only(Slot::Set(values(&[1]), values(&[1, 2]))), None);
        assert_eq!(only(Slot::Number(5, 5)), Some(Datum::Number(5)));
        assert_eq!(only(Slot::Number(5, 6)), None);
        assert_eq!(only(Slot::Date(0, 0)), Some(Datum::Date(Date::FIRST)));
        assert_eq!(only(Slot::Date(0, 1)), None);
        assert_eq!(only(Slot::Dates(vec![(0, 0), (0, 0)])), Some(Datum::Dates(Vec::new())));
        assert_eq!(only(Slot::Dates(vec![(0, 0), (0, 1)])), None);
        assert_eq!(only(Slot::Dates(vec![(1, 1)])), None, "one date, but which");
        assert_eq!(only(Slot::Text(vec![1])), Some(Datum::Text("b".to_owned())));
        assert_eq!(only(Slot::Text(vec![2])), None, "any other text");
        assert_eq!(only(Slot::Text(vec![0, 1])), None);
    }

    #[track_caller]
    fn parts(slot: Slot, cut: Cut, one: Option<Slot>, other: Option<Slot>) {
        let whole = Region(vec![slot]);
        let region = |slot: Option<Slot>| slot.map(|slot| Region(vec![slot]));
        assert_eq!(whole.cut(cut), (region(one), region(other)));
    }

    #[test]
    fn a_cut_gives_what_is_asked_and_the_rest() {
        let at = |at| Cut::At(FACTOR, at);
        parts(Slot::Number(0, 9), at(4), Some(Slot::Number(0, 3)), Some(Slot::Number(4, 9)));
        parts(Slot::Number(0, 9), at(0), None, Some(Slot::Number(0, 9)));
        parts(Slot::Number(0, 9), at(9), Some(Slot::Number(0, 8)), Some(Slot::Number(9, 9)));
        parts(Slot::Date(0, 9), at(10), Some(Slot::Date(0, 9)), None);
        let literal = Cut::Literal(FACTOR, 1);
        parts(Slot::Text(vec![0, 1, 2]), literal, Some(Slot::Text(vec![1])), Some(Slot::Text(vec![0, 2])));
        parts(Slot::Text(vec![1]), literal, Some(Slot::Text(vec![1])), None);
        let these = Cut::Values(FACTOR, values(&[1, 7]));
        parts(Slot::Values(values(&[1, 2])), these, Some(Slot::Values(values(&[1]))), Some(Slot::Values(values(&[2]))));
        parts(Slot::Values(values(&[2])), these, None, Some(Slot::Values(values(&[2]))));
        let element = Cut::Element(FACTOR, 2);
        let (with, without) = (Slot::Set(values(&[1, 2]), values(&[1, 2])), Slot::Set(values(&[1]), values(&[1])));
        parts(Slot::Set(values(&[1]), values(&[1, 2])), element, Some(with), Some(without));
        parts(Slot::Number(1, 1), element, None, Some(Slot::Number(1, 1)));
    }

    #[test]
    fn a_list_never_holds_more_dates_than_it_may() {
        let most = u32::try_from(limits::DATES).unwrap();
        let whole = || Slot::Dates(vec![(0, most), (0, most)]);
        let count = |at| Cut::Count(FACTOR, 0, at);
        let rest = Slot::Dates(vec![(5, most), (0, most - 5)]);
        parts(whole(), count(5), Some(Slot::Dates(vec![(0, 4), (0, most)])), Some(rest));
        parts(
            whole(),
            count(most),
            Some(Slot::Dates(vec![(0, most - 1), (0, most)])),
            Some(Slot::Dates(vec![(most, most), (0, 0)])),
        );
        parts(Slot::Dates(vec![(3, 4)]), count(4), Some(Slot::Dates(vec![(3, 3)])), Some(Slot::Dates(vec![(4, 4)])));
        parts(Slot::Dates(vec![(3, 4)]), count(5), Some(Slot::Dates(vec![(3, 4)])), None);
    }
}
