//! A file in the place of another: whole or not at all, with the permissions of the old one, behind a symbolic link
//! where the name is one.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::trouble::Trouble;

/// Gives the file another text.
///
/// # Errors
/// It cannot be written; the old file is there still.
pub fn rewrite(name: &str, text: &str) -> Result<(), Trouble> {
    replace(Path::new(name), text).map_err(|error| Trouble::rewrite(name, error))
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    let real: PathBuf = path.canonicalize()?;
    let permissions = fs::metadata(&real)?.permissions();
    if permissions.readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let folder = real.parent().ok_or(io::ErrorKind::InvalidInput)?;
    let mut beside = tempfile::Builder::new().prefix(".grade-fmt").suffix(".part").tempfile_in(folder)?;
    beside.write_all(text.as_bytes())?;
    beside.as_file().set_permissions(permissions)?;
    beside.as_file().sync_all()?;
    beside.persist(&real).map(drop).map_err(|error| error.error)
}
