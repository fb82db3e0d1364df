//! A policy to read records for, and records written out as texts.
#![allow(dead_code, clippy::unwrap_used, reason = "each test file uses a part of it; a test says no by panicking")]

use std::fs;
use std::path::PathBuf;

use core_model::{Combine, Datum, Factor, FactorKind, Ladder, Level, Named, NumberKind, Policy, Record, Shown, shown};
use messages::{DataProblem, Lang};
use record_io::{Finding, Options, Silence, Source, open};
use tempfile::TempDir;

fn named(name: &str, label: &str) -> Named {
    Named { name: name.into(), label: (!label.is_empty()).then(|| label.into()), aka: Vec::new() }
}

fn factor(name: &str, label: &str, kind: FactorKind) -> Factor {
    Factor { named: named(name, label), kind, assume: None }
}

/// Three factors of three kinds, of which the third is assumed.
pub fn policy() -> Policy {
    let powers = vec![named("approval", "行政审批"), named("penalty", "行政处罚")];
    let loss = NumberKind { least: 0, most: 10_000_000_000_000, decimals: 2, unit: Some("元".into()) };
    let level = |number: u8, name: &str| Level { named: named(name, ""), number: Some(number) };
    Policy {
        named: named("p", ""),
        version: Some("1".into()),
        cite: Vec::new(),
        in_force: None,
        combine: Combine::default(),
        ladder: Ladder {
            levels: vec![level(1, "一级"), level(2, "二级"), level(3, "三级")],
            best_first: false,
            outside: Vec::new(),
        },
        factors: vec![
            factor("loss", "经济损失", FactorKind::Number(loss)),
            factor("powers", "职权类型", FactorKind::Set(powers)),
            Factor { assume: Some(Datum::Value(1)), ..factor("listed", "列入", FactorKind::YesNo) },
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

/// A file of this name with these bytes.
pub fn file(name: &str, bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// What is read of a file, a line a record, and what is found beside the records.
pub fn read(name: &str, bytes: impl AsRef<[u8]>) -> String {
    read_with(name, bytes, &Options::default())
}

/// The same with `--partial`.
pub fn read_partial(name: &str, bytes: impl AsRef<[u8]>) -> String {
    read_with(name, bytes, &Options { silence: Silence::Allowed, ..Options::default() })
}

/// The same with `--id`.
pub fn read_by(id: &str, name: &str, bytes: impl AsRef<[u8]>) -> String {
    read_with(name, bytes, &Options { id: Some(id.into()), silence: Silence::Allowed, ..Options::default() })
}

/// The same, as the options say.
pub fn read_with(name: &str, bytes: impl AsRef<[u8]>, options: &Options) -> String {
    read_for(&policy(), name, bytes, options)
}

/// The same policy with a day and a text.
pub fn policy_of_days() -> Policy {
    let mut policy = policy();
    policy.factors.push(factor("since", "任职日期", FactorKind::Date));
    policy.factors.push(factor("number", "证号", FactorKind::Text));
    policy
}

/// What is read for this policy.
pub fn read_for(policy: &Policy, name: &str, bytes: impl AsRef<[u8]>, options: &Options) -> String {
    let (_folder, path) = file(name, bytes.as_ref());
    let mut records = match open(&Source::Path(path), policy, options) {
        Ok(records) => records,
        Err(findings) => return lines(findings.iter().map(finding)),
    };
    let mut said = Vec::new();
    for next in records.by_ref() {
        said.push(match next {
            Ok(row) => format!("{} {}: {}", row.place.row, row.place.id, record(policy, &row.record)),
            Err(fatal) => finding(&fatal),
        });
    }
    said.extend(records.findings().iter().map(finding));
    lines(said.into_iter())
}

fn lines(of: impl Iterator<Item = String>) -> String {
    of.map(|line| line + "\n").collect()
}

fn record(policy: &Policy, record: &Result<Record, Vec<DataProblem>>) -> String {
    match record {
        Ok(record) => {
            let factors = policy.factors.iter().zip(&record.0);
            let values = factors.filter_map(|(factor, datum)| {
                let shown = shown(&factor.kind, &policy.ladder, datum.as_ref()?)?;
                Some(format!("{} {}", factor.named.name, value(&shown)))
            });
            values.collect::<Vec<_>>().join(", ")
        }
        Err(problems) => problems.iter().map(problem).collect::<Vec<_>>().join(" | "),
    }
}

fn value(shown: &Shown) -> String {
    match shown {
        Shown::Text(text) => text.clone(),
        Shown::YesNo(yes) => yes.to_string(),
        Shown::Level(level) => level.to_string(),
        Shown::List(items) => format!("{{{}}}", items.join(", ")),
    }
}

fn problem(problem: &DataProblem) -> String {
    let column = problem.column().map(|column| format!("{column}: ")).unwrap_or_default();
    let found = problem.found(Lang::En).map(|found| format!("{found}; ")).unwrap_or_default();
    format!("{} {column}{found}{}", problem.code(), problem.words(Lang::En).expected)
}

fn finding(finding: &Finding) -> String {
    let row = finding.row.map(|row| format!(" row {row}")).unwrap_or_default();
    let row = finding.cell.as_ref().map_or(row.clone(), |cell| format!("{row} {cell}"));
    format!("{} {:?}{row}: {}", finding.problem.code(), finding.gravity, finding.problem.words(Lang::En).message)
}
