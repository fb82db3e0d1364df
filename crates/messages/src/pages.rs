//! The page of each code: what it means, why, what to do, an example and its cure, in both languages. One file a code
//! under `codes/`; the list below names them, and a test holds it against the folder and the catalogue.

use crate::diagnostic::Lang;

/// The page of one code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// The code.
    pub code: &'static str,
    /// The whole page, as it is written.
    text: &'static str,
}

/// A piece of a page, in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'p> {
    /// A paragraph.
    Prose(&'p str),
    /// Why there is no example: what a text cannot show.
    NoExample(&'p str),
    /// An example: of the mistake, of its cure, or what belongs to both.
    Example(Example<'p>),
}

/// A text that shows the mistake, or its cure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example<'p> {
    /// What it is: `rules`, `csv`, `json` or `jsonl`.
    pub kind: &'p str,
    /// What it shows.
    pub role: Role,
    /// Further marks: the name of a file beside the first, `id=COLUMN`, `also=CODE`.
    pub marks: Vec<&'p str>,
    /// The text, line feed at the end included.
    pub text: &'p str,
}

impl<'p> Example<'p> {
    /// The name of the file, where the text is one beside the first.
    #[must_use]
    pub fn file(&self) -> Option<&'p str> {
        self.marks.iter().copied().find(|mark| !mark.contains('='))
    }

    /// What stands behind `NAME=` among the marks.
    #[must_use]
    pub fn mark(&self, name: &str) -> Option<&'p str> {
        self.marks.iter().find_map(|mark| mark.strip_prefix(name)?.strip_prefix('='))
    }

    /// The text as a file has it: `<U+200B>`, which a reader of the page can see, is the character that it stands for.
    #[must_use]
    pub fn characters(&self) -> String {
        let mut parts = self.text.split("<U+");
        let mut written = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let digits = part.split_once('>').and_then(|(digits, after)| Some((character(digits)?, after)));
            match digits {
                Some((character, after)) => {
                    written.push(character);
                    written.push_str(after);
                }
                None => {
                    written.push_str("<U+");
                    written.push_str(part);
                }
            }
        }
        written
    }
}

fn character(digits: &str) -> Option<char> {
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

/// What an example shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The mistake.
    Fails,
    /// The same without the mistake.
    Cured,
    /// The policy for examples of data, or a file that belongs to both.
    Both,
}

impl Page {
    /// The title: what is wrong, in a few words.
    #[must_use]
    pub fn title(&self, lang: Lang) -> &'static str {
        let first = self.text.lines().next().unwrap_or_default();
        let mut parts = first.split(" · ").skip(1);
        match lang {
            Lang::En => parts.next().unwrap_or_default(),
            Lang::Zh => parts.nth(1).unwrap_or_default(),
        }
    }

    /// The part of the page in this language, in Markdown, without title and heading.
    #[must_use]
    pub fn part(&self, lang: Lang) -> &'static str {
        let (_, english) = self.text.split_once(ENGLISH).unwrap_or_default();
        let (english, chinese) = english.split_once(CHINESE).unwrap_or_default();
        match lang {
            Lang::En => english.trim(),
            Lang::Zh => chinese.trim(),
        }
    }

    /// The pieces of the part in this language.
    #[must_use]
    pub fn pieces(&self, lang: Lang) -> Vec<Piece<'static>> {
        let mut rest = self.part(lang);
        let mut pieces = Vec::new();
        while !rest.is_empty() {
            let (piece, after) = next(rest);
            pieces.push(piece);
            rest = after.trim_start_matches('\n');
        }
        pieces
    }

    /// Its paragraphs.
    pub fn prose(&self, lang: Lang) -> impl Iterator<Item = &'static str> {
        self.pieces(lang).into_iter().filter_map(|piece| match piece {
            Piece::Prose(text) => Some(text),
            Piece::NoExample(_) | Piece::Example(_) => None,
        })
    }

    /// Its examples.
    pub fn examples(&self, lang: Lang) -> impl Iterator<Item = Example<'static>> {
        self.pieces(lang).into_iter().filter_map(|piece| match piece {
            Piece::Example(example) => Some(example),
            Piece::Prose(_) | Piece::NoExample(_) => None,
        })
    }
}

/// Every page, in the order of codes.
#[must_use]
pub fn pages() -> &'static [Page] {
    PAGES
}

/// The page of a code, in any letter case.
#[must_use]
pub fn page(code: &str) -> Option<&'static Page> {
    PAGES.iter().find(|page| page.code.eq_ignore_ascii_case(code))
}

const ENGLISH: &str = "\n## English\n";
const CHINESE: &str = "\n## 中文\n";
const FENCE: &str = "```";
const NO_EXAMPLE: [&str; 2] = ["No example: ", "无示例："];

fn next(text: &str) -> (Piece<'_>, &str) {
    match text.strip_prefix(FENCE) {
        Some(opened) => example(opened),
        None => {
            let (paragraph, after) = text.split_once("\n\n").unwrap_or((text, ""));
            let without = NO_EXAMPLE.iter().find_map(|mark| paragraph.strip_prefix(mark));
            (without.map_or(Piece::Prose(paragraph), Piece::NoExample), after)
        }
    }
}

