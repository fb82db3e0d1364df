//! The files of a policy: the file named first and what it imports, each once, imported ones first. Checks no meaning.

use std::collections::{BTreeMap, BTreeSet};

use core_model::{limits, nearest};
use messages::{Countable, Diagnostic, FileId, ImportProblem, LimitProblem, Related, Severity};

use crate::files::{Files, Unreadable};
use crate::parse::parse;
use crate::source::Sources;
use crate::syntax::{File, Import, Item, Span};

/// What was read.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    /// Every text.
    pub sources: Sources,
    /// Every file that could be read, imported ones first, the one named first last.
    pub files: Vec<(FileId, File)>,
    /// What was told while reading and parsing.
    pub diagnostics: Vec<Diagnostic>,
    /// Which file imports which, the deepest first. Imports that close a circle are not among them.
    edges: Vec<Edge>,
}

#[derive(Debug)]
struct Edge {
    to: FileId,
    path: String,
    span: Span,
}

/// A file that is being read, and the import in it that is followed.
struct Open {
    path: String,
    following: Span,
    /// The path as that import writes it.
    written: String,
}

struct Loader<'f> {
    files: &'f dyn Files,
    root: Vec<String>,
    loaded: Loaded,
    known: BTreeMap<String, FileId>,
    open: Vec<Open>,
    bytes: usize,
    circles: BTreeSet<Span>,
    /// For how many missing files another may still be proposed: a look into a folder takes time.
    proposals: usize,
}

/// The folder of a file, part by part.
pub(crate) fn folder(path: &str) -> Vec<String> {
    let mut parts: Vec<String> = path.split('/').map(str::to_owned).collect();
    parts.pop();
    parts
}

/// Reads a file and everything that it imports from the root folder.
pub(crate) fn load(root: &[String], path: &str, files: &dyn Files) -> Loaded {
    let mut loader = Loader {
        files,
        root: root.to_vec(),
        loaded: Loaded::default(),
        known: BTreeMap::new(),
        open: Vec::new(),
        bytes: 0,
        circles: BTreeSet::new(),
        proposals: limits::FILES,
    };
    loader.read(path.to_owned(), None);
    loader.loaded
}

impl Loaded {
    /// Every text, by [`FileId`].
    pub(crate) fn texts(&self) -> Vec<String> {
        let ids = (0..=u16::MAX).map(FileId).take(self.sources.len());
        ids.map(|id| self.sources.text(id).to_owned()).collect()
    }
}

/// Tells of the errors in imported files once more, on the lines that import them.
pub(crate) fn tell_importers(loaded: &Loaded, diagnostics: &mut Vec<Diagnostic>) {
    let mut told = BTreeSet::new();
    let mut inside: BTreeMap<FileId, (usize, Span)> = BTreeMap::new();
    for error in diagnostics.iter().filter(|one| one.severity == Severity::Error) {
        told.insert(error.span);
        inside.entry(error.span.file).or_insert((0, error.span)).0 += 1;
    }
    for edge in &loaded.edges {
        let Some((count, first)) = inside.get(&edge.to).copied() else { continue };
        if told.insert(edge.span) {
            let problem = ImportProblem::Errors { path: edge.path.clone(), count };
            diagnostics.push(Diagnostic::error(problem, edge.span).also(Related::Fault(first)));
            inside.entry(edge.span.file).or_insert((0, edge.span)).0 += 1;
        }
    }
}

/// The path that is meant by one written in a file, relative to the root folder. `None` where it is none.
pub(crate) fn resolve(importer: &str, written: &str) -> Result<String, ImportProblem> {
    let no_path = written.is_empty() || written.starts_with('/') || written.contains(['\\', ':', '\0']);
    if no_path || written.ends_with('/') {
        return Err(ImportProblem::NoPath);
    }
    let mut parts: Vec<&str> = importer.split('/').collect();
    parts.pop();
    for part in written.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or_else(|| ImportProblem::Outside(written.to_owned()))?;
            }
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

/// Whether the path lies in the root folder.
pub(crate) fn is_in(root: &[String], path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    parts.len() > root.len() && parts.iter().zip(root).all(|(part, root)| part == root)
}

/// Why a file cannot be read, in words for the author.
pub(crate) fn unreadable(path: &str, why: Unreadable) -> ImportProblem {
    let path = path.to_owned();
    match why {
        Unreadable::Missing => ImportProblem::Missing(path),
        Unreadable::Outside => ImportProblem::Outside(path),
        Unreadable::NotRegular => ImportProblem::NotRegular(path),
        Unreadable::Denied => ImportProblem::Denied(path),
        Unreadable::Other(why) => ImportProblem::Unreadable { path, why },
    }
}

