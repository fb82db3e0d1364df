//! The words in which records are told: what a record may say of each factor, as far as conditions tell it apart, and the
//! comparisons and derived values of the policy itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use core_model::{
    Condition, Datum, Day, DefineId, FactorId, FactorKind, Formula, Given, Leaf, Number, Pick, PickKind, Policy,
    Program, Record, Relation, Unit, ValueSet, Window, condition_leaves, policy_leaves,
};

use super::claim::{Claim, Claims, End, Listed, Measured, Run};
use crate::columns::Column;
use crate::encode::Encoder;
use crate::solver::Lit;

/// The most of the policy's own comparisons that are words.
const COMPARISONS: usize = 256;

/// Words, and what holds of single records.
pub(crate) struct Words {
    derived: Vec<Word>,
    plain: Vec<Word>,
    /// For records that say every factor.
    truth: Program,
    literals: Vec<Vec<String>>,
    pub(super) forms: Forms,
    /// Days counted back that a date is compared with.
    pub(super) ago: Vec<(i128, u32, Unit)>,
}

/// What can be said of a record.
enum Word {
    /// Which run of values it has, each with whether it is that.
    Among(Listed, Vec<(Run, Lit)>),
    /// Which thresholds it reaches, ascending.
    Reached(Measured, Vec<(i128, Lit)>),
    /// Whether this holds.
    Whether(Arc<Condition>, Lit),
}

impl Words {
    /// The words of policies that speak of the encoder's records. `shared` are the derived values that may be spoken of.
    pub(crate) fn of(encoder: &mut Encoder<'_>, policies: &[&Policy], shared: impl Fn(DefineId) -> bool) -> Self {
        let mut making = Making { encoder, derived: Vec::new(), plain: Vec::new(), known: BTreeSet::new() };
        let said = Said::by(policies);
        making.factors(&said);
        making.defines(&said, &shared);
        making.comparisons(&said, &shared);
        making.asides();
        let Making { encoder, derived, plain, .. } = making;
        let mut ago = Vec::new();
        for (count, unit) in said.ago {
            ago.push((i128::from(encoder.as_of.less(count, unit).number()), count, unit));
        }
        let conditions: Vec<Condition> = derived.iter().chain(&plain).flat_map(|word| word.conditions()).collect();
        let bare = Policy { rules: Vec::new(), impossible: Vec::new(), otherwise: None, ..encoder.policy.clone() };
        let bare = Policy { stand_order: Vec::new(), also_give: Vec::new(), ..bare };
        let literals = encoder.axes.iter().map(|axis| axis.literals().to_vec()).collect();
        let truth = Program::asked(Arc::new(bare), encoder.as_of, &conditions);
        Self { derived, plain, truth, literals, forms: said.forms, ago }
    }

    /// All that can be said of the record.
    pub(super) fn claims(&self, record: &Record) -> Claims {
        let each = |words: &[Word]| words.iter().flat_map(|word| self.say(word, record)).collect();
        Claims { derived: each(&self.derived), plain: each(&self.plain) }
    }

    /// The literals that the texts of the factor are compared with.
    pub(super) fn literals(&self, factor: FactorId) -> &[String] {
        self.literals.get(factor.index()).map_or(&[], Vec::as_slice)
    }

    fn say(&self, word: &Word, record: &Record) -> Vec<Claim> {
        match word {
            Word::Among(of, runs) => self.among(of, runs, record).into_iter().collect(),
            Word::Reached(of, thresholds) => self.reached(*of, thresholds, record),
            Word::Whether(condition, lit) => {
                vec![if self.truth.holds(record, condition) {
                    Claim::Said { condition: Arc::clone(condition), lit: *lit }
                } else {
                    let not = Condition::Not(Box::new(Condition::clone(condition)));
                    Claim::Said { condition: Arc::new(not), lit: !*lit }
                }]
            }
        }
    }

