//! How a policy's files are asked for. What a folder is, is the caller's business.

use thiserror::Error;

/// Gives out the files of one root folder.
pub trait Files {
    /// Reads a file by its path relative to the root folder (normalised, `/` between its parts, never leaving the root).
    /// Of a file over [`core_model::limits::FILE_BYTES`] one byte more than these is enough.
    ///
    /// # Errors
    /// The file is not there, not in the root folder, or not to be read.
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable>;

    /// The names of the files that lie where a file was looked for and not found, so that the one that was meant can be
    /// proposed. None, unless it is said otherwise.
    fn beside(&self, path: &str) -> Vec<String> {
        let _ = path;
        Vec::new()
    }
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Unreadable {
    /// There is none.
    #[error("there is no such file")]
    Missing,
    /// It lies outside the root folder, perhaps by a symbolic link.
    #[error("it lies outside the root folder")]
    Outside,
    /// It is a folder, a pipe or a device.
    #[error("it is not a regular file")]
    NotRegular,
    /// Reading it is not permitted.
    #[error("reading it is not permitted")]
    Denied,
    /// The system says why.
    #[error("{0}")]
    Other(String),
}
