//! Exit codes.

use std::process::ExitCode;

/// How a command ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 0: all is well.
    Well,
    /// 1: the answer is no.
    No,
    /// 2: the question could not be put.
    NotPut,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Well => Self::from(0),
            Exit::No => Self::from(1),
            Exit::NotPut => Self::from(2),
        }
    }
}
