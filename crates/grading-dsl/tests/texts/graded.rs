//! Policies as texts and records against them: which part each rule played, and what is told of it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test says no by panicking")]

use std::sync::Arc;

use core_model::{
    Account, Complete, Date, Decision, LevelId, Outcome, OutsideId, Part, Program, Record, RecordReader, RuleId,
};

use crate::marked::marked;

struct Graded {
    program: Program,
    reader: RecordReader,
}

fn policy(text: &str) -> Graded {
    let policy = marked(text).policy.unwrap();
    let reader = RecordReader::new(Arc::clone(&policy));
    Graded { program: Program::new(policy, Date::new(2020, 2, 29).unwrap()).unwrap(), reader }
}

impl Graded {
    /// A record of yes/no factors: those named are yes, the others no.
    fn record(&self, yes: &str) -> Record {
        let names = self.program.policy().factors.iter().map(|factor| factor.named.name.as_str());
        let said = names
            .fold(self.reader.builder(), |said, name| said.say(name, &yes.split_whitespace().any(|own| own == name)));
        said.build().unwrap_or_else(|problems| panic!("{problems}"))
    }

    fn grade(&self, yes: &str) -> Decision {
        self.program.grade(&self.record(yes))
    }

    /// What a record that is silent of all factors may come to.
    fn possible(&self) -> Vec<Outcome> {
        match self.program.grade(&Record::silent(self.program.policy().factors.len())).account {
            Account::Partial(partial) => partial.possible,
            Account::Complete(_) | Account::None => panic!("not of many records"),
        }
    }

    fn complete(&self, yes: &str) -> (Outcome, Complete) {
        let decision = self.grade(yes);
        match decision.account {
            Account::Complete(complete) => (decision.outcome, complete),
            Account::Partial(_) | Account::None => panic!("not complete"),
        }
    }

    /// The rules that stood, each with the part of its first conclusion.
    fn parts(&self, yes: &str) -> Vec<(String, Part)> {
        let (_, complete) = self.complete(yes);
        let named = |rule: RuleId| self.program.policy().rules[rule.index()].named.name.clone();
        complete.stood.iter().map(|(rule, parts)| (named(*rule), parts[0])).collect()
    }
}

fn parts(of: &[(&str, Part)]) -> Vec<(String, Part)> {
    of.iter().map(|(rule, part)| ((*rule).to_owned(), *part)).collect()
}

#[test]
fn bounds_cross_only_where_the_ceiling_lies_below_the_floor() {
    let policy = policy(
        "policy p
         factor a : yes/no
         factor b : yes/no
         factor c : yes/no
         factor d : yes/no
         factor e : yes/no
         rule middle when a then level 2
         rule floor1 when b then at least level 1
         rule ceiling3 when c then at most level 3
         rule floor2 when d then at least level 2
         rule ceiling2 when e then at most level 2
         rule done when b and c and not a then final level 2",
    );
    let crossed = |yes| policy.complete(yes).1.bounds_cross;
    assert!(crossed("a b c"), "at least the first and at most the third");
    assert!(!crossed("a b"));
    assert!(!crossed("a d e"), "both at the same level");
    assert!(!crossed("b c"), "nothing bounds what is final");
    assert_eq!(policy.complete("a b c").0, policy.complete("a b").0, "the more severe bound wins");
    let (decisive, idle) = (Part::Decisive, Part::Idle);
    assert_eq!(policy.parts("a b c"), parts(&[("middle", decisive), ("floor1", decisive), ("ceiling3", idle)]));
    assert_eq!(policy.parts("a d e"), parts(&[("middle", decisive), ("floor2", idle), ("ceiling2", idle)]));
    assert_eq!(policy.parts("b c"), parts(&[("floor1", idle), ("ceiling3", idle), ("done", decisive)]));
}

#[test]
fn a_floor_and_a_ceiling_that_do_not_meet_do_not_cross() {
    let policy = policy(
        "policy p
         factor a : yes/no
         rule all when a then level 1, at least level 3, at most level 1",
    );
    assert!(!policy.complete("a").1.bounds_cross);
}

#[test]
fn of_several_outcomes_beside_the_ladder_the_first_declared_is_decisive() {
    let policy = policy(
        "policy p
         levels 1 > 2 > 3 outside new \"新办\" | moved \"移送\"
         measure report
         factor a : yes/no
         factor b : yes/no
         factor c : yes/no
         rule moved when a then outside moved
         rule new when b then outside new
         rule all when c then level 1, raise by 1, at least level 2, require report",
    );
    let (decisive, outvoted, displaced) = (Part::Decisive, Part::Outvoted, Part::Displaced);
    assert_eq!(policy.parts("a b"), parts(&[("moved", outvoted), ("new", decisive)]));
    assert_eq!(policy.parts("a c"), parts(&[("moved", decisive), ("all", displaced)]));
    let (_, complete) = policy.complete("a c");
    assert_eq!(complete.stood[1].1, [displaced, displaced, displaced, Part::Requirement]);
}

