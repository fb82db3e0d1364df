//! Records with silent factors, by brute force: every representative way of filling them in is tried.

use std::collections::{BTreeMap, BTreeSet};

use grading_dsl::syntax::{DateUnit, ExprKind, TailKind, Window};
use serde_json::{Value as Json, json};

use super::answer::{self, Answer};
use super::day::Day;
use super::decide::{Decision, Outcome, decide};
use super::declared::{Declared, Factor, FactorKind, Spelled, fraction};
use super::expression::{Case, Record, day};
use super::value::{Fraction, Value};
use super::walk::{self, Met};

/// How many fillings are tried at most.
pub const MOST_FILLINGS: usize = 5_000;
/// Numbers of so few values are tried with every one of them.
const FEW: i128 = 130;

/// The answer to a record that leaves some factors silent; `None` where there are too many fillings.
pub fn answer(declared: &Declared<'_>, said: &Record, as_of: Day, most: usize) -> Option<Answer> {
    let constants = Constants::of(declared, said, as_of);
    let silent: Vec<usize> = (0..declared.factors.len()).filter(|factor| !said.contains_key(factor)).collect();
    let domains = silent.iter().map(|factor| domain(declared, *factor, &constants)).collect::<Option<Vec<_>>>()?;
    let count = domains.iter().try_fold(1_usize, |count, domain| count.checked_mul(domain.len()))?;
    if count > most {
        return None;
    }
    let mut all = Fillings { outcomes: BTreeMap::new(), stood: None, measures: None, values: None };
    for at in 0..count {
        let places = places(at, &domains);
        let mut record = said.clone();
        record.extend(
            silent.iter().zip(&domains).zip(&places).map(|((factor, domain), place)| (*factor, domain[*place].clone())),
        );
        if let Some(decision) = decide(declared, &record, as_of) {
            let given = answer::given(&Case::of(declared, &record, as_of));
            all.add(places, decision, given);
        }
    }
    Some(all.answer(declared, &silent))
}

/// The filling of that number: the place of each value in its domain.
fn places(at: usize, domains: &[Vec<Value>]) -> Vec<usize> {
    let mut rest = at;
    let mut places = Vec::new();
    for domain in domains {
        places.push(rest % domain.len());
        rest /= domain.len();
    }
    places
}

/// What all possible fillings come to.
struct Fillings {
    outcomes: BTreeMap<Vec<usize>, Outcome>,
    stood: Option<BTreeSet<usize>>,
    measures: Option<BTreeSet<usize>>,
    values: Option<Vec<(String, Value)>>,
}

impl Fillings {
    fn add(&mut self, places: Vec<usize>, decision: Decision, given: Vec<(String, Value)>) {
        let standing: BTreeSet<usize> = decision.stood.iter().map(|(rule, _)| *rule).collect();
        let both = |mine: &Option<BTreeSet<usize>>, its: &BTreeSet<usize>| {
            mine.as_ref().map_or(its.clone(), |mine| mine & its)
        };
        self.stood = Some(both(&self.stood, &standing));
        self.measures = Some(both(&self.measures, &decision.measures));
        let agreed = self.values.take().unwrap_or_else(|| given.clone());
        self.values = Some(agreed.into_iter().filter(|value| given.contains(value)).collect());
        self.outcomes.insert(places, decision.outcome);
    }

    fn answer(self, declared: &Declared<'_>, silent: &[usize]) -> Answer {
        let possible: BTreeSet<&Outcome> = self.outcomes.values().collect();
        let mut answer = match possible.iter().collect::<Vec<_>>()[..] {
            [] => return answer::invalid(),
            [only] => answer::outcome(declared, only),
            [..] => Answer::from_iter([("outcome".into(), Json::from("undetermined"))]),
        };
        let outcome = |one: &&Outcome| {
            let mut told = answer::outcome(declared, one);
            told.remove("severity");
            Json::from(told)
        };
        let mut put = |key: &str, value: Json| answer.insert(key.into(), value);
        put("possible", possible.iter().map(outcome).collect());
        let needs = if possible.len() < 2 { BTreeSet::new() } else { needs(&self.outcomes, silent.len()) };
        put("needs", needs.iter().map(|at| declared.factors[silent[*at]].spelled.name.clone()).collect());
        let measures = self.measures.unwrap_or_default();
        put("measures", measures.iter().map(|measure| declared.measures[*measure].name.clone()).collect());
        put(
            "stood",
            self.stood.unwrap_or_default().iter().map(|rule| json!({"rule": declared.rules[*rule].name})).collect(),
        );
        put("values", answer::values(declared, &self.values.unwrap_or_default()));
        answer
    }
}