impl Loader<'_> {
    /// Reads one file, then what it imports. The place is that of the import that asks for it.
    fn read(&mut self, path: String, asked: Option<Span>) -> Option<FileId> {
        let at = asked.unwrap_or_default();
        let bytes = match self.files.read(&path) {
            Ok(bytes) => bytes,
            Err(why) => {
                let meant = if why == Unreadable::Missing { self.meant(&path) } else { None };
                let told = Diagnostic::error(unreadable(&path, why), at);
                let told = meant.into_iter().fold(told, |told, name| told.suggest(name, at));
                return self.nothing(&path, asked, told);
            }
        };
        self.bytes = self.bytes.saturating_add(bytes.len());
        if self.bytes > limits::ALL_BYTES {
            return self.nothing(&path, asked, over(Countable::Bytes, limits::ALL_BYTES, at));
        }
        let id = match self.loaded.sources.add(path.as_str(), &bytes) {
            Ok(id) => id,
            Err(told) => {
                let id = told.first().map(|first| first.span.file);
                self.loaded.diagnostics.extend(told);
                return id.inspect(|id| self.keep(path, *id, File::default()));
            }
        };
        let (file, told) = parse(id, self.loaded.sources.text(id));
        self.loaded.diagnostics.extend(told);
        self.known.insert(path.clone(), id);
        self.open.push(Open { path, following: Span::default(), written: String::new() });
        for item in &file.items {
            if let Item::Import(import) = item {
                self.follow(import);
            }
        }
        let open = self.open.pop()?;
        self.keep(open.path, id, file);
        Some(id)
    }

    /// The path that was probably meant, as the importing file would write it: its name in other letters, else a like one.
    fn meant(&mut self, path: &str) -> Option<String> {
        let written = self.open.last()?.written.clone();
        self.proposals = self.proposals.checked_sub(1)?;
        let names = self.files.beside(path);
        let name = path.rsplit('/').next()?;
        let same = names.iter().find(|other| other.to_lowercase() == name.to_lowercase()).map(String::as_str);
        let meant = same.or_else(|| nearest(name, names.iter().map(String::as_str)))?;
        let folder = written.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        Some(format!("\"{folder}{meant}\""))
    }

    fn keep(&mut self, path: String, id: FileId, file: File) {
        self.known.insert(path, id);
        self.loaded.files.push((id, file));
    }

    /// Tells why a file is not read; the file named first stands empty then, so that the place has a text.
    fn nothing(&mut self, path: &str, asked: Option<Span>, told: Diagnostic) -> Option<FileId> {
        if asked.is_none()
            && let Ok(id) = self.loaded.sources.add(path, &[])
        {
            self.keep(path.to_owned(), id, File::default());
        }
        self.loaded.diagnostics.push(told);
        None
    }

    fn follow(&mut self, import: &Import) {
        let span = import.path.span;
        let Some(importer) = self.open.last_mut() else { return };
        importer.following = span;
        importer.written.clone_from(&import.path.text);
        let path = match resolve(&importer.path, &import.path.text) {
            Ok(path) if is_in(&self.root, &path) => path,
            Ok(_) => return self.tell(ImportProblem::Outside(import.path.text.clone()), span),
            Err(problem) => return self.tell(problem, span),
        };
        if let Some(first) = self.open.iter().position(|open| open.path == path) {
            return self.circle(first, &path);
        }
        let to = match self.known.get(&path) {
            Some(id) => Some(*id),
            None => self.bring(path.clone(), span),
        };
        if let Some(to) = to {
            self.loaded.edges.push(Edge { to, path, span });
        }
    }

    fn bring(&mut self, path: String, span: Span) -> Option<FileId> {
        let told = if self.open.len() > limits::IMPORT_DEPTH {
            over(Countable::ImportDepth, limits::IMPORT_DEPTH, span)
        } else if self.known.len() >= limits::FILES {
            over(Countable::Files, limits::FILES, span)
        } else {
            return self.read(path, Some(span));
        };
        self.loaded.diagnostics.push(told);
        None
    }

    /// Tells a circle once, at the first of its members.
    fn circle(&mut self, first: usize, path: &str) {
        let mut members = self.open.iter().skip(first).map(|open| open.following);
        let Some(span) = members.next() else { return };
        if self.circles.insert(span) {
            let next = self.open.get(first + 1).map_or(path, |open| open.path.as_str());
            let told = Diagnostic::error(ImportProblem::Circle(next.to_owned()), span);
            self.loaded.diagnostics.push(members.map(Related::Circle).fold(told, Diagnostic::also));
        }
    }

    fn tell(&mut self, problem: ImportProblem, span: Span) {
        self.loaded.diagnostics.push(Diagnostic::error(problem, span));
    }
}

fn over(what: Countable, most: usize, span: Span) -> Diagnostic {
    Diagnostic::error(LimitProblem::TooMany { what, most }, span)
}
