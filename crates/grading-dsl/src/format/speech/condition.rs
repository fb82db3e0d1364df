//! Conditions as text.

use core_model::{
    Condition, Day, FactorId, FactorKind, Formula, LevelId, Matrix, Named, Pick, PickKind, Relation, Unit, ValueSet,
};

use super::{Speech, listed, relation, text};

/// What the values of a pick are.
#[derive(Clone, Copy)]
pub(super) enum Of<'p> {
    /// Those of a scale.
    Ordered(&'p [Named]),
    /// Those of a choice.
    Unordered(&'p [Named]),
    /// The levels.
    Level,
    /// No and yes.
    YesNo,
}

impl<'p> Of<'p> {
    fn named(self) -> &'p [Named] {
        match self {
            Self::Ordered(values) | Self::Unordered(values) => values,
            Self::Level | Self::YesNo => &[],
        }
    }
}

impl<'p> Speech<'p> {
    /// A condition, as it stands in a clause.
    pub(super) fn condition(self, condition: &Condition) -> Option<String> {
        match condition {
            Condition::All(of) => match of.as_slice() {
                [] => Some("yes".to_owned()),
                [only] => Some(format!("all of ({})", self.condition(only)?)),
                [..] => self.chain(of, " and "),
            },
            Condition::Any(of) => match of.as_slice() {
                [] => Some("no".to_owned()),
                [only] => Some(format!("any of ({})", self.condition(only)?)),
                [..] => self.chain(of, " or "),
            },
            Condition::Constant(holds) => Some(if *holds { "yes" } else { "no" }.to_owned()),
            Condition::Not(of) => self.negated(of),
            Condition::Quantity { least, most, of } => self.quantity(*least, *most, of),
            Condition::Within(pick, set) => self.within(pick, *set),
            Condition::Values(left, how, right) => self.values(left, *how, right),
            Condition::IncludesAll(set, values) => self.includes(*set, *values, "includes all of"),
            Condition::IncludesAny(set, values) => self.includes(*set, *values, "includes any of"),
            Condition::SetIs(set, values) => self.set_is(*set, *values),
            Condition::Numbers(left, how, right) => {
                Some(format!("{} {} {}", self.number(left)?, relation(*how), self.number(right)?))
            }
            Condition::Days(left, how, right) => self.days(*left, *how, *right),
            Condition::NoDates(list) => Some(format!("{} is empty", self.factor_name(*list)?)),
            Condition::TextIn(factor, texts) => self.text_in(*factor, texts),
            Condition::Level(set) => self.one_of("level", Of::Level, *set),
            Condition::LevelTo(how, pick) => Some(format!("level {} {}", relation(*how), self.right(pick, Of::Level)?)),
        }
    }

    /// A condition as one link of a chain.
    fn link(self, condition: &Condition) -> Option<String> {
        let spoken = self.condition(condition)?;
        let is_chain = matches!(condition, Condition::All(of) | Condition::Any(of) if of.len() > 1);
        Some(if is_chain || joins(condition) { format!("({spoken})") } else { spoken })
    }

    fn chain(self, of: &[Condition], by: &str) -> Option<String> {
        let links: Option<Vec<String>> = of.iter().map(|each| self.link(each)).collect();
        Some(links?.join(by))
    }

    fn negated(self, of: &Condition) -> Option<String> {
        if let Condition::NoDates(of) = of {
            return Some(format!("{} is not empty", self.factor_name(*of)?));
        }
        if let Condition::SetIs(of, values) = of
            && values.is_empty()
        {
            return Some(format!("{} is not empty", self.factor_name(*of)?));
        }
        let spoken = self.link(of)?;
        Some(format!("not {spoken}"))
    }

    fn quantity(self, least: u32, most: u32, of: &[Condition]) -> Option<String> {
        let count = u32::try_from(of.len()).ok()?;
        if of.is_empty() {
            return Some(if least == 0 { "yes" } else { "no" }.to_owned());
        }
        let list = listed(of.iter().map(|each| self.condition(each)).collect())?;
        Some(if least == most {
            format!("exactly {least} of ({list})")
        } else if most >= count {
            format!("at least {least} of ({list})")
        } else if least == 0 {
            format!("at most {most} of ({list})")
        } else {
            format!("at least {least} of ({list}) and at most {most} of ({list})")
        })
    }

    fn within(self, pick: &Pick, set: ValueSet) -> Option<String> {
        if let Pick::Matrix(matrix) = pick {
            return self.met(matrix, set);
        }
        let of = self.kind(pick)?;
        let left = self.left(pick, of)?;
        let is_flag = matches!(pick, Pick::Flag(_));
        match of {
            Of::YesNo if set == ValueSet::only(1) && !is_flag => Some(left),
            Of::YesNo | Of::Ordered(_) | Of::Unordered(_) | Of::Level => self.one_of(&left, of, set),
        }
    }

