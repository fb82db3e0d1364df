//! What was found and proved of a policy, at its places in the text: ids become names and spans, accepted warnings are told
//! as such. Finds and proves nothing.

use std::sync::Arc;

use core_model::{
    Date, DefineId, Expectation, FactorId, Finding, Ladder, MeasureId, Named, On, Outcome, Policy, Property, Record,
    RuleId, Undecided, Verdict, What, Witness,
};
use messages::{
    Counterexample, Diagnostic, Lang, Problem, ProofProblem, Related, Severity, Span, TestFact, WarningProblem,
};

use crate::compiled::{Accepted, AcceptedOn, Compiled, Places, PropertyCase};
use crate::format::{Keywords, print_test};
use crate::tests::{facts, must_say_day};

/// What became of a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proved {
    /// It holds.
    Holds,
    /// It does not.
    Fails,
    /// The steps did not suffice to tell.
    NotDecided,
}

/// What is to be told of a property.
#[derive(Debug, Clone)]
pub struct PropertyReport {
    /// Its name.
    pub name: String,
    /// Where its name stands.
    pub span: Span,
    /// What became of it.
    pub proved: Proved,
    /// The error that it is, unless it holds.
    pub diagnostic: Option<Diagnostic>,
}

/// Tells what was found of the policy, in the order of its text: warnings, those that the author accepts, acceptances of
/// warnings that there are not, and what could not be decided. Nothing of a policy with errors.
///
/// ```
/// use core_model::{FactorId, Finding, On, What};
/// use grading_dsl::{compile_text, tell_findings};
///
/// let text = "policy p\nfactor a : yes/no\nfactor b : yes/no\nrule r when a then level 1\notherwise level 3\n";
/// let unused = Finding { what: What::Unused, on: On::Factor(FactorId(1)), witness: None };
/// let told = tell_findings(&compile_text(text), &[unused.clone()], &[]);
/// assert_eq!((told[0].problem.code(), told[0].span.start), ("W0108", 34));
///
/// let accepted = format!("{text}accept W0108 on b because \"kept for later\"");
/// let told = tell_findings(&compile_text(&accepted), &[unused], &[]);
/// assert_eq!(told[0].severity, grading_dsl::Severity::Accepted);
/// ```
#[must_use]
pub fn tell_findings(compiled: &Compiled, findings: &[Finding], open: &[(What, On, Undecided)]) -> Vec<Diagnostic> {
    let Some(policy) = &compiled.policy else { return Vec::new() };
    let told = Told { policy, places: &compiled.places };
    let mut idle: Vec<&Accepted> = compiled.accepted.iter().collect();
    let mut diagnostics = Vec::new();
    for finding in findings {
        let (warning, on) = (told.warning(&finding.what, finding.on), finding.on);
        let accepted = compiled.accepted.iter().find(|accepted| accepts(accepted, warning.code(), on));
        idle.retain(|accepted| !accepts(accepted, warning.code(), on));
        diagnostics.push(told.finding(finding, warning, accepted));
    }
    for (what, on, undecided) in open {
        let warning = told.warning(what, *on);
        idle.retain(|accepted| !accepts(accepted, warning.code(), *on));
        let problem = ProofProblem::WarningOpen {
            warning: Box::new(warning),
            hard: told.factors(&undecided.factors),
            as_of: undecided.as_of,
        };
        diagnostics.push(Diagnostic::note(problem, told.place(*on)));
    }
    diagnostics.extend(idle.into_iter().map(|accepted| told.idle(accepted)));
    diagnostics.sort_by_key(|told| told.span);
    diagnostics
}

/// Tells what became of the properties of the policy, in the order written. `prove` is asked for each: what it claims, and
/// as of which day, if it says one.
///
/// ```
/// use core_model::{Property, Verdict};
/// use grading_dsl::{Proved, compile_text, tell_properties};
///
/// let text = "policy p\nfactor a : yes/no\nrule r when a then level 1\nproperty \"q\" every record is graded";
/// let reports = tell_properties(&compile_text(text), |property, as_of| match property {
///     Property::EveryGraded if as_of.is_none() => Verdict::Holds,
///     _ => unreachable!(),
/// });
/// assert_eq!((reports[0].name.as_str(), reports[0].proved), ("q", Proved::Holds));
/// assert!(reports[0].diagnostic.is_none());
/// ```
#[must_use]
pub fn tell_properties(
    compiled: &Compiled,
    mut prove: impl FnMut(&Property, Option<Date>) -> Verdict,
) -> Vec<PropertyReport> {
    let Some(policy) = &compiled.policy else { return Vec::new() };
    let told = Told { policy, places: &compiled.places };
    compiled
        .properties
        .iter()
        .map(|property| told.property(property, &prove(&property.claim, property.as_of)))
        .collect()
}

