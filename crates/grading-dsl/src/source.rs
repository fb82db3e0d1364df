//! The files of a policy as text: UTF-8 strictly, of bounded size, with lines and columns. Knows nothing of the language.

use core_model::limits::FILE_BYTES;
use core_model::{FileDigest, SourceDigest};
use messages::{Diagnostic, FileId, LimitProblem, Span, TextProblem};

/// The files of a policy, in the order read.
///
/// ```
/// use grading_dsl::{FileId, compile_text};
/// let compiled = compile_text("policy p\nfactor a : yes/no\nrule r when b then level 1\n");
/// let span = compiled.diagnostics[0].span;
/// assert_eq!(compiled.sources.line_column(span.file, span.start), (3, 13));
/// assert_eq!(compiled.sources.name(FileId(0)), "policy.rules");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<Source>,
}

#[derive(Debug, Clone)]
struct Source {
    name: String,
    text: String,
    digest: FileDigest,
    /// The byte at which each line begins.
    lines: Vec<usize>,
    /// How many characters begin before each block of [`BLOCK`] bytes.
    blocks: Vec<usize>,
}

/// Characters are counted ahead in blocks of so many bytes, so that a column in a long line is found at once.
const BLOCK: usize = 1024;

impl Sources {
    /// Adds a file. A byte order mark is left out of its text.
    ///
    /// # Errors
    /// The bytes are too many, or no UTF-8. The file is there nevertheless, with the text up to the first such byte, so
    /// that its diagnostics have a place.
    pub fn add(&mut self, name: impl Into<String>, bytes: &[u8]) -> Result<FileId, Vec<Diagnostic>> {
        let file = FileId(u16::try_from(self.files.len()).unwrap_or(u16::MAX));
        let (text, problem) = decode(bytes);
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let blocks = text.as_bytes().chunks(BLOCK).scan(0, |count, block| {
            let ahead = *count;
            *count += characters(block);
            Some(ahead)
        });
        let blocks = blocks.collect();
        let digest = FileDigest::of(bytes);
        self.files.push(Source { name: name.into(), text: text.to_owned(), digest, lines, blocks });
        match problem {
            None => Ok(file),
            Some(problem) => Err(vec![Diagnostic { span: Span { file, start: end, end }, ..problem }]),
        }
    }

    /// The text of a file, without byte order mark; empty for a file that is not there.
    #[must_use]
    pub fn text(&self, file: FileId) -> &str {
        self.source(file).map_or("", |source| &source.text)
    }

    /// The name under which a file was added.
    #[must_use]
    pub fn name(&self, file: FileId) -> &str {
        self.source(file).map_or("", |source| &source.name)
    }

    /// The SHA-256 of a file's bytes as they were read, a byte order mark included.
    #[must_use]
    pub fn digest(&self, file: FileId) -> Option<FileDigest> {
        self.source(file).map(|source| source.digest)
    }

    /// The digest of all files: of a text with a line for each, the file added first before the others, those in the
    /// order of their paths. A line is the file's SHA-256 in hexadecimal digits, how many bytes its path has, and its path
    /// relative to the folder of the file added first, with a blank between them; the line before them is
    /// `grading-source 1`.
    #[must_use]
    pub fn source_digest(&self) -> SourceDigest {
        let folder = self.files.first().and_then(|first| first.name.rsplit_once('/')).map(|(folder, _)| folder);
        let line = |source: &Source| {
            let inside = folder.and_then(|folder| source.name.strip_prefix(folder)?.strip_prefix('/'));
            let path = inside.unwrap_or(&source.name);
            let digest = source.digest.to_string();
            let hexadecimal = digest.strip_prefix(FileDigest::PREFIX).unwrap_or(&digest).to_owned();
            (path.to_owned(), format!("{hexadecimal} {} {path}\n", path.len()))
        };
        let mut lines: Vec<(String, String)> = self.files.iter().map(line).collect();
        if let [_, imported @ ..] = lines.as_mut_slice() {
            imported.sort_unstable();
        }
        let lines: String = lines.into_iter().map(|(_, line)| line).collect();
        SourceDigest::of(format!("grading-source 1\n{lines}").as_bytes())
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The line and column of a byte, both from 1, the column counted in characters.
    #[must_use]
    pub fn line_column(&self, file: FileId, byte: u32) -> (usize, usize) {
        let Some(source) = self.source(file) else { return (1, 1) };
        let byte = usize::try_from(byte).unwrap_or(usize::MAX).min(source.text.len());
        let line = source.lines.partition_point(|start| *start <= byte);
        let start = source.lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        (line, source.characters_before(byte).saturating_sub(source.characters_before(start)) + 1)
    }

    fn source(&self, file: FileId) -> Option<&Source> {
        self.files.get(usize::from(file.0))
    }
}

impl Source {
    /// How many characters begin before the byte.
    fn characters_before(&self, byte: usize) -> usize {
        let block = byte / BLOCK;
        let (Some(ahead), Some(rest)) = (self.blocks.get(block), self.text.as_bytes().get(block * BLOCK..byte)) else {
            return characters(self.text.as_bytes());
        };
        ahead + characters(rest)
    }
}

/// How many characters begin in these bytes of a text.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count()
}

