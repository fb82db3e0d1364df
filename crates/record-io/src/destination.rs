//! Where answers go: standard output, or a file that appears whole or not at all.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Stdout, Write};
use std::path::{Path, PathBuf};

use messages::FileProblem;
use tempfile::NamedTempFile;

use crate::finding::{Finding, cause};
use crate::source::Source;

/// Where answers go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// Standard output, `-`.
    Standard,
    /// A file; what is no regular file is written directly.
    Path(PathBuf),
}

/// A destination while it is written.
#[derive(Debug)]
pub(crate) enum Opened {
    /// Standard output.
    Standard(Stdout),
    /// What is no regular file.
    Direct(File),
    /// A file beside the place that it is renamed to at the end.
    Beside(NamedTempFile, PathBuf),
}

impl Destination {
    /// The destination of this name; `-` is standard output, and so is the device that stands for it, even where the shell
    /// has made it a regular file.
    #[must_use]
    pub fn named(name: &OsStr) -> Self {
        let standard = ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];
        if standard.iter().any(|its| name == *its) { Self::Standard } else { Self::Path(PathBuf::from(name)) }
    }

    /// Its name as it is shown.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Standard => "-".to_owned(),
            Self::Path(path) => path.display().to_string(),
        }
    }

    /// Opens it. None of the inputs may be it.
    pub(crate) fn open(&self, inputs: &[Source]) -> Result<Opened, Box<Finding>> {
        match self {
            Self::Standard => Ok(Opened::Standard(io::stdout())),
            Self::Path(path) if inputs.iter().any(|input| is_input(path, input)) => {
                Err(Box::new(Finding::error(&self.name(), FileProblem::OutputIsInput)))
            }
            Self::Path(path) => open(path).map_err(|error| Box::new(self.failed(&error))),
        }
    }

    /// What went wrong in writing it.
    pub(crate) fn failed(&self, error: &io::Error) -> Finding {
        Finding::error(&self.name(), FileProblem::CannotWrite(cause(error)))
    }
}

impl Opened {
    /// Makes what was written appear.
    pub(crate) fn finish(self) -> io::Result<()> {
        match self {
            Self::Standard(mut out) => out.flush(),
            Self::Direct(mut file) => file.flush(),
            Self::Beside(file, place) => {
                file.as_file().sync_all()?;
                file.persist(place).map(drop).map_err(|error| error.error)
            }
        }
    }
}

impl Write for Opened {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Standard(out) => out.write(bytes),
            Self::Direct(file) => file.write(bytes),
            Self::Beside(file, _) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::Direct(file) => file.flush(),
            Self::Beside(file, _) => file.flush(),
        }
    }
}

fn open(path: &Path) -> io::Result<Opened> {
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(there) if there.is_file() => beside(&path.canonicalize()?, Some(there.permissions())),
        Ok(_) => OpenOptions::new().write(true).open(path).map(Opened::Direct),
        Err(error) if error.kind() == io::ErrorKind::NotFound => beside(path, None),
        Err(error) => Err(error),
    }
}

/// A new file beside the place, with the permissions of the one that it will replace.
fn beside(place: &Path, permissions: Option<fs::Permissions>) -> io::Result<Opened> {
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut name = OsStr::new(".").to_owned();
    name.push(place.file_name().ok_or(io::ErrorKind::InvalidInput)?);
    let mut builder = tempfile::Builder::new();
    let builder = builder.prefix(&name).suffix(".part");
    let file = match permissions {
        Some(permissions) => {
            let file = builder.tempfile_in(folder)?;
            file.as_file().set_permissions(permissions)?;
            file
        }
        None => usual(builder).tempfile_in(folder)?,
    };
    Ok(Opened::Beside(file, place.to_path_buf()))
}

/// With the permissions of any new file, not those of a private one.
#[cfg(unix)]
fn usual<'b, 'p, 's>(builder: &'b mut tempfile::Builder<'p, 's>) -> &'b mut tempfile::Builder<'p, 's> {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn usual<'b, 'p, 's>(builder: &'b mut tempfile::Builder<'p, 's>) -> &'b mut tempfile::Builder<'p, 's> {
    builder
}

fn is_input(path: &Path, input: &Source) -> bool {
    match input {
        Source::Standard => is_same(path, Path::new("/dev/stdin")),
        Source::Path(input) => is_same(path, input),
        Source::Memory(..) => false,
    }
}

#[cfg(unix)]
fn is_same(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let place = |path| fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|there| (there.dev(), there.ino()));
    place(one).is_some_and(|mine| Some(mine) == place(other))
}

#[cfg(not(unix))]
fn is_same(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|mine| other.canonicalize().is_ok_and(|its| mine == its))
}
