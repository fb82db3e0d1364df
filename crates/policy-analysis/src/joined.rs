//! Two gradings of records in one: those of two policies, or of one policy before and after some factors are raised. What
//! the second speaks of is renumbered, so that one search knows both.

use std::collections::BTreeSet;

use core_model::{
    Conclusion, Condition, Day, Define, DefineId, Factor, FactorId, FactorKind, Formula, Given, Impossible, Matrix,
    Number, Otherwise, Pick, Piece, Policy, Record, Relation, Rule, Template, Term,
};

/// One grading, and a second in terms of the same records.
pub(crate) struct Joined {
    /// The first policy, its records widened by what only the second speaks of.
    pub(crate) world: Policy,
    /// The second, in terms of these records.
    pub(crate) other: Policy,
    /// By factor of the second: the factor of the widened records.
    places: Vec<FactorId>,
    /// The derived values that both know by the same name and in the same way.
    pub(crate) shared: BTreeSet<DefineId>,
}

impl Joined {
    /// The policy on records before and after some factors are raised.
    pub(crate) fn raised(policy: &Policy, factors: &[FactorId]) -> Self {
        let mut all = policy.factors.clone();
        let places = (0..)
            .map(FactorId)
            .zip(&policy.factors)
            .map(|(id, factor)| if factors.contains(&id) { append(&mut all, factor) } else { id })
            .collect();
        Self::of(policy, policy, all, places)
    }

    /// Two policies on the same records, their factors matched by name; or the first factor that they declare in ways that
    /// cannot be compared.
    pub(crate) fn with(policy: &Policy, other: &Policy) -> Result<Self, FactorId> {
        let mut all = policy.factors.clone();
        let mut places = Vec::new();
        let mut beyond = Vec::new();
        for factor in &other.factors {
            let known = (0..).map(FactorId).zip(&policy.factors).find(|(_, own)| own.named.name == factor.named.name);
            let Some((id, own)) = known else {
                places.push(append(&mut all, factor));
                continue;
            };
            if !comparable(own, factor, policy.ladder.levels.len() == other.ladder.levels.len()) {
                return Err(id);
            }
            beyond.extend(outside(id, own, factor));
            places.push(id);
        }
        let mut joined = Self::of(policy, other, all, places);
        let because = Vec::new();
        joined.world.impossible.extend(beyond.into_iter().map(|when| Impossible { when, because: because.clone() }));
        Ok(joined)
    }

    fn of(policy: &Policy, other: &Policy, factors: Vec<Factor>, places: Vec<FactorId>) -> Self {
        let mut moved = Moved { places: &places, defines: Vec::new() };
        let mut world = Policy { factors, ..policy.clone() };
        let mut shared = BTreeSet::new();
        for define in &other.defines {
            let define = moved.define(define);
            let id = match same(&world.defines, policy.defines.len(), &define) {
                Some(id) => {
                    shared.insert(id);
                    id
                }
                None => {
                    world.defines.push(define);
                    DefineId(u16::try_from(world.defines.len() - 1).unwrap_or(u16::MAX))
                }
            };
            moved.defines.push(id);
        }
        world.impossible.extend(other.impossible.iter().map(|impossible| moved.impossible(impossible)));
        let other = Policy {
            factors: world.factors.clone(),
            defines: world.defines.clone(),
            rules: other.rules.iter().map(|rule| moved.rule(rule)).collect(),
            impossible: world.impossible.clone(),
            also_give: Vec::new(),
            otherwise: other.otherwise.as_ref().map(|otherwise| moved.otherwise(otherwise)),
            ..other.clone()
        };
        Self { world, other, places, shared }
    }

    /// The factor of the widened records that is this one of the second grading.
    pub(crate) fn place(&self, factor: FactorId) -> Option<FactorId> {
        self.places.get(factor.index()).copied()
    }

    /// What the first grading knows of a widened record.
    pub(crate) fn first(record: &Record, factors: usize) -> Record {
        Record(record.0.iter().take(factors).cloned().collect())
    }

    /// What the second grading knows of it.
    pub(crate) fn second(&self, record: &Record) -> Record {
        Record(self.places.iter().map(|place| record.get(*place).cloned()).collect())
    }
}

fn append(all: &mut Vec<Factor>, factor: &Factor) -> FactorId {
    let id = FactorId(u16::try_from(all.len()).unwrap_or(u16::MAX));
    all.push(factor.clone());
    id
}