/// The records that show what the diagnostic tells, each as a `test` that can be put into the policy's text and passes.
/// With the keywords of the language. `None` stands for a record that cannot be written down in it.
///
/// ```
/// use core_model::{Datum, Date, Finding, On, Outcome, Record, What, Witness};
/// use grading_dsl::{Lang, compile_text, print_witness, tell_findings};
///
/// let compiled = compile_text("policy p\nfactor a : yes/no\nrule r when a then level 1");
/// let witness = Witness {
///     record: Record(vec![Some(Datum::Value(0))]),
///     as_of: Date::new(2026, 11, 25).unwrap(),
///     outcome: Outcome::Ungraded,
/// };
/// let ungraded = Finding { what: What::Ungraded, on: On::Policy, witness: Some(witness) };
/// let told = tell_findings(&compiled, &[ungraded], &[]);
/// let tests = print_witness(compiled.policy.as_ref().unwrap(), &told[0], Lang::En);
/// let test = tests[0].as_ref().unwrap();
/// assert!(test.contains("given a = no") && test.contains("expect ungraded"), "{test}");
/// ```
#[must_use]
pub fn print_witness(policy: &Arc<Policy>, told: &Diagnostic, lang: Lang) -> Vec<Option<String>> {
    print_records(policy, &told.witnesses, |nth| test_name(&told.problem, nth, lang), lang)
}

/// Each record as a `test` that can be put into the policy's text and passes; `name` gives the name of the one at a place.
/// With the keywords of the language. `None` stands for a record that cannot be written down in it.
///
/// ```
/// use core_model::{Datum, Date, Outcome, Record, Witness};
/// use grading_dsl::{Lang, compile_text, print_records};
///
/// let compiled = compile_text("policy p\nfactor a : yes/no\nrule r when a then level 1");
/// let witness = Witness {
///     record: Record(vec![Some(Datum::Value(0))]),
///     as_of: Date::new(2026, 11, 25).unwrap(),
///     outcome: Outcome::Ungraded,
/// };
/// let tests = print_records(compiled.policy.as_ref().unwrap(), &[witness], |nth| format!("gap {nth}"), Lang::En);
/// assert!(tests[0].as_ref().unwrap().contains("test \"gap 0\""));
/// ```
#[must_use]
pub fn print_records(
    policy: &Arc<Policy>,
    witnesses: &[Witness],
    name: impl Fn(usize) -> String,
    lang: Lang,
) -> Vec<Option<String>> {
    let keywords = match lang {
        Lang::En => Keywords::English,
        Lang::Zh => Keywords::Chinese,
    };
    let expected: Vec<Option<Expectation>> = witnesses.iter().map(|witness| expectation(&witness.outcome)).collect();
    // Records that are compared are compared as of one day.
    let says_day = witnesses
        .iter()
        .zip(&expected)
        .any(|(witness, expected)| must_say_day(policy, &witness.record, witness.as_of, expected.as_slice()));
    let test = |(nth, (witness, expected)): (usize, (&Witness, Option<Expectation>))| {
        let day = says_day.then_some(witness.as_of);
        print_test(policy, &name(nth), day, &witness.record, &[expected?], keywords)
    };
    witnesses.iter().zip(expected).enumerate().map(test).collect()
}

/// An outcome in words: `level 1`, 一级.
///
/// ```
/// use core_model::{Ladder, Level, LevelId, Outcome};
/// use grading_dsl::{Lang, outcome_words};
///
/// let ladder = Ladder { levels: vec![Level { named: Default::default(), number: Some(1) }], ..Ladder::default() };
/// assert_eq!(outcome_words(&ladder, &Outcome::Graded(LevelId(0)), Lang::En), "level 1");
/// assert_eq!(outcome_words(&ladder, &Outcome::Graded(LevelId(0)), Lang::Zh), "一级");
/// ```
#[must_use]
pub fn outcome_words(ladder: &Ladder, outcome: &Outcome, lang: Lang) -> String {
    facts::outcome(ladder, outcome).words(lang)
}

/// What a complete record's outcome is expected as.
pub(crate) fn expectation(outcome: &Outcome) -> Option<Expectation> {
    match outcome {
        Outcome::Graded(level) => Some(Expectation::Level(*level)),
        Outcome::Outside(outside) => Some(Expectation::Outside(*outside)),
        Outcome::Conflict(_) => Some(Expectation::Conflict),
        Outcome::Ungraded => Some(Expectation::Ungraded),
        Outcome::Undetermined | Outcome::Invalid(_) => None,
    }
}

