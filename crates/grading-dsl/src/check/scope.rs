//! What a policy declares, by name: levels, types, factors, defines, measures, rules. Lowers nothing by itself.
//!
//! A part that is wrong and told of stands here as `Unknown`, and whoever meets it stays silent.

use std::collections::BTreeSet;

use core_model::{
    DefineId, Factor, FactorId, FactorKind, Ladder, LevelId, MeasureId, Named, Number, OutsideId, RuleId, Values,
};
use messages::{Called, Diagnostic};

use super::meant;
use super::space::{Guesses, Space};
use crate::syntax::{LevelWord, Name, Span};

/// A define or score by its place among those declared (imports first), before the order of dependency is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct DefineSlot(pub usize);

/// Values declared together: a scale, a choice, or those that a factor writes in place. Two things are of the same
/// type if and only if their ids are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TypeId(pub usize);

/// What an expression may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operand {
    /// A factor; its type is in [`Scope::factor_types`].
    Factor(FactorId),
    /// A define or score; what is known of it is in [`Scope::derived`].
    Define(DefineSlot),
    /// Broken, and reported already.
    Unknown,
}

/// A type of single values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ValueType {
    /// A scale or choice.
    Declared(TypeId),
    /// The levels.
    Level,
    /// Yes or no.
    YesNo,
}

/// The type of a factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FactorType {
    /// One value.
    Values(ValueType),
    /// A set of such values.
    Set(TypeId),
    /// A number; range, decimals and unit are the factor's.
    Number,
    /// A day.
    Date,
    /// A list of days.
    Dates,
    /// A text.
    Text,
}

/// The values of a scale or choice.
#[derive(Debug, Clone)]
pub(crate) struct DeclaredType {
    /// What messages call it: its name, or that of the factor which declares it in place.
    pub title: String,
    /// Whether they ascend.
    pub ordered: bool,
    /// The values.
    pub values: Values,
    /// Their spellings.
    pub names: Space<u8>,
}

/// What is known of a define or score.
#[derive(Debug, Clone)]
pub(crate) enum Derived {
    /// Not lowered yet.
    Pending,
    /// Broken, and reported already.
    Unknown,
    /// One of some values.
    Pick(DefineId, ValueType),
    /// A number, as others speak of it, and its unit.
    Number(DefineId, Number, Option<String>),
}

/// What the words for levels stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LevelName {
    /// A level.
    Level(LevelId),
    /// An outcome beside the ladder.
    Outside(OutsideId),
}

/// What the name of a rule stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RuleName {
    /// A rule, a row or a concluding matrix.
    Rule(RuleId),
    /// A whole table: its first row, and how many it has.
    Table(RuleId, u16),
    /// Broken, and reported already.
    Unknown,
}

/// What is declared, and what has been told so far.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    /// The levels and the outcomes beside them.
    pub ladder: Ladder,
    /// Whether the declaration of the levels is broken: then levels that are not found are no news.
    pub levels_unknown: bool,
    /// Levels and outcomes beside the ladder, by name.
    pub level_names: Space<LevelName>,
    /// Scales and choices by name; `None` where broken.
    pub types: Space<Option<TypeId>>,
    /// What they hold, by [`TypeId`]; those written in place included.
    pub type_values: Vec<DeclaredType>,
    /// The factors.
    pub factors: Vec<Factor>,
    /// Their types, by [`FactorId`].
    pub factor_types: Vec<FactorType>,
    /// Factors, defines and scores by name.
    pub operands: Space<Operand>,
    /// What is known of each define and score, by [`DefineSlot`].
    pub derived: Vec<Derived>,
    /// Measures by name; `None` where broken.
    pub measures: Space<Option<MeasureId>>,
    /// Rules, rows, tables and matrices by name.
    pub rule_names: Space<RuleName>,
    /// What has been told.
    pub diagnostics: Vec<Diagnostic>,
    /// The spellings of values, and the units, as far as they were gathered.
    pub further: BTreeSet<String>,
    /// Of how many types and factors they were gathered.
    pub gathered: (usize, usize),
    /// How many names that nothing is called by were taken apart.
    pub splits: u32,
    /// How many comparisons of characters were made for names that were probably meant.
    pub guesses: Guesses,
    /// Which factors are spoken of.
    pub used: BTreeSet<FactorId>,
    /// The texts of the files, by [`messages::FileId`].
    pub texts: Vec<String>,
}

