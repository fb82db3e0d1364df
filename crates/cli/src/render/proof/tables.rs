//! The tables of a proof: what factors do to the level, how many records get each outcome, for how many each rule counts.

use annotate_snippets::normalize_untrusted_str;
use core_model::{Counted, Outcome, Verdict, Witness};
use grading_dsl::outcome_words;
use messages::Lang;
use policy_analysis::Ending;

use super::super::table::{Side, table};
use super::numbers::{number, share_of};
use super::{PLAIN, Proven, STRONG};

/// The most rows of one table that are shown to people.
const SHOWN: usize = 200;

impl Proven<'_> {
    /// All tables.
    #[must_use]
    pub fn tables(self) -> String {
        [self.factors(), self.mixed(), self.outcomes(), self.rules(), self.left_aside()].concat()
    }

    fn title(self, english: &str, chinese: &str) -> String {
        match self.lang {
            Lang::En => format!("{STRONG}{english}:{PLAIN}\n\n"),
            Lang::Zh => format!("{STRONG}{chinese}：{PLAIN}\n\n"),
        }
    }

    fn factors(self) -> String {
        if self.proof.factors.is_empty() {
            return String::new();
        }
        let head = match self.lang {
            Lang::En => ["factor", "matters", "raised, never lowers", "raised, never raises"],
            Lang::Zh => ["因素", "影响结果", "升高时等级不降", "升高时等级不升"],
        };
        let mut rows = vec![head.map(str::to_owned).to_vec()];
        for influence in &self.proof.factors {
            let matters = match &influence.never_matters {
                Verdict::Holds => Verdict::Fails(Vec::new()),
                Verdict::Fails(_) => Verdict::Holds,
                open @ Verdict::Undecided(_) => open.clone(),
            };
            let way = |verdict: &Option<Verdict>| verdict.as_ref().map_or("-", |verdict| self.verdict(verdict));
            rows.push(vec![
                self.factor(influence.factor),
                self.verdict(&matters).to_owned(),
                way(&influence.never_lowers).to_owned(),
                way(&influence.never_raises).to_owned(),
            ]);
        }
        let title = self
            .title("what each factor does to the level while all others stay", "各因素对等级的影响（其他因素不变）");
        title + &table(&[Side::Left; 4], &rows) + "\n"
    }

    fn verdict(self, verdict: &Verdict) -> &'static str {
        match verdict {
            Verdict::Holds => self.either("yes", "是"),
            Verdict::Fails(_) => self.either("no", "否"),
            Verdict::Undecided(_) => self.either("not decided", "未能判定"),
        }
    }

    /// The records by which a factor moves the level both ways. Where one of them is not graded, that is told already.
    fn mixed(self) -> String {
        let mut text = String::new();
        for influence in &self.proof.factors {
            let (Some(Verdict::Fails(down)), Some(Verdict::Fails(up))) =
                (&influence.never_lowers, &influence.never_raises)
            else {
                continue;
            };
            let are_graded = |both: &[Witness]| both.iter().all(|one| matches!(one.outcome, Outcome::Graded(_)));
            if !are_graded(down) || !are_graded(up) {
                continue;
            }
            let name = self.factor(influence.factor);
            text += &match self.lang {
                Lang::En => self.line(&format!("raising \"{name}\" lowers the level here and raises it there:")),
                Lang::Zh => self.line(&format!("“{name}”升高，等级有时降，有时升：")),
            };
            text.push('\n');
            text += &self.tests(down, |nth| self.named(&name, false, nth));
            text += &self.tests(up, |nth| self.named(&name, true, nth));
        }
        text
    }

    fn named(self, factor: &str, is_up: bool, nth: usize) -> String {
        match (is_up, nth, self.lang) {
            (false, 0, Lang::En) => format!("{factor}, level falls: before"),
            (false, _, Lang::En) => format!("{factor}, level falls: after"),
            (true, 0, Lang::En) => format!("{factor}, level rises: before"),
            (true, _, Lang::En) => format!("{factor}, level rises: after"),
            (false, 0, Lang::Zh) => format!("{factor}升高等级反降：升高前"),
            (false, _, Lang::Zh) => format!("{factor}升高等级反降：升高后"),
            (true, 0, Lang::Zh) => format!("{factor}升高等级亦升：升高前"),
            (true, _, Lang::Zh) => format!("{factor}升高等级亦升：升高后"),
        }
    }

    fn outcomes(self) -> String {
        let counts = &self.proof.counts;
        let head = match self.lang {
            Lang::En => ["outcome", "combinations", "records", "share"],
            Lang::Zh => ["结果", "组合数", "记录数", "占比"],
        };
        let mut rows = vec![head.map(str::to_owned).to_vec()];
        let can_be = |ending: &Ending| match ending {
            Ending::Graded(_) | Ending::Outside(_) => true,
            Ending::Conflict => self.policy.combine == core_model::Combine::Unique,
            Ending::Ungraded => self.policy.otherwise.is_none(),
        };
        for (ending, counted) in counts.outcomes.iter().filter(|(ending, _)| can_be(ending)) {
            rows.push(self.row(self.ending(*ending), counted));
        }
        rows.push(self.row(self.either("all possible", "全部可能的").to_owned(), &counts.possible));
        self.without_records(&mut rows);
        let title = match self.lang {
            Lang::En => format!("how many records get each outcome, by the rules of {}", counts.as_of),
            Lang::Zh => format!("各等级的记录数（按 {} 施行的规则）", counts.as_of),
        };
        self.title(&title, &title) + &table(&[Side::Left, Side::Right, Side::Right, Side::Right], &rows) + "\n"
    }

    fn row(self, name: String, counted: &Counted) -> Vec<String> {
        let shown = |count: &Option<core_model::Count>| match count {
            Some(count) => number(count, self.lang),
            None => self.either("not decided", "未能判定").to_owned(),
        };
        let share = share_of(counted, &self.proof.counts.possible, self.lang).unwrap_or_else(|| "-".to_owned());
        vec![name, shown(&counted.combinations), shown(&counted.records), share]
    }

    /// Where records cannot be counted, their columns say nothing.
    fn without_records(self, rows: &mut [Vec<String>]) {
        if self.proof.counts.possible.records.is_none() {
            rows.iter_mut().for_each(|row| row.truncate(2));
        }
    }

    fn ending(self, ending: Ending) -> String {
        let ladder = &self.policy.ladder;
        let (named, outcome) = match ending {
            Ending::Graded(id) => {
                let level = ladder.levels.get(id.index()).filter(|level| level.number.is_none());
                (level.map(|level| &level.named), Outcome::Graded(id))
            }
            Ending::Outside(id) => (ladder.outside.get(id.index()), Outcome::Outside(id)),
            Ending::Conflict => (None, Outcome::Conflict(Vec::new())),
            Ending::Ungraded => (None, Outcome::Ungraded),
        };
        match named.and_then(|named| named.label.as_ref()).filter(|_| self.lang == Lang::Zh) {
            Some(label) => normalize_untrusted_str(label),
            None => outcome_words(ladder, &outcome, self.lang),
        }
    }

    fn rules(self) -> String {
        let counts = &self.proof.counts;
        if counts.rules.is_empty() {
            return String::new();
        }
        let head = match self.lang {
            Lang::En => ["rule", "stands", "decides", "stands, share", "decides, share"],
            Lang::Zh => ["规则", "适用", "起决定作用", "适用占比", "起决定作用占比"],
        };
        let mut rows = vec![head.map(str::to_owned).to_vec()];
        for one in counts.rules.iter().take(SHOWN) {
            let [stands, decides] = [&one.stands, &one.decisive].map(|counted| self.row(String::new(), counted));
            let name = self.rule(one.rule);
            let cell = |row: &[String], at: usize| row.get(at).cloned().unwrap_or_default();
            rows.push(vec![name, cell(&stands, 1), cell(&decides, 1), cell(&stands, 3), cell(&decides, 3)]);
        }
        let mut sides = vec![Side::Left, Side::Right, Side::Right, Side::Right, Side::Right];
        if counts.possible.records.is_none() {
            rows.iter_mut().for_each(|row| row.truncate(3));
            sides.truncate(3);
        }
        let more = counts.rules.len().saturating_sub(SHOWN);
        let more = match (more, self.lang) {
            (0, _) => String::new(),
            (more, Lang::En) => format!("  and {more} more; --message-format json tells all\n"),
            (more, Lang::Zh) => format!("  另有 {more} 条；用 --message-format json 可看全部\n"),
        };
        let title =
            self.title("for how many combinations each rule stands, and decides", "各条规则适用、起决定作用的组合数");
        title + &table(&sides, &rows) + &more + "\n"
    }

    /// Why some numbers are not told.
    fn left_aside(self) -> String {
        let counts = &self.proof.counts;
        let mut notes = Vec::new();
        notes.push(self.either(
            "a combination has one class of values for each factor; values that no condition tells apart are one class",
            "组合：每个因素各取一类值；条件区分不出的值归为一类",
        ));
        if counts.possible.combinations.is_none() {
            notes.push(self.either(
                "combinations are not counted where the policy compares several numbers or days with each other",
                "标准把几个数值或日期相互比较时，不计组合数",
            ));
        }
        if counts.possible.records.is_none() && counts.possible.combinations.is_some() {
            notes.push(self.either(
                "records are not counted, since the policy asks for texts or days",
                "标准涉及文本或日期，不计记录数",
            ));
        }
        notes.iter().map(|note| self.line(note)).collect()
    }
}
