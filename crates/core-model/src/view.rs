//! What holds of a region: conditions, values and numbers, looked up in its classes. On a region of single values
//! nothing stays open, so the same code grades a record and reasons about many.

use crate::condition::{Condition, Day, Matrix, Pick, Relation};
use crate::number::{Number, Term, lcm, round_half_up};
use crate::policy::{DefineId, FactorId, Formula};
use crate::program::Program;
use crate::region::{Region, Slot};
use crate::truth::Truth;
use crate::values::ValueSet;

/// What the outcome may be, as far as conditions on the level ask.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LevelSeen {
    /// The levels (as heights) at which a record may be graded.
    pub(crate) heights: ValueSet,
    /// Whether a record may not be graded at all.
    pub(crate) not_graded: bool,
}

/// The least and the greatest numerator, over the denominator of the number asked for.
pub(crate) type Range = (i128, i128);

/// A region as the conditions of a program see it.
pub(crate) struct View<'a> {
    pub(crate) program: &'a Program,
    pub(crate) region: &'a Region,
    /// What the outcome may be; nothing while the level is still to be concluded.
    pub(crate) level: Option<LevelSeen>,
    /// How many conditions, values and numbers were looked at.
    pub(crate) looked: u32,
    seen: Vec<Option<Seen>>,
}

/// A define, once it is looked up.
#[derive(Debug, Clone, Copy)]
enum Seen {
    Values(ValueSet),
    Range(Range),
}

impl<'a> View<'a> {
    pub(crate) fn new(program: &'a Program, region: &'a Region) -> Self {
        Self { program, region, level: None, looked: 0, seen: vec![None; program.policy().defines.len()] }
    }

    /// Whether the condition holds.
    pub(crate) fn condition(&mut self, condition: &Condition) -> Truth {
        self.looked = self.looked.saturating_add(1);
        match condition {
            Condition::Constant(holds) => Truth::of(*holds),
            Condition::All(of) => Truth::any(of.iter().map(|part| self.condition(part).not())).not(),
            Condition::Any(of) => Truth::any(of.iter().map(|part| self.condition(part))),
            Condition::Not(part) => self.condition(part).not(),
            Condition::Quantity { least, most, of } => self.quantity(*least, *most, of),
            Condition::Within(pick, these) => {
                let values = self.pick(pick);
                Truth::settled(values.within(these), values.and(these).is_empty())
            }
            Condition::Values(left, relation, right) => {
                let (left, right) = (self.pick(left), self.pick(right));
                relate_values(left, *relation, right)
            }
            Condition::IncludesAll(factor, values) => {
                self.set(*factor, |must, may| Truth::settled(values.within(&must), !values.within(&may)))
            }
            Condition::IncludesAny(factor, values) => self
                .set(*factor, |must, may| Truth::settled(!values.and(&must).is_empty(), values.and(&may).is_empty())),
            Condition::SetIs(factor, values) => self.set(*factor, |must, may| {
                Truth::settled(must == *values && may == *values, !must.within(values) || !values.within(&may))
            }),
            Condition::Numbers(left, relation, right) => self.numbers(left, *relation, right),
            Condition::Days(left, relation, right) => relate(self.day(*left), *relation, self.day(*right)),
            Condition::NoDates(factor) => {
                let (least, most) = self.dates(*factor, None);
                Truth::settled(most == 0, least > 0)
            }
            Condition::TextIn(factor, literals) => self.text(*factor, literals),
            Condition::Level(these) => {
                self.graded(|heights| Truth::settled(heights.within(these), heights.and(these).is_empty()))
            }
            Condition::LevelTo(relation, pick) => {
                let other = self.pick(pick);
                self.graded(|heights| relate_values(heights, *relation, other))
            }
        }
    }

    /// The values that it may have. Never empty.
    pub(crate) fn pick(&mut self, pick: &Pick) -> ValueSet {
        self.looked = self.looked.saturating_add(1);
        match pick {
            Pick::Value(value) => ValueSet::only(*value),
            Pick::Factor(factor) => match self.region.slot(*factor) {
                Some(Slot::Values(values)) => *values,
                Some(Slot::Set(..) | Slot::Number(..) | Slot::Date(..) | Slot::Dates(_) | Slot::Text(_)) | None => {
                    ValueSet::EMPTY
                }
            },
            Pick::Define(define) => self.picked(*define),
            Pick::Cases(cases, otherwise) => self.cases(cases, otherwise),
            Pick::Matrix(matrix) => self.matrix(matrix),
            Pick::Highest(of) => self.extreme(of, u8::max),
            Pick::Lowest(of) => self.extreme(of, u8::min),
            Pick::Flag(condition) => match self.condition(condition) {
                Truth::No => ValueSet::only(0),
                Truth::Open => ValueSet::first(2),
                Truth::Yes => ValueSet::only(1),
            },
        }
    }

