//! Standing, concluding, adjusting, bounding and requiring as literals: the four steps of the meaning, for all records at
//! once.

mod decisive;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use core_model::{Combine, Conclusion, Force, Ladder, MeasureId, Pick, Policy, Rule, RuleId, ValueSet};

use crate::encode::Encoder;
use crate::solver::Lit;

/// The rules that count, of all rules of the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ruling(pub(crate) Vec<bool>);

impl Ruling {
    /// The rules in force on a day.
    pub(crate) fn on(policy: &Policy, day: core_model::Date) -> Self {
        Self(policy.rules.iter().map(|rule| rule.in_force.is_none_or(|period| period.holds(day))).collect())
    }

    pub(crate) fn counts(&self, rule: RuleId) -> bool {
        self.0.get(rule.index()).copied().unwrap_or(false)
    }
}

/// What is graded, in literals. Severities count from 0, the most severe.
#[derive(Debug, Clone)]
pub(crate) struct Graded {
    /// By rule: whether it stands.
    pub(crate) stands: Vec<Lit>,
    /// By force: whether a standing rule concludes by it.
    pub(crate) any: [Lit; 4],
    /// By force and severity: whether a standing rule says that.
    pub(crate) said: [Vec<Lit>; 4],
    /// By force and severity: whether this is concluded if nothing stronger is.
    pub(crate) concluded: [Vec<Lit>; 4],
    /// By force: whether a standing rule concludes by it, none by a stronger one, and the record is not outside.
    pub(crate) by: [Lit; 4],
    /// By severity: whether `otherwise` or a bound concludes it, since no rule does.
    rest: Vec<Lit>,
    /// By severity: whether that is the level once it is adjusted, before any bound.
    moved: Vec<Lit>,
    /// By severity: whether the record is graded so.
    pub(crate) graded: Vec<Lit>,
    /// By outcome beside the ladder.
    pub(crate) outside: Vec<Lit>,
    /// By severity: whether it is one of the conflicting ones.
    pub(crate) conflicting: Vec<Lit>,
    pub(crate) ungraded: Lit,
    pub(crate) by_otherwise: Lit,
    /// By measure: whether it is required.
    pub(crate) measures: Vec<Lit>,
}

/// What standing rules say, before it is joined.
struct Said {
    /// By force, in written order: whether it stands, and by severity whether it says that.
    levels: [Vec<(Lit, Vec<Lit>)>; 4],
    adjusts: Vec<(i64, Lit)>,
    bounds: Vec<Bound>,
    outside: Vec<Lit>,
}

/// A bound of a standing rule.
struct Bound {
    stands: Lit,
    presumed: bool,
    from_mild: bool,
    /// By severity.
    at: Vec<Lit>,
}