/// The members of every smallest set of factors whose change leads from one filling to another of a different outcome.
fn needs(outcomes: &BTreeMap<Vec<usize>, Outcome>, factors: usize) -> BTreeSet<usize> {
    let mut sets: Vec<u32> = (1..1 << factors).collect();
    sets.sort_by_key(|set| set.count_ones());
    let mut needed = BTreeSet::new();
    let mut size = None;
    for set in sets {
        if size.is_some_and(|size| size < set.count_ones()) {
            break;
        }
        let member = |at: usize| set >> at & 1 == 1;
        let mut met: BTreeMap<Vec<usize>, &Outcome> = BTreeMap::new();
        let leads = outcomes.iter().any(|(places, outcome)| {
            let kept = places.iter().enumerate().map(|(at, place)| if member(at) { 0 } else { *place }).collect();
            *met.entry(kept).or_insert(outcome) != outcome
        });
        if leads {
            size = Some(set.count_ones());
            needed.extend((0..factors).filter(|at| member(*at)));
        }
    }
    needed
}

/// What a policy and a record speak of, near which a value may matter.
struct Constants {
    /// What each declaration declares, the names that it uses and its numbers.
    spoken: Vec<(Option<Spelled>, BTreeSet<String>, BTreeSet<Fraction>)>,
    said: BTreeSet<Fraction>,
    days: BTreeSet<Day>,
    texts: BTreeSet<String>,
    windows: Vec<(String, Window)>,
    as_of: Day,
}

impl Constants {
    fn of(declared: &Declared<'_>, said: &Record, as_of: Day) -> Self {
        let mut all = Self {
            spoken: vec![],
            said: said
                .values()
                .filter_map(|value| if let Value::Number(number) = value { Some(*number) } else { None })
                .collect(),
            days: said
                .values()
                .filter_map(|value| if let Value::Day(day) = value { Some(*day) } else { None })
                .collect(),
            texts: ["\u{1}", "\u{2}"].map(ToOwned::to_owned).into(),
            windows: vec![],
            as_of,
        };
        all.days.extend([Day::FIRST, Day::LAST]);
        for item in &declared.items {
            let declares = declared.defines.iter().find(|define| define.is_declared_by(item));
            all.spoken.push((declares.map(|define| define.spelled.clone()), BTreeSet::new(), BTreeSet::new()));
            walk::item(item, &mut |met| all.meet(met));
        }
        all
    }

    fn meet(&mut self, met: Met<'_>) {
        let (_, names, numbers) = self.spoken.last_mut().expect("a declaration");
        let mut ago = |count: u32, unit: DateUnit| _ = self.days.insert(self.as_of.less(count, unit));
        match met {
            Met::Name(name) => _ = names.insert(name.text.clone()),
            Met::Text(text) => _ = self.texts.insert(text.text.clone()),
            Met::Tail(tail) => {
                if let TailKind::FromBehind(_, number) | TailKind::LessThan(number, _) = &tail.kind {
                    numbers.insert(fraction(number));
                }
                if let TailKind::AtLeastAgo(count, unit) | TailKind::LessThanAgo(count, unit) = &tail.kind {
                    ago(*count, *unit);
                }
                if let TailKind::LessThan(number, unit) = &tail.kind {
                    ago(u32::try_from(fraction(number).to_integer()).unwrap_or(0), *unit);
                }
            }
            Met::Expr(expr) => {
                if let ExprKind::Name(name) = &expr.kind {
                    names.insert(name.text.clone());
                }
                if let ExprKind::Number(number) = &expr.kind {
                    numbers.insert(fraction(number));
                }
                if let ExprKind::Date(date) = &expr.kind {
                    self.days.insert(day(*date));
                }
                if let ExprKind::Text(text) = &expr.kind {
                    self.texts.insert(text.text.clone());
                }
                if let ExprKind::CountDates(name, window) = &expr.kind {
                    self.windows.push((name.text.clone(), *window));
                }
            }
        }
    }

    /// The numbers of every declaration that speaks of a factor, also by way of a define; `None` where none speaks of it.
    fn beside(&self, factor: &Spelled) -> Option<BTreeSet<Fraction>> {
        let mut speaks: Vec<&Spelled> = vec![factor];
        let mut near = None;
        loop {
            let about =
                |names: &BTreeSet<String>| names.iter().any(|name| speaks.iter().any(|spelled| spelled.is(name)));
            let found: Vec<_> = self.spoken.iter().filter(|(_, names, _)| about(names)).collect();
            let more: Vec<&Spelled> = found
                .iter()
                .filter_map(|(declares, ..)| declares.as_ref())
                .filter(|its| !speaks.contains(its))
                .collect();
            if !found.is_empty() {
                near = Some(found.iter().flat_map(|(_, _, numbers)| numbers).chain(&self.said).copied().collect());
            }
            if more.is_empty() {
                return near;
            }
            speaks.extend(more);
        }
    }
}

