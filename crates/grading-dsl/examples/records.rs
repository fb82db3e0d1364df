//! The three ways to make a record: from any `serde` value, factor by factor, and slot by slot where nothing may be looked
//! up or read twice.
//!
//! `cargo run -p grading-dsl --example records`

use std::error::Error;

use grading_dsl::{Date, Datum, Program, Record, RecordReader, Slot, compile_text};
use serde::Serialize;

const POLICY: &str = r#"
policy p "样例"
factor duty "职能" aka "岗位职能" : none "无" < general "一般" < important "重要"
factor powers "职权" : set of approval "审批" | penalty "处罚"
factor loss "损失" : number in 0..100亿 unit "元"
factor since "任职" : date
rule a when 职能 is 重要 and 职权 includes 审批 then level 1
rule b when 损失 at least 10万 or 任职 at least 5 years ago then level 2
otherwise level 3
"#;

/// Fields are matched by name, label or further spelling; others are left aside.
#[derive(Serialize)]
struct Post {
    岗位职能: &'static str,
    powers: Vec<&'static str>,
    loss: f64,
    since: Option<Date>,
    internal_number: u32,
}

/// The slots of the factors that a stream of records fills in, and the values that occur in it, read once.
struct Prepared {
    silent: Record,
    duty: Slot,
    important: Option<Datum>,
    loss: Slot,
}

impl Prepared {
    fn new(reader: &RecordReader) -> Result<Self, Box<dyn Error>> {
        let slot = |name: &str| reader.slot(name).ok_or_else(|| format!("the policy has no factor {name}"));
        let duty = slot("职能")?;
        let important = duty.read("重要")?;
        Ok(Self { silent: reader.silent(), duty, important, loss: slot("损失")? })
    }

    /// A record of someone with an important duty and so many fen (分) of loss.
    fn record(&self, fen: i64) -> Result<Record, Box<dyn Error>> {
        let mut record = self.silent.clone();
        record.set(self.duty.factor(), self.important.clone());
        record.set(self.loss.factor(), Some(self.loss.units(fen)?));
        Ok(record)
    }
}

fn severity(program: &Program, record: &Record) -> String {
    format!("{:?}", program.grade(record).outcome)
}

fn main() -> Result<(), Box<dyn Error>> {
    let policy = compile_text(POLICY).accept().map_err(|errors| format!("{errors:?}"))?;
    let program = policy.as_of(Date::new(2026, 11, 24).ok_or("a day of the calendar")?)?;
    let reader = RecordReader::new(policy);

    let post = Post { 岗位职能: "重要", powers: vec!["审批"], loss: 1_500.5, since: None, internal_number: 7 };
    println!("from a struct: {}", severity(&program, &reader.read(&post)?));

    let record = reader.builder().say("职能", "一般").say("损失", &150_000).say("任职", "2025年3月1日").build()?;
    println!("factor by factor: {}", severity(&program, &record));

    let prepared = Prepared::new(&reader)?;
    for fen in [0, 9_999_999, 10_000_000] {
        println!("slot by slot, {fen} 分: {}", severity(&program, &prepared.record(fen)?));
    }

    // What does not fit is told with everything else that does not.
    if let Err(problems) = reader.builder().say("职务", "重要").say("损失", &0.001).build() {
        println!("not a record: {problems}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_runs() {
        main().unwrap();
    }

    #[test]
    fn all_ways_lead_to_the_same_record() {
        let policy = compile_text(POLICY).accept().unwrap();
        let reader = RecordReader::new(policy);
        let post = Post { 岗位职能: "重要", powers: vec![], loss: 1_500.5, since: None, internal_number: 7 };
        let built = reader.builder().say("duty", "important").say("损失", "1,500.50元").say("职权", "无").build();
        assert_eq!(reader.read(&post), built);
        let prepared = Prepared::new(&reader).unwrap();
        let mut by_slot = prepared.record(150_050).unwrap();
        let powers = reader.slot("powers").unwrap();
        by_slot.set(powers.factor(), powers.read::<[&str]>(&[]).unwrap());
        assert_eq!(built, Ok(by_slot));
    }

    #[test]
    fn what_does_not_fit_is_told() {
        let reader = RecordReader::new(compile_text(POLICY).accept().unwrap());
        let problems = reader.builder().say("职务", "重要").say("损失", &0.001).build().unwrap_err();
        assert_eq!(problems.as_slice().len(), 2, "{problems}");
        assert!(Prepared::new(&reader).unwrap().record(-1).is_err());
    }
}