    /// The range that it lies in.
    pub(crate) fn number(&mut self, number: &Number) -> Range {
        self.looked = self.looked.saturating_add(1);
        match &number.term {
            Term::Constant(value) => (*value, *value),
            Term::Factor(factor) => match self.region.slot(*factor) {
                Some(Slot::Number(least, most)) => (i128::from(*least), i128::from(*most)),
                Some(Slot::Values(_) | Slot::Set(..) | Slot::Date(..) | Slot::Dates(_) | Slot::Text(_)) | None => {
                    (number.least, number.most)
                }
            },
            Term::Define(define) => self.numbered(*define),
            Term::Sum(of) => of.iter().fold((0, 0), |sum, part| {
                let part = self.scaled(part, number.den);
                (sum.0.saturating_add(part.0), sum.1.saturating_add(part.1))
            }),
            Term::Times(of, by) => {
                let (least, most) = self.number(of);
                ordered(least.saturating_mul(*by), most.saturating_mul(*by))
            }
            Term::Product(one, other) => product(self.number(one), self.number(other)),
            Term::Highest(of) => self.number_extreme(of, number.den, i128::max),
            Term::Lowest(of) => self.number_extreme(of, number.den, i128::min),
            Term::Round(of) => {
                let (least, most) = self.number(of);
                (round_half_up(least, of.den, number.den), round_half_up(most, of.den, number.den))
            }
            Term::Cases(cases, otherwise) => self.number_cases(cases, otherwise, number.den),
            Term::Count(of) => {
                let (least, most) = self.how_many(of);
                (i128::from(least), i128::from(most))
            }
            Term::Size(set) => match self.region.slot(*set) {
                Some(Slot::Set(must, may)) => (i128::from(must.len()), i128::from(may.len())),
                Some(Slot::Values(_) | Slot::Number(..) | Slot::Date(..) | Slot::Dates(_) | Slot::Text(_)) | None => {
                    (number.least, number.most)
                }
            },
            Term::Dates(list, window) => {
                let axis = self.program.axis(*list);
                let (least, most) = self.dates(*list, axis.map(|axis| axis.window(*window)));
                (i128::from(least), i128::from(most))
            }
        }
    }

    /// Where the day lies, by number.
    pub(crate) fn day(&self, day: Day) -> Range {
        let only = |number: i64| (i128::from(number), i128::from(number));
        match day {
            Day::Given(date) => only(date.number()),
            Day::Ago(count, unit) => only(self.program.as_of().less(count, unit).number()),
            Day::Factor(factor) => match self.region.slot(factor) {
                Some(Slot::Date(least, most)) => (i128::from(*least), i128::from(*most)),
                Some(Slot::Values(_) | Slot::Set(..) | Slot::Number(..) | Slot::Dates(_) | Slot::Text(_)) | None => {
                    (0, i128::MAX)
                }
            },
        }
    }

    /// How many dates of the list lie in some of its segments, or in all.
    pub(crate) fn dates(&self, list: FactorId, segments: Option<(usize, usize)>) -> (u32, u32) {
        let Some(Slot::Dates(counts)) = self.region.slot(list) else { return (0, 0) };
        let (from, to) = segments.unwrap_or((0, counts.len()));
        let (mut least, mut most, mut elsewhere) = (0, 0, 0);
        for (at, count) in counts.iter().enumerate() {
            if (from..to).contains(&at) {
                least += count.0;
                most += count.1;
            } else {
                elsewhere += count.0;
            }
        }
        let room = u32::try_from(crate::limits::DATES).unwrap_or(u32::MAX).saturating_sub(elsewhere);
        (least, most.min(room.max(least)))
    }

    fn quantity(&mut self, least: u32, most: u32, of: &[Condition]) -> Truth {
        let (surely, perhaps) = self.how_many(of);
        Truth::settled(least <= surely && perhaps <= most, perhaps < least || most < surely)
    }

