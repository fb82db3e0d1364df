//! What is proved of a policy, for people: first whether it leaves out or contradicts anything, then what, then tables.

mod json;
mod numbers;
mod tables;

use std::sync::Arc;

use annotate_snippets::normalize_untrusted_str;
use core_model::{Combine, Condition, Cut, Factor, FactorId, Named, Policy, RuleId, Undecided, Witness};
use grading_dsl::{Keywords, print_condition, print_records, print_rule};
use messages::{Diagnostic, Lang, Related, Severity};
use policy_analysis::{Listing, Proof, Sentence};

use super::summary::Tally;
use crate::settings::Settings;
use numbers::{how_many, part_of};

/// A policy and what is proved of it.
#[derive(Clone, Copy)]
pub struct Proven<'a> {
    /// The policy.
    pub policy: &'a Arc<Policy>,
    /// What is proved of it.
    pub proof: &'a Proof,
    /// Its file, as it is shown.
    pub file: &'a str,
    /// The language.
    pub lang: Lang,
    /// The warning that records are left ungraded, if there is one.
    pub gap: Option<&'a Diagnostic>,
}

/// That nothing is proved of a policy with errors. Programs see it by the exit code.
#[must_use]
pub fn refused_proof(file: &str, tally: &Tally, settings: &Settings) -> String {
    super::summary::without_answer(file, tally, settings, ("nothing was proved", "未作证明"))
}

