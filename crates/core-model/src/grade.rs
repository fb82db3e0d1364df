//! Grading a record: total, whatever the record says or leaves open.

use crate::condition::Condition;
use crate::decision::{Account, Amount, Complete, Decision, Outcome, Partial};
use crate::evaluate::evaluate;
use crate::limits;
use crate::needs::needs;
use crate::policy::{FactorId, Given, MeasureId, RuleId, Template};
use crate::program::Program;
use crate::reach::Reach;
use crate::record::{Datum, Record};
use crate::region::Region;
use crate::survey::{Survey, possible, values};
use crate::truth::Truth;
use crate::view::View;

impl Program {
    /// The decision on a record. Where the record is silent on a factor that assumes nothing, every outcome that is
    /// still possible, and what could decide it.
    #[must_use]
    pub fn grade(&self, record: &Record) -> Decision {
        self.grade_within(record, limits::SEARCH_STEPS)
    }

    /// The same with a budget of its own for the search over silent factors: so many steps for the outcomes, and as many
    /// for what is needed; see [`limits::SEARCH_STEPS`]. With a smaller one an answer may hold more than the exact sets, never less.
    #[must_use]
    pub fn grade_within(&self, record: &Record, steps: u32) -> Decision {
        let (record, assumed) = self.with_assumed(record);
        let ids = (0..).map(FactorId).take(self.policy().factors.len());
        let silent: Vec<FactorId> = ids.filter(|id| record.get(*id).is_none()).collect();
        let region = self.region(&record);
        let mut decision = if silent.is_empty() {
            self.complete(&region, &record)
        } else {
            self.partial(&region, &silent, &record, steps)
        };
        decision.assumed = assumed;
        decision
    }

    /// Whether the condition holds of a record that says every factor. Conditions on the level are asked of its outcome.
    /// The program must tell apart whatever the condition does ([`Program::asked`]).
    #[must_use]
    pub fn holds(&self, record: &Record, condition: &Condition) -> bool {
        let region = self.region(record);
        let mut view = View::new(self, &region);
        let mut reached = Reach::default();
        reached.add(&evaluate(&mut view).outcome);
        view.level = Some(reached.seen(&self.policy().ladder));
        view.condition(condition) == Truth::Yes
    }

    /// The record with what is assumed where it is silent, and what that is.
    pub(crate) fn with_assumed(&self, record: &Record) -> (Record, Vec<(FactorId, Datum)>) {
        let mut record = record.clone();
        record.0.resize(self.policy().factors.len(), None);
        let mut assumed = Vec::new();
        for (id, factor) in (0..).map(FactorId).zip(&self.policy().factors) {
            if let Some(datum) = factor.assume.as_ref().filter(|_| record.get(id).is_none()) {
                assumed.push((id, datum.clone()));
                record.set(id, Some(datum.clone()));
            }
        }
        (record, assumed)
    }

    fn complete(&self, region: &Region, record: &Record) -> Decision {
        let mut view = View::new(self, region);
        if possible(&mut view) != Truth::Yes {
            return self.impossible(&mut view, record);
        }
        let evaluated = evaluate(&mut view);
        let mut account = evaluated.account;
        self.tell(&mut view, &mut account, record);
        let values = self.given(values(&mut view), record);
        let outcome = evaluated.outcome;
        let account = Account::Complete(account);
        Decision { as_of: self.as_of(), outcome, account, assumed: Vec::new(), measures: evaluated.measures, values }
    }

    /// Fills the record's values into the reasons of the rules that stood.
    fn tell(&self, view: &mut View<'_>, account: &mut Complete, record: &Record) {
        let policy = self.policy();
        let stood: Vec<RuleId> = account.stood.iter().map(|(rule, _)| *rule).collect();
        account.because = self.reasons(view, &stood, record);
        if account.force == Some(crate::decision::ConcludedBy::Otherwise)
            && let Some(otherwise) = &policy.otherwise
        {
            account.otherwise_because = filled(view, &otherwise.because, record);
        }
    }

    /// The reasons of rules, the record's values filled in.
    fn reasons(&self, view: &mut View<'_>, rules: &[RuleId], record: &Record) -> Vec<Vec<String>> {
        let mut reasons = |rule: &RuleId| {
            let rule = self.policy().rules.get(rule.index());
            rule.map_or(Vec::new(), |rule| filled(view, &rule.because, record))
        };
        rules.iter().map(&mut reasons).collect()
    }

    fn impossible(&self, view: &mut View<'_>, record: &Record) -> Decision {
        let mut reasons = Vec::new();
        for impossible in &self.policy().impossible {
            if view.condition(&impossible.when) == Truth::Yes {
                reasons.extend(filled(view, &impossible.because, record));
            }
        }
        Decision {
            as_of: self.as_of(),
            outcome: Outcome::Invalid(reasons),
            account: Account::None,
            assumed: Vec::new(),
            measures: Vec::new(),
            values: Vec::new(),
        }
    }

    fn partial(&self, region: &Region, silent: &[FactorId], record: &Record, steps: u32) -> Decision {
        let survey = Survey::of(self, region.clone(), steps);
        let possible = survey.reached.outcomes(&self.policy().ladder);
        let (outcome, needs) = match possible.as_slice() {
            [] => return self.impossible(&mut View::new(self, region), record),
            [only] => (only.clone(), None),
            [_, ..] => (Outcome::Undetermined, Some(needs(self, region, silent, &survey, steps))),
        };
        let stood = (0..).map(RuleId).zip(&survey.stood).filter(|(_, all)| **all).map(|(rule, _)| rule);
        let stood: Vec<RuleId> = stood.collect();
        let because = self.reasons(&mut View::new(self, region), &stood, record);
        let measures = (0..).map(MeasureId).zip(&survey.measures).filter(|(_, all)| **all).map(|(measure, _)| measure);
        let exact = survey.exact && needs.as_ref().is_none_or(|needs| needs.exact);
        let needs = needs.map_or(Vec::new(), |needs| needs.factors);
        Decision {
            as_of: self.as_of(),
            outcome,
            account: Account::Partial(Partial { possible, needs, stood, because, exact }),
            assumed: Vec::new(),
            measures: measures.collect(),
            values: self.given(survey.values.clone(), record),
        }
    }

    /// What the policy also gives: of a factor that the record says, what it says; else where it is settled.
    fn given(&self, settled: Vec<Option<Amount>>, record: &Record) -> Vec<(Given, Amount)> {
        let said = |given: &Given| match given {
            Given::Factor(factor) => record.get(*factor).cloned().map(Amount::Datum),
            Given::Define(_) => None,
        };
        let both = self.policy().also_give.iter().zip(settled);
        both.filter_map(|(given, settled)| said(given).or(settled).map(|amount| (*given, amount))).collect()
    }
}

fn filled(view: &mut View<'_>, templates: &[Template], record: &Record) -> Vec<String> {
    templates.iter().map(|template| crate::template::fill(view, template, record)).collect()
}

/// What a record says of a factor, or the only value that is left for it.
pub(crate) fn said_or_settled(view: &mut View<'_>, given: Given, record: &Record) -> Option<Amount> {
    let said: Option<Datum> = match given {
        Given::Factor(factor) => record.get(factor).cloned(),
        Given::Define(_) => None,
    };
    said.map(Amount::Datum).or_else(|| crate::survey::amount(view, given))
}