    /// How many hold surely, and how many perhaps (those included).
    fn how_many(&mut self, of: &[Condition]) -> (u32, u32) {
        of.iter().fold((0, 0), |(surely, perhaps), part| match self.condition(part) {
            Truth::No => (surely, perhaps),
            Truth::Open => (surely, perhaps + 1),
            Truth::Yes => (surely + 1, perhaps + 1),
        })
    }

    fn set(&self, factor: FactorId, ask: impl FnOnce(ValueSet, ValueSet) -> Truth) -> Truth {
        match self.region.slot(factor) {
            Some(Slot::Set(must, may)) => ask(*must, *may),
            Some(Slot::Values(_) | Slot::Number(..) | Slot::Date(..) | Slot::Dates(_) | Slot::Text(_)) | None => {
                Truth::Open
            }
        }
    }

    fn text(&self, factor: FactorId, literals: &[String]) -> Truth {
        let (Some(Slot::Text(classes)), Some(axis)) = (self.region.slot(factor), self.program.axis(factor)) else {
            return Truth::Open;
        };
        let asked = |class: &usize| axis.literals().get(*class).is_some_and(|literal| literals.contains(literal));
        Truth::settled(classes.iter().all(asked), !classes.iter().any(asked))
    }

    fn graded(&self, ask: impl FnOnce(ValueSet) -> Truth) -> Truth {
        match self.level {
            None => Truth::Open,
            Some(LevelSeen { heights, .. }) if heights.is_empty() => Truth::No,
            Some(LevelSeen { heights, not_graded: false }) => ask(heights),
            Some(LevelSeen { heights, not_graded: true }) => ask(heights).and(Truth::Open),
        }
    }

    fn numbers(&mut self, left: &Number, relation: Relation, right: &Number) -> Truth {
        let (one, other) = (self.number(left), self.number(right));
        let den = if left.den == right.den { left.den } else { lcm(left.den, right.den).unwrap_or(i128::MAX) };
        match relate(over(one, ratio(den, left.den)), relation, over(other, ratio(den, right.den))) {
            Truth::Open => {
                let difference = self.difference(left, right);
                relate(self.linear_range(&difference), relation, (0, 0))
            }
            settled @ (Truth::No | Truth::Yes) => settled,
        }
    }

    fn picked(&mut self, define: DefineId) -> ValueSet {
        if let Some(Some(Seen::Values(values))) = self.seen.get(define.index()) {
            return *values;
        }
        self.look_up_below(define);
        let program = self.program;
        let values = match program.policy().defines.get(define.index()).map(|define| &define.formula) {
            Some(Formula::Pick { pick, .. }) => self.pick(pick),
            Some(Formula::Number { .. }) | None => ValueSet::EMPTY,
        };
        self.note(define, Seen::Values(values));
        values
    }

    pub(crate) fn numbered(&mut self, define: DefineId) -> Range {
        if let Some(Some(Seen::Range(range))) = self.seen.get(define.index()) {
            return *range;
        }
        self.look_up_below(define);
        let program = self.program;
        let range = match program.policy().defines.get(define.index()).map(|define| &define.formula) {
            Some(Formula::Number { number, .. }) => self.number(number),
            Some(Formula::Pick { .. }) | None => (0, 0),
        };
        self.note(define, Seen::Range(range));
        range
    }

    /// Looks up what a define rests on, the lowest first, so that no depth of defines takes depth of calls.
    fn look_up_below(&mut self, define: DefineId) {
        let program = self.program;
        let mut waiting: Vec<DefineId> = program.rests_on(define).to_vec();
        while let Some(next) = waiting.last().copied() {
            let below = program.rests_on(next).iter().find(|below| !self.has_seen(**below));
            if let (Some(below), false) = (below, self.has_seen(next)) {
                waiting.push(*below);
            } else {
                waiting.pop();
                self.look_up(next);
            }
        }
    }

    fn look_up(&mut self, define: DefineId) {
        match self.program.policy().defines.get(define.index()).map(|define| &define.formula) {
            Some(Formula::Pick { .. }) => _ = self.picked(define),
            Some(Formula::Number { .. }) => _ = self.numbered(define),
            None => {}
        }
    }

    fn has_seen(&self, define: DefineId) -> bool {
        self.seen.get(define.index()).is_none_or(Option::is_some)
    }

    fn note(&mut self, define: DefineId, seen: Seen) {
        if let Some(place) = self.seen.get_mut(define.index()) {
            *place = Some(seen);
        }
    }