    /// Where a row and a column of a matrix meet in some values: `A is x and B in {y, z} or …`, row by row.
    fn met(self, matrix: &Matrix, set: ValueSet) -> Option<String> {
        let mut rows = Vec::new();
        for (value, cells) in (0..=u8::MAX).zip(&matrix.cells) {
            let mut columns = ValueSet::EMPTY;
            let met = (0..=u8::MAX).zip(cells).filter(|(_, cell)| set.contains(**cell));
            met.for_each(|(column, _)| columns.insert(column));
            if !columns.is_empty() {
                let row = self.within(&matrix.row, ValueSet::only(value))?;
                rows.push(format!("all of ({row}, {})", self.within(&matrix.column, columns)?));
            }
        }
        Some(if rows.is_empty() { "no".to_owned() } else { format!("any of ({})", rows.join(", ")) })
    }

    /// `A is b`, `A at least b`, `A in {b, c}`.
    fn one_of(self, left: &str, of: Of<'p>, set: ValueSet) -> Option<String> {
        let all = ValueSet::first(self.count(of));
        let others = all.without(&set);
        let asks_outcome = left == "level";
        let value = |value: u8| if asks_outcome { self.level_at(value) } else { self.value(of, value) };
        let ordered = matches!(of, Of::Ordered(_) | Of::Level);
        let ends = |set: &ValueSet| Some((set.least()?, set.greatest()?));
        match (ends(&set), ends(&others)) {
            (Some((only, _)), _) if set.len() == 1 => Some(format!("{left} is {}", value(only)?)),
            (Some(_), Some((only, _))) if others.len() == 1 => Some(format!("{left} is not {}", value(only)?)),
            (None, Some((_, top))) if ordered => Some(format!("{left} above {}", value(top)?)),
            (Some((least, _)), None) if ordered => Some(format!("{left} at least {}", value(least)?)),
            (Some((least, _)), Some((_, other))) if ordered && other < least => {
                Some(format!("{left} at least {}", value(least)?))
            }
            (Some((_, greatest)), Some((other, _))) if ordered && greatest < other => {
                Some(format!("{left} at most {}", value(greatest)?))
            }
            (_, _) => Some(format!("{left} in {{{}}}", listed(set.iter().map(value).collect())?)),
        }
    }

    fn values(self, left: &Pick, how: Relation, right: &Pick) -> Option<String> {
        let of = self.kind(left).or_else(|| self.kind(right))?;
        Some(format!("{} {} {}", self.left(left, of)?, relation(how), self.right(right, of)?))
    }

    /// What stands on the left: a name there is that of a factor or define.
    fn left(self, pick: &Pick, of: Of<'p>) -> Option<String> {
        self.side(pick, of, &[])
    }

    /// What stands on the right: a name there is a value, if there is one of that name.
    fn right(self, pick: &Pick, of: Of<'p>) -> Option<String> {
        self.side(pick, of, of.named())
    }

    fn side(self, pick: &Pick, of: Of<'p>, values: &[Named]) -> Option<String> {
        let extreme = |word: &str, parts: &[Pick]| {
            let parts = parts.iter().map(|part| self.right(part, of)).collect();
            Some(format!("{word}({})", listed(parts)?))
        };
        match pick {
            Pick::Value(value) => self.value(of, *value),
            Pick::Factor(id) => self.factor(*id).map(|factor| self.name_but(&factor.named, values)),
            Pick::Define(id) => self.policy.defines.get(id.index()).map(|define| self.name_but(&define.named, values)),
            Pick::Highest(parts) => extreme("max", parts),
            Pick::Lowest(parts) => extreme("min", parts),
            Pick::Flag(condition) => Some(format!("({})", self.condition(condition)?)),
            Pick::Cases(..) | Pick::Matrix(_) => None,
        }
    }

