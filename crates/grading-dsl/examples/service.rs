//! A service that goes on grading while its policy is replaced: a new text is compiled and tested beside the running
//! policy, and takes its place only if it is accepted. Every answer tells by the digest which policy gave it.
//!
//! `cargo run -p grading-dsl --example service`

use std::error::Error;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use std::thread;

use grading_dsl::{
    Answer, DataProblem, Date, Diagnostic, Digest, Lang, NotInForce, Place, Program, RecordReader, StoredAnswer,
    answer, compile_text, invalid,
};
use serde::Serialize;

const FIRST: &str = r#"
policy desk "窗口岗位"
  version "1"
factor duty "职能" : none "无" < general "一般" < important "重要"
factor powers "职权" : set of approval "审批" | penalty "处罚"
factor loss "损失" : number in 0..100亿 unit "元"
rule important_power when 职能 is 重要 and 职权 is not empty then level 1 because "职能{duty}，行使{powers}"
rule great_loss when loss at least 100万 then level 2
otherwise level 3
test "要害" given duty = important, powers = {approval}, loss = 0 expect level 1
"#;

/// What the service is asked.
#[derive(Debug, Clone, Serialize)]
struct Request {
    #[serde(skip)]
    id: String,
    duty: Option<Duty>,
    powers: Vec<&'static str>,
    #[serde(rename = "损失")]
    loss: u64,
}

/// Variants are read by their names.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum Duty {
    General,
    Important,
}

/// Everything that is made from one policy. It is replaced as one, so that a record is never read by one policy and
/// graded by another.
struct Current {
    program: Program,
    reader: RecordReader,
}

struct Service {
    current: RwLock<Arc<Current>>,
}

/// Why a text was not put into force.
#[derive(Debug)]
enum Refused {
    /// It has errors, or its own tests fail.
    Errors(Vec<Diagnostic>),
    /// It is not in force on the day.
    NotInForce(NotInForce),
}

impl Service {
    fn open(text: &str, day: Date) -> Result<Self, Refused> {
        Ok(Self { current: RwLock::new(Arc::new(Current::of(text, day)?)) })
    }

    /// The policy in force, for one request. Later replacements do not touch it.
    fn current(&self) -> Arc<Current> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts a text into force if it is accepted; else everything stays as it is.
    fn replace(&self, text: &str, day: Date) -> Result<Digest, Refused> {
        let next = Arc::new(Current::of(text, day)?);
        let digest = next.program.digest();
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = next;
        Ok(digest)
    }

    fn grade(&self, request: &Request) -> Answer {
        self.current().grade(request)
    }
}

impl Current {
    fn of(text: &str, day: Date) -> Result<Self, Refused> {
        let policy = compile_text(text).accept().map_err(Refused::Errors)?;
        let program = policy.as_of(day).map_err(Refused::NotInForce)?;
        Ok(Self { program, reader: RecordReader::new(policy) })
    }

    fn grade(&self, request: &Request) -> Answer {
        let place = Place::of(request.id.as_str());
        match self.reader.read(request) {
            Ok(record) => answer(&self.program, place, &self.program.grade(&record), Lang::Zh),
            Err(problems) => {
                let told =
                    problems.as_slice().iter().cloned().filter_map(|problem| DataProblem::try_from(problem).ok());
                invalid(&self.program, place, &told.collect::<Vec<_>>(), Lang::Zh)
            }
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Errors(errors) => errors.iter().try_for_each(|error| {
                writeln!(out, "{} {}", error.problem.code(), error.problem.words(Lang::En).message)
            }),
            Self::NotInForce(outside) => outside.fmt(out),
        }
    }
}

impl Error for Refused {}

