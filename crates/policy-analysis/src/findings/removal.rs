//! Rules without which every record would have the same outcome and the same measures.

use std::collections::BTreeSet;

use core_model::{On, RuleId, What};

use super::{Examined, Known};
use crate::aside::Asked;
use crate::outcome::{Graded, Ruling, at};

impl Examined<'_> {
    /// Tries each rule from the last to the first, with those found idle already left out: of rules that make each other
    /// idle the later is found.
    pub(super) fn removal(&mut self, silent: &BTreeSet<RuleId>) {
        let mut idle: BTreeSet<RuleId> = silent.clone();
        let mut kept: Vec<(Ruling, Graded)> = Vec::new();
        for day in &mut self.days {
            let ruling = idle.iter().fold(day.ruling.clone(), |ruling, rule| ruling.without(*rule));
            let graded = day.encoder.graded(&ruling, &day.active);
            kept.push((ruling, graded));
        }
        let rules: Vec<RuleId> = self.rules().filter(|rule| !silent.contains(rule)).collect();
        for rule in rules.into_iter().rev() {
            match self.matters(rule, &kept) {
                Known::Shown(_) => {}
                Known::Undecided(hard) => {
                    self.findings.undecided.push((What::NeverMatters(Vec::new()), On::Rule(rule), hard));
                }
                Known::Never => {
                    idle.insert(rule);
                    for (day, (ruling, graded)) in self.days.iter_mut().zip(&mut kept) {
                        if ruling.counts(rule) {
                            *ruling = ruling.without(rule);
                            *graded = day.encoder.graded(ruling, &day.active);
                        }
                    }
                    let because = self.because_of(rule, &kept);
                    self.absent(What::NeverMatters(because), On::Rule(rule), Known::Never);
                }
            }
        }
    }

    fn matters(&mut self, rule: RuleId, kept: &[(Ruling, Graded)]) -> Known {
        let mut open = None;
        for (day, (ruling, graded)) in self.days.iter_mut().zip(kept).filter(|(_, (ruling, _))| ruling.counts(rule)) {
            let without = day.encoder.graded(&ruling.without(rule), &day.active);
            let assumed = [at(&graded.stands, rule.index()), day.encoder.differ(graded, &without)];
            match day.ask(&assumed, &mut self.steps) {
                Asked::Record(record) => return Known::Shown(day.witness(record)),
                Asked::Nothing(_) => {}
                Asked::Undecided => open = Some(day.hard()),
            }
        }
        open.map_or(Known::Never, Known::Undecided)
    }

    /// A rule that always stands where this one does, and beside which alone it changes nothing.
    fn because_of(&mut self, rule: RuleId, kept: &[(Ruling, Graded)]) -> Vec<RuleId> {
        let others: Vec<RuleId> = self.rules().filter(|other| *other != rule).collect();
        let because = others.into_iter().find(|other| {
            self.days.iter_mut().zip(kept).filter(|(day, _)| day.ruling.counts(rule)).all(|(day, (ruling, _))| {
                if !ruling.counts(*other) {
                    return false;
                }
                let all = ruling.0.len();
                let only = |those: &[RuleId]| {
                    Ruling((0_u16..).map(RuleId).take(all).map(|rule| those.contains(&rule)).collect())
                };
                let (both, alone) = (only(&[rule, *other]), only(&[*other]));
                let both = day.encoder.graded(&both, &day.active);
                let alone = day.encoder.graded(&alone, &day.active);
                let differ = day.encoder.differ(&both, &alone);
                let without = [at(&both.stands, rule.index()), !at(&alone.stands, other.index())];
                matches!(day.ask(&without, &mut self.steps), Asked::Nothing(_))
                    && matches!(day.ask(&[differ], &mut self.steps), Asked::Nothing(_))
            })
        });
        because.into_iter().collect()
    }
}
