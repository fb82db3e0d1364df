//! Columns and keys matched to factors, near misses told.

use core_model::{Claim, Combine, Factor, FactorId, FactorKind, Headers, Ladder, Level, Named, Policy, Record, silent};

fn factor(name: &str, label: &str, aka: &[&str], assumed: Option<u8>) -> Factor {
    let aka = aka.iter().map(|text| (*text).into()).collect();
    let label = (!label.is_empty()).then(|| label.into());
    Factor {
        named: Named { name: name.into(), label, aka },
        kind: FactorKind::YesNo,
        assume: assumed.map(core_model::Datum::Value),
    }
}

fn policy() -> Policy {
    let level = |name: &str, number| Level { named: Named { name: name.into(), ..Named::default() }, number };
    let ladder =
        Ladder {
            levels: vec![level("一级", Some(1)), level("二级", Some(2))], best_first: false, outside: Vec::new()
        };
    Policy {
        named: Named { name: "p".into(), ..Named::default() },
        version: None,
        cite: Vec::new(),
        in_force: None,
        combine: Combine::default(),
        ladder,
        factors: vec![
            factor("loss", "经济损失", &["损失金额"], None),
            factor("duty", "职能", &[], Some(1)),
            factor("discretion", "", &[], None),
        ],
        defines: Vec::new(),
        rules: Vec::new(),
        stand_order: Vec::new(),
        measures: Vec::new(),
        impossible: Vec::new(),
        also_give: Vec::new(),
        otherwise: None,
        source: None,
    }
}

fn claim(header: &str) -> Claim {
    Headers::new(&policy()).claim(header)
}

fn matched(headers: &[&str]) -> core_model::Columns {
    let policy = policy();
    let headers: Vec<String> = headers.iter().map(|header| (*header).to_owned()).collect();
    Headers::new(&policy).columns(&policy, &headers)
}

#[test]
fn a_column_speaks_of_a_factor_by_name_label_or_further_spelling() {
    for header in ["loss", "经济损失", "损失金额", " 经济损失 "] {
        assert_eq!(claim(header), Claim::Factor(FactorId(0)), "{header}");
    }
}

#[test]
fn a_near_miss_is_told_and_not_taken() {
    let near = [
        ("Loss", 0, "loss"),
        ("经济损失（万元）", 0, "经济损失"),
        ("经济 损失", 0, "经济损失"),
        ("经济损矢", 0, "经济损失"),
        ("ｌｏｓｓ", 0, "loss"),
        ("DISCRETION", 2, "discretion"),
        ("discretoin", 2, "discretion"),
    ];
    for (header, id, meant) in near {
        assert_eq!(claim(header), Claim::Near(FactorId(id), meant.into()), "{header}");
    }
    for header in ["", "备注", "a", "（元）", "risk point"] {
        assert_eq!(claim(header), Claim::None, "{header}");
    }
}

#[test]
fn columns_are_matched_doubled_missing_or_near() {
    let columns = matched(&["id", "损失金额", "disretion", "经济损失", "备注"]);
    assert_eq!(columns.factors, vec![None, Some(FactorId(0)), None, Some(FactorId(0)), None]);
    assert_eq!(columns.doubled, vec![(FactorId(0), 1, 3)]);
    assert_eq!(columns.near, vec![(2, FactorId(2), "discretion".into())]);
    assert_eq!(columns.missing, vec![FactorId(2)], "duty is assumed");
}

#[test]
fn a_near_miss_of_a_factor_that_has_its_column_is_another_column() {
    assert!(matched(&["loss", "lost"]).near.is_empty());
    assert_eq!(matched(&["lost"]).near.len(), 1);
}

#[test]
fn a_factor_that_is_assumed_may_be_missing() {
    assert_eq!(silent(&policy(), |id| id == FactorId(0)), vec![FactorId(2)]);
    assert_eq!(Record::silent(3).0.len(), 3);
}
