//! The one table of keywords, English and Chinese. The grammar spells the same words (a test holds them together);
//! reserved words, the beginnings of declarations and clauses, suggestions and expectations are derived from here.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a keyword begins, and so where it is kept from being a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Begins a declaration: reserved everywhere.
    Declaration,
    /// Begins a clause: reserved everywhere.
    Clause,
    /// A word of conditions, reserved everywhere.
    Reserved,
    /// Counts only where its phrase can stand; elsewhere free as a name.
    Phrase,
}

/// A keyword: its rule in the grammar, its spellings, its role. The first spelling of a language is the usual one.
#[derive(Debug)]
pub(crate) struct Keyword {
    /// The rule of the grammar.
    pub(crate) rule: &'static str,
    /// English spellings, words separated by one blank.
    pub(crate) english: &'static [&'static str],
    /// Chinese spellings.
    pub(crate) chinese: &'static [&'static str],
    /// What it begins.
    pub(crate) role: Role,
}

impl Keyword {
    /// Every spelling.
    pub(crate) fn spellings(&self) -> impl Iterator<Item = &'static str> {
        self.english.iter().chain(self.chinese).copied()
    }

    /// The usual spelling in English, else in Chinese.
    pub(crate) fn in_english(&self) -> &'static str {
        self.spellings().next().unwrap_or_default()
    }

    /// The usual spelling in Chinese, else in English.
    pub(crate) fn in_chinese(&self) -> &'static str {
        self.chinese.iter().chain(self.english).copied().next().unwrap_or_default()
    }
}

/// The keyword that a rule of the grammar stands for.
pub(crate) fn by_rule(rule: &str) -> Option<&'static Keyword> {
    KEYWORDS.iter().find(|keyword| keyword.rule == rule)
}

/// The head of the last column in a table of values. In a table of rules it is a name like others.
pub(crate) const VALUE: [&str; 2] = ["value", "取值"];

/// Begins a declaration and is free as a name nevertheless, for it is what authors call a score: where a name follows
/// it, it begins a declaration.
pub(crate) const FREE: &str = "score";

/// The keyword spelt so that begins a declaration.
pub(crate) fn opening(words: &str) -> Option<&'static Keyword> {
    BY_SPELLING.get(words).copied().filter(|keyword| keyword.role == Role::Declaration)
}

/// The reserved keyword of one word that is spelt so.
pub(crate) fn reserved(word: &str) -> Option<&'static Keyword> {
    if word == FREE { None } else { BY_SPELLING.get(word).copied() }
}

/// Every spelling that is no mere phrase.
static BY_SPELLING: LazyLock<BTreeMap<&'static str, &'static Keyword>> = LazyLock::new(|| {
    let reserved = KEYWORDS.iter().filter(|keyword| keyword.role != Role::Phrase);
    reserved.flat_map(|keyword| keyword.spellings().map(move |spelt| (spelt, keyword))).collect()
});

/// Whether this is a Chinese keyword.
pub(crate) fn is_chinese(word: &str) -> bool {
    CHINESE.contains_key(word)
}

/// The Chinese keyword that begins a declaration.
pub(crate) fn is_chinese_opening(word: &str) -> bool {
    CHINESE.get(word) == Some(&Role::Declaration)
}

/// Every Chinese spelling; where two keywords share one, the role that reserves more.
static CHINESE: LazyLock<BTreeMap<&'static str, Role>> = LazyLock::new(|| {
    let spelt = KEYWORDS.iter().rev();
    spelt.flat_map(|keyword| keyword.chinese.iter().map(|spelt| (*spelt, keyword.role))).collect()
});

/// The level that a word such as `一级` or `3级` means by its place, 1 to 9 and beyond for digits.
pub(crate) fn level_number(word: &str) -> Option<u32> {
    let number = word.strip_suffix('级')?;
    if let Some(place) = NUMERALS.iter().position(|numeral| *numeral == number) {
        return u32::try_from(place + 1).ok();
    }
    let plain: String = number.chars().map(half_width).collect();
    plain.bytes().all(|byte| byte.is_ascii_digit()).then(|| plain.parse().ok()).flatten()
}

/// The half-width twin of a full-width digit, sign or letter; any other character itself.
pub(crate) fn half_width(character: char) -> char {
    match u32::from(character) {
        wide @ 0xFF01..=0xFF5E => char::from_u32(wide - 0xFEE0).unwrap_or(character),
        _ => character,
    }
}

/// The numerals of levels, from one on.
pub(crate) const NUMERALS: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];

macro_rules! keywords {
    ($($rule:ident $role:ident: $($english:literal)* / $($chinese:literal)*;)*) => {
        /// Every keyword.
        pub(crate) const KEYWORDS: &[Keyword] = &[$(Keyword {
            rule: stringify!($rule),
            english: &[$($english),*],
            chinese: &[$($chinese),*],
            role: Role::$role,
        },)*];
    };
}