/// The values that are tried of a silent factor; `None` where they are too many.
fn domain(declared: &Declared<'_>, factor: usize, constants: &Constants) -> Option<Vec<Value>> {
    let factor = &declared.factors[factor];
    let near = constants.beside(&factor.spelled);
    let numbers_near = near.clone().unwrap_or_default();
    let mut all = match &factor.kind {
        FactorKind::Of(kind) => (0..declared.kinds[*kind].len()).map(|place| Value::Of(*kind, place)).collect(),
        FactorKind::Set(kind) => {
            let subset = |bits: usize| (0..declared.kinds[*kind].len()).filter(|at| bits >> at & 1 == 1).collect();
            (0..1 << declared.kinds[*kind].len()).map(|bits| Value::Set(*kind, subset(bits))).collect()
        }
        FactorKind::Flag => vec![Value::Flag(false), Value::Flag(true)],
        FactorKind::Number { least, most, decimals, .. } => numbers(*least, *most, *decimals, &numbers_near),
        FactorKind::Day => {
            let around = constants.days.iter().flat_map(|day| [day.before(), *day, day.after(), day.after().after()]);
            around.collect::<BTreeSet<_>>().into_iter().map(Value::Day).collect()
        }
        FactorKind::Days => lists(factor, &numbers_near, constants)?,
        FactorKind::Text => constants.texts.iter().map(|text| Value::Text(text.clone())).collect(),
    };
    if near.is_none() {
        all.truncate(1);
    }
    Some(all)
}

/// Every number if they are few, else those one step around what the policy speaks of.
fn numbers(least: Fraction, most: Fraction, decimals: i32, spoken: &BTreeSet<Fraction>) -> Vec<Value> {
    let unit = Fraction::from_integer(1) / Fraction::from_integer(10).pow(decimals);
    let steps = ((most - least) / unit).to_integer();
    let all: BTreeSet<Fraction> = if steps < FEW {
        (0..=steps).map(|step| least + unit * step).collect()
    } else {
        let down = |number: Fraction| (number / unit).floor() * unit;
        let near = spoken
            .iter()
            .flat_map(|number| [down(*number) - unit, down(*number), down(*number) + unit, down(*number) + unit * 2]);
        near.chain([least, least + unit, most - unit, most]).filter(|number| (least..=most).contains(number)).collect()
    };
    all.into_iter().map(Value::Number).collect()
}

/// Lists of dates: so many in each stretch between the days at which some window begins or ends.
fn lists(factor: &Factor<'_>, near: &BTreeSet<Fraction>, constants: &Constants) -> Option<Vec<Value>> {
    let as_of = constants.as_of;
    let mut ends = BTreeSet::from([as_of]);
    for (_, window) in constants.windows.iter().filter(|(name, _)| factor.spelled.is(name)) {
        match window {
            Window::All => {}
            Window::Within(count, unit) => _ = ends.insert(as_of.less(*count, *unit)),
            Window::ThisYear => _ = ends.insert(Day::start_of(as_of.year).before()),
            Window::LastYear => ends.extend([as_of.year, as_of.year - 1].map(|year| Day::start_of(year).before())),
        }
    }
    // A count may be computed with before it is compared: 5% of it is 1 where it is 20, a seventh of it is 3 where it is 21.
    let size = |number: Fraction| if number < Fraction::from_integer(0) { -number } else { number };
    let times = near.iter().copied().chain([Fraction::from_integer(1)]).filter(|number| *number.numer() != 0);
    let reached =
        times.flat_map(|times| near.iter().flat_map(move |number| [size(number / times), size(number * times)]));
    let greatest = usize::try_from(reached.max().map_or(0, |reached| reached.ceil().to_integer())).unwrap();
    if greatest > MOST_FILLINGS {
        return None;
    }
    let counts: Vec<usize> = (0..=greatest + 1).chain([999]).filter(|count| *count < 1_000).collect();
    let mut lists: Vec<Vec<Day>> = vec![vec![], vec![as_of.after()]];
    for end in ends {
        if lists.len() * counts.len() > MOST_FILLINGS {
            return None;
        }
        let longer = |list: &Vec<Day>, count: usize| {
            list.iter().copied().chain(std::iter::repeat_n(end, count.min(999 - list.len()))).collect::<Vec<Day>>()
        };
        let all = lists.iter().flat_map(|list| counts.iter().map(|count| longer(list, *count)));
        lists = all.collect::<BTreeSet<_>>().into_iter().collect();
    }
    Some(lists.into_iter().map(|list| Value::Days(list.into())).collect())
}