#[test]
fn the_rows_of_a_table_yield_to_earlier_rows_of_their_own_table_only() {
    let policy = policy(
        "policy p
         factor a : yes/no
         factor b : yes/no
         table one first
           | a   | b   | level |
           | yes | -   | 2     |
           | yes | yes | 3     |
         table two first
           | a   | b   | may level |
           | no  | -   | 2     |
           | -   | yes | 1     |
           | -   | -   | 3     |",
    );
    let stood = |yes| policy.parts(yes).into_iter().map(|(rule, _)| rule).collect::<Vec<_>>();
    assert_eq!(stood("a"), ["one.1", "two.3"]);
    assert_eq!(stood("a b"), ["one.1", "two.2"]);
    assert_eq!(stood("b"), ["two.1"]);
    let (_, complete) = policy.complete("a b");
    let rules = |of: &[u16]| of.iter().copied().map(RuleId).collect::<Vec<_>>();
    assert_eq!(complete.overridden, [(RuleId(1), rules(&[0])), (RuleId(4), rules(&[3]))]);
}

#[test]
fn a_record_that_cannot_be_is_told_the_reasons_that_hold_of_it() {
    let policy = policy(
        "policy p
         factor a : yes/no
         factor b : yes/no
         impossible when a because \"甲不可\"
         impossible when b because \"乙不可\"
         otherwise level 3",
    );
    let reasons = |yes| {
        let outcome = policy.grade(yes).outcome;
        if let Outcome::Invalid(reasons) = outcome { reasons } else { panic!("{outcome:?}") }
    };
    assert_eq!(reasons("a"), ["甲不可"]);
    assert_eq!(reasons("b"), ["乙不可"]);
    assert_eq!(reasons("a b"), ["甲不可", "乙不可"]);
}

/// A silent record, whose rules stand in one of four cases, and neither where all is no nor where all is yes.
#[track_caller]
fn between(rules: &str, possible: &[Outcome]) {
    let found = policy(&format!(
        "policy p
         levels 1 > 2 > 3 outside new | moved
         factor a : yes/no
         factor c : yes/no
         {rules}",
    ))
    .possible();
    assert_eq!(found, possible, "{rules}");
}

#[test]
fn what_only_one_filling_in_the_middle_leads_to_is_found() {
    let level = |place| Outcome::Graded(LevelId(place));
    let outside = |place| Outcome::Outside(OutsideId(place));
    let levels = &[level(0), level(2)];
    between(
        "rule r when a or not a then presume level 3 rule f when a and not c then presume at least level 1",
        levels,
    );
    between("rule r when a or not a then may level 3 rule f when a and not c then presume at least level 1", levels);
    between("rule r when a or not a then level 3 rule f when a and not c then at least level 1", levels);
    between("rule r when a or not a then level 3 rule f when a and not c then presume at least level 1", &[level(2)]);
    between("rule r when a or not a then level 1 rule f when a and not c then at most level 3", levels);
    between(
        "rule r when a or not a then level 1 rule c1 when a or not a then at most level 2 rule c2 when a and not c then at most level 3",
        &[level(1), level(2)],
    );
    between(
        "rule r when a or not a then level 3 rule f1 when a or not a then at least level 2 rule f2 when a and not c then at least level 1",
        &[level(0), level(1)],
    );
    between("rule r when a or not a then level 3 rule m when a and not c then raise by 2", levels);
    between("rule r when a or not a then level 3 rule x when a and not c then outside new", &[level(2), outside(0)]);
    between(
        "rule r when a or not a then outside moved rule x when a and not c then outside new",
        &[outside(0), outside(1)],
    );
    between("rule r when a or not a then outside new rule x when a and not c then outside moved", &[outside(0)]);
    between("rule r when a and not c then level 3", &[level(2), Outcome::Ungraded]);
    between("rule r when a and not c then final level 3 otherwise level 1", levels);
    between("rule r when a or not a then level 3 rule s when a and not c then level 1", levels);
}

/// Of five silent factors these must be alike, and the level rests on them.
fn alike(these: &[usize]) -> Vec<String> {
    let names = ["a", "b", "c", "d", "e"];
    let (first, others) = these.split_first().unwrap();
    let mut text = "policy p".to_owned();
    names.iter().for_each(|name| text.push_str(&format!(" factor {name} : yes/no")));
    for other in others {
        let (one, other) = (names[*first], names[*other]);
        let unlike = format!("({one} and not {other}) or (not {one} and {other})");
        text.push_str(&format!(" impossible when {unlike} because \"不可\""));
    }
    text.push_str(&format!(" rule r when {} then level 1 otherwise level 3", names[*first]));
    let policy = policy(&text);
    match policy.program.grade(&Record::silent(5)).account {
        Account::Partial(partial) => partial.needs.iter().map(|id| names[id.index()].to_owned()).collect(),
        Account::Complete(_) | Account::None => panic!("not of many records"),
    }
}

#[test]
fn factors_that_can_change_only_together_are_needed_together() {
    let names = ["a", "b", "c", "d", "e"];
    let told = |these: &[usize]| these.iter().map(|at| names[*at].to_owned()).collect::<Vec<_>>();
    for one in 0..5 {
        assert_eq!(alike(&[one]), told(&[one]));
        for other in one + 1..5 {
            assert_eq!(alike(&[one, other]), told(&[one, other]));
            for third in other + 1..5 {
                assert_eq!(alike(&[one, other, third]), told(&[one, other, third]));
            }
        }
    }
}