/// The text of the bytes, up to the first that is no text, with what is wrong there.
fn decode(bytes: &[u8]) -> (&str, Option<Diagnostic>) {
    let error = |problem: TextProblem| Some(Diagnostic::error(problem, Span::default()));
    if bytes.len() > FILE_BYTES {
        return ("", Some(Diagnostic::error(LimitProblem::File { most: FILE_BYTES }, Span::default())));
    }
    if looks_utf16(bytes) {
        return ("", error(TextProblem::Utf16));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(wrong) => {
            let offset = wrong.valid_up_to();
            let (good, rest) = bytes.split_at_checked(offset).unwrap_or((&[], bytes));
            let byte = rest.first().copied().unwrap_or_default();
            let problem =
                if looks_gb18030(bytes) { TextProblem::Gbk { offset } } else { TextProblem::NotUtf8 { offset, byte } };
            (std::str::from_utf8(good).unwrap_or(""), error(problem))
        }
    }
}

/// Whether the bytes begin with a mark of UTF-16 or UTF-32, or hold a zero byte where UTF-16 would.
fn looks_utf16(bytes: &[u8]) -> bool {
    let marked = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let big_utf32 = bytes.starts_with(&[0, 0, 0xFE, 0xFF]);
    let zeros = bytes.iter().take(64).filter(|byte| **byte == 0).count();
    marked || big_utf32 || (zeros >= 2 && zeros * 4 >= bytes.len().min(64))
}

/// Whether all bytes would be characters in GB18030.
fn looks_gb18030(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    loop {
        rest = match rest {
            [] => return true,
            [0..=0x7F, after @ ..]
            | [0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE, after @ ..]
            | [0x81..=0xFE, 0x30..=0x39, 0x81..=0xFE, 0x30..=0x39, after @ ..] => after,
            [..] => return false,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(bytes: &[u8]) -> &'static str {
        Sources::default().add("a.rules", bytes).unwrap_err()[0].problem.code()
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        let mut sources = Sources::default();
        let file = sources.add("a.rules", "\u{FEFF}规则 r".as_bytes()).unwrap();
        assert_eq!(sources.text(file), "规则 r");
    }

    #[test]
    fn other_encodings_are_named() {
        assert_eq!(problem(b"\xFF\xFEp\0o\0"), "E0101");
        assert_eq!(problem(b"p\0o\0l\0i\0c\0y\0"), "E0101");
        assert_eq!(problem(b"\xB9\xE6\xD4\xF2 r"), "E0102");
        assert_eq!(problem(b"rule \xFF"), "E0103");
    }

    #[test]
    fn a_wrong_byte_has_a_place() {
        let mut sources = Sources::default();
        let found = sources.add("a.rules", b"rule a\n  when \xFF").unwrap_err();
        assert_eq!(sources.line_column(found[0].span.file, found[0].span.start), (2, 8));
    }

    #[test]
    fn four_mebibytes_are_read_and_one_byte_more_is_not() {
        assert!(Sources::default().add("a", &vec![b' '; FILE_BYTES]).is_ok());
        assert_eq!(problem(&vec![b' '; FILE_BYTES + 1]), "E0301");
    }

    #[test]
    fn columns_count_characters() {
        let mut sources = Sources::default();
        let file = sources.add("a", "一\n二三 x\n".as_bytes()).unwrap();
        assert_eq!(sources.line_column(file, 11), (2, 4));
        assert_eq!(sources.line_column(file, 0), (1, 1));
        assert_eq!(sources.line_column(file, 99), (3, 1));
    }
}