/// Whether the two say the same things of a record.
fn comparable(one: &Factor, other: &Factor, same_levels: bool) -> bool {
    match (&one.kind, &other.kind) {
        (FactorKind::Scale(one), FactorKind::Scale(other))
        | (FactorKind::Choice(one), FactorKind::Choice(other))
        | (FactorKind::Set(one), FactorKind::Set(other)) => {
            one.iter().map(|value| &value.name).eq(other.iter().map(|value| &value.name))
        }
        (FactorKind::Level, FactorKind::Level) => same_levels,
        (FactorKind::Number(one), FactorKind::Number(other)) => {
            one.decimals == other.decimals && one.unit == other.unit
        }
        (FactorKind::YesNo, FactorKind::YesNo)
        | (FactorKind::Date, FactorKind::Date)
        | (FactorKind::Dates, FactorKind::Dates)
        | (FactorKind::Text, FactorKind::Text) => true,
        (
            FactorKind::Scale(_)
            | FactorKind::Choice(_)
            | FactorKind::Level
            | FactorKind::Set(_)
            | FactorKind::YesNo
            | FactorKind::Number(_)
            | FactorKind::Date
            | FactorKind::Dates
            | FactorKind::Text,
            _,
        ) => false,
    }
}

/// Numbers that the second does not take.
fn outside(id: FactorId, own: &Factor, other: &Factor) -> Vec<Condition> {
    let (FactorKind::Number(own), FactorKind::Number(other)) = (&own.kind, &other.kind) else { return Vec::new() };
    let number = || Number::factor(id, own);
    let end = |value: i64| Number::constant(value.into(), 10_i128.pow(own.decimals.into()));
    vec![
        Condition::Numbers(number(), Relation::Below, end(other.least)),
        Condition::Numbers(number(), Relation::Above, end(other.most)),
    ]
}

/// The derived value among the first so many that has the same name and means the same.
fn same(defines: &[Define], first: usize, define: &Define) -> Option<DefineId> {
    let is_same = |own: &Define| own.named.name == define.named.name && own.formula == define.formula;
    let at = defines.iter().take(first).position(is_same)?;
    u16::try_from(at).ok().map(DefineId)
}

/// How ids of the second grading are renumbered.
struct Moved<'a> {
    places: &'a [FactorId],
    /// By define of the second.
    defines: Vec<DefineId>,
}

