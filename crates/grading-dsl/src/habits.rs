//! What authors write by habit, as text: numbers in words, `以上` behind a value, words of other languages. Knows no place.

/// A number, percentage or day in Chinese numerals, in digits: `五十万元以上` is `50万元以上`.
pub(crate) fn in_digits(word: &str) -> Option<String> {
    let length = word.find(|letter| numeral(letter).is_none() && weight(letter).is_none());
    let (numerals, rest) = word.split_at_checked(length.unwrap_or(word.len()))?;
    if let Some(of) = rest.strip_prefix("分之") {
        return part_of(numerals, of);
    }
    if rest.starts_with('年') && numerals.chars().count() == 4 {
        return day_in_digits(numerals, rest);
    }
    if numerals.is_empty() || !is_unit(rest) {
        return None;
    }
    Some(format!("{}{rest}", spelt(value(numerals)?)))
}

/// Whether this is what may stand behind a number: a unit as forms have them, `以上` and the like, both, or nothing.
fn is_unit(rest: &str) -> bool {
    const UNITS: [&str; 21] = [
        "", "元", "人", "次", "项", "件", "个", "户", "年", "个月", "月", "日", "天", "位", "分", "人次", "起", "倍",
        "亩", "吨", "公里",
    ];
    let unit = ["以上", "以下", "以内", "以外"].into_iter().find_map(|behind| rest.strip_suffix(behind));
    UNITS.contains(&unit.unwrap_or(rest))
}

/// `百分之五` is `5%`, `千分之五` is `0.5%`.
fn part_of(whole: &str, part: &str) -> Option<String> {
    let length = part.find(|letter| numeral(letter).is_none() && weight(letter).is_none()).unwrap_or(part.len());
    let (numerals, rest) = part.split_at_checked(length)?;
    let part = value(numerals)?;
    match whole {
        "百" => Some(format!("{part}%{rest}")),
        "千" => Some(format!("{}%{rest}", tenths(part, 10))),
        _ => None,
    }
}

fn day_in_digits(year: &str, rest: &str) -> Option<String> {
    let year: Option<String> = year.chars().map(|letter| numeral(letter).map(|digit| digit.to_string())).collect();
    let (month, rest) = rest.strip_prefix('年')?.split_once('月')?;
    let day = rest.strip_suffix('日')?;
    Some(format!("{}年{}月{}日", year?, value(month)?, value(day)?))
}

fn numeral(letter: char) -> Option<u64> {
    const NUMERALS: [&str; 10] = ["零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"];
    let digit = NUMERALS.iter().position(|spelt| spelt.contains(letter))?;
    u64::try_from(digit).ok()
}

fn weight(letter: char) -> Option<u64> {
    match letter {
        '十' | '拾' => Some(10),
        '百' | '佰' => Some(100),
        '千' | '仟' => Some(1_000),
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    }
}

/// The number that Chinese numerals say, up to thousands of 亿.
fn value(numerals: &str) -> Option<u64> {
    let (mut total, mut section, mut digit) = (0_u64, 0_u64, None);
    if numerals.chars().count() > 24 {
        return None;
    }
    for letter in numerals.chars() {
        match (numeral(letter), weight(letter)) {
            (Some(0), _) if digit.is_none() => {}
            (Some(next), _) if digit.is_none() => digit = Some(next),
            (None, Some(large @ (10_000 | 100_000_000))) => {
                section += digit.take().unwrap_or(0);
                let below = if large > 10_000 { std::mem::take(&mut total) } else { 0 };
                let scaled = (below + section).checked_mul(large).filter(|scaled| *scaled > 0)?;
                total = total.checked_add(scaled)?;
                section = 0;
            }
            (None, Some(small)) => section += digit.take().unwrap_or(1) * small,
            _ => return None,
        }
    }
    (!numerals.is_empty()).then(|| total + section + digit.unwrap_or(0))
}

/// With 万 or 亿 where that leaves few decimals.
fn spelt(number: u64) -> String {
    for (size, word) in [(100_000_000, "亿"), (10_000, "万")] {
        if number >= size && number.is_multiple_of(size / 100) {
            return format!("{}{word}", tenths(number / (size / 100), 100));
        }
    }
    number.to_string()
}

/// `number / of`, for `of` 10 or 100, as a decimal without idle zeros.
fn tenths(number: u64, of: u64) -> String {
    let (whole, rest) = (number / of, number % of);
    let digits = if of == 10 { format!("{rest}") } else { format!("{rest:02}") };
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() { whole.to_string() } else { format!("{whole}.{digits}") }
}

