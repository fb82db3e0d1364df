//! The exact search over all ways to fill in silent factors: which outcomes are possible, which rules stand and which
//! measures are required in every case, which values all fillings agree on. Counted in regions looked at.

use crate::decision::{Amount, Outcome};
use crate::evaluate::evaluate;
use crate::number::gcd;
use crate::policy::{Conclusion, DefineId, Formula, Given, MeasureId, RuleId};
use crate::program::Program;
use crate::reach::{Reach, reach};
use crate::region::{Cut, Region};
use crate::stands::{Standing, stands, stands_asking, truth};
use crate::truth::Truth;
use crate::view::View;

/// What is known of all fillings of a record.
pub(crate) struct Survey {
    pub(crate) reached: Reach,
    /// By rule: whether it stands in every case met.
    pub(crate) stood: Vec<bool>,
    /// By measure: whether it is required in every case met.
    pub(crate) measures: Vec<bool>,
    /// By what the policy also gives: the value of every case met.
    pub(crate) values: Vec<Option<Amount>>,
    /// A possible filling for each outcome met, in the order met.
    pub(crate) witnesses: Vec<(Outcome, Region)>,
    pub(crate) exact: bool,
    /// The steps that are left.
    left: u32,
    met: bool,
}

/// What may hold in a region.
struct Facts {
    reached: Reach,
    standing: Standing,
    measures: Vec<Truth>,
    values: Vec<Option<Amount>>,
}

impl Survey {
    /// Searches the region within so many steps. Beyond them what is told is more than the exact sets, never less.
    pub(crate) fn of(program: &Program, region: Region, steps: u32) -> Self {
        let policy = program.policy();
        let mut survey = Self {
            reached: Reach::default(),
            stood: vec![true; policy.rules.len()],
            measures: vec![true; policy.measures.len()],
            values: Vec::new(),
            witnesses: Vec::new(),
            exact: true,
            left: steps,
            met: false,
        };
        let mut open = vec![region];
        while let Some(region) = open.pop() {
            if survey.left == 0 {
                survey.exact = false;
                survey.concede(program, &region);
            } else if let Some(cut) = survey.look(program, &region) {
                let (one, other) = region.cut(cut);
                open.extend(other);
                open.extend(one);
            }
        }
        if !survey.met {
            survey.stood.fill(false);
            survey.measures.fill(false);
        }
        survey
    }

    /// Learns from a region; gives a cut where more may be found in it.
    fn look(&mut self, program: &Program, region: &Region) -> Option<Cut> {
        let mut view = View::new(program, region);
        if possible(&mut view) == Truth::No {
            self.left = self.left.saturating_sub(view.looked);
            return None;
        }
        let facts = facts(&mut view);
        // The two samples and the cut look at as much again.
        self.left = self.left.saturating_sub(view.looked.saturating_mul(4));
        if self.met && self.knows(&facts) {
            return None;
        }
        self.learn(program, region.least());
        self.learn(program, region.greatest());
        if self.met && self.knows(&facts) {
            return None;
        }
        let mut view = View::new(program, region);
        let cut = impossible_cut(&mut view).or_else(|| self.cut(&mut view, &facts));
        if cut.is_none() {
            // Nothing tells these records apart any more: what is open among them, they do not agree on.
            self.agree(&facts.values);
        }
        cut
    }

    /// Whether nothing in the region can be new.
    fn knows(&self, facts: &Facts) -> bool {
        let sure =
            |all: &[bool], truths: &[Truth]| all.iter().zip(truths).all(|(all, truth)| !all || *truth == Truth::Yes);
        facts.reached.within(&self.reached)
            && sure(&self.stood, &facts.standing.stands)
            && sure(&self.measures, &facts.measures)
            && self.values.iter().zip(&facts.values).all(|(known, value)| known.is_none() || known == value)
    }