impl Moved<'_> {
    fn factor(&self, factor: FactorId) -> FactorId {
        self.places.get(factor.index()).copied().unwrap_or(factor)
    }

    fn derived(&self, define: DefineId) -> DefineId {
        self.defines.get(define.index()).copied().unwrap_or(define)
    }

    fn define(&self, define: &Define) -> Define {
        let formula = match &define.formula {
            Formula::Pick { kind, pick } => Formula::Pick { kind: kind.clone(), pick: self.pick(pick) },
            Formula::Number { number, unit } => Formula::Number { number: self.number(number), unit: unit.clone() },
        };
        Define { named: define.named.clone(), formula }
    }

    fn impossible(&self, impossible: &Impossible) -> Impossible {
        Impossible { when: self.condition(&impossible.when), because: self.templates(&impossible.because) }
    }

    fn otherwise(&self, otherwise: &Otherwise) -> Otherwise {
        Otherwise {
            level: self.pick(&otherwise.level),
            because: self.templates(&otherwise.because),
            cite: otherwise.cite.clone(),
        }
    }

    fn rule(&self, rule: &Rule) -> Rule {
        Rule {
            when: self.condition(&rule.when),
            unless: rule.unless.as_ref().map(|unless| self.condition(unless)),
            conclusions: rule.conclusions.iter().map(|conclusion| self.conclusion(conclusion)).collect(),
            because: self.templates(&rule.because),
            ..rule.clone()
        }
    }

    fn templates(&self, templates: &[Template]) -> Vec<Template> {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => Piece::Text(text.clone()),
            Piece::Value(Given::Factor(factor)) => Piece::Value(Given::Factor(self.factor(*factor))),
            Piece::Value(Given::Define(define)) => Piece::Value(Given::Define(self.derived(*define))),
        };
        templates.iter().map(|template| Template(template.0.iter().map(piece).collect())).collect()
    }

    fn conclusion(&self, conclusion: &Conclusion) -> Conclusion {
        match conclusion {
            Conclusion::Level(force, level) => Conclusion::Level(*force, self.pick(level)),
            Conclusion::Bound { presumed, side, level } => {
                Conclusion::Bound { presumed: *presumed, side: *side, level: self.pick(level) }
            }
            Conclusion::Adjust(_) | Conclusion::Outside(_) | Conclusion::Require(_) => conclusion.clone(),
        }
    }

    fn conditions(&self, of: &[Condition]) -> Vec<Condition> {
        of.iter().map(|condition| self.condition(condition)).collect()
    }

    fn condition(&self, condition: &Condition) -> Condition {
        match condition {
            Condition::Constant(_) | Condition::Level(_) => condition.clone(),
            Condition::All(of) => Condition::All(self.conditions(of)),
            Condition::Any(of) => Condition::Any(self.conditions(of)),
            Condition::Not(of) => Condition::Not(Box::new(self.condition(of))),
            Condition::Quantity { least, most, of } => {
                Condition::Quantity { least: *least, most: *most, of: self.conditions(of) }
            }
            Condition::Within(pick, these) => Condition::Within(self.pick(pick), *these),
            Condition::Values(left, relation, right) => Condition::Values(self.pick(left), *relation, self.pick(right)),
            Condition::IncludesAll(factor, values) => Condition::IncludesAll(self.factor(*factor), *values),
            Condition::IncludesAny(factor, values) => Condition::IncludesAny(self.factor(*factor), *values),
            Condition::SetIs(factor, values) => Condition::SetIs(self.factor(*factor), *values),
            Condition::Numbers(left, relation, right) => {
                Condition::Numbers(self.number(left), *relation, self.number(right))
            }
            Condition::Days(left, relation, right) => Condition::Days(self.day(*left), *relation, self.day(*right)),
            Condition::NoDates(factor) => Condition::NoDates(self.factor(*factor)),
            Condition::TextIn(factor, literals) => Condition::TextIn(self.factor(*factor), literals.clone()),
            Condition::LevelTo(relation, pick) => Condition::LevelTo(*relation, self.pick(pick)),
        }
    }

    fn day(&self, day: Day) -> Day {
        match day {
            Day::Given(_) | Day::Ago(..) => day,
            Day::Factor(factor) => Day::Factor(self.factor(factor)),
        }
    }

    fn picks(&self, of: &[Pick]) -> Vec<Pick> {
        of.iter().map(|pick| self.pick(pick)).collect()
    }

    fn pick(&self, pick: &Pick) -> Pick {
        match pick {
            Pick::Value(value) => Pick::Value(*value),
            Pick::Factor(factor) => Pick::Factor(self.factor(*factor)),
            Pick::Define(define) => Pick::Define(self.derived(*define)),
            Pick::Cases(cases, otherwise) => {
                let cases = cases.iter().map(|(when, value)| (self.condition(when), self.pick(value))).collect();
                Pick::Cases(cases, Box::new(self.pick(otherwise)))
            }
            Pick::Matrix(matrix) => Pick::Matrix(Box::new(Matrix {
                row: self.pick(&matrix.row),
                column: self.pick(&matrix.column),
                cells: matrix.cells.clone(),
            })),
            Pick::Highest(of) => Pick::Highest(self.picks(of)),
            Pick::Lowest(of) => Pick::Lowest(self.picks(of)),
            Pick::Flag(condition) => Pick::Flag(Box::new(self.condition(condition))),
        }
    }

    fn numbers(&self, of: &[Number]) -> Vec<Number> {
        of.iter().map(|number| self.number(number)).collect()
    }

    fn number(&self, number: &Number) -> Number {
        let term = match &number.term {
            Term::Constant(value) => Term::Constant(*value),
            Term::Factor(factor) => Term::Factor(self.factor(*factor)),
            Term::Define(define) => Term::Define(self.derived(*define)),
            Term::Sum(of) => Term::Sum(self.numbers(of)),
            Term::Times(of, by) => Term::Times(Box::new(self.number(of)), *by),
            Term::Product(one, other) => Term::Product(Box::new(self.number(one)), Box::new(self.number(other))),
            Term::Highest(of) => Term::Highest(self.numbers(of)),
            Term::Lowest(of) => Term::Lowest(self.numbers(of)),
            Term::Round(of) => Term::Round(Box::new(self.number(of))),
            Term::Cases(cases, otherwise) => {
                let cases = cases.iter().map(|(when, part)| (self.condition(when), self.number(part))).collect();
                Term::Cases(cases, Box::new(self.number(otherwise)))
            }
            Term::Count(of) => Term::Count(self.conditions(of)),
            Term::Size(set) => Term::Size(self.factor(*set)),
            Term::Dates(list, window) => Term::Dates(self.factor(*list), *window),
        };
        let mut moved = number.clone();
        moved.term = term;
        moved
    }
}