/// What `以上`, `以下` behind a value of a scale or a level mean: the value, and the word that says it before it.
pub(crate) fn height(word: &str) -> Option<(&str, &'static str)> {
    const HEIGHTS: [(&str, &str); 8] = [
        ("及以上", "不低于"),
        ("或以上", "不低于"),
        ("以上", "不低于"),
        ("及以下", "不高于"),
        ("或以下", "不高于"),
        ("以下", "不高于"),
        ("以内", "不高于"),
        ("以外", "高于"),
    ];
    let found = HEIGHTS.into_iter().find_map(|(behind, before)| Some((word.strip_suffix(behind)?, before)));
    found.filter(|(stem, _)| !stem.is_empty())
}

/// A day in another form: `2012/1/31`, `2012.1.31`, `2012-1-31`, as the language writes it.
pub(crate) fn day_form(text: &str) -> Option<String> {
    let mark = text.chars().find(|letter| !letter.is_ascii_digit()).filter(|mark| ['/', '.', '-'].contains(mark))?;
    let mut parts = text.split(mark).map(|part| part.trim());
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let all_digits = year.len() == 4 && [year, month, day].into_iter().all(digits) && parts.next().is_none();
    let day = core_model::Date::new(year.parse().ok().filter(|_| all_digits)?, month.parse().ok()?, day.parse().ok()?)?;
    Some(day.to_string())
}

/// A range in a cell without brackets, with them: `3..5`, `3～5`, `3-5`, `3至5`, `3 to 5`.
pub(crate) fn bare_range(cell: &str) -> Option<String> {
    let number = |text: &str| {
        let text = text.trim();
        let length = text.find(|letter: char| !(letter.is_ascii_digit() || letter == '.' || letter == '_'));
        let (digits, behind) = text.split_at_checked(length.unwrap_or(text.len()))?;
        let digits = digits.trim_matches('.').len() == digits.len() && digits.matches('.').count() <= 1;
        let unit = behind.chars().count() <= 4 && behind.chars().all(|letter| !letter.is_ascii() || letter == '%');
        (digits && unit && text.starts_with(|letter: char| letter.is_ascii_digit())).then_some(text.to_owned())
    };
    let marks = ["..", "～", "~", "——", "—", "–", "－", "至", "到", " to ", "-"];
    marks.into_iter().find_map(|mark| {
        let (low, high) = cell.split_once(mark)?;
        Some(format!("[{}..{}]", number(low)?, number(high)?))
    })
}

/// The word of the language for a word of others: a keyword by its rule in the grammar.
pub(crate) fn word_for(written: &str) -> impl Iterator<Item = &'static str> {
    let lower = written.to_ascii_lowercase();
    let found = WORDS.iter().filter(move |(words, _)| words.split(' ').any(|word| word.replace('_', " ") == lower));
    found.map(|(_, rule)| *rule)
}

/// The most words that an entry of [`WORDS`] has in a row.
pub(crate) const WORDS_IN_A_ROW: usize = 5;

/// How often a measure is taken, as speech has it.
pub(crate) fn idiom(word: &str) -> Option<&'static str> {
    const IDIOMS: [(&str, &str); 9] = [
        ("每年", "每 12 个月"),
        ("每半年", "每 6 个月"),
        ("每季度", "每 3 个月"),
        ("每季", "每 3 个月"),
        ("每月", "每 1 个月"),
        ("yearly", "every 12 months"),
        ("annually", "every 12 months"),
        ("quarterly", "every 3 months"),
        ("monthly", "every 1 months"),
    ];
    IDIOMS.into_iter().find(|(spelt, _)| *spelt == word).map(|(_, meant)| meant)
}

/// Whether a rule is to go on with what holds otherwise.
pub(crate) fn is_else(word: &str) -> bool {
    ["else", "elif", "elsif", "elseif", "否则", "不然"].contains(&word.to_ascii_lowercase().as_str())
}