/// The name of the test that shows it: that of the property; of a warning its code, and what it is about.
fn test_name(problem: &Problem, nth: usize, lang: Lang) -> String {
    match (problem, nth, lang) {
        (Problem::Proof(ProofProblem::Refuted { name, .. }), 0, _) => name.clone(),
        (Problem::Proof(ProofProblem::Refuted { name, .. }), _, Lang::En) => format!("{name}, raised"),
        (Problem::Proof(ProofProblem::Refuted { name, .. }), _, Lang::Zh) => format!("{name}（升高后）"),
        (Problem::Warning(warning), ..) => match warning.about() {
            Some(named) => format!("{} {}", warning.code(), named.name),
            None => warning.code().to_owned(),
        },
        _ => problem.code().to_owned(),
    }
}

/// Whether the warning is accepted by this.
fn accepts(accepted: &Accepted, code: &str, on: On) -> bool {
    let is_on = match (&accepted.on, on) {
        (AcceptedOn::Rule(rule), On::Rule(found)) => *rule == found,
        (AcceptedOn::Table(first, rows), On::Rule(found)) => {
            found.0.checked_sub(first.0).is_some_and(|row| row < *rows)
        }
        (AcceptedOn::Factor(factor), On::Factor(found)) => *factor == found,
        // What has no name of its own is the policy's.
        (AcceptedOn::Policy, On::Policy | On::Otherwise) => true,
        (
            AcceptedOn::Rule(_)
            | AcceptedOn::Table(..)
            | AcceptedOn::Factor(_)
            | AcceptedOn::Define(_)
            | AcceptedOn::Measure(_)
            | AcceptedOn::Type(_)
            | AcceptedOn::Policy,
            On::Policy | On::Factor(_) | On::Rule(_) | On::Otherwise,
        ) => false,
    };
    is_on && accepted.code == code
}

/// A policy and where its things are declared.
#[derive(Clone, Copy)]
struct Told<'p> {
    policy: &'p Policy,
    places: &'p Places,
}

