//! The files of a policy: the one that was named, and what it imports from its own folder.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use core_model::limits::FILE_BYTES;
use grading_dsl::{Files, Unreadable};

use crate::trouble::{Trouble, unreadable};

/// The name that stands for standard input and standard output.
pub const STANDARD: &str = "-";

/// The folder of the policy that was named. Nothing outside of it is read but that policy itself.
#[derive(Debug)]
pub struct RootFolder {
    root: PathBuf,
    shown: PathBuf,
    entry: String,
    bytes: Vec<u8>,
}

impl RootFolder {
    /// Reads the policy that was named, `-` from standard input, and makes its folder the root.
    ///
    /// # Errors
    /// The policy cannot be read.
    pub fn open(file: &OsStr) -> Result<Self, Trouble> {
        let name = utf8(file)?;
        let (shown, entry) = match (name, Path::new(name).file_name().and_then(OsStr::to_str)) {
            (STANDARD, _) => (PathBuf::new(), STANDARD.to_owned()),
            (_, Some(entry)) => (Path::new(name).parent().map(Path::to_path_buf).unwrap_or_default(), entry.to_owned()),
            (_, None) => return Err(Trouble::Read { file: name.to_owned(), why: Unreadable::NotRegular }),
        };
        let bytes = bytes(name)?;
        let folder = if shown.as_os_str().is_empty() { Path::new(".") } else { &shown };
        let root = folder.canonicalize().map_err(|error| Trouble::read(name, &error))?;
        Ok(Self { root, shown, entry, bytes })
    }

    /// The name of the policy's own file in the root folder.
    #[must_use]
    pub fn entry(&self) -> &str {
        &self.entry
    }

    /// How a file of the root folder is shown: under the folder as it was typed.
    #[must_use]
    pub fn shown(&self, path: &str) -> String {
        self.shown.join(path).to_string_lossy().into_owned()
    }
}

impl Files for RootFolder {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        if path == self.entry {
            return Ok(self.bytes.clone());
        }
        if !Path::new(path).components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(Unreadable::Outside);
        }
        let real = self.root.join(path).canonicalize().map_err(|error| unreadable(&error))?;
        if real.starts_with(&self.root) { regular(&real) } else { Err(Unreadable::Outside) }
    }

    fn beside(&self, path: &str) -> Vec<String> {
        let folder = self.root.join(path).parent().and_then(|folder| folder.canonicalize().ok());
        let inside = folder.filter(|folder| folder.starts_with(&self.root));
        let entries = inside.and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten().take(MOST_BESIDE);
        let files = entries.flatten().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
        let mut names: Vec<String> = files.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.retain(|name| name.ends_with(".rules"));
        names.sort();
        names
    }
}

/// How many entries of a folder are looked at for a file that was perhaps meant.
const MOST_BESIDE: usize = 1_000;

/// The name of a file as it was typed.
///
/// # Errors
/// It is not UTF-8.
pub fn utf8(name: &OsStr) -> Result<&str, Trouble> {
    name.to_str().ok_or_else(|| Trouble::FileName(name.to_string_lossy().into_owned()))
}

/// The bytes of a policy file, `-` from standard input.
///
/// # Errors
/// It cannot be read.
pub fn bytes(name: &str) -> Result<Vec<u8>, Trouble> {
    let bytes = if name == STANDARD { limited(io::stdin().lock()) } else { named(Path::new(name)) };
    bytes.map_err(|why| Trouble::Read { file: name.to_owned(), why })
}

/// What the shell hands over as a file (`<(…)`) is read though it is a pipe; any other pipe might never end.
fn named(path: &Path) -> Result<Vec<u8>, Unreadable> {
    let handed = path.starts_with("/dev/fd") || path == Path::new("/dev/stdin");
    if handed && !path.is_dir() { open(path).and_then(limited) } else { regular(path) }
}

fn regular(path: &Path) -> Result<Vec<u8>, Unreadable> {
    let is_file = fs::metadata(path).map_err(|error| unreadable(&error))?.is_file();
    if is_file { open(path).and_then(limited) } else { Err(Unreadable::NotRegular) }
}

fn open(path: &Path) -> Result<File, Unreadable> {
    File::open(path).map_err(|error| unreadable(&error))
}

/// All bytes, or one more than a policy file may have.
fn limited(from: impl Read) -> Result<Vec<u8>, Unreadable> {
    let most = u64::try_from(FILE_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    from.take(most).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn folder() -> (tempfile::TempDir, RootFolder) {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("root")).unwrap();
        fs::write(folder.path().join("outside.rules"), "outside").unwrap();
        fs::write(folder.path().join("root/main.rules"), "main").unwrap();
        fs::write(folder.path().join("root/other.rules"), "other").unwrap();
        let files = RootFolder::open(folder.path().join("root/main.rules").as_os_str()).unwrap();
        (folder, files)
    }

    #[test]
    fn what_lies_in_the_folder_is_read() {
        let (_folder, files) = folder();
        assert_eq!(files.read("main.rules"), Ok(b"main".to_vec()));
        assert_eq!(files.read("other.rules"), Ok(b"other".to_vec()));
        assert_eq!(files.read("none.rules"), Err(Unreadable::Missing));
    }

    #[test]
    fn no_path_and_no_link_leaves_the_folder() {
        let (folder, files) = folder();
        symlink("../outside.rules", folder.path().join("root/link.rules")).unwrap();
        symlink("other.rules", folder.path().join("root/inner.rules")).unwrap();
        symlink("..", folder.path().join("root/up")).unwrap();
        let absolute = folder.path().join("outside.rules");
        for path in ["../outside.rules", "link.rules", "up/outside.rules", absolute.to_str().unwrap()] {
            assert_eq!(files.read(path), Err(Unreadable::Outside), "{path}");
        }
        assert_eq!(files.read("inner.rules"), Ok(b"other".to_vec()));
    }

    #[test]
    fn folders_devices_and_pipes_are_refused() {
        let (folder, files) = folder();
        fs::create_dir(folder.path().join("root/sub")).unwrap();
        assert_eq!(files.read("sub"), Err(Unreadable::NotRegular));
        let pipe = folder.path().join("root/pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert_eq!(files.read("pipe"), Err(Unreadable::NotRegular));
        for device in ["/dev/zero", "/dev/null", "/", "/dev/fd"] {
            assert!(RootFolder::open(OsStr::new(device)).is_err(), "{device}");
        }
    }

    #[test]
    fn the_policies_beside_a_missing_file_are_named() {
        let (folder, files) = folder();
        symlink("../outside.rules", folder.path().join("root/link.rules")).unwrap();
        fs::write(folder.path().join("root/records.csv"), "").unwrap();
        assert_eq!(files.beside("Other.rules"), ["main.rules", "other.rules"]);
        assert_eq!(files.beside("none/Other.rules"), [""; 0]);
    }

    #[test]
    fn of_an_endless_file_one_byte_too_many_is_read() {
        assert_eq!(limited(io::repeat(b'x')).map(|bytes| bytes.len()), Ok(FILE_BYTES + 1));
    }
}