fn example(opened: &str) -> (Piece<'_>, &str) {
    let (marks, text) = opened.split_once('\n').unwrap_or((opened, ""));
    let close = text.find("\n```").map_or(text.len(), |at| at + 1);
    let (text, after) = text.split_at_checked(close).unwrap_or((text, ""));
    let mut words = marks.split_whitespace();
    let kind = words.next().unwrap_or_default();
    let rest: Vec<&str> = words.collect();
    let role = if rest.contains(&"fails") {
        Role::Fails
    } else if rest.contains(&"cured") {
        Role::Cured
    } else {
        Role::Both
    };
    let marks = rest.into_iter().filter(|mark| !["fails", "cured"].contains(mark)).collect();
    (Piece::Example(Example { kind, role, marks, text }), after.strip_prefix(FENCE).unwrap_or(after))
}

macro_rules! pages {
    ($($code:literal)*) => {
        const PAGES: &[Page] = &[$(Page { code: $code, text: include_str!(concat!("../codes/", $code, ".md")) }),*];
    };
}

pages! {
    "D0101"
    "D0102"
    "D0103"
    "D0104"
    "D0105"
    "D0106"
    "D0107"
    "D0108"
    "D0109"
    "D0110"
    "D0111"
    "D0112"
    "D0113"
    "D0114"
    "D0115"
    "D0116"
    "D0117"
    "D0118"
    "D0119"
    "D0120"
    "D0121"
    "D0122"
    "D0123"
    "D0124"
    "D0125"
    "D0129"
    "D0130"
    "D0131"
    "D0132"
    "D0133"
    "D0134"
    "D0135"
    "D0136"
    "D0137"
    "D0138"
    "D0139"
    "D0140"
    "D0141"
    "D0142"
    "D0143"
    "D0144"
    "D0145"
    "D0146"
    "D0147"
    "D0148"
    "D0149"
    "D0150"
    "D0151"
    "D0152"
    "D0153"
    "D0154"
    "D0155"
    "D0156"
    "D0157"
    "D0158"
    "D0159"
    "D0160"
    "D0161"
    "D0162"
    "D0163"
    "D0164"
    "D0165"
    "D0166"
    "D0167"
    "D0168"
    "D0169"
    "D0170"
    "D0171"
    "D0172"
    "D0173"
    "D0174"
    "D0175"
    "D0176"
    "D0177"
    "E0101"
    "E0102"
    "E0103"
    "E0104"
    "E0105"
    "E0106"
    "E0107"
    "E0201"
    "E0202"
    "E0203"
    "E0204"
    "E0205"
    "E0206"
    "E0207"
    "E0208"
    "E0209"
    "E0210"
    "E0211"
    "E0212"
    "E0213"
    "E0214"
    "E0215"
    "E0216"
    "E0217"
    "E0218"
    "E0219"
    "E0220"
    "E0221"
    "E0222"
    "E0223"
    "E0224"
    "E0301"
    "E0302"
    "E0303"
    "E0304"
    "E0305"
    "E0306"
    "E0307"
    "E0308"
    "E0401"
    "E0402"
    "E0403"
    "E0404"
    "E0405"
    "E0501"
    "E0502"
    "E0503"
    "E0504"
    "E0505"
    "E0506"
    "E0507"
    "E0508"
    "E0509"
    "E0510"
    "E0511"
    "E0512"
    "E0513"
    "E0514"
    "E0515"
    "E0516"
    "E0517"
    "E0518"
    "E0601"
    "E0602"
    "E0603"
    "E0604"
    "E0605"
    "E0606"
    "E0607"
    "E0608"
    "E0609"
    "E0610"
    "E0611"
    "E0701"
    "E0702"
    "E0703"
    "E0704"
    "E0705"
    "E0706"
    "E0707"
    "E0708"
    "E0801"
    "E0802"
    "E0803"
    "E0804"
    "E0805"
    "E0806"
    "E0807"
    "E0808"
    "E0809"
    "E0810"
    "E0811"
    "E0812"
    "E0813"
    "E0814"
    "E0901"
    "E0902"
    "E0903"
    "E0904"
    "E0905"
    "E0906"
    "E0907"
    "E0908"
    "E0909"
    "E0910"
    "E0911"
    "E0912"
    "E0913"
    "E0914"
    "E0915"
    "E0916"
    "E0917"
    "E1001"
    "E1002"
    "E1003"
    "E1004"
    "E1005"
    "E1006"
    "E1007"
    "E1008"
    "E1101"
    "E1102"
    "E1103"
    "E1104"
    "E1105"
    "E1106"
    "E1107"
    "E1108"
    "E1109"
    "E1110"
    "E1111"
    "E1112"
    "E1113"
    "E1201"
    "E1202"
    "E1203"
    "E1204"
    "E1205"
    "E1206"
    "E1207"
    "E1208"
    "E1209"
    "W0101"
    "W0102"
    "W0103"
    "W0104"
    "W0105"
    "W0106"
    "W0107"
    "W0108"
    "W0109"
    "W0110"
    "W0111"
    "W0202"
}
