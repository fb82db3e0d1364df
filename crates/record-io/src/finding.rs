//! What is found about data beside the answers: where, how grave, what.

use std::io::{self, ErrorKind};

use messages::{ColumnProblem, DataProblem, IoCause};

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gravity {
    /// The question cannot be put.
    Error,
    /// Someone should look.
    Warning,
    /// Someone may want to know.
    Note,
}

/// One finding about data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was found.
    pub problem: DataProblem,
    /// How grave it is.
    pub gravity: Gravity,
    /// The file, as it was named; `-` is a standard stream.
    pub file: String,
    /// The data record, from 1, where it is about one.
    pub row: Option<u64>,
    /// The cell, as `B7`, where the file is a workbook and it is about one.
    pub cell: Option<String>,
    /// The sheet that the cell is on, where it is one of the workbook that is read.
    pub sheet: Option<String>,
}

impl Finding {
    /// An error of a whole file.
    #[must_use]
    pub fn error(file: &str, problem: impl Into<DataProblem>) -> Self {
        Self {
            problem: problem.into(),
            gravity: Gravity::Error,
            file: file.to_owned(),
            row: None,
            cell: None,
            sheet: None,
        }
    }

    /// A warning about a whole file.
    #[must_use]
    pub fn warning(file: &str, problem: impl Into<DataProblem>) -> Self {
        Self { gravity: Gravity::Warning, ..Self::error(file, problem) }
    }

    /// A note about a whole file.
    #[must_use]
    pub fn note(file: &str, problem: impl Into<DataProblem>) -> Self {
        Self { gravity: Gravity::Note, ..Self::error(file, problem) }
    }

    /// The same, about one cell.
    #[must_use]
    pub fn in_cell(self, cell: Option<String>) -> Self {
        Self { cell, ..self }
    }

    /// The same, about a cell of this sheet.
    #[must_use]
    pub fn on_sheet(self, sheet: &str) -> Self {
        Self { sheet: Some(sheet.to_owned()), ..self }
    }

    /// The same, about one record.
    #[must_use]
    pub fn at(self, row: u64) -> Self {
        Self { row: Some(row), ..self }
    }

    /// Whether it is a factor that no record had, for which the answer is no where records must be graded.
    #[must_use]
    pub fn is_never_said(&self) -> bool {
        matches!(self.problem, DataProblem::Column(ColumnProblem::NeverSaid { .. }))
    }
}

/// Why reading or writing failed.
pub(crate) fn cause(error: &io::Error) -> IoCause {
    let known = [
        (ErrorKind::NotFound, IoCause::NotFound),
        (ErrorKind::PermissionDenied, IoCause::NotPermitted),
        (ErrorKind::IsADirectory, IoCause::Folder),
        (ErrorKind::StorageFull, IoCause::Full),
    ];
    let found = known.into_iter().find(|(kind, _)| *kind == error.kind());
    found.map_or_else(|| IoCause::Other(error.to_string()), |(_, cause)| cause)
}