keywords! {
    kw_policy Declaration: "policy" / "标准";
    kw_import Declaration: "import" / "引入";
    kw_levels Declaration: "levels" / "等级表";
    kw_scale Declaration: "scale" / "分档";
    kw_choice Declaration: "choice" / "选项";
    kw_factor Declaration: "factor" / "因素";
    kw_define Declaration: "define" / "定义";
    kw_score Declaration: "score" / "计分";
    kw_matrix Declaration: "matrix" / "矩阵";
    kw_table Declaration: "table" / "表";
    kw_rule Declaration: "rule" / "规则";
    kw_measure Declaration: "measure" / "措施";
    kw_impossible Declaration: "impossible" / "不应出现";
    kw_also_give Declaration: "also give" / "一并给出";
    kw_accept Declaration: "accept" / "认可";
    kw_otherwise Declaration: "otherwise" / "其余";
    kw_test Declaration: "test" / "测试";
    kw_property Declaration: "property" / "要求";

    kw_language Clause: "language" / "语言";
    kw_version Clause: "version" / "版本";
    kw_cite Clause: "cite" / "依据";
    kw_note Clause: "note" / "注";
    kw_combine Clause: "combine" / "并存时";
    kw_when Clause: "when" / "当";
    kw_unless Clause: "unless" / "除非";
    kw_then Clause: "then" / "则";
    kw_overrides Clause: "overrides" / "优先于";
    kw_because Clause: "because" / "理由";
    kw_given Clause: "given" / "设";
    kw_expect Clause: "expect" / "应为";

    kw_level Reserved: "level" / "等级";
    kw_is Reserved: "is" / "为";
    kw_is_not Reserved: "is not" / "不为";
    kw_above Reserved: "above" / "高于";
    kw_below Reserved: "below" / "低于";
    kw_between Reserved: "between" / "在";
    kw_in Reserved: "in" / "属于";
    kw_includes Reserved: "includes" / "含";
    kw_and Reserved: "and" / "且";
    kw_or Reserved: "or" / "或";
    kw_not Reserved: "not" / "非";
    kw_before Reserved: "before" / "早于";
    kw_after Reserved: "after" / "晚于";
    kw_yes Reserved: "yes" / "是";
    kw_no Reserved: "no" / "否";
    kw_round Reserved: "round" / "四舍五入";

    kw_in_force Phrase: "in force" /;
    kw_from Phrase: "from" / "自";
    kw_takes_effect Phrase: / "起施行";
    kw_starts Phrase: / "起";
    kw_until Phrase: "until" / "至";
    kw_most_severe Phrase: "most severe" / "从严";
    kw_least_severe Phrase: "least severe" / "从宽";
    kw_first Phrase: "first" / "取先";
    kw_unique Phrase: "unique" / "须一致";
    kw_best_first Phrase: "best first" / "由优到劣";
    kw_outside Phrase: "outside" / "等级外";
    kw_aka Phrase: "aka" / "又称";
    kw_assume Phrase: "assume" / "未填视为";
    kw_set_of Phrase: "set of" / "多选";
    kw_number Phrase: "number" / "数值";
    kw_range Phrase: "in" / "范围";
    kw_unit Phrase: "unit" / "计量单位";
    kw_decimals Phrase: "decimals" / "小数位";
    kw_date Phrase: "date" / "日期";
    kw_dates Phrase: "dates" / "历次日期";
    kw_yes_no Phrase: "yes/no" / "是否";
    kw_text Phrase: "text" / "文本";
    kw_add Phrase: "add" / "加";
    kw_deduct Phrase: "deduct" / "扣";
    kw_for_each Phrase: "for each" / "每项" "每次";
    kw_rows Phrase: / "行";
    kw_columns Phrase: / "列";
    kw_by Phrase: "by" / "由";
    kw_gives Phrase: "gives" / "定";
    kw_every Phrase: "every" / "每";
    kw_on Phrase: "on" / "于";

    kw_at_least Phrase: "at least" / "不低于" "达到";
    kw_at_most Phrase: "at most" / "不高于" "不超过";
    kw_exceeds Phrase: / "超过";
    kw_not_full Phrase: / "不满";
    kw_in_between Phrase: / "之间";
    kw_includes_any Phrase: "includes any of" / "含任一";
    kw_includes_all Phrase: "includes all of" / "含全部";
    kw_is_empty Phrase: "is empty" / "为空";
    kw_is_not_empty Phrase: "is not empty" / "不为空";
    kw_on_or_before Phrase: "on or before" / "不晚于";
    kw_on_or_after Phrase: "on or after" / "不早于";
    kw_ago Phrase: "ago" /;
    kw_has_reached Phrase: / "已满";
    kw_less_than Phrase: "less than" /;
    kw_years Phrase: "years" "year" / "年";
    kw_months Phrase: "months" "month" / "个月";
    kw_days Phrase: "days" "day" / "日" "天";
    kw_any_of Phrase: "any of" / "有下列情形之一" "任一";
    kw_all_of Phrase: "all of" / "同时符合" "全部";
    kw_none_of Phrase: "none of" / "均不符合" "均非";
    kw_no_fewer Phrase: "at least" / "至少";
    kw_exactly Phrase: "exactly" / "恰好";
    kw_no_more Phrase: "at most" / "至多";
    kw_of Phrase: "of" / "项";
    kw_count_of Phrase: "count of" / "计数";
    kw_size_of Phrase: "size of" /;
    kw_items Phrase: / "项数";
    kw_times Phrase: / "次数";
    kw_recent Phrase: / "近";
    kw_within Phrase: "within" /;
    kw_this_year Phrase: "in this year" / "本年度";
    kw_last_year Phrase: "in last year" / "上年度";
    kw_max Phrase: "max" / "最高";
    kw_min Phrase: "min" / "最低";
    kw_to Phrase: "to" / "至";
    kw_places Phrase: / "位";
    kw_degree Phrase: / "级";
    kw_empty Phrase: "empty" / "空";
    kw_not_empty Phrase: "not empty" / "非空";
    kw_behind Phrase: / "以上" "以下" "以内" "以外";

    kw_final Phrase: "final" / "直接定为";
    kw_presume Phrase: "presume" / "一般应列为" "一般应视为";
    kw_may Phrase: "may" / "可列为";
    kw_concludes Phrase: / "列为" "定为" "评为";
    kw_floor Phrase: "at least" / "不低于";
    kw_ceiling Phrase: "at most" / "不高于";
    kw_presumed_floor Phrase: "presume at least" / "一般应不低于";
    kw_presumed_ceiling Phrase: "presume at most" / "一般应不高于";
    kw_raise Phrase: "raise by" / "上调" "调高";
    kw_lower Phrase: "lower by" / "下调" "调低";
    kw_require Phrase: "require" / "应当";

    kw_as_of Phrase: "as of" / "截至";
    kw_like Phrase: "like" / "同";
    kw_with Phrase: "with" / "改";
    kw_because_of Phrase: "because" / "依";
    kw_ungraded Phrase: "ungraded" / "未评定";
    kw_conflict Phrase: "conflict" / "冲突";
    kw_undetermined Phrase: "undetermined" / "待定";
    kw_invalid Phrase: "invalid" / "无效";
    kw_severity Phrase: "severity" / "严重度";
    kw_not_require Phrase: "not require" / "不应当";
    kw_always Phrase: "always" / "始终";
    kw_whoever Phrase: / "凡";
    kw_implies Phrase: "implies" / "必";
    kw_never Phrase: "never" / "不得有";
    kw_raising Phrase: "raising" /;
    kw_raised Phrase: / "升高";
    kw_never_lowers Phrase: "never lowers level" / "等级不降";
    kw_never_milder Phrase: "never milder than" / "不得宽于";
    kw_same_as Phrase: "same as" / "等同于";
    kw_every_graded Phrase: "every record is graded" / "每条必有等级";
    kw_no_conflict Phrase: "no two rules conflict" / "规则互不冲突";
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRAMMAR: &str = include_str!("grammar.pest");

    /// The words in quotes of a rule of the grammar, those of a phrase with one blank between them.
    fn spelt_in_grammar(rule: &str) -> Vec<String> {
        let line = GRAMMAR.lines().find(|line| line.split_whitespace().next() == Some(rule)).expect(rule);
        let line = line.replace("\" ~ gap ~ \"", " ");
        line.split('"').skip(1).step_by(2).map(str::to_owned).collect()
    }

    #[test]
    fn the_grammar_spells_every_keyword_as_the_table_does() {
        for keyword in KEYWORDS {
            let mut table: Vec<String> = keyword.spellings().map(str::to_owned).collect();
            let mut grammar = spelt_in_grammar(keyword.rule);
            table.sort();
            grammar.sort();
            assert_eq!(grammar, table, "{}", keyword.rule);
        }
        let rules = GRAMMAR.lines().filter(|line| line.starts_with("kw_")).count();
        assert_eq!(rules, KEYWORDS.len());
    }

    #[test]
    fn the_grammar_reserves_what_the_table_reserves() {
        let from = GRAMMAR.find("reserved = @{").unwrap();
        let body = GRAMMAR.get(from..).unwrap().split("~ end").next().unwrap();
        let mut grammar: Vec<&str> = body.split('"').skip(1).step_by(2).collect();
        let reserved = KEYWORDS.iter().filter(|keyword| keyword.role != Role::Phrase);
        let mut table: Vec<&str> =
            reserved.flat_map(Keyword::spellings).filter(|spelt| !spelt.contains(' ') && *spelt != FREE).collect();
        grammar.sort_unstable();
        table.sort_unstable();
        assert_eq!(grammar, table);
    }
}