impl Scope {
    /// What is written at a place.
    pub(crate) fn text(&self, span: Span) -> &str {
        let (start, end) = (usize::try_from(span.start), usize::try_from(span.end));
        let text = self.texts.get(usize::from(span.file.0));
        let (Some(text), Ok(start), Ok(end)) = (text, start, end) else { return "" };
        text.get(start..end).unwrap_or_default()
    }

    /// Whether the author writes keywords in Chinese there, by the last one before it that begins a clause or joins.
    pub(crate) fn is_chinese(&self, at: Span) -> bool {
        const WORDS: [(&str, bool); 16] = [
            ("when", false),
            ("unless", false),
            ("always", false),
            ("never", false),
            ("and", false),
            ("or", false),
            ("add", false),
            ("=", false),
            ("当", true),
            ("除非", true),
            ("始终", true),
            ("不得有", true),
            ("凡", true),
            ("且", true),
            ("或", true),
            ("加", true),
        ];
        let before = self.text(Span { start: 0, end: at.start, ..at });
        let words = before.split_whitespace().rev().take(256);
        words
            .filter_map(|word| WORDS.iter().find(|(spelt, _)| *spelt == word))
            .map(|(_, chinese)| *chinese)
            .next()
            .unwrap_or(false)
    }

    /// Tells an error.
    pub(crate) fn tell(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The factor, define or score of that name, which is used by this. Told where there is none.
    pub(crate) fn operand(&mut self, name: &Name) -> Operand {
        let operand = self.operand_unused(name);
        match operand {
            Operand::Factor(factor) => {
                self.used.insert(factor);
            }
            Operand::Define(_) | Operand::Unknown => {}
        }
        operand
    }

    /// The factor, define or score of that name, in a place that is no use of it: a test or a property. Told where there is none.
    pub(crate) fn operand_unused(&mut self, name: &Name) -> Operand {
        let Some(operand) = self.operands.get(&name.text).copied() else {
            let told = meant::otherwise(self, name);
            let told = told.unwrap_or_else(|| self.operands.unknown(&mut self.guesses, Called::Factor, name));
            self.tell(told);
            return Operand::Unknown;
        };
        operand
    }

    /// The value of that name, as index or height. Told where there is none.
    pub(crate) fn value_in(&mut self, of: ValueType, name: &Name) -> Option<u8> {
        let found = self.find_value(of, &name.text);
        if found.is_none() && !(of == ValueType::Level && self.levels_unknown) {
            let told = meant::otherwise(self, name).unwrap_or_else(|| self.no_value(of, name));
            self.tell(told);
        }
        found
    }

    /// The value of that name, as index or height, if there is one.
    pub(crate) fn find_value(&self, of: ValueType, name: &str) -> Option<u8> {
        match of {
            ValueType::Declared(id) => self.type_values.get(id.0)?.names.get(name).copied(),
            ValueType::Level => self.find_level(name).map(|level| self.ladder.height(level)),
            ValueType::YesNo => None,
        }
    }

    /// The level of that name, label or further spelling, if there is one.
    pub(crate) fn find_level(&self, name: &str) -> Option<LevelId> {
        match self.level_names.get(name)? {
            LevelName::Level(level) => Some(*level),
            LevelName::Outside(_) => None,
        }
    }

    /// The level that is meant by a number: the one declared by it, else the one at that place. Told where there is none.
    pub(crate) fn level_numbered(&mut self, number: u32, span: Span) -> Option<LevelId> {
        let found = super::levels::numbered(&self.ladder, number);
        if found.is_none() && !self.levels_unknown {
            let told = super::levels::undeclared(&self.ladder, number, span);
            self.tell(told);
        }
        found
    }

    /// Tells that a level is left open.
    pub(crate) fn level_open(&mut self, span: Span) -> Option<LevelId> {
        let told = super::levels::left_open(&self.ladder, span);
        self.tell(told);
        None
    }

    /// The level that is written, where no factor or define may stand in its place. Told where there is none.
    pub(crate) fn level(&mut self, word: &LevelWord) -> Option<LevelId> {
        match word {
            LevelWord::Number(number, span) => self.level_numbered(*number, *span),
            LevelWord::Open(span) => self.level_open(*span),
            LevelWord::Name(name) => {
                let found = self.find_level(&name.text);
                if let (None, Some(number)) = (found, core_model::spelling::level_number(&name.text)) {
                    return self.level_numbered(number.into(), name.span);
                }
                if found.is_none() && !self.levels_unknown {
                    let told = meant::otherwise(self, name).unwrap_or_else(|| self.no_level(name));
                    self.tell(told);
                }
                found
            }
        }
    }

    /// The outcome beside the ladder. Told where there is none.
    pub(crate) fn outside(&mut self, name: &Name) -> Option<OutsideId> {
        match self.level_names.get(&name.text) {
            Some(LevelName::Outside(outside)) => return Some(*outside),
            Some(LevelName::Level(_)) | None => {}
        }
        if !self.levels_unknown {
            let told = self.no_outside(name);
            self.tell(told);
        }
        None
    }

    /// The measure of that name. Told where there is none.
    pub(crate) fn measure(&mut self, name: &Name) -> Option<MeasureId> {
        let Some(measure) = self.measures.get(&name.text) else {
            let told = self.measures.unknown(&mut self.guesses, Called::Measure, name);
            self.tell(told);
            return None;
        };
        *measure
    }

    /// The rule, row, table or matrix of that name. Told where there is none.
    pub(crate) fn rule(&mut self, name: &Name) -> RuleName {
        if let Some(rule) = self.rule_names.get(&name.text) {
            return *rule;
        }
        let of_broken = name.text.rsplit_once('.').and_then(|(table, _)| self.rule_names.get(table));
        if of_broken != Some(&RuleName::Unknown) {
            let told = self.rule_names.unknown(&mut self.guesses, Called::Rule, name);
            self.tell(told);
        }
        RuleName::Unknown
    }

    /// The scale or choice of that name. Told where there is none.
    pub(crate) fn type_named(&mut self, name: &Name) -> Option<TypeId> {
        let Some(found) = self.types.get(&name.text) else {
            let told = meant::other_type(name);
            let told = told.unwrap_or_else(|| self.types.unknown(&mut self.guesses, Called::Type, name));
            self.tell(told);
            return None;
        };
        *found
    }

    /// The type of a define: a scale, a choice, or the values that a factor of that name declares in place.
    pub(crate) fn type_of_define(&mut self, name: &Name) -> Option<TypeId> {
        let in_place = match self.operands.get(&name.text) {
            Some(Operand::Factor(factor)) => self.factor_types.get(factor.index()),
            Some(Operand::Define(_) | Operand::Unknown) | None => None,
        };
        match in_place {
            Some(FactorType::Values(ValueType::Declared(id))) if !self.types.has(&name.text) => Some(*id),
            Some(
                FactorType::Values(_)
                | FactorType::Set(_)
                | FactorType::Number
                | FactorType::Date
                | FactorType::Dates
                | FactorType::Text,
            )
            | None => self.type_named(name),
        }
    }

    /// The type of the values that a factor or define has, where it is one of some values.
    pub(crate) fn value_type(&self, name: &str) -> Option<ValueType> {
        match self.operands.get(name)? {
            Operand::Factor(factor) => match self.factor_type(*factor)? {
                FactorType::Values(of) => Some(*of),
                FactorType::Set(_) | FactorType::Number | FactorType::Date | FactorType::Dates | FactorType::Text => {
                    None
                }
            },
            Operand::Define(slot) => match self.derived(*slot) {
                Derived::Pick(_, of) => Some(*of),
                Derived::Number(..) | Derived::Pending | Derived::Unknown => None,
            },
            Operand::Unknown => None,
        }
    }

    /// The type of a factor.
    pub(crate) fn factor_type(&self, factor: FactorId) -> Option<&FactorType> {
        self.factor_types.get(factor.index())
    }

    /// What is known of a define.
    pub(crate) fn derived(&self, slot: DefineSlot) -> &Derived {
        self.derived.get(slot.0).unwrap_or(&Derived::Unknown)
    }

    /// What messages call a type.
    pub(crate) fn title(&self, of: ValueType) -> String {
        match of {
            ValueType::Declared(id) => self.type_values.get(id.0).map(|found| found.title.clone()).unwrap_or_default(),
            ValueType::Level => "level".into(),
            ValueType::YesNo => "yes/no".into(),
        }
    }

    /// How many values a type has.
    pub(crate) fn size(&self, of: ValueType) -> usize {
        match of {
            ValueType::Declared(id) => self.type_values.get(id.0).map_or(0, |found| found.values.len()),
            ValueType::Level => self.ladder.levels.len(),
            ValueType::YesNo => 2,
        }
    }

    /// Whether the values of a type are ordered.
    pub(crate) fn ordered(&self, of: ValueType) -> bool {
        match of {
            ValueType::Declared(id) => self.type_values.get(id.0).is_some_and(|found| found.ordered),
            ValueType::Level | ValueType::YesNo => true,
        }
    }

    /// The value's name, label and further spellings.
    pub(crate) fn named(&self, of: ValueType, value: u8) -> Option<&Named> {
        match of {
            ValueType::Declared(id) => self.type_values.get(id.0)?.values.get(usize::from(value)),
            ValueType::Level => self.ladder.levels.get(self.ladder.at_height(value).index()).map(|level| &level.named),
            ValueType::YesNo => None,
        }
    }

    /// Whether anything is called so: a factor, value, level, measure, rule or unit.
    pub(crate) fn is_called(&self, word: &str) -> bool {
        self.operands.has(word)
            || self.level_names.has(word)
            || self.measures.has(word)
            || self.rule_names.has(word)
            || self.further.contains(word)
    }

    /// Gathers the spellings of all values and the units, once there are more of them.
    pub(crate) fn gather_further(&mut self) {
        if self.gathered == (self.type_values.len(), self.factors.len()) {
            return;
        }
        let (types, factors) = self.gathered;
        for values in self.type_values.iter().skip(types) {
            self.further.extend(values.values.iter().flat_map(core_model::Named::spellings).map(str::to_owned));
        }
        for factor in self.factors.iter().skip(factors) {
            if let FactorKind::Number(kind) = &factor.kind {
                self.further.extend(kind.unit.clone());
            }
        }
        self.gathered = (self.type_values.len(), self.factors.len());
    }

    fn no_level(&mut self, name: &Name) -> Diagnostic {
        let levels = self.level_names.only(|declared| matches!(declared, LevelName::Level(_)));
        levels.unknown(&mut self.guesses, Called::Level, name)
    }

    fn no_outside(&mut self, name: &Name) -> Diagnostic {
        let outside = self.level_names.only(|declared| matches!(declared, LevelName::Outside(_)));
        outside.unknown(&mut self.guesses, Called::Outside, name)
    }

    fn no_value(&mut self, of: ValueType, name: &Name) -> Diagnostic {
        let guesses = &mut self.guesses;
        match of {
            ValueType::Declared(id) => match self.type_values.get(id.0) {
                Some(found) => found.names.unknown(guesses, Called::Value(found.title.clone()), name),
                None => Space::<u8>::default().unknown(guesses, Called::Value(String::new()), name),
            },
            ValueType::Level => self.no_level(name),
            ValueType::YesNo => Space::<u8>::default().unknown(guesses, Called::Value("yes/no".into()), name),
        }
    }
}
