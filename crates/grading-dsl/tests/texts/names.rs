//! Which names clash, which are not there, and what stays silent.

use grading_dsl::compile_text;
use messages::Lang;

use crate::marked::marked;

#[test]
fn a_name_taken_is_told_at_the_later_declaration() {
    marked(
        "policy p
         scale degree \"程度\" : low \"低\" < high \"高\"
         choice degree : x | y                              # error E0402
         factor a \"甲\" : degree
         factor a \"乙\" : yes/no                           # error E0402
         define b \"甲\" = 1 + 1                            # error E0402
         measure m \"回避\"
         measure n \"回避\"                                 # error E0402
         rule r when a is low then level 1
         table r | a | level |                              # error E0402
                 | low | 1 |
         otherwise level 3",
    );
}

#[test]
fn the_label_of_a_declaration_whose_name_is_taken_is_still_known() {
    marked(
        "policy p
         factor a \"甲\" : yes/no
         factor a \"乙\" : yes/no                           # error E0402
         rule r when 乙 then level 1",
    );
}

#[test]
fn look_alikes_clash() {
    marked(
        "policy p
         factor c \"ＡＢ\" : yes/no
         factor d \"AB\" : yes/no                           # error E0403
         choice kind : `已办` | `己办`                      # error E0403",
    );
}

#[test]
fn a_name_may_equal_its_own_label() {
    marked("policy p\nfactor 职能 \"职能\" : yes/no\nrule r when 职能 then level 1");
}

#[test]
fn values_clash_within_their_type_only() {
    marked(
        "policy p
         choice one : a \"甲\" | b \"甲\"                   # error E0402
         choice two : a \"甲\" | b \"乙\"
         factor f : x | y | x                               # error E0402",
    );
}

#[test]
fn a_row_clashes_with_a_rule_of_its_name() {
    marked(
        "policy p
         factor a : yes/no
         table t
           | a | level |
           | yes | 1 |
         rule `t.1` when a then level 2                     # error E0402",
    );
}

#[test]
fn what_is_not_there_is_told_with_what_was_meant() {
    let compiled = marked(
        "policy p
         factor duty \"职能\" : none \"无\" < important \"重要\" assume importent   # error E0401
         factor other : degre                               # error E0401
         scale degree : low < high",
    );
    let suggestions: Vec<&str> = compiled
        .diagnostics
        .iter()
        .filter_map(|told| told.suggestion.as_ref())
        .map(|suggestion| suggestion.text.as_str())
        .collect();
    assert_eq!(suggestions, ["important", "degree"]);
}

#[test]
fn a_factor_of_a_type_that_is_not_there_is_silent_ever_after() {
    marked(
        "policy p
         factor a : degre                                   # error E0401
         rule r when a is low then level 1
         rule s when a at least high then level 2
         test \"t\" given a = low expect level 1",
    );
}

#[test]
fn a_name_has_something_in_it() {
    marked("policy p\nfactor a \" \" : yes/no   # error E0404\n");
    marked("policy p\nfactor a : text assume \"\"   # error E0404\n");
}

#[test]
fn where_there_is_little_all_of_it_is_named() {
    let compiled = marked(
        "policy p
         factor duty \"职能\" : none \"无\" < important \"重要\" assume 其他   # error E0401
        ",
    );
    let words = compiled.diagnostics[0].problem.words(Lang::Zh);
    assert_eq!(words.message, "“职能”没有取值“其他”");
    assert_eq!(words.expected, "none \"无\"、important \"重要\"之一");
}

#[test]
fn a_broken_declaration_keeps_its_name() {
    let compiled = compile_text(
        "policy p
         factor a \"甲\" : number in number
         measure m every months
         rule r \"规则\" when then level 1
         rule s when a above 3 or 甲 below 1 then require m overrides r
         also give a",
    );
    let lines: Vec<usize> = compiled
        .diagnostics
        .iter()
        .map(|told| compiled.sources.line_column(told.span.file, told.span.start).0)
        .collect();
    assert_eq!(lines, [2, 3, 4]);
}