    fn cases(&mut self, cases: &[(Condition, Pick)], otherwise: &Pick) -> ValueSet {
        let mut values = ValueSet::EMPTY;
        for (when, value) in cases {
            match self.condition(when) {
                Truth::No => {}
                Truth::Open => values = values.or(&self.pick(value)),
                Truth::Yes => return values.or(&self.pick(value)),
            }
        }
        values.or(&self.pick(otherwise))
    }

    fn matrix(&mut self, matrix: &Matrix) -> ValueSet {
        let (rows, columns) = (self.pick(&matrix.row), self.pick(&matrix.column));
        let cells = |row: u8| matrix.cells.get(usize::from(row));
        rows.iter()
            .filter_map(cells)
            .flat_map(|cells| columns.iter().filter_map(|column| cells.get(usize::from(column)).copied()))
            .collect()
    }

    fn extreme(&mut self, of: &[Pick], best: fn(u8, u8) -> u8) -> ValueSet {
        let mut joined: Option<ValueSet> = None;
        for pick in of {
            let values = self.pick(pick);
            joined = Some(match joined {
                None => values,
                Some(joined) => {
                    joined.iter().flat_map(|one| values.iter().map(move |other| best(one, other))).collect()
                }
            });
        }
        joined.unwrap_or_default()
    }

    /// A number's range over another denominator, a multiple of its own.
    pub(crate) fn scaled(&mut self, number: &Number, den: i128) -> Range {
        let range = self.number(number);
        if number.den == den { range } else { over(range, ratio(den, number.den)) }
    }

    fn number_extreme(&mut self, of: &[Number], den: i128, best: fn(i128, i128) -> i128) -> Range {
        let mut joined: Option<Range> = None;
        for number in of {
            let (least, most) = self.scaled(number, den);
            joined = Some(joined.map_or((least, most), |(low, high)| (best(low, least), best(high, most))));
        }
        joined.unwrap_or((0, 0))
    }

    fn number_cases(&mut self, cases: &[(Condition, Number)], otherwise: &Number, den: i128) -> Range {
        let mut range: Option<Range> = None;
        let mut join = |(least, most): Range| {
            let (low, high) = range.unwrap_or((least, most));
            range = Some((low.min(least), high.max(most)));
            (low.min(least), high.max(most))
        };
        for (when, number) in cases {
            match self.condition(when) {
                Truth::No => {}
                Truth::Open => {
                    join(self.scaled(number, den));
                }
                Truth::Yes => return join(self.scaled(number, den)),
            }
        }
        join(self.scaled(otherwise, den))
    }
}

/// How two ranges stand to each other.
fn relate(left: Range, relation: Relation, right: Range) -> Truth {
    match relation {
        Relation::Is => Truth::settled(
            left.0 == left.1 && right.0 == right.1 && left.0 == right.0,
            left.1 < right.0 || right.1 < left.0,
        ),
        Relation::IsNot => relate(left, Relation::Is, right).not(),
        Relation::Below => Truth::settled(left.1 < right.0, right.1 <= left.0),
        Relation::AtLeast => relate(left, Relation::Below, right).not(),
        Relation::Above => relate(right, Relation::Below, left),
        Relation::AtMost => relate(right, Relation::Below, left).not(),
    }
}

/// How two sets of ordered values stand to each other.
fn relate_values(left: ValueSet, relation: Relation, right: ValueSet) -> Truth {
    let equal = || Truth::settled(left.len() == 1 && left == right, left.and(&right).is_empty());
    let ends = |set: ValueSet| (i128::from(set.least().unwrap_or(0)), i128::from(set.greatest().unwrap_or(0)));
    match relation {
        Relation::Is => equal(),
        Relation::IsNot => equal().not(),
        Relation::Below | Relation::AtMost | Relation::Above | Relation::AtLeast => {
            relate(ends(left), relation, ends(right))
        }
    }
}

/// How often one denominator goes into another that is its multiple.
pub(crate) fn ratio(den: i128, of: i128) -> i128 {
    if den == of { 1 } else { den / of }
}

fn ordered(one: i128, other: i128) -> Range {
    (one.min(other), one.max(other))
}

fn over(range: Range, times: i128) -> Range {
    (range.0.saturating_mul(times), range.1.saturating_mul(times))
}

fn product(one: Range, other: Range) -> Range {
    let corners = [one.0, one.1].map(|mine| ordered(mine.saturating_mul(other.0), mine.saturating_mul(other.1)));
    let [low, high] = corners;
    (low.0.min(high.0), low.1.max(high.1))
}
