//! Headers, factors, measures, what is also given, what is accepted.

use crate::marked::marked;

#[test]
fn a_header_says_each_thing_once() {
    marked(
        "policy p \"本标准\"
           language 2                                       # error E1201
           version \"1\"
           version \"2\"                                    # error E1203
           cite \"一\"
           cite \"二\"
           combine first
           combine unique                                   # error E1203
           in force from 2020-01-01 until 2019-12-31        # error E1205
         policy q                                           # error E1202
        ",
    );
}

#[test]
fn without_a_header_a_policy_is_called_as_its_file() {
    let compiled = marked("factor a : yes/no\nrule r when a then level 1");
    assert_eq!(compiled.policy.unwrap().named.name, "policy");
}

#[test]
fn otherwise_is_said_once() {
    marked("policy p\notherwise level 3\notherwise level 2   # error E1204\n");
}

#[test]
fn numbers_have_a_range_decimals_and_a_unit() {
    marked(
        "policy p
         factor a : number in 5..4                          # error E0508
         factor b : number in 0..1000000000001              # error E0509
         factor c : number in 0..1.005                      # error E0506
         factor d : number decimals 7                       # error E0510
         factor e : number unit \"%\"                       # error E0511
         factor f : number unit \"万元\"                    # error E0511
         factor g : number in 0..10万元 unit \"元\" decimals 0 assume 10.5    # error E0506
         factor h : number in 0..10万元 unit \"元\" assume 11万              # error E0505
         factor i : number in 0..10万元 unit \"元\" assume 1斤               # error E0507
         factor j : number in 0..10万元 unit \"元\" assume 1万元
         factor k : number in -1000000000000..1000000000000 decimals 6",
    );
}

#[test]
fn what_is_assumed_is_of_the_factors_type() {
    marked(
        "policy p
         scale degree : low < high
         factor a : degree assume yes                       # error E0501
         factor b : yes/no assume yes
         factor c : set of x | y assume {x, z}              # error E0401
         factor d : set of x | y assume {x, x}              # error E0504
         factor e : date assume 2020-02-29
         factor f : date assume 3                           # error E0501
         factor g : dates assume {2020-01-01, 2020-01-01}
         factor h : text assume \"无\"
         factor i : degree assume {low}                     # error E0503
         factor j : level assume level 2
         factor k : set of degree                           # error E0502
         factor l : set of x < y                            # error E0502
        ",
    );
}

#[test]
fn a_value_may_be_called_like_a_level() {
    marked(
        "policy p
         factor a : `三级` < `二级` < `一级` assume 一级
         factor b : level assume 一级",
    );
}

#[test]
fn what_is_given_has_at_most_six_decimals() {
    marked(
        "policy p
         factor a : number in 0..10
         define b = a / 3
         define c = round a / 3 to 6
         also give a, b                                     # error E1207
         also give c, a                                     # error E1206
         also give d                                        # error E0401
        ",
    );
}

#[test]
fn a_warning_is_accepted_by_code_and_name() {
    marked(
        "policy p \"本标准\"
         factor a \"甲\" : yes/no
         measure m
         rule r when a then level 1
         accept W0108 on a because \"留用\"
         accept W0108 on 甲 because \"留用\"
         accept W0104 on p because \"留用\"
         accept W0104 on 本标准 because \"留用\"
         accept W0101 on r because \"留用\"
         accept W0111 on r because \"留用\"                 # error E1208
         accept W0101 on q because \"留用\"                 # error E0401
        ",
    );
}

#[test]
fn a_policy_has_at_most_256_factors() {
    for (factors, error) in [(256, ""), (257, "   # error E0307")] {
        let mut text = "policy p\n".to_owned();
        (1..factors).for_each(|factor| text.push_str(&format!("factor f{factor}x : yes/no\n")));
        text.push_str(&format!("factor last : yes/no{error}\n"));
        marked(&text);
    }
}

#[test]
fn a_type_has_at_most_256_values() {
    for (values, error) in [(256, ""), (257, "   # error E0307")] {
        let mut text = "policy p\nchoice c : v0x\n".to_owned();
        (1..values).for_each(|value| text.push_str(&format!("| v{value}x{}\n", if value == 256 { error } else { "" })));
        marked(&text);
    }
}

#[test]
fn a_measure_comes_round_in_months_that_can_be_counted() {
    marked(
        "policy p
         measure a every 12000 months
         measure b every 0 months                           # error E1209
         measure c every 12001 months                       # error E0305
        ",
    );
}

#[test]
fn properties_are_checked() {
    marked(
        "policy p
         factor a : low < high
         factor c : x | y
         factor n : number in 0..9
         define d = n * 2
         rule r when a is high and c is x then level 1
         otherwise level 3
         property \"一\" always a is high implies level at least 2
         property \"二\" raising a, n never lowers level
         property \"三\" raising c never lowers level      # error E0512
         property \"四\" raising d never lowers level      # error E1106
         property \"五\" never a is hihg                   # error E0401
         property \"六\" same as \"other.rules\"           # error E1001
         property \"七\" every record is graded
        ",
    );
}