fn request(number: u64) -> Request {
    let duty = [None, Some(Duty::General), Some(Duty::Important)];
    Request {
        id: format!("R-{number}"),
        duty: duty.into_iter().cycle().nth(usize::try_from(number % 3).unwrap_or(0)).flatten(),
        powers: if number.is_multiple_of(2) { vec!["审批"] } else { vec![] },
        loss: number * 10_000,
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let day = Date::new(2026, 11, 24).ok_or("a day of the calendar")?;
    let service = Service::open(FIRST, day)?;
    // As stored: with the number of its form.
    println!("{}", serde_json::to_string(&StoredAnswer::new(service.grade(&request(2))))?);

    let stricter = FIRST.replace("loss at least 100万", "loss at least 5万");
    let failing = FIRST.replace("expect level 1", "expect level 2");
    let known = [service.current().program.digest(), Current::of(&stricter, day)?.program.digest()];
    thread::scope(|scope| -> Result<(), Box<dyn Error>> {
        let grading: Vec<_> = (0..4).map(|_| scope.spawn(|| answers(&service, &known))).collect();
        for text in [&stricter, &failing, &FIRST.to_owned(), &stricter].into_iter().cycle().take(20) {
            match service.replace(text, day) {
                Ok(digest) => println!("in force: {digest}"),
                Err(refused) => print!("refused: {refused}"),
            }
        }
        for thread in grading {
            let by_policy = thread.join().map_err(|_| "a thread that does not panic")?;
            println!("answers by the first text and by the stricter one: {by_policy:?}");
        }
        Ok(())
    })
}

/// How many answers each of the two known policies gave; what another gave is counted last.
fn answers(service: &Service, known: &[Digest; 2]) -> [usize; 3] {
    let mut counts = [0; 3];
    for number in 0..2_000 {
        let answer = service.grade(&request(number % 40));
        let by = known.iter().position(|digest| *digest == answer.digest).unwrap_or(2);
        if let Some(count) = counts.get_mut(by) {
            *count += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_runs() {
        main().unwrap();
    }

    #[test]
    fn every_answer_is_that_of_the_policy_whose_digest_it_tells() {
        let day = Date::new(2026, 11, 24).unwrap();
        let stricter = FIRST.replace("loss at least 100万", "loss at least 5万");
        let both = [Current::of(FIRST, day).unwrap(), Current::of(&stricter, day).unwrap()];
        let service = Service::open(FIRST, day).unwrap();
        let counts: Vec<[usize; 2]> = thread::scope(|scope| {
            let count = || {
                let mut counts = [0; 2];
                for number in 0..3_000 {
                    let request = request(number % 40);
                    let answer = service.grade(&request);
                    let by = both.iter().position(|one| one.program.digest() == answer.digest).unwrap();
                    assert_eq!(answer, both[by].grade(&request));
                    counts[by] += 1;
                }
                counts
            };
            let grading: Vec<_> = (0..4).map(|_| scope.spawn(count)).collect();
            while grading.iter().any(|thread| !thread.is_finished()) {
                service.replace(&stricter, day).unwrap();
                service.replace(FIRST, day).unwrap();
            }
            grading.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(counts.iter().flatten().sum::<usize>(), 12_000);
    }

    #[test]
    fn a_text_that_is_not_accepted_changes_nothing() {
        let day = Date::new(2026, 11, 24).unwrap();
        let service = Service::open(FIRST, day).unwrap();
        let before = service.current().program.digest();
        let failing = FIRST.replace("expect level 1", "expect level 2");
        let later = FIRST.replace("version \"1\"", "in force from 2030-01-01");
        assert!(matches!(service.replace("rule", day), Err(Refused::Errors(errors)) if !errors.is_empty()));
        assert!(matches!(service.replace(&failing, day), Err(Refused::Errors(errors)) if errors.len() == 1));
        assert!(matches!(service.replace(&later, day), Err(Refused::NotInForce(_))));
        assert_eq!(service.current().program.digest(), before);
    }

    #[test]
    fn a_request_that_does_not_fit_is_answered_in_words() {
        let service = Service::open(FIRST, Date::new(2026, 11, 24).unwrap()).unwrap();
        let answer = service.grade(&Request { powers: vec!["审判"], ..request(1) });
        assert_eq!(answer.outcome.as_str(), "invalid");
        let fault = &answer.errors[0];
        assert_eq!((fault.column.as_deref(), fault.code.as_ref()), (Some("powers"), "D0102"));
    }
}
