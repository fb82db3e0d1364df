//! Policies as texts in which `# error CODE` stands on each line that must get that error, and no other line may get one.

use std::collections::BTreeMap;

use grading_dsl::{Compiled, Files, Unreadable, Verdict, compile, run_tests};
use messages::{Lang, Severity};

/// The texts of a folder, by path.
pub struct Folder(BTreeMap<String, String>);

impl Folder {
    /// A folder of these files.
    pub fn of(files: &[(&str, &str)]) -> Self {
        Self(files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect())
    }
}

impl Files for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        self.0.get(path).map(|text| text.clone().into_bytes()).ok_or(Unreadable::Missing)
    }
}

/// Compiles the first file and holds its errors, and those of the others, against the marks.
#[track_caller]
pub fn errors_stand_where_marked(files: &[(&str, &str)]) -> Compiled {
    let (first, _) = files.first().copied().unwrap_or_default();
    let compiled = compile(first, &Folder::of(files));
    let mut wanted = Vec::new();
    for (path, text) in files {
        for (line, written) in (1..).zip(text.lines()) {
            let marks = written.split("# error").skip(1).map(|mark| mark.split_whitespace().next().unwrap_or(""));
            wanted.extend(marks.map(|code| format!("{path}:{line} {code}")));
        }
    }
    let mut found: Vec<String> = Vec::new();
    for told in compiled.diagnostics.iter().filter(|told| told.severity == Severity::Error) {
        let (file, start) = (told.span.file, told.span.start);
        let (line, _) = compiled.sources.line_column(file, start);
        found.push(format!("{}:{line} {}", compiled.sources.name(file), told.problem.code()));
        for lang in [Lang::En, Lang::Zh] {
            assert!(!told.problem.words(lang).message.is_empty());
        }
    }
    wanted.sort();
    found.sort();
    let told: Vec<String> = compiled.diagnostics.iter().map(|told| told.problem.words(Lang::En).message).collect();
    assert_eq!(found, wanted, "told: {told:#?}");
    assert_eq!(compiled.policy.is_some(), wanted.is_empty());
    compiled
}

/// The same for a policy that is a single text.
#[track_caller]
pub fn marked(text: &str) -> Compiled {
    errors_stand_where_marked(&[("policy.rules", text)])
}

/// Compiles a policy and holds it to its own tests.
#[track_caller]
pub fn holding(text: &str) {
    let compiled = marked(text);
    for report in run_tests(&compiled) {
        let failed = format!("{}: {} instead of {}", report.name, report.found, report.expected);
        assert_eq!(report.verdict, Verdict::Passed, "{failed}");
    }
    assert!(!compiled.tests.is_empty());
}