    fn among(&self, of: &Listed, runs: &[(Run, Lit)], record: &Record) -> Option<Claim> {
        let own = runs.iter().position(|(run, _)| self.is_in(of, *run, record))?;
        let mut excluded: Vec<(usize, (Run, Lit))> =
            runs.iter().enumerate().filter(|(at, _)| *at != own).map(|(at, (run, lit))| (at, (*run, !*lit))).collect();
        excluded.sort_by_key(|(at, _)| at.abs_diff(own));
        Some(Claim::Not { of: of.clone(), excluded: excluded.into_iter().map(|(_, run)| run).collect() })
    }

    fn is_in(&self, of: &Listed, run: Run, record: &Record) -> bool {
        let within = |place: usize| (run.0..=run.1).contains(&place);
        match of {
            Listed::Pick(Pick::Factor(factor)) => {
                matches!(record.get(*factor), Some(Datum::Value(value)) if within(usize::from(*value)))
            }
            Listed::Pick(pick) => self.truth.holds(record, &Condition::Within(pick.clone(), values(run))),
            Listed::Text(factor) => match record.get(*factor) {
                Some(Datum::Text(text)) => {
                    let literals = self.literals(*factor);
                    within(literals.iter().position(|literal| literal == text).unwrap_or(literals.len()))
                }
                Some(Datum::Value(_) | Datum::Set(_) | Datum::Number(_) | Datum::Date(_) | Datum::Dates(_)) | None => {
                    false
                }
            },
        }
    }

    fn reached(&self, of: Measured, thresholds: &[(i128, Lit)], record: &Record) -> Vec<Claim> {
        let split = thresholds.partition_point(|(at, _)| self.is_from(of, *at, record));
        let (met, missed) = thresholds.split_at(split);
        let end = |side: End, (at, lit): (i128, Lit), wider: Vec<(i128, Lit)>| Claim::End { of, side, at, lit, wider };
        let from = met.split_last().map(|(own, wider)| end(End::From, *own, wider.to_vec()));
        let missed: Vec<(i128, Lit)> = missed.iter().rev().map(|(at, lit)| (*at, !*lit)).collect();
        let below = missed.split_last().map(|(own, wider)| end(End::Below, *own, wider.to_vec()));
        from.into_iter().chain(below).collect()
    }

    fn is_from(&self, of: Measured, at: i128, record: &Record) -> bool {
        match of {
            Measured::Number(factor) => {
                matches!(record.get(factor), Some(Datum::Number(own)) if i128::from(*own) >= at)
            }
            Measured::Date(factor) => {
                matches!(record.get(factor), Some(Datum::Date(own)) if i128::from(own.number()) >= at)
            }
            Measured::Define(define) => {
                let reaches = reaching(&self.truth, define, at);
                reaches.is_some_and(|reaches| self.truth.holds(record, &reaches))
            }
            Measured::Dates(list, window) => self.truth.holds(record, &counted(list, window, at)),
        }
    }
}

impl Word {
    /// What must be known of it where single records are looked at.
    fn conditions(&self) -> Vec<Condition> {
        match self {
            Self::Among(..) => Vec::new(),
            Self::Reached(Measured::Dates(list, window), _) => vec![counted(*list, *window, 1)],
            Self::Reached(Measured::Number(_) | Measured::Define(_) | Measured::Date(_), _) => Vec::new(),
            Self::Whether(condition, _) => vec![Condition::clone(condition)],
        }
    }
}

/// What policies say that is more than a factor compared with a constant.
#[derive(Default)]
struct Said {
    counted: Vec<(FactorId, Window)>,
    empty: BTreeSet<FactorId>,
    ago: Vec<(u32, Unit)>,
    defines: BTreeSet<DefineId>,
    comparisons: Vec<Condition>,
    forms: Forms,
}

/// How policies compare a factor or derived number with a constant: by the threshold, the constant, and whether the number
/// itself lies below the threshold.
pub(super) type Forms = BTreeMap<(Given, i128), (Number, bool)>;

impl Said {
    fn by(policies: &[&Policy]) -> Self {
        let mut said = Self::default();
        for policy in policies {
            policy_leaves(policy, &mut |leaf| said.leaf(leaf));
            let rules = policy.rules.iter().flat_map(|rule| [Some(&rule.when), rule.unless.as_ref()]).flatten();
            rules.chain(policy.impossible.iter().map(|one| &one.when)).for_each(|when| said.quantities(when));
        }
        said
    }

