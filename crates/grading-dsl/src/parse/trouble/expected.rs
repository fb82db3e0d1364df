//! What could have stood at a place: in the author's terms, and as keywords.

use messages::Expected;

use crate::keywords::{self, Keyword, Role};

/// What could have stood there, in the author's terms.
pub(super) fn expected(tried: &[String]) -> Vec<Expected> {
    let mut found: Vec<Expected> = Vec::new();
    for rule in tried {
        if let Some(one) = one_expected(rule).filter(|one| !found.contains(one)) {
            found.push(one);
        }
    }
    let is_word = |one: &Expected| matches!(one, Expected::Word { .. });
    if found.contains(&Expected::Name) && found.contains(&Expected::Number) {
        found.retain(|one| !is_of_value(one));
        found.insert(0, Expected::Value);
    }
    if found.len() > 6 && found.iter().any(is_word) {
        found.retain(|one| !is_word(one));
        found.push(Expected::Clause);
    }
    if found.len() > 1 {
        found.retain(|one| *one != Expected::Operator);
    }
    if found.contains(&Expected::Conclusion) || found.contains(&Expected::Expectation) {
        found.retain(|one| !is_word(one) && *one != Expected::Name);
    }
    found
}

/// What a value may be or begin with.
fn is_of_value(one: &Expected) -> bool {
    match one {
        Expected::Name | Expected::Number | Expected::Date | Expected::Text | Expected::Value => true,
        Expected::Sign(sign) => *sign == "(",
        Expected::Word { english, chinese } => {
            ["yes", "no", "level", "max", "min", "round", "count of", "size of", "not"].contains(english)
                || ["近", "本年度", "上年度"].contains(chinese)
        }
        Expected::Condition
        | Expected::Comparison
        | Expected::Connective
        | Expected::Operator
        | Expected::Clause
        | Expected::Conclusion
        | Expected::Level
        | Expected::Whole
        | Expected::Type
        | Expected::Row
        | Expected::Expectation
        | Expected::Claim
        | Expected::End => false,
    }
}

fn one_expected(rule: &str) -> Option<Expected> {
    let groups: &[(&[&str], Expected)] = &[
        (&["name", "row_name", "operand_name", "level_entry"], Expected::Name),
        (&["string"], Expected::Text),
        (&["numeral", "count", "plain", "signed", "behind", "steps"], Expected::Number),
        (&["date"], Expected::Date),
        (&["operand", "group", "value", "endpoint", "cell_values"], Expected::Value),
        (&["expr", "link", "list"], Expected::Condition),
        (&["kw_and", "kw_or"], Expected::Connective),
        (&["plus", "minus", "times", "over"], Expected::Operator),
        (&["level_word", "bare_level", "o_level"], Expected::Level),
        (&["values", "ascending", "alternatives", "type_name"], Expected::Type),
        (&["row"], Expected::Row),
        (&["comma"], Expected::Sign(",")),
        (&["colon"], Expected::Sign(":")),
        (&["open"], Expected::Sign("(")),
        (&["close"], Expected::Sign(")")),
        (&["open_brace", "braces"], Expected::Sign("{")),
        (&["close_brace"], Expected::Sign("}")),
        (&["bar"], Expected::Sign("|")),
        (&["dots"], Expected::Sign("..")),
        (&["equals"], Expected::Sign("=")),
        (&["less"], Expected::Sign("<")),
        (&["greater"], Expected::Sign(">")),
    ];
    if let Some((_, one)) = groups.iter().find(|(rules, _)| rules.contains(&rule)) {
        return Some(one.clone());
    }
    let prefixes = [
        ("t_", Expected::Comparison),
        ("sign_", Expected::Comparison),
        ("c_", Expected::Conclusion),
        ("x_", Expected::Expectation),
        ("p_", Expected::Claim),
        ("type_", Expected::Type),
    ];
    if let Some((_, one)) = prefixes.into_iter().find(|(prefix, _)| rule.starts_with(prefix)) {
        return Some(one);
    }
    let keyword = keywords::by_rule(rule).or_else(|| keywords::by_rule(&format!("kw_{rule}")))?;
    Some(Expected::Word { english: keyword.in_english(), chinese: keyword.in_chinese() })
}

/// The keywords that could have stood there.
pub(super) fn keywords_tried(tried: &[String]) -> Vec<&'static Keyword> {
    let mut found: Vec<&'static Keyword> = Vec::new();
    for rule in tried {
        let begun = BEGINS.iter().filter(|(parent, _)| parent == rule).flat_map(|(_, words)| words.iter().copied());
        let own = [rule.as_str()].into_iter().chain(begun);
        let keywords =
            own.filter_map(|word| keywords::by_rule(word).or_else(|| keywords::by_rule(&format!("kw_{word}"))));
        for keyword in keywords {
            if !found.iter().any(|other| other.rule == keyword.rule) {
                found.push(keyword);
            }
        }
    }
    found
}

