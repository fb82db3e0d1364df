//! The encoding of a text file: UTF-8, or what was named. Never guessed; a file that shows by its first bytes that it is
//! something else is told.

use encoding_rs::{BIG5, Decoder, GB18030, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, X_USER_DEFINED};
use messages::CodingProblem;

/// An encoding that was named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoding {
    name: String,
    of: Of,
}

/// What a file that begins with a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Utf8,
    Utf16Le,
    Utf16Be,
    Utf32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    /// The one that the file's mark says.
    Utf16,
    /// This one.
    This(&'static encoding_rs::Encoding),
}

/// Encodings that people are told of.
const USUAL: [&str; 6] = ["utf-8", "gb18030", "gbk", "big5", "utf-16", "utf-16le"];

impl Encoding {
    /// The encoding of this name, in any letter case; `None` where there is none.
    ///
    /// ```
    /// use record_io::Encoding;
    /// assert!(Encoding::named("GB18030").is_some() && Encoding::named("gbk").is_some());
    /// assert!(Encoding::named("gb18031").is_none());
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let plain = name.trim().to_ascii_lowercase();
        let of = match plain.as_str() {
            "utf-16" | "utf16" => Of::Utf16,
            "utf16le" => Of::This(UTF_16LE),
            "utf16be" => Of::This(UTF_16BE),
            "gb-18030" => Of::This(GB18030),
            "big-5" => Of::This(BIG5),
            _ => Of::This(encoding_rs::Encoding::for_label(plain.as_bytes())?),
        };
        (of != Of::This(REPLACEMENT) && of != Of::This(X_USER_DEFINED))
            .then(|| Self { name: name.trim().to_owned(), of })
    }

    /// The names that people are told of.
    #[must_use]
    pub fn usual() -> &'static [&'static str] {
        &USUAL
    }
}

/// The name that was given, where bytes that are not text are told of it.
pub(crate) fn malformed(named: Option<&Encoding>, at: u64, line: u64) -> CodingProblem {
    match named {
        Some(named) if named.of != Of::This(UTF_8) => {
            CodingProblem::Malformed { encoding: named.name.clone(), at, line }
        }
        Some(_) | None => CodingProblem::NotUtf8 { at, line },
    }
}

/// What decodes a file that begins so.
pub(crate) fn decoder(named: Option<&Encoding>, beginning: &[u8]) -> Result<Decoder, CodingProblem> {
    let found = mark(beginning);
    if found == Some(Mark::Utf32) {
        return Err(CodingProblem::Utf32);
    }
    let of = match named {
        Some(named) => agreed(named, found, beginning)?,
        None if matches!(found, Some(Mark::Utf16Le | Mark::Utf16Be)) => return Err(CodingProblem::Utf16),
        None => UTF_8,
    };
    if of != UTF_16LE && of != UTF_16BE && is_full_of_zeros(beginning) {
        return Err(CodingProblem::Zeros);
    }
    Ok(of.new_decoder_without_bom_handling())
}

/// The encoding that was named, unless the file shows that it is another.
fn agreed(
    named: &Encoding,
    found: Option<Mark>,
    beginning: &[u8],
) -> Result<&'static encoding_rs::Encoding, CodingProblem> {
    let contradicts = |found| Err(CodingProblem::Contradicts { named: named.name.clone(), found });
    match (named.of, found) {
        (Of::Utf16, Some(Mark::Utf16Le)) => Ok(UTF_16LE),
        (Of::Utf16, Some(Mark::Utf16Be)) => Ok(UTF_16BE),
        (Of::Utf16, None) if !beginning.is_empty() && !beginning.contains(&0) => contradicts("UTF-8"),
        (Of::Utf16, None) => Err(CodingProblem::NoMark),
        (Of::This(of), Some(Mark::Utf16Le)) if of == UTF_16LE => Ok(of),
        (Of::This(of), Some(Mark::Utf16Be)) if of == UTF_16BE => Ok(of),
        (Of::This(of), Some(Mark::Utf8)) if of == UTF_8 => Ok(of),
        (_, Some(Mark::Utf16Le)) => contradicts("UTF-16LE"),
        (_, Some(Mark::Utf16Be)) => contradicts("UTF-16BE"),
        (_, Some(Mark::Utf8)) => contradicts("UTF-8"),
        (_, Some(Mark::Utf32)) => contradicts("UTF-32"),
        (Of::This(of), None) if of != UTF_8 && is_utf8(of, beginning) => contradicts("UTF-8"),
        (Of::This(of), None) => Ok(of),
    }
}

fn mark(beginning: &[u8]) -> Option<Mark> {
    let marks: [(&[u8], Mark); 5] = [
        (b"\xFF\xFE\0\0", Mark::Utf32),
        (b"\0\0\xFE\xFF", Mark::Utf32),
        (b"\xEF\xBB\xBF", Mark::Utf8),
        (b"\xFF\xFE", Mark::Utf16Le),
        (b"\xFE\xFF", Mark::Utf16Be),
    ];
    marks.into_iter().find(|(mark, _)| beginning.starts_with(mark)).map(|(_, mark)| mark)
}

/// Whether the bytes are UTF-8 beyond doubt: valid to the end, and with a character as Chinese has them, of three bytes,
/// which other encodings would hardly spell. UTF-16 that is text has zero bytes, so that none is enough there.
fn is_utf8(named: &'static encoding_rs::Encoding, bytes: &[u8]) -> bool {
    if named == UTF_16LE || named == UTF_16BE {
        return !bytes.is_empty() && !bytes.contains(&0);
    }
    let valid = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            bytes.get(..error.valid_up_to()).and_then(|valid| std::str::from_utf8(valid).ok()).unwrap_or_default()
        }
        Err(_) => return false,
    };
    valid.chars().any(|letter| letter.len_utf8() >= 3)
}

/// Whether a quarter of the bytes are zeros, as in UTF-16 or in what is no text at all.
fn is_full_of_zeros(bytes: &[u8]) -> bool {
    let zeros = bytes.iter().filter(|byte| **byte == 0).count();
    zeros >= 8 && zeros >= bytes.len() / 4
}
