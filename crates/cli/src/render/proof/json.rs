//! A proof for programs: one object a line.

use core_model::{ByName, Counted, Cut, Date, Possible, Record, Verdict, Witness, shown};
use policy_analysis::{Ending, Influence, Listing, Sentence};
use serde::Serialize;

use super::super::json::one_line;
use super::Proven;

/// One statement. What does not apply is left out.
#[derive(Default, Serialize)]
struct Statement<'a> {
    kind: &'static str,
    on: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    condition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<Possible>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<Possible>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<Possible>,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<&'a Counted>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rules: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    witness: Option<ByName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raised: Option<ByName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cut: Option<&'static str>,
}

impl Proven<'_> {
    /// Everything but the findings, a line each.
    #[must_use]
    pub fn json(self) -> String {
        let mut lines = Vec::new();
        self.proof.gaps.iter().for_each(|gap| self.listing("ungraded", gap, &mut lines));
        self.proof.conflicts.iter().for_each(|conflict| self.listing("conflict", conflict, &mut lines));
        self.silent_json(&mut lines);
        self.proof.factors.iter().for_each(|influence| self.influence(influence, &mut lines));
        self.counted(&mut lines);
        lines.concat()
    }

    fn on(&self) -> &str {
        &self.policy.named.name
    }

    fn listing(self, kind: &'static str, listing: &Listing, lines: &mut Vec<String>) {
        let cut = listing.cut.as_ref().map(|cut| match cut {
            Cut::Steps(_) => "steps",
            Cut::Many => "many",
        });
        for Sentence { region, counted, rules } in &listing.sentences {
            lines.push(one_line(&Statement {
                kind,
                on: self.on(),
                condition: Some(self.condition(&region.when)),
                outcome: Some(self.possible(&region.witness)),
                count: Some(counted),
                rules: rules
                    .iter()
                    .filter_map(|rule| self.policy.rules.get(rule.index()))
                    .map(|rule| rule.named.name.as_str())
                    .collect(),
                witness: Some(self.record(&region.witness.record)),
                as_of: Some(listing.as_of),
                cut,
                ..Statement::default()
            }));
        }
        if listing.sentences.is_empty() {
            let verdict = Some("not decided");
            let as_of = Some(listing.as_of);
            lines.push(one_line(&Statement { kind, on: self.on(), verdict, as_of, cut, ..Statement::default() }));
        }
    }

    fn silent_json(self, lines: &mut Vec<String>) {
        for silence in &self.proof.silent {
            lines.push(one_line(&Statement {
                kind: "silent",
                on: self.on(),
                verdict: silence.open.as_ref().map(|_| "not decided"),
                as_of: silence.from,
                until: silence.until,
                ..Statement::default()
            }));
        }
    }

    fn influence(self, influence: &Influence, lines: &mut Vec<String>) {
        let on = self.policy.factors.get(influence.factor.index()).map_or("", |factor| factor.named.name.as_str());
        let claims = [
            ("never matters", Some(&influence.never_matters)),
            ("never lowers", influence.never_lowers.as_ref()),
            ("never raises", influence.never_raises.as_ref()),
        ];
        for (kind, verdict) in claims {
            let Some(verdict) = verdict else { continue };
            let (word, witnesses) = match verdict {
                Verdict::Holds => ("holds", &[][..]),
                Verdict::Fails(witnesses) => ("does not hold", witnesses.as_slice()),
                Verdict::Undecided(_) => ("not decided", &[][..]),
            };
            let (low, high) = (witnesses.first(), witnesses.get(1));
            lines.push(one_line(&Statement {
                kind,
                on,
                verdict: Some(word),
                old: low.map(|witness| self.possible(witness)),
                new: high.map(|witness| self.possible(witness)),
                witness: low.map(|witness| self.record(&witness.record)),
                raised: high.map(|witness| self.record(&witness.record)),
                as_of: low.map(|witness| witness.as_of),
                ..Statement::default()
            }));
        }
    }

    fn counted(self, lines: &mut Vec<String>) {
        let counts = &self.proof.counts;
        let statement = |kind, on, count| Statement {
            kind,
            on,
            count: Some(count),
            as_of: Some(counts.as_of),
            ..Statement::default()
        };
        lines.push(one_line(&statement("possible", self.on(), &counts.possible)));
        for (ending, counted) in &counts.outcomes {
            let outcome = Some(Possible::of(&self.policy.ladder, &outcome(*ending)));
            lines.push(one_line(&Statement { outcome, ..statement("outcome", self.on(), counted) }));
        }
        for rule in &counts.rules {
            let name = self.policy.rules.get(rule.rule.index()).map_or("", |rule| rule.named.name.as_str());
            lines.push(one_line(&statement("stands", name, &rule.stands)));
            lines.push(one_line(&statement("decides", name, &rule.decisive)));
        }
    }

    fn possible(self, witness: &Witness) -> Possible {
        Possible::of(&self.policy.ladder, &witness.outcome)
    }

    fn record(self, record: &Record) -> ByName {
        let said = self.policy.factors.iter().zip(&record.0).filter_map(|(factor, datum)| {
            Some((factor.named.name.clone(), shown(&factor.kind, &self.policy.ladder, datum.as_ref()?)?))
        });
        said.collect()
    }
}

fn outcome(ending: Ending) -> core_model::Outcome {
    match ending {
        Ending::Graded(level) => core_model::Outcome::Graded(level),
        Ending::Outside(outside) => core_model::Outcome::Outside(outside),
        Ending::Conflict => core_model::Outcome::Conflict(Vec::new()),
        Ending::Ungraded => core_model::Outcome::Ungraded,
    }
}