    fn leaf(&mut self, leaf: Leaf<'_>) {
        match leaf {
            Leaf::Condition(Condition::NoDates(list)) => _ = self.empty.insert(*list),
            Leaf::Condition(condition) if is_more(condition) => self.comparisons.push(condition.clone()),
            Leaf::Condition(Condition::Numbers(left, relation, right)) => self.form(left, *relation, right),
            Leaf::Define(define) => _ = self.defines.insert(define),
            Leaf::Window(list, window) if !self.counted.contains(&(list, window)) => self.counted.push((list, window)),
            Leaf::Day(Day::Ago(count, unit)) if !self.ago.contains(&(count, unit)) => self.ago.push((count, unit)),
            Leaf::Condition(_)
            | Leaf::Matrix(_)
            | Leaf::Factor(_)
            | Leaf::Window(..)
            | Leaf::Day(Day::Ago(..) | Day::Given(_) | Day::Factor(_))
            | Leaf::Literals(..) => {}
        }
    }

    /// Notes the thresholds of a comparison with a constant.
    fn form(&mut self, left: &Number, relation: Relation, right: &Number) {
        let (number, constant, relation) = match left.as_constant() {
            Some(_) => (right, left, relation.turned()),
            None => (left, right, relation),
        };
        let scaled = constant.as_constant().and_then(|value| value.checked_mul(number.den));
        let (Some(given), Some(scaled)) = (number.named(), scaled) else { return };
        let floor = scaled.div_euclid(constant.den);
        let from = if scaled.rem_euclid(constant.den) == 0 { floor } else { floor.saturating_add(1) };
        if matches!(relation, Relation::AtLeast | Relation::Below | Relation::Is | Relation::IsNot) {
            self.forms.insert((given, from), (constant.clone(), false));
        }
        if matches!(relation, Relation::Above | Relation::AtMost | Relation::Is | Relation::IsNot) {
            self.forms.entry((given, floor.saturating_add(1))).or_insert_with(|| (constant.clone(), true));
        }
    }

    /// So many of some.
    fn quantities(&mut self, condition: &Condition) {
        match condition {
            Condition::All(of) | Condition::Any(of) => of.iter().for_each(|part| self.quantities(part)),
            Condition::Not(of) => self.quantities(of),
            Condition::Quantity { .. } => self.comparisons.push(condition.clone()),
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
            | Condition::LevelTo(..) => {}
        }
    }
}

/// Whether a comparison says more than one word about a factor or a derived value does.
fn is_more(condition: &Condition) -> bool {
    match condition {
        Condition::Numbers(left, _, right) => {
            let is_constant = |number: &Number| number.as_constant().is_some();
            !(left.named().is_some() && is_constant(right) || is_constant(left) && right.named().is_some())
        }
        Condition::Days(left, _, right) => matches!((left, right), (Day::Factor(_), Day::Factor(_))),
        Condition::Within(pick, _) => matches!(pick, Pick::Highest(_) | Pick::Lowest(_) | Pick::Flag(_)),
        Condition::Values(..) => true,
        Condition::IncludesAll(_, these) | Condition::IncludesAny(_, these) => these.len() > 1,
        Condition::SetIs(..) => true,
        Condition::Constant(_)
        | Condition::All(_)
        | Condition::Any(_)
        | Condition::Not(_)
        | Condition::Quantity { .. }
        | Condition::NoDates(_)
        | Condition::TextIn(..)
        | Condition::Level(_)
        | Condition::LevelTo(..) => false,
    }
}

struct Making<'e, 'p> {
    encoder: &'e mut Encoder<'p>,
    derived: Vec<Word>,
    plain: Vec<Word>,
    /// The literals of comparisons that are words already.
    known: BTreeSet<Lit>,
}