impl Told<'_> {
    fn finding(self, finding: &Finding, warning: WarningProblem, accepted: Option<&Accepted>) -> Diagnostic {
        let told = Diagnostic::warning(warning, self.place(finding.on));
        let mut told = self.related(&finding.what).into_iter().fold(told, Diagnostic::also);
        told.witnesses.extend(finding.witness.clone());
        match accepted {
            Some(Accepted { because, span, .. }) => {
                Diagnostic { severity: Severity::Accepted, ..told.also(Related::Accepted(*span, because.clone())) }
            }
            None => told,
        }
    }

    fn idle(self, accepted: &Accepted) -> Diagnostic {
        let on = match &accepted.on {
            AcceptedOn::Rule(rule) => self.rule(*rule),
            AcceptedOn::Table(first, _) => table(&self.rule(*first)),
            AcceptedOn::Factor(factor) => self.factor(*factor),
            AcceptedOn::Define(define) => self.define(*define),
            AcceptedOn::Measure(measure) => self.measure(*measure),
            AcceptedOn::Type(name) => Named { name: name.clone(), ..Named::default() },
            AcceptedOn::Policy => self.policy.named.clone(),
        };
        Diagnostic::warning(WarningProblem::IdleAccept { code: accepted.code.clone(), on }, accepted.span)
    }

    fn property(self, property: &PropertyCase, verdict: &Verdict) -> PropertyReport {
        let (proved, diagnostic) = match verdict {
            Verdict::Holds => (Proved::Holds, None),
            Verdict::Fails(witnesses) => (Proved::Fails, Some(self.refuted(property, witnesses))),
            Verdict::Undecided(undecided) => (Proved::NotDecided, Some(self.undecided(property, undecided))),
        };
        PropertyReport { name: property.name.clone(), span: property.span, proved, diagnostic }
    }

    fn refuted(self, property: &PropertyCase, witnesses: &[Witness]) -> Diagnostic {
        let own = match &property.claim {
            Property::NeverMilder(_) | Property::SameAs(_) => witnesses.get(..1).unwrap_or(witnesses),
            Property::Always(_)
            | Property::Never(_)
            | Property::Implies(..)
            | Property::Raising(_)
            | Property::EveryGraded
            | Property::NoConflict => witnesses,
        };
        let problem =
            ProofProblem::Refuted { name: property.name.clone(), by: self.counterexample(property, witnesses) };
        Diagnostic { witnesses: own.to_vec(), ..Diagnostic::error(problem, property.span) }
    }

    fn counterexample(self, property: &PropertyCase, witnesses: &[Witness]) -> Counterexample {
        let fact = |policy: &Policy, witness: &Witness| facts::outcome(&policy.ladder, &witness.outcome);
        match (&property.claim, witnesses) {
            (Property::NeverMilder(other) | Property::SameAs(other), [here, there, ..]) => Counterexample::Beside {
                here: fact(self.policy, here),
                policy: other.named.clone(),
                there: fact(other, there),
            },
            (Property::Raising(_), [low, high, ..]) => Counterexample::Raised {
                factors: self.factors(&differing(&low.record, &high.record)),
                from: fact(self.policy, low),
                to: fact(self.policy, high),
            },
            (
                Property::Always(_)
                | Property::Never(_)
                | Property::Implies(..)
                | Property::Raising(_)
                | Property::NeverMilder(_)
                | Property::SameAs(_)
                | Property::EveryGraded
                | Property::NoConflict,
                _,
            ) => {
                let shown = witnesses.first().map(|witness| fact(self.policy, witness));
                Counterexample::Outcome(shown.unwrap_or(TestFact::Ungraded))
            }
        }
    }

    fn undecided(self, property: &PropertyCase, undecided: &Undecided) -> Diagnostic {
        let problem = ProofProblem::NotDecided {
            name: property.name.clone(),
            hard: self.factors(&undecided.factors),
            as_of: undecided.as_of,
        };
        Diagnostic::error(problem, property.span)
    }

    fn warning(self, what: &What, on: On) -> WarningProblem {
        let named = self.named(on);
        match what {
            What::NeverStands(because) => WarningProblem::NeverStands { rule: named, because: self.rules(because) },
            What::NeverMatters(because) => WarningProblem::NeverMatters { rule: named, because: self.rules(because) },
            What::Overlap(other) => WarningProblem::Overlap { rule: named, other: self.rule(*other) },
            What::Ungraded => WarningProblem::Ungraded,
            What::OtherwiseNever => WarningProblem::OtherwiseNever,
            What::BoundsCross(other) => WarningProblem::BoundsCross { rule: named, other: self.rule(*other) },
            What::RequireOutvoted => WarningProblem::RequireOutvoted { rule: named },
            What::Unused => WarningProblem::Unused { factor: named },
            What::UnlessNever => WarningProblem::UnlessNever { rule: named },
            What::BoundaryGap(other) => WarningProblem::BoundaryGap { rule: named, other: self.rule(*other) },
        }
    }

    fn related(self, what: &What) -> Vec<Related> {
        let place = |rule: &RuleId| self.places.rules.get(rule.index()).copied();
        match what {
            What::NeverStands(because) | What::NeverMatters(because) => {
                because.iter().filter_map(place).map(Related::Because).collect()
            }
            What::Overlap(other) | What::BoundsCross(other) | What::BoundaryGap(other) => {
                place(other).map(Related::Other).into_iter().collect()
            }
            What::Ungraded | What::OtherwiseNever | What::RequireOutvoted | What::Unused | What::UnlessNever => {
                Vec::new()
            }
        }
    }

    fn place(self, on: On) -> Span {
        let found = match on {
            On::Policy => None,
            On::Factor(factor) => self.places.factors.get(factor.index()).copied(),
            On::Rule(rule) => self.places.rules.get(rule.index()).copied(),
            On::Otherwise => self.places.otherwise,
        };
        found.unwrap_or(self.places.policy)
    }

    fn named(self, on: On) -> Named {
        match on {
            On::Policy | On::Otherwise => self.policy.named.clone(),
            On::Factor(factor) => self.factor(factor),
            On::Rule(rule) => self.rule(rule),
        }
    }

    fn rule(self, rule: RuleId) -> Named {
        self.policy.rules.get(rule.index()).map(|rule| rule.named.clone()).unwrap_or_default()
    }

    fn factor(self, factor: FactorId) -> Named {
        self.policy.factors.get(factor.index()).map(|factor| factor.named.clone()).unwrap_or_default()
    }

    fn define(self, define: DefineId) -> Named {
        self.policy.defines.get(define.index()).map(|define| define.named.clone()).unwrap_or_default()
    }

    fn measure(self, measure: MeasureId) -> Named {
        self.policy.measures.get(measure.index()).map(|measure| measure.named.clone()).unwrap_or_default()
    }

    fn rules(self, rules: &[RuleId]) -> Vec<Named> {
        rules.iter().map(|rule| self.rule(*rule)).collect()
    }

    fn factors(self, factors: &[FactorId]) -> Vec<Named> {
        factors.iter().map(|factor| self.factor(*factor)).collect()
    }
}

/// The table of a row.
fn table(row: &Named) -> Named {
    let of_row = |text: &str| text.rsplit_once('.').map_or(text, |(table, _)| table).to_owned();
    Named { name: of_row(&row.name), label: row.label.as_deref().map(of_row), aka: Vec::new() }
}

/// The factors of which two records say different things.
fn differing(one: &Record, other: &Record) -> Vec<FactorId> {
    let both = (0..=u16::MAX).map(FactorId).zip(one.0.iter().zip(&other.0));
    both.filter(|(_, (one, other))| one != other).map(|(factor, _)| factor).collect()
}