impl Proven<'_> {
    /// Whether every record is graded, or the author accepts that some are not, and no rules conflict.
    #[must_use]
    pub fn is_sound(self) -> bool {
        (self.proof.gaps.is_empty() || self.is_accepted()) && self.proof.conflicts.is_empty()
    }

    fn is_accepted(self) -> bool {
        let is_open = self.proof.gaps.iter().any(|gap| gap.sentences.is_empty());
        !is_open && self.gap.is_some_and(|gap| gap.severity == Severity::Accepted)
    }

    /// Whether the policy is complete and free of contradictions, in two lines and a blank one.
    #[must_use]
    pub fn headline(self) -> String {
        let colon = self.either(": ", "：");
        let mut lines = vec![self.complete(), self.free_of_conflicts()];
        lines.extend(self.silences());
        lines.iter().map(|line| self.line(&format!("{}{colon}{line}", self.file))).chain(["\n".to_owned()]).collect()
    }

    fn complete(self) -> String {
        let gaps = &self.proof.gaps;
        let told = gaps.iter().map(|gap| gap.sentences.len()).sum::<usize>();
        match (gaps.as_slice(), self.lang) {
            ([], Lang::En) => "complete: every possible record gets an outcome".to_owned(),
            ([], Lang::Zh) => "完整：凡可能的记录都有评定结果".to_owned(),
            ([first, ..], _) if told == 0 => self.open(first, ("whether it is complete", "是否完整")),
            ([only], Lang::En) => {
                format!(
                    "not complete{}: {} are not graded",
                    self.accepted(),
                    how_many(&only.all, &self.proof.counts, Lang::En)
                )
            }
            ([only], Lang::Zh) => {
                format!("不完整{}：{}未评定", self.accepted(), how_many(&only.all, &self.proof.counts, Lang::Zh))
            }
            (several, Lang::En) => {
                format!(
                    "not complete{}: records are not graded, other ones in {} periods",
                    self.accepted(),
                    several.len()
                )
            }
            (several, Lang::Zh) => {
                format!("不完整{}：有记录未评定，前后 {} 个时期各不相同", self.accepted(), several.len())
            }
        }
    }

    fn accepted(self) -> &'static str {
        if self.is_accepted() { self.either(" (accepted)", "（已认可）") } else { "" }
    }

    fn free_of_conflicts(self) -> String {
        let conflicts = &self.proof.conflicts;
        let told = conflicts.iter().map(|one| one.sentences.len()).sum::<usize>();
        match (conflicts.as_slice(), self.policy.combine, self.lang) {
            ([], Combine::Unique, Lang::En) => "no contradictions: rules that stand together agree".to_owned(),
            ([], Combine::Unique, Lang::Zh) => "没有冲突：同时适用的规则结论一致".to_owned(),
            ([], Combine::MostSevere, Lang::En) => {
                "no contradictions: where rules differ, the most severe counts".to_owned()
            }
            ([], Combine::MostSevere, Lang::Zh) => "没有冲突：规则结论不同时从严".to_owned(),
            ([], Combine::LeastSevere, Lang::En) => {
                "no contradictions: where rules differ, the least severe counts".to_owned()
            }
            ([], Combine::LeastSevere, Lang::Zh) => "没有冲突：规则结论不同时从宽".to_owned(),
            ([], Combine::First, Lang::En) => "no contradictions: where rules differ, the first counts".to_owned(),
            ([], Combine::First, Lang::Zh) => "没有冲突：规则结论不同时取先".to_owned(),
            ([first, ..], _, _) if told == 0 => {
                self.open(first, ("whether rules contradict each other", "规则是否冲突"))
            }
            ([first, ..], _, Lang::En) => {
                format!(
                    "contradictions: rules conclude differently for {}",
                    how_many(&first.all, &self.proof.counts, Lang::En)
                )
            }
            ([first, ..], _, Lang::Zh) => {
                format!("有冲突：{}，规则结论不一致", how_many(&first.all, &self.proof.counts, Lang::Zh))
            }
        }
    }

    /// That it is not decided, and what made it hard.
    fn open(self, listing: &Listing, (english, chinese): (&str, &str)) -> String {
        let hard = match &listing.cut {
            Some(Cut::Steps(hard)) => self.hard(hard),
            Some(Cut::Many) | None => String::new(),
        };
        match self.lang {
            Lang::En => format!("not decided {english}: the steps did not suffice{hard}"),
            Lang::Zh => format!("未能判定{chinese}：步数不足{hard}"),
        }
    }

    fn hard(self, hard: &Undecided) -> String {
        let names: Vec<String> = hard.factors.iter().take(NAMED).map(|factor| self.factor(*factor)).collect();
        match self.lang {
            Lang::En => format!(", as of {}; hard because of {}", hard.as_of, names.join(", ")),
            Lang::Zh => format!("（截至 {}），难在{}", hard.as_of, names.join("、")),
        }
    }

    fn silences(self) -> Vec<String> {
        let silent = self.proof.silent.iter().filter(|silence| silence.open.is_none());
        let line = |from: Option<String>, until: Option<String>| match (from, until, self.lang) {
            (None, None, Lang::En) => "nothing is graded on any day".to_owned(),
            (None, None, Lang::Zh) => "任何一日都没有记录能够评定".to_owned(),
            (Some(from), None, Lang::En) => format!("nothing is graded from {from} on"),
            (Some(from), None, Lang::Zh) => format!("自 {from} 起没有记录能够评定"),
            (None, Some(until), Lang::En) => format!("nothing is graded until {until}"),
            (None, Some(until), Lang::Zh) => format!("至 {until} 止没有记录能够评定"),
            (Some(from), Some(until), Lang::En) => format!("nothing is graded from {from} until {until}"),
            (Some(from), Some(until), Lang::Zh) => format!("自 {from} 起至 {until} 没有记录能够评定"),
        };
        silent.map(|one| line(one.from.map(|day| day.to_string()), one.until.map(|day| day.to_string()))).collect()
    }

    /// The records that are not graded, and those of which rules conclude differently, sentence by sentence.
    #[must_use]
    pub fn regions(self) -> String {
        let (mut text, mut before) = (String::new(), 0);
        for gap in self.proof.gaps.iter().filter(|gap| !gap.sentences.is_empty()) {
            text += &self.heading(gap, self.proof.gaps.len(), ("not graded", "未评定的情形"));
            for reason in self.reasons() {
                text += &self.line(&format!("{}{reason}", self.either("accepted: ", "已认可：")));
            }
            text += &self.sentences(gap, before, ("not graded", "未评定"), |nth, region| {
                print_rule(self.policy, nth, region, self.keywords()).unwrap_or_default()
            });
            before += gap.sentences.len();
        }
        before = 0;
        for conflict in self.proof.conflicts.iter().filter(|conflict| !conflict.sentences.is_empty()) {
            text += &self.heading(conflict, self.proof.conflicts.len(), ("in conflict", "冲突的情形"));
            text += &self.sentences(conflict, before, ("conflict", "冲突"), |_, region| {
                format!("{}\n", self.condition(region))
            });
            before += conflict.sentences.len();
        }
        text
    }

    fn reasons(self) -> Vec<String> {
        let related = self.gap.filter(|_| self.is_accepted()).into_iter().flat_map(|gap| &gap.related);
        related
            .filter_map(|related| if let Related::Accepted(_, why) = related { Some(why.clone()) } else { None })
            .flatten()
            .collect()
    }

    fn heading(self, listing: &Listing, several: usize, (english, chinese): (&str, &str)) -> String {
        let day = match (several, self.lang) {
            (1, _) => String::new(),
            (_, Lang::En) => format!(" as of {}", listing.as_of),
            (_, Lang::Zh) => format!("（自 {} 起）", listing.as_of),
        };
        let cut = match (&listing.cut, self.lang) {
            (None, _) => "",
            (Some(_), Lang::En) => " (there may be more, or fewer sentences may do)",
            (Some(_), Lang::Zh) => "（可能不全，也可能还能说得更简）",
        };
        let colon = self.either(":", "：");
        format!("{STRONG}{}{day}{cut}{colon}{PLAIN}\n\n", self.either(english, chinese))
    }

    /// Each sentence, how many records it tells, and one of them as a test. Those of all days are numbered on, so that no
    /// two have a name.
    fn sentences(
        self,
        listing: &Listing,
        before: usize,
        (english, chinese): (&str, &str),
        said: impl Fn(usize, &[Condition]) -> String,
    ) -> String {
        let mut text = String::new();
        for (nth, Sentence { region, counted, rules }) in (before + 1..).zip(&listing.sentences) {
            text += &self.lines(&said(nth, &region.when));
            text += &self.line(&format!("# {}", part_of(counted, &self.proof.counts, self.lang)));
            if !rules.is_empty() {
                let names: Vec<String> = rules.iter().map(|rule| self.rule(*rule)).collect();
                let names = names.join(self.either(", ", "、"));
                text += &self.line(&format!("# {}{names}", self.either("by the rules ", "涉及规则：")));
            }
            text.push('\n');
            if !self.is_accepted() {
                let name = format!("{} {nth}", self.either(english, chinese));
                text += &self.tests(std::slice::from_ref(&region.witness), |_| name.clone());
            }
        }
        text
    }

    /// Records as tests, with a blank line below each.
    fn tests(self, witnesses: &[Witness], name: impl Fn(usize) -> String) -> String {
        let tests = print_records(self.policy, witnesses, name, self.lang);
        tests.into_iter().flatten().map(|test| self.lines(&test) + "\n").collect()
    }

    fn condition(self, when: &[Condition]) -> String {
        match when {
            [] => self.either("every record", "所有记录").to_owned(),
            [only] => print_condition(self.policy, only, self.keywords()).unwrap_or_default(),
            [..] => print_condition(self.policy, &Condition::All(when.to_vec()), self.keywords()).unwrap_or_default(),
        }
    }

    fn factor(self, id: FactorId) -> String {
        self.policy.factors.get(id.index()).map(|factor: &Factor| self.called(&factor.named)).unwrap_or_default()
    }

    fn rule(self, id: RuleId) -> String {
        self.policy.rules.get(id.index()).map(|rule| self.called(&rule.named)).unwrap_or_default()
    }

    /// By its name in English, by its label in Chinese.
    fn called(self, named: &Named) -> String {
        let label = named.label.as_ref().filter(|_| self.lang == Lang::Zh);
        normalize_untrusted_str(label.unwrap_or(&named.name))
    }

    fn keywords(self) -> Keywords {
        match self.lang {
            Lang::En => Keywords::English,
            Lang::Zh => Keywords::Chinese,
        }
    }

    fn either<'t>(self, english: &'t str, chinese: &'t str) -> &'t str {
        match self.lang {
            Lang::En => english,
            Lang::Zh => chinese,
        }
    }

    fn line(self, text: &str) -> String {
        format!("{}\n", normalize_untrusted_str(text))
    }

    fn lines(self, text: &str) -> String {
        text.lines().map(|line| self.line(line)).collect()
    }
}

/// The most factors that are named of those that made it hard.
const NAMED: usize = 8;
const STRONG: &str = "\u{1b}[1m";
const PLAIN: &str = "\u{1b}[0m";