impl Making<'_, '_> {
    fn factors(&mut self, said: &Said) {
        let policy = self.encoder.policy;
        for (id, factor) in (0..).map(FactorId).zip(&policy.factors) {
            match &factor.kind {
                FactorKind::Scale(_) | FactorKind::Choice(_) | FactorKind::Level | FactorKind::YesNo => {
                    let most = count(&factor.kind, policy);
                    let runs = self.runs(id, most).into_iter();
                    let pick = Pick::Factor(id);
                    let runs = runs.map(|run| (run, self.encoder.pick(&pick, values(run)))).collect();
                    self.plain.push(Word::Among(Listed::Pick(pick), runs));
                }
                FactorKind::Set(values) => {
                    for value in (0_u8..=u8::MAX).take(values.len()) {
                        let has = Condition::IncludesAll(id, ValueSet::only(value));
                        let lit = self.encoder.condition(&has);
                        self.plain.push(Word::Whether(Arc::new(has), lit));
                    }
                }
                FactorKind::Number(_) => self.plain.push(Word::Reached(Measured::Number(id), self.thresholds(id))),
                FactorKind::Date => self.plain.push(Word::Reached(Measured::Date(id), self.thresholds(id))),
                FactorKind::Dates => self.dates(id, said),
                FactorKind::Text => self.text(id),
            }
        }
    }

    /// The thresholds of the factor that the search knows.
    fn thresholds(&self, factor: FactorId) -> Vec<(i128, Lit)> {
        match self.encoder.columns.get(factor.index()) {
            Some(Column::Ordered(ordered)) => ordered.known().collect(),
            Some(Column::Set(_) | Column::Counts(_)) | None => Vec::new(),
        }
    }

    /// The runs of values that thresholds tell apart, of so many values.
    fn runs(&self, factor: FactorId, count: usize) -> Vec<Run> {
        let starts = self.thresholds(factor).into_iter().filter_map(|(at, _)| usize::try_from(at).ok());
        let starts: Vec<usize> = [0].into_iter().chain(starts).collect();
        let ends = starts.iter().skip(1).copied().chain([count]);
        starts.iter().copied().zip(ends).map(|(start, end)| (start, end.saturating_sub(1))).collect()
    }

    fn text(&mut self, factor: FactorId) {
        let literals = self.encoder.axes.get(factor.index()).map_or_else(Vec::new, |axis| axis.literals().to_vec());
        let mut runs = Vec::new();
        for (place, literal) in literals.iter().enumerate() {
            let lit = self.encoder.condition(&Condition::TextIn(factor, vec![literal.clone()]));
            runs.push(((place, place), lit));
        }
        let other = !self.encoder.condition(&Condition::TextIn(factor, literals.clone()));
        runs.push(((literals.len(), literals.len()), other));
        self.plain.push(Word::Among(Listed::Text(factor), runs));
    }

    fn dates(&mut self, list: FactorId, said: &Said) {
        if said.empty.contains(&list) {
            let none = Condition::NoDates(list);
            let lit = self.encoder.condition(&none);
            self.plain.push(Word::Whether(Arc::new(none), lit));
        }
        for (_, window) in said.counted.iter().filter(|(of, _)| *of == list) {
            let mut thresholds = Vec::new();
            for at in self.counts(list, *window) {
                thresholds.push((at, self.encoder.condition(&counted(list, *window, at))));
            }
            self.plain.push(Word::Reached(Measured::Dates(list, *window), thresholds));
        }
    }

    /// The counts of dates in the window that may be told apart.
    fn counts(&self, list: FactorId, window: Window) -> Vec<i128> {
        let (from, to) = self.encoder.axes.get(list.index()).map_or((0, 0), |axis| axis.window(window));
        let Some(Column::Counts(counts)) = self.encoder.columns.get(list.index()) else { return Vec::new() };
        let known: Vec<i128> =
            counts.iter().take(to).skip(from).flat_map(|count| count.known()).map(|(at, _)| at).collect();
        if to.saturating_sub(from) == 1 { known } else { (1..=known.iter().copied().max().unwrap_or(0)).collect() }
    }