    /// Learns from one record, if it is possible.
    fn learn(&mut self, program: &Program, record: Region) {
        let mut view = View::new(program, &record);
        if possible(&mut view) != Truth::Yes {
            return;
        }
        let evaluated = evaluate(&mut view);
        let values = values(&mut view);
        for (rule, all) in (0..).map(RuleId).zip(&mut self.stood) {
            *all &= evaluated.account.stood.binary_search_by_key(&rule, |(stood, _)| *stood).is_ok();
        }
        for (measure, all) in (0..).map(MeasureId).zip(&mut self.measures) {
            *all &= evaluated.measures.contains(&measure);
        }
        if self.met {
            self.agree(&values);
        } else {
            self.values = values;
        }
        self.met = true;
        let before = self.reached.len();
        self.reached.add(&evaluated.outcome);
        if self.reached.len() > before {
            self.witnesses.push((evaluated.outcome, record));
        }
    }

    fn agree(&mut self, values: &[Option<Amount>]) {
        for (known, value) in self.values.iter_mut().zip(values) {
            if known != value {
                *known = None;
            }
        }
    }

    /// Takes all that may be in a region for possible.
    fn concede(&mut self, program: &Program, region: &Region) {
        let mut view = View::new(program, region);
        if possible(&mut view) == Truth::No {
            return;
        }
        let facts = facts(&mut view);
        self.reached.join(&facts.reached);
        let keep = |all: &mut [bool], truths: &[Truth]| {
            all.iter_mut().zip(truths).for_each(|(all, truth)| *all &= *truth == Truth::Yes);
        };
        keep(&mut self.stood, &facts.standing.stands);
        keep(&mut self.measures, &facts.measures);
        if self.met {
            self.agree(&facts.values);
        } else {
            self.values = facts.values;
        }
        self.met = true;
    }

    /// A cut towards what is still open in the region.
    fn cut(&self, view: &mut View<'_>, facts: &Facts) -> Option<Cut> {
        let outcome = if facts.reached.within(&self.reached) { None } else { outcome_cut(view, &facts.standing) };
        outcome
            .or_else(|| self.standing_cut(view, facts))
            .or_else(|| self.value_cut(view, facts))
            .or_else(|| outcome_cut(view, &facts.standing))
    }

    /// Towards whether the rules and measures that may hold in every case do.
    fn standing_cut(&self, view: &mut View<'_>, facts: &Facts) -> Option<Cut> {
        let wanted = (0..)
            .map(RuleId)
            .zip(&self.stood)
            .any(|(rule, all)| *all && truth(&facts.standing.stands, rule) == Truth::Open)
            || self.measures.iter().zip(&facts.measures).any(|(all, truth)| *all && *truth == Truth::Open);
        let program = view.program;
        let orders = [program.grading(), program.asking()];
        orders.into_iter().filter(|_| wanted).find_map(|order| rules_cut(view, &facts.standing, order))
    }

    /// Towards the defines of which all cases met have one value. Of a factor the two samples differ where it is open.
    fn value_cut(&self, view: &mut View<'_>, facts: &Facts) -> Option<Cut> {
        let program = view.program;
        let open = program.policy().also_give.iter().zip(&self.values).zip(&facts.values);
        open.filter(|((_, known), value)| known.is_some() && known != value).find_map(|((given, _), _)| match given {
            Given::Factor(_) => None,
            Given::Define(define) => define_cut(view, *define),
        })
    }
}

/// Whether the records of the region are possible.
pub(crate) fn possible(view: &mut View<'_>) -> Truth {
    let program = view.program;
    Truth::any(program.policy().impossible.iter().map(|impossible| view.condition(&impossible.when))).not()
}

/// A cut towards settling whether the records of the region are possible.
pub(crate) fn impossible_cut(view: &mut View<'_>) -> Option<Cut> {
    let program = view.program;
    program.policy().impossible.iter().find_map(|impossible| view.cut_condition(&impossible.when))
}