    /// What the values of a pick are, if it says so itself.
    fn kind(self, pick: &Pick) -> Option<Of<'p>> {
        match pick {
            Pick::Factor(id) => of_factor(&self.factor(*id)?.kind),
            Pick::Define(id) => match &self.policy.defines.get(id.index())?.formula {
                Formula::Pick { kind, .. } => Some(of_pick(kind)),
                Formula::Number { .. } => None,
            },
            Pick::Highest(parts) | Pick::Lowest(parts) => parts.iter().find_map(|part| self.kind(part)),
            Pick::Flag(_) => Some(Of::YesNo),
            Pick::Value(_) | Pick::Cases(..) | Pick::Matrix(_) => None,
        }
    }

    fn count(self, of: Of<'p>) -> usize {
        match of {
            Of::Ordered(values) | Of::Unordered(values) => values.len(),
            Of::Level => self.policy.ladder.levels.len(),
            Of::YesNo => 2,
        }
    }

    /// A value, by its name.
    pub(super) fn value(self, of: Of<'p>, value: u8) -> Option<String> {
        match of {
            Of::Ordered(values) | Of::Unordered(values) => values.get(usize::from(value)).map(|named| self.name(named)),
            Of::Level => Some(format!("level {}", self.level_at(value)?)),
            Of::YesNo => Some(if value == 0 { "no" } else { "yes" }.to_owned()),
        }
    }

    fn level_at(self, height: u8) -> Option<String> {
        let LevelId(at) = self.policy.ladder.at_height(height);
        self.level(LevelId(at))
    }

    fn includes(self, set: FactorId, values: ValueSet, several: &str) -> Option<String> {
        let (name, of) = (self.factor_name(set)?, of_factor(&self.factor(set)?.kind)?);
        match (values.len(), values.least()) {
            (1, Some(only)) if several == "includes all of" => {
                Some(format!("{name} includes {}", self.value(of, only)?))
            }
            (_, _) => Some(format!("{name} {several} {}", self.braces(of, values)?)),
        }
    }

    /// Values in braces.
    pub(super) fn braces(self, of: Of<'p>, values: ValueSet) -> Option<String> {
        Some(format!("{{{}}}", listed(values.iter().map(|value| self.value(of, value)).collect())?))
    }

    fn set_is(self, set: FactorId, values: ValueSet) -> Option<String> {
        let (name, of) = (self.factor_name(set)?, of_factor(&self.factor(set)?.kind)?);
        if values.is_empty() {
            return Some(format!("{name} is empty"));
        }
        let others = ValueSet::first(self.count(of)).without(&values);
        let has = format!("{name} includes all of {}", self.braces(of, values)?);
        if others.is_empty() {
            return Some(has);
        }
        Some(format!("{has} and not {name} includes any of {}", self.braces(of, others)?))
    }

    fn days(self, left: Day, how: Relation, right: Day) -> Option<String> {
        match (left, how, right) {
            (Day::Ago(..), _, Day::Ago(..)) => None,
            (Day::Ago(..), _, Day::Given(_) | Day::Factor(_)) => self.days(right, how.turned(), left),
            (_, Relation::AtMost, Day::Ago(count, unit)) => {
                Some(format!("{} at least {}", self.day(left)?, ago(count, unit)))
            }
            (_, Relation::Above, Day::Ago(count, unit)) => {
                Some(format!("{} less than {}", self.day(left)?, ago(count, unit)))
            }
            (_, _, Day::Ago(..)) => None,
            (_, _, Day::Given(_) | Day::Factor(_)) => {
                let how = match how {
                    Relation::Is => "is",
                    Relation::IsNot => "is not",
                    Relation::Below => "before",
                    Relation::AtMost => "on or before",
                    Relation::Above => "after",
                    Relation::AtLeast => "on or after",
                };
                Some(format!("{} {how} {}", self.day(left)?, self.day(right)?))
            }
        }
    }

    fn day(self, day: Day) -> Option<String> {
        match day {
            Day::Given(date) => Some(date.to_string()),
            Day::Factor(id) => self.factor_name(id),
            Day::Ago(..) => None,
        }
    }

    fn text_in(self, factor: FactorId, texts: &[String]) -> Option<String> {
        let name = self.factor_name(factor)?;
        match texts {
            [only] => Some(format!("{name} is {}", text(only)?)),
            [..] => Some(format!("{name} in {{{}}}", listed(texts.iter().map(|each| text(each)).collect())?)),
        }
    }
}

/// Whether a condition of one is spoken as several.
fn joins(condition: &Condition) -> bool {
    match condition {
        Condition::SetIs(_, values) => !values.is_empty(),
        Condition::Quantity { least, most, of } => {
            *least > 0 && least != most && usize::try_from(*most).is_ok_and(|most| most < of.len())
        }
        Condition::Constant(_)
        | Condition::All(_)
        | Condition::Any(_)
        | Condition::Not(_)
        | Condition::Within(..)
        | Condition::Values(..)
        | Condition::IncludesAll(..)
        | Condition::IncludesAny(..)
        | Condition::Numbers(..)
        | Condition::Days(..)
        | Condition::NoDates(_)
        | Condition::TextIn(..)
        | Condition::Level(_)
        | Condition::LevelTo(..) => false,
    }
}

/// What the values of a factor are, if it has a list of them.
pub(super) fn of_factor(kind: &FactorKind) -> Option<Of<'_>> {
    match kind {
        FactorKind::Scale(values) => Some(Of::Ordered(values)),
        FactorKind::Choice(values) | FactorKind::Set(values) => Some(Of::Unordered(values)),
        FactorKind::Level => Some(Of::Level),
        FactorKind::YesNo => Some(Of::YesNo),
        FactorKind::Number(_) | FactorKind::Date | FactorKind::Dates | FactorKind::Text => None,
    }
}

/// What the values of a define are.
pub(super) fn of_pick(kind: &PickKind) -> Of<'_> {
    match kind {
        PickKind::Scale(values) => Of::Ordered(values),
        PickKind::Choice(values) => Of::Unordered(values),
        PickKind::Level => Of::Level,
        PickKind::YesNo => Of::YesNo,
    }
}

fn ago(count: u32, unit: Unit) -> String {
    format!("{} ago", super::number::period(count, unit))
}