    fn defines(&mut self, said: &Said, shared: &impl Fn(DefineId) -> bool) {
        let policy = self.encoder.policy;
        for id in said.defines.iter().copied().filter(|id| shared(*id)) {
            let kind = match policy.defines.get(id.index()).map(|define| &define.formula) {
                Some(Formula::Pick { kind, .. }) => kind,
                Some(Formula::Number { number, .. }) => {
                    self.number(id, number, said);
                    continue;
                }
                None => continue,
            };
            let count = count_picked(kind, policy);
            let pick = Pick::Define(id);
            let runs = (0..count).map(|at| ((at, at), self.encoder.pick(&pick, values((at, at))))).collect();
            self.derived.push(Word::Among(Listed::Pick(pick), runs));
        }
    }

    /// The thresholds that a derived number is compared with.
    fn number(&mut self, id: DefineId, formula: &Number, said: &Said) {
        let number = Number::define(id, formula);
        let range = (Given::Define(id), i128::MIN)..=(Given::Define(id), i128::MAX);
        let mut thresholds = Vec::new();
        for ((_, at), _) in said.forms.range(range) {
            let constant = Number::constant(*at, number.den);
            let lit = self.encoder.condition(&Condition::Numbers(number.clone(), Relation::AtLeast, constant));
            thresholds.push((*at, lit));
        }
        self.derived.push(Word::Reached(Measured::Define(id), thresholds));
    }

    /// The policy's own comparisons that speak of shared things only.
    fn comparisons(&mut self, said: &Said, shared: &impl Fn(DefineId) -> bool) {
        for condition in &said.comparisons {
            if self.known.len() >= COMPARISONS {
                return;
            }
            if speaks(condition, shared) {
                let lit = self.encoder.condition(condition);
                self.whether(condition.clone(), lit);
            }
        }
    }

    /// What the search keeps aside: without it not all could be told.
    fn asides(&mut self) {
        let asides = self.encoder.aside.clone();
        asides.into_iter().for_each(|aside| self.whether(aside.condition, aside.lit));
    }

    fn whether(&mut self, condition: Condition, lit: Lit) {
        let is_settled = lit == Lit::YES || lit == Lit::NO;
        if !is_settled && self.known.insert(lit.min(!lit)) {
            self.derived.push(Word::Whether(Arc::new(condition), lit));
        }
    }
}

/// Whether the condition speaks of no derived value but shared ones.
fn speaks(condition: &Condition, shared: &impl Fn(DefineId) -> bool) -> bool {
    let mut all = true;
    condition_leaves(condition, &mut |leaf| {
        if let Leaf::Define(define) = leaf {
            all &= shared(define);
        }
    });
    all
}

/// How many values it may have.
pub(super) fn count_picked(kind: &PickKind, policy: &Policy) -> usize {
    match kind {
        PickKind::Scale(values) | PickKind::Choice(values) => values.len(),
        PickKind::Level => policy.ladder.levels.len(),
        PickKind::YesNo => 2,
    }
}

/// The same of a factor.
pub(super) fn count(kind: &FactorKind, policy: &Policy) -> usize {
    match kind {
        FactorKind::Scale(values) | FactorKind::Choice(values) | FactorKind::Set(values) => values.len(),
        FactorKind::Level => policy.ladder.levels.len(),
        FactorKind::YesNo => 2,
        FactorKind::Number(_) | FactorKind::Date | FactorKind::Dates | FactorKind::Text => 0,
    }
}

/// Whether the derived number reaches this numerator.
fn reaching(program: &Program, define: DefineId, at: i128) -> Option<Condition> {
    match program.policy().defines.get(define.index()).map(|define| &define.formula) {
        Some(Formula::Number { number, .. }) => {
            let constant = Number::constant(at, number.den);
            Some(Condition::Numbers(Number::define(define, number), Relation::AtLeast, constant))
        }
        Some(Formula::Pick { .. }) | None => None,
    }
}

/// At least so many dates of the list lie in the window.
pub(super) fn counted(list: FactorId, window: Window, least: i128) -> Condition {
    Condition::Numbers(Number::dates(list, window), Relation::AtLeast, Number::constant(least, 1))
}

/// The values of a run.
pub(super) fn values(run: Run) -> ValueSet {
    (run.0..=run.1).filter_map(|value| u8::try_from(value).ok()).collect()
}