impl Encoder<'_> {
    /// By rule: whether its own conditions hold; of rules that ask for the level it is not known yet.
    pub(crate) fn each_active(&mut self) -> Vec<Lit> {
        let rules = &self.law.rules;
        rules.iter().map(|rule| if rule.asks_level { Lit::NO } else { self.active(rule) }).collect()
    }

    /// Whether the rule's own conditions hold.
    pub(crate) fn active(&mut self, rule: &Rule) -> Lit {
        let when = self.condition(&rule.when);
        let unless = rule.unless.as_ref().map_or(Lit::NO, |unless| self.condition(unless));
        self.gates.and([when, !unless])
    }

    /// How records are graded by these rules of the policy. `active` knows each rule's own conditions.
    pub(crate) fn graded(&mut self, ruling: &Ruling, active: &[Lit]) -> Graded {
        self.graded_of(ruling, active, &vec![Lit::YES; active.len()])
    }

    /// The same by those of them that are there, which may be open.
    pub(crate) fn graded_of(&mut self, ruling: &Ruling, active: &[Lit], there: &[Lit]) -> Graded {
        let policy = self.law;
        let mut stands = vec![Lit::NO; policy.rules.len()];
        let active: Vec<Lit> = active.iter().zip(there).map(|(own, there)| self.gates.and([*own, *there])).collect();
        self.settle(ruling, &active, &mut stands, false);
        let said = self.said(&stands);
        let mut graded = self.outcome(&said, stands);
        self.levels = (0..policy.ladder.levels.len())
            .rev()
            .map(|place| severity_at(&graded.graded, place, &policy.ladder))
            .collect();
        let mut asking = vec![Lit::NO; policy.rules.len()];
        for ((rule, there), asking) in policy.rules.iter().zip(there).zip(&mut asking).filter(|of| of.0.0.asks_level) {
            let own = self.active(rule);
            *asking = self.gates.and([own, *there]);
        }
        self.settle(ruling, &asking, &mut graded.stands, true);
        graded.measures = self.measures(&graded.stands);
        graded
    }

    fn settle(&mut self, ruling: &Ruling, active: &[Lit], stands: &mut [Lit], asking: bool) {
        let policy = self.law;
        let mut overriders: BTreeMap<RuleId, Vec<RuleId>> = BTreeMap::new();
        for (id, rule) in (0..).map(RuleId).zip(&policy.rules).filter(|(id, _)| ruling.counts(*id)) {
            for overridden in &rule.overrides {
                overriders.entry(*overridden).or_default().push(id);
            }
        }
        let mut rows: BTreeMap<RuleId, Lit> = BTreeMap::new();
        for id in policy.stand_order.iter().filter(|id| ruling.counts(**id)) {
            let Some(rule) = policy.rules.get(id.index()).filter(|rule| rule.asks_level == asking) else { continue };
            let mut against: Vec<Lit> =
                overriders.get(id).into_iter().flatten().map(|by| at(stands, by.index())).collect();
            let earlier = rule.first_of.map(|first| rows.get(&first).copied().unwrap_or(Lit::NO));
            against.extend(earlier);
            let own = at(active, id.index());
            let holds = self.gates.and(against.into_iter().map(|lit| !lit).chain([own]));
            if let (Some(first), Some(earlier)) = (rule.first_of, earlier) {
                rows.insert(first, self.gates.or([earlier, holds]));
            }
            if let Some(place) = stands.get_mut(id.index()) {
                *place = holds;
            }
        }
    }

    fn said(&mut self, stands: &[Lit]) -> Said {
        let policy = self.law;
        let ladder = &policy.ladder;
        let mut said = Said {
            levels: Default::default(),
            adjusts: Vec::new(),
            bounds: Vec::new(),
            outside: vec![Lit::NO; ladder.outside.len()],
        };
        for (rule, stands) in policy.rules.iter().zip(stands).filter(|(rule, _)| !rule.asks_level) {
            for conclusion in &rule.conclusions {
                match conclusion {
                    Conclusion::Level(force, level) => {
                        let at = self.severities(level, *stands);
                        if let Some(list) = said.levels.get_mut(place(*force)) {
                            list.push((*stands, at));
                        }
                    }
                    Conclusion::Adjust(steps) => said.adjusts.push((i64::from(*steps), *stands)),
                    Conclusion::Bound { presumed, side, level } => said.bounds.push(Bound {
                        stands: *stands,
                        presumed: *presumed,
                        from_mild: ladder.keeps_from_mild(*side),
                        at: self.severities(level, *stands),
                    }),
                    Conclusion::Outside(outside) => {
                        if let Some(own) = said.outside.get_mut(outside.index()) {
                            *own = self.gates.or([*own, *stands]);
                        }
                    }
                    Conclusion::Require(_) => {}
                }
            }
        }
        said
    }

    /// By severity: whether the rule stands and the level is that.
    pub(crate) fn severities(&mut self, level: &Pick, stands: Lit) -> Vec<Lit> {
        let policy = self.law;
        let mut at = vec![Lit::NO; policy.ladder.levels.len()];
        for height in 0..policy.ladder.count() {
            let is = self.pick(level, ValueSet::only(height));
            let severity = policy.ladder.severity(policy.ladder.at_height(height));
            if let Some(place) = at.get_mut(usize::from(severity.saturating_sub(1))) {
                *place = self.gates.and([stands, is]);
            }
        }
        at
    }

    fn outcome(&mut self, said: &Said, stands: Vec<Lit>) -> Graded {
        let policy = self.law;
        let outside = self.first_of(&said.outside);
        let on_ladder = self.gates.and(said.outside.iter().map(|lit| !*lit));
        let any = [0, 1, 2, 3].map(|force| {
            let stands: Vec<Lit> = list(said, force).iter().map(|(stands, _)| *stands).collect();
            self.gates.or_each(&stands)
        });
        let concluded = [0, 1, 2, 3].map(|force| self.combined(policy.combine, list(said, force)));
        let unions = [0, 1, 2, 3].map(|force| self.union(list(said, force)));
        let several = [0, 1, 2, 3].map(|force| match policy.combine {
            Combine::Unique => self.gates.at_least(2, unions.get(force).map_or(&[], Vec::as_slice)),
            Combine::MostSevere | Combine::LeastSevere | Combine::First => Lit::NO,
        });
        // By force: whether a rule concludes by it and none by a stronger one.
        let mut by = [Lit::NO; 4];
        let mut none = on_ladder;
        for (by, any) in by.iter_mut().zip(any) {
            *by = self.gates.and([none, any]);
            none = self.gates.and([none, !any]);
        }
        let (rest, by_otherwise, ungraded) = self.without_rules(said, none);
        let conflicts: Vec<Lit> = by.iter().zip(several).map(|(by, several)| self.gates.and([*by, several])).collect();
        let conflicting = self.each_severity(|encoder, severity| {
            let all: Vec<Lit> = conflicts
                .iter()
                .zip(&unions)
                .map(|(conflict, said)| encoder.gates.and([*conflict, at(said, severity)]))
                .collect();
            encoder.gates.or(all)
        });
        let reached = self.each_severity(|encoder, severity| {
            let mut ways: Vec<Lit> = Vec::new();
            for ((by, concluded), several) in by.iter().zip(&concluded).zip(several) {
                ways.push(encoder.gates.and([*by, at(concluded, severity), !several]));
            }
            ways.push(at(&rest, severity));
            encoder.gates.or(ways)
        });
        let final_ = at(&by, 0);
        let outright = self.gates.or([at(&by, 0), at(&by, 1)]);
        let moved = self.adjusted(&reached, &said.adjusts, final_);
        let graded = self.bounded(&moved, &said.bounds, final_, outright);
        Graded {
            stands,
            any,
            said: unions,
            concluded,
            by,
            rest,
            moved,
            graded,
            outside,
            conflicting,
            ungraded,
            by_otherwise,
            measures: Vec::new(),
        }
    }

    fn each_severity(&mut self, each: impl Fn(&mut Self, usize) -> Lit) -> Vec<Lit> {
        (0..self.law.ladder.levels.len()).map(|severity| each(self, severity)).collect()
    }

    /// Each of them, where none before it holds.
    fn first_of(&mut self, all: &[Lit]) -> Vec<Lit> {
        let mut none = Lit::YES;
        let mut first = Vec::new();
        for lit in all {
            first.push(self.gates.and([none, *lit]));
            none = self.gates.and([none, !*lit]);
        }
        first
    }

    /// By severity: whether one of the rules says it.
    fn union(&mut self, rules: &[(Lit, Vec<Lit>)]) -> Vec<Lit> {
        self.each_severity(|encoder, severity| {
            let said: Vec<Lit> = rules.iter().map(|(_, said)| at(said, severity)).collect();
            encoder.gates.or_each(&said)
        })
    }

    /// By severity: whether the rules of one force conclude it together.
    fn combined(&mut self, combine: Combine, rules: &[(Lit, Vec<Lit>)]) -> Vec<Lit> {
        let all = self.union(rules);
        match combine {
            Combine::MostSevere => self.first_of(&all),
            Combine::LeastSevere => {
                let mildest: Vec<Lit> = all.into_iter().rev().collect();
                self.first_of(&mildest).into_iter().rev().collect()
            }
            Combine::Unique => all,
            Combine::First => {
                let first = self.first_of(&rules.iter().map(|(stands, _)| *stands).collect::<Vec<Lit>>());
                self.each_severity(|encoder, severity| {
                    let ways: Vec<Lit> = first
                        .iter()
                        .zip(rules)
                        .map(|(first, (_, said))| encoder.gates.and([*first, at(said, severity)]))
                        .collect();
                    encoder.gates.or(ways)
                })
            }
        }
    }

    /// Where no rule concludes: by severity what `otherwise` or else a bound concludes; whether `otherwise` does; whether
    /// nothing does.
    fn without_rules(&mut self, said: &Said, none: Lit) -> (Vec<Lit>, Lit, Lit) {
        let policy = self.law;
        if let Some(otherwise) = &policy.otherwise {
            return (self.severities(&otherwise.level, none), none, Lit::NO);
        }
        let bounds: Vec<(Lit, Vec<Lit>)> =
            said.bounds.iter().filter(|bound| bound.from_mild).map(|bound| (bound.stands, bound.at.clone())).collect();
        let strictest = self.combined(Combine::MostSevere, &bounds);
        let rest = strictest.into_iter().map(|lit| self.gates.and([none, lit])).collect();
        let ungraded = self.gates.and(bounds.iter().map(|(stands, _)| !*stands).chain([none]));
        (rest, Lit::NO, ungraded)
    }

    /// Step two, but after a `final level`.
    fn adjusted(&mut self, reached: &[Lit], adjusts: &[(i64, Lit)], final_: Lit) -> Vec<Lit> {
        let policy = self.law;
        let up = self.steps(adjusts);
        let last = i64::from(policy.ladder.count()) - 1;
        let mut moved = vec![Vec::new(); reached.len()];
        for (severity, lit) in (0_i64..).zip(reached) {
            for (steps, own) in &up {
                let severer = if policy.ladder.best_first { -*steps } else { *steps };
                let to = (severity - severer).clamp(0, last);
                let way = self.gates.and([*lit, *own, !final_]);
                put(&mut moved, to, way);
            }
            let stays = self.gates.and([*lit, final_]);
            put(&mut moved, severity, stays);
        }
        moved.into_iter().map(|ways| self.gates.or(ways)).collect()
    }

    /// Every sum of the steps, with what must hold for it.
    fn steps(&mut self, adjusts: &[(i64, Lit)]) -> Vec<(i64, Lit)> {
        let mut sums = vec![(0_i64, Lit::YES)];
        for (steps, stands) in adjusts {
            let mut next: BTreeMap<i64, Vec<Lit>> = BTreeMap::new();
            for (sum, lit) in sums {
                let (with, without) = (self.gates.and([lit, *stands]), self.gates.and([lit, !*stands]));
                next.entry(sum.saturating_add(*steps)).or_default().push(with);
                next.entry(sum).or_default().push(without);
            }
            let joined = next.into_iter().map(|(sum, ways)| (sum, self.gates.or(ways)));
            sums = joined.filter(|(_, lit)| *lit != Lit::NO).collect();
        }
        sums
    }

    /// Step three, but after a `final level`: first what keeps it from being too severe, then what keeps it from too mild.
    fn bounded(&mut self, moved: &[Lit], bounds: &[Bound], final_: Lit, outright: Lit) -> Vec<Lit> {
        let graded = self.gates.or(moved.iter().copied());
        let lifted = self.lifted(moved, bounds, final_, outright);
        // By severity: whether it is at least so mild.
        let mut from = vec![graded];
        for (severity, lifted) in lifted.into_iter().enumerate().skip(1) {
            let severer = self.binding(bounds, true, final_, outright, |at| at < severity);
            from.push(self.gates.and([graded, lifted, !severer]));
        }
        let after = from.iter().skip(1).copied().chain([Lit::NO]);
        let ends: Vec<(Lit, Lit)> = from.iter().copied().zip(after).collect();
        ends.into_iter().map(|(here, next)| self.gates.and([here, !next])).collect()
    }

    /// By severity: whether a graded record is at least so mild once bounds have kept it from being too severe.
    fn lifted(&mut self, moved: &[Lit], bounds: &[Bound], final_: Lit, outright: Lit) -> Vec<Lit> {
        let mut lifted = vec![Lit::YES];
        for severity in 1..moved.len() {
            let own = self.gates.or(moved.iter().skip(severity).copied());
            let milder = self.binding(bounds, false, final_, outright, |at| at >= severity);
            lifted.push(self.gates.or([own, milder]));
        }
        lifted
    }

    /// Whether a bound of the kind that counts lies at one of these severities.
    fn binding(&mut self, bounds: &[Bound], mild: bool, final_: Lit, outright: Lit, at: impl Fn(usize) -> bool) -> Lit {
        let mut ways = Vec::new();
        for bound in bounds.iter().filter(|bound| bound.from_mild == mild) {
            let level =
                self.gates.or(bound.at.iter().enumerate().filter(|(severity, _)| at(*severity)).map(|(_, lit)| *lit));
            let displaced = if bound.presumed { outright } else { final_ };
            ways.push(self.gates.and([level, !displaced]));
        }
        self.gates.or(ways)
    }

    fn measures(&mut self, stands: &[Lit]) -> Vec<Lit> {
        let policy = self.law;
        let requires = |rule: &Rule, measure: MeasureId| {
            rule.conclusions.iter().any(|conclusion| matches!(conclusion, Conclusion::Require(own) if *own == measure))
        };
        (0..)
            .map(MeasureId)
            .take(policy.measures.len())
            .map(|measure| {
                let standing = policy.rules.iter().zip(stands).filter(|(rule, _)| requires(rule, measure));
                self.gates.or(standing.map(|(_, stands)| *stands))
            })
            .collect()
    }

    /// Whether two gradings of the same records have different outcomes or measures.
    pub(crate) fn differ(&mut self, one: &Graded, other: &Graded) -> Lit {
        let pairs: Vec<(Lit, Lit)> = signature(one).zip(signature(other)).collect();
        let same: Vec<Lit> = pairs.into_iter().map(|(one, other)| self.gates.same(one, other)).collect();
        !self.gates.and(same)
    }
}