/// The keywords that begin a declaration.
pub(super) fn openings() -> impl Iterator<Item = &'static Keyword> {
    keywords::KEYWORDS.iter().filter(|keyword| keyword.role == Role::Declaration)
}

/// The keywords with which rules of the grammar begin that are not called after them.
const BEGINS: &[(&str, &[&str])] = &[
    (
        "t_relation",
        &["kw_is", "kw_is_not", "kw_at_least", "kw_at_most", "kw_above", "kw_exceeds", "kw_below", "kw_not_full"],
    ),
    ("t_not_empty", &["kw_is_not_empty"]),
    ("t_empty", &["kw_is_empty"]),
    ("t_includes_any", &["kw_includes_any"]),
    ("t_includes_all", &["kw_includes_all"]),
    ("t_includes", &["kw_includes"]),
    ("t_between", &["kw_between"]),
    ("t_in", &["kw_in"]),
    ("t_ago", &["kw_at_least", "kw_has_reached"]),
    ("t_less_ago", &["kw_less_than", "kw_not_full"]),
    ("t_on_or_before", &["kw_on_or_before"]),
    ("t_on_or_after", &["kw_on_or_after"]),
    ("t_before", &["kw_before"]),
    ("t_after", &["kw_after"]),
    ("quantified", &["kw_any_of", "kw_all_of", "kw_none_of", "kw_no_fewer", "kw_exactly", "kw_no_more"]),
    ("count_conditions", &["kw_count_of"]),
    ("count_dates", &["kw_count_of"]),
    ("recent", &["kw_recent", "kw_this_year", "kw_last_year"]),
    ("size", &["kw_size_of"]),
    ("expr", &["kw_not"]),
    ("link", &["kw_not"]),
    ("c_raise", &["kw_raise"]),
    ("c_lower", &["kw_lower"]),
    ("c_outside", &["kw_outside"]),
    ("c_require", &["kw_require"]),
    ("c_bound", &["kw_presumed_floor", "kw_presumed_ceiling", "kw_floor", "kw_ceiling"]),
    ("c_level", &["kw_final", "kw_presume", "kw_may", "kw_concludes", "kw_level"]),
    ("gives", &["kw_final", "kw_presume", "kw_may", "kw_concludes", "kw_level"]),
    ("o_level", &["kw_level"]),
    ("cell_includes", &["kw_includes"]),
    ("cell_not", &["kw_not"]),
    ("cell_relation", &["kw_is", "kw_is_not", "kw_at_least", "kw_at_most", "kw_above", "kw_below"]),
    ("type_level", &["kw_level"]),
    ("type_set", &["kw_set_of"]),
    ("type_yes_no", &["kw_yes_no"]),
    ("type_number", &["kw_number"]),
    ("type_dates", &["kw_dates"]),
    ("type_date", &["kw_date"]),
    ("type_text", &["kw_text"]),
    ("value_table", &["kw_table"]),
    ("value_matrix", &["kw_matrix"]),
    ("when_case", &["kw_when"]),
    ("else_case", &["kw_otherwise"]),
    ("score_from", &["kw_from"]),
    ("score_line", &["kw_add", "kw_deduct", "kw_when", "kw_for_each"]),
    ("line_add", &["kw_add", "kw_deduct"]),
    ("line_when", &["kw_when"]),
    ("line_each", &["kw_for_each"]),
    ("each", &["kw_for_each"]),
    ("cap", &["kw_no_more", "kw_at_most"]),
    ("in_force", &["kw_in_force", "kw_from"]),
    ("axes", &["kw_rows"]),
    ("decisive", &["kw_because_of"]),
    ("x_not_require", &["kw_not_require"]),
    ("x_require", &["kw_require"]),
    ("x_outside", &["kw_outside"]),
    ("x_severity", &["kw_severity"]),
    ("x_ungraded", &["kw_ungraded"]),
    ("x_conflict", &["kw_conflict"]),
    ("x_undetermined", &["kw_undetermined"]),
    ("x_invalid", &["kw_invalid"]),
    ("x_level", &["kw_concludes", "kw_level"]),
    ("p_every_graded", &["kw_every_graded"]),
    ("p_no_conflict", &["kw_no_conflict"]),
    ("p_never_milder", &["kw_never_milder"]),
    ("p_same_as", &["kw_same_as"]),
    ("p_implies", &["kw_whoever"]),
    ("p_always", &["kw_always"]),
    ("p_never", &["kw_never"]),
    ("p_raising", &["kw_raising"]),
];