/// Words of other languages and of speech, by the keyword that the language has for them. `_` stands for a blank.
const WORDS: &[(&str, &str)] = &[
    ("equals equal are eq 等于 是 系 属", "kw_is"),
    ("equal_to equals_to is_equal_to", "kw_is"),
    ("isnt is_no are_not ne does_not_equal not_equal_to unequal 不是 不等于 非", "kw_is_not"),
    ("greater_than more_than larger_than bigger_than higher_than over exceeds gt beyond", "kw_above"),
    ("大于 多于 高过 大过 超出 高于是", "kw_above"),
    ("less_than smaller_than fewer_than lower_than under lt 小于 少于 低过", "kw_below"),
    ("不足 未满 未达到 达不到 未到", "kw_not_full"),
    ("no_less_than not_less_than no_fewer_than not_below greater_than_or_equal_to greater_or_equal ge", "kw_at_least"),
    (
        "minimum reaches 大于等于 高于等于 大于或等于 高于或等于 等于或大于 不小于 不少于 不得低于 不得少于 至少 最少 最低 满",
        "kw_at_least",
    ),
    ("no_more_than not_more_than not_above less_than_or_equal_to less_or_equal le up_to maximum", "kw_at_most"),
    (
        "小于等于 低于等于 小于或等于 低于或等于 等于或小于 不大于 不多于 不得高于 不得超过 至多 最多 最高 未超过",
        "kw_at_most",
    ),
    ("介于 位于", "kw_between"),
    ("one_of any_of is_one_of 为其中之一 之一", "kw_in"),
    ("contains contain include including has have having with", "kw_includes"),
    ("包含 包括 含有 具有 拥有 有 涉及", "kw_includes"),
    ("contains_any_of include_any_of includes_any has_any_of 包含任一 含有任一 含其一 含任意", "kw_includes_any"),
    ("contains_all_of include_all_of includes_all has_all_of 包含全部 全含 含所有", "kw_includes_all"),
    ("empty is_blank is_null is_none 空 无值 未填 为空白", "kw_is_empty"),
    ("not_empty is_not_blank is_not_null exists 不空 非空 不是空 已填", "kw_is_not_empty"),
    ("earlier_than prior_to 先于 前于 在前", "kw_before"),
    ("later_than 后于 迟于", "kw_after"),
    ("not_later_than no_later_than until by 不迟于 不后于", "kw_on_or_before"),
    ("not_earlier_than no_earlier_than since 不先于 不前于", "kw_on_or_after"),
    ("but plus as_well_as 并且 而且 并 同时 和 与 及 以及 还有 又", "kw_and"),
    ("or_else 或者 或着 或是 抑或 还是", "kw_or"),
    ("isnt no without 不 没有 未 并非 不是 无", "kw_not"),
    ("if where whenever in_case provided 如果 若 如 假如 倘若 条件 当且仅当 凡 对于", "kw_when"),
    ("except unless_if but_not 但 除外 例外 排除 除了", "kw_unless"),
    ("so do return result conclude 那么 那 就 结论 结果 应", "kw_then"),
    ("override supersedes beats 优于 先于 高于", "kw_overrides"),
    ("reason since explanation why message 原因 因为 由于 说明", "kw_because"),
    ("source reference basis see 根据 参见 来源 条款 出处", "kw_cite"),
    ("comment remark description notes 备注 说明 注释 注意 注明", "kw_note"),
    ("grade rank 级别 级", "kw_level"),
    (
        "应列为 应定为 应评为 判定为 评定为 确定为 认定为 应当列为 应视为 划为 划分为 判为 视为 为 属于 等级为",
        "kw_concludes",
    ),
    ("can_be could_be might_be allow 可以列为 可视为 可评为 可定为 可以定为 可以评为 可划为", "kw_may"),
    (
        "usually normally generally 一般列为 一般视为 原则上列为 原则上应列为 一般定为 一般评为 一般应定为 一般应评为",
        "kw_presume",
    ),
    ("definitely 一律列为 一律定为 直接列为 直接评为 必须列为", "kw_final"),
    ("一般不低于 原则上不低于 一般应当不低于 原则上应不低于", "kw_presumed_floor"),
    ("一般不高于 原则上不高于 一般应当不高于 原则上应不高于", "kw_presumed_ceiling"),
    ("不得低于 不得轻于 至少列为 至少为 最低为 应不低于 不低于等级", "kw_floor"),
    ("不得高于 至多列为 至多为 最高为 应不高于 不得评为", "kw_ceiling"),
    ("increase increase_by up_by upgrade raise 上浮 提高 提升 上升 升 调升 加重", "kw_raise"),
    ("decrease decrease_by down_by downgrade reduce reduce_by lower 下浮 降低 下降 降 调降 减轻", "kw_lower"),
    ("must requires demand needs need apply do 要求 须 必须 需要 需 应 采取 落实", "kw_require"),
    ("plus give points score 加分 计 得 计分", "kw_add"),
    ("minus subtract less 减 减分 扣分 减去", "kw_deduct"),
    (
        "input field variable var parameter criterion attribute fact 变量 字段 指标 要素 因子 参数 项目 属性",
        "kw_factor",
    ),
    ("let def set const derive derived 令 设定 计算", "kw_define"),
    ("enum options enumeration 枚举 选择 单选 类别", "kw_choice"),
    ("order ordered ranking ladder grade_scale 分级 档次 等次 量表", "kw_scale"),
    ("ruleset rules_for provision article clause 条款 规定 条 准则", "kw_rule"),
    ("default fallback else 其他 默认 缺省 其它 否则 除此之外", "kw_otherwise"),
    ("include use require using 导入 包含 引用", "kw_import"),
    ("standard ruleset policy_name 办法 制度 政策 策略", "kw_policy"),
    ("grades level_list ranks 级别 等级 分级", "kw_levels"),
    ("action control safeguard 防控措施 对策", "kw_measure"),
    ("decision_table 表格 决策表 判定表", "kw_table"),
    ("example case check assert 例 案例 样例 用例 检验", "kw_test"),
    ("assert invariant claim guarantee requirement 性质 断言 约束", "kw_property"),
    ("expected output result should_be expects 预期 期望 结果 结论 应是 应得", "kw_expect"),
    ("input inputs when suppose where with set 给定 假设 输入 已知", "kw_given"),
    ("boolean bool yesno flag logical 布尔 是非 真假 判断", "kw_yes_no"),
    ("int integer decimal float money amount numeric double num 整数 数字 金额 小数 数 数量 数值型", "kw_number"),
    ("datetime day time timestamp 时间 年月日 日子", "kw_date"),
    ("string str varchar char words 字符串 文字 字符 文本型", "kw_text"),
    ("multi multiple list list_of many_of multiselect 复选 多选项 多项 可多选", "kw_set_of"),
    ("alias synonym also_known_as alternatively 别名 也称 亦称 简称 或称", "kw_aka"),
    ("default defaults default_to 默认 缺省 默认为 缺省为 未填为 空缺视为", "kw_assume"),
    ("units measured_in 单位 量纲", "kw_unit"),
    ("places precision digits 位数 小数 精度", "kw_decimals"),
    ("true 真 对 有", "kw_yes"),
    ("false 假 错 无", "kw_no"),
    ("range between from 区间 取值范围", "kw_range"),
    ("strictest worst highest maximum max 取严 最严 取高", "kw_most_severe"),
    ("mildest lightest lowest minimum min 取宽 最宽 取低", "kw_least_severe"),
    ("effective starting 施行 生效 起实施 起执行 起生效 起", "kw_takes_effect"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words_are_told_in_digits() {
        let cases = [
            ("十万", "10万"),
            ("五十万元", "50万元"),
            ("十万元以上", "10万元以上"),
            ("百分之五", "5%"),
            ("千分之五", "0.5%"),
            ("一亿二千万元", "1.2亿元"),
            ("两万", "2万"),
            ("一百二十", "120"),
            ("一千零五", "1005"),
            ("十二万五千元", "12.5万元"),
            ("三", "3"),
            ("贰拾万元", "20万元"),
            ("二〇一二年一月三十一日", "2012年1月31日"),
        ];
        for (words, digits) in cases {
            assert_eq!(in_digits(words).as_deref(), Some(digits), "{words}");
        }
        for no_number in ["", "职能", "一一", "万", "三重一大决策权", "二〇一二年", "百分之", "亿亿亿亿亿"]
        {
            assert_eq!(in_digits(no_number), None, "{no_number}");
        }
    }

    #[test]
    fn days_in_other_forms_are_told() {
        assert_eq!(day_form("2012/1/31").as_deref(), Some("2012-01-31"));
        assert_eq!(day_form("2012.12.1").as_deref(), Some("2012-12-01"));
        for other in ["2012/13/1", "12/1/31", "2012/1", "2012", "2012/1-31"] {
            assert_eq!(day_form(other), None, "{other}");
        }
    }

    #[test]
    fn every_word_stands_for_a_keyword_and_is_none_itself() {
        for (words, rule) in WORDS {
            let keyword = crate::keywords::by_rule(rule).expect(rule);
            for word in words.split(' ').map(|word| word.replace('_', " ")) {
                assert!(!keyword.spellings().any(|spelt| spelt == word), "{word}");
                assert!(word.split(' ').count() <= WORDS_IN_A_ROW, "{word}");
            }
        }
    }
}