/// All that outcome and measures are told by.
fn signature(graded: &Graded) -> impl Iterator<Item = Lit> {
    let parts = [&graded.graded, &graded.outside, &graded.conflicting, &graded.measures];
    parts.into_iter().flatten().copied()
}

pub(crate) fn place(force: Force) -> usize {
    match force {
        Force::Final => 0,
        Force::Level => 1,
        Force::Presume => 2,
        Force::May => 3,
    }
}

pub(crate) fn at(lits: &[Lit], place: usize) -> Lit {
    lits.get(place).copied().unwrap_or(Lit::NO)
}

fn list(said: &Said, force: usize) -> &[(Lit, Vec<Lit>)] {
    said.levels.get(force).map_or(&[], Vec::as_slice)
}

fn put(all: &mut [Vec<Lit>], place: i64, lit: Lit) {
    if let Some(ways) = usize::try_from(place).ok().and_then(|place| all.get_mut(place)) {
        ways.push(lit);
    }
}

/// Of a level by its place as written, whether the record is graded so.
fn severity_at(graded: &[Lit], place: usize, ladder: &Ladder) -> Lit {
    let severity = ladder.severity(core_model::LevelId(u8::try_from(place).unwrap_or(u8::MAX)));
    at(graded, usize::from(severity.saturating_sub(1)))
}