/// A cut towards a single outcome.
pub(crate) fn outcome_cut(view: &mut View<'_>, standing: &Standing) -> Option<Cut> {
    let program = view.program;
    rules_cut(view, standing, program.bearing()).or_else(|| levels_cut(view, standing)).or_else(|| {
        let otherwise = program.policy().otherwise.as_ref()?;
        view.cut_pick(&otherwise.level, None)
    })
}

/// A cut towards settling which rules stand.
fn rules_cut(view: &mut View<'_>, standing: &Standing, order: &[RuleId]) -> Option<Cut> {
    let program = view.program;
    order.iter().filter(|rule| truth(&standing.stands, **rule) == Truth::Open).find_map(|rule| {
        let rule = program.policy().rules.get(rule.index())?;
        view.cut_condition(&rule.when).or_else(|| rule.unless.as_ref().and_then(|unless| view.cut_condition(unless)))
    })
}

/// A cut towards the levels that standing rules name by factors and defines.
fn levels_cut(view: &mut View<'_>, standing: &Standing) -> Option<Cut> {
    let program = view.program;
    let rules = program.policy().rules.iter().zip(&standing.stands).filter(|(_, truth)| **truth != Truth::No);
    rules.flat_map(|(rule, _)| &rule.conclusions).find_map(|conclusion| match conclusion {
        Conclusion::Level(_, level) | Conclusion::Bound { level, .. } => view.cut_pick(level, None),
        Conclusion::Adjust(_) | Conclusion::Outside(_) | Conclusion::Require(_) => None,
    })
}

fn define_cut(view: &mut View<'_>, define: DefineId) -> Option<Cut> {
    let program = view.program;
    match program.policy().defines.get(define.index()).map(|define| &define.formula) {
        Some(Formula::Pick { pick, .. }) => view.cut_pick(pick, None),
        Some(Formula::Number { number, .. }) => view.cut_number(number, None),
        None => None,
    }
}

fn facts(view: &mut View<'_>) -> Facts {
    let program = view.program;
    let policy = program.policy();
    let mut standing = stands(view);
    let reached = reach(view, &standing);
    view.level = Some(reached.seen(&policy.ladder));
    stands_asking(view, &mut standing);
    let mut measures = vec![Truth::No; policy.measures.len()];
    for (rule, stands) in policy.rules.iter().zip(&standing.stands) {
        for conclusion in &rule.conclusions {
            if let Conclusion::Require(measure) = conclusion
                && let Some(required) = measures.get_mut(measure.index())
            {
                *required = required.or(*stands);
            }
        }
    }
    let values = values(view);
    Facts { reached, standing, measures, values }
}

/// What the policy also gives, where it is settled.
pub(crate) fn values(view: &mut View<'_>) -> Vec<Option<Amount>> {
    let program = view.program;
    program.policy().also_give.iter().map(|given| amount(view, *given)).collect()
}

/// A factor's or define's value, where the region has only one.
pub(crate) fn amount(view: &mut View<'_>, given: Given) -> Option<Amount> {
    let program = view.program;
    match given {
        Given::Factor(factor) => {
            let axis = program.axis(factor)?;
            view.region.slot(factor).and_then(|slot| slot.only(axis)).map(Amount::Datum)
        }
        Given::Define(define) => match &program.policy().defines.get(define.index())?.formula {
            Formula::Pick { pick, .. } => {
                let values = view.pick(pick);
                values
                    .least()
                    .filter(|_| values.len() == 1)
                    .map(|value| Amount::Datum(crate::record::Datum::Value(value)))
            }
            Formula::Number { number, .. } => {
                let (least, most) = view.number(number);
                (least == most).then(|| fraction(least, number.den))
            }
        },
    }
}

fn fraction(numerator: i128, denominator: i128) -> Amount {
    let common = gcd(numerator, denominator).max(1);
    Amount::Fraction(numerator / common, denominator / common)
}
