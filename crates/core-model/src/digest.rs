//! Digests: of what a policy means, and of the texts that it was made from.
//!
//! The digest of the meaning (`g1:`) is the SHA-256 of a canonical text that says everything which can alter an answer or
//! its words, and nothing else. Layout, comments, the language of keywords, how a number is spelt, and the order of
//! defines, types, tests, properties and accepted warnings are not in it; neither are notes, tests, properties and
//! accepted warnings themselves, nor the names of types.
//!
//! # The canonical text
//!
//! A sequence of atoms, each written as its length in bytes, `:`, its bytes and `,` (`5:level,`). Numbers are atoms of
//! decimal digits, with `-` before negative ones; days are `2012-10-31`. A list is its length and then its members. What
//! may be absent is `0`, or `1` and then itself. Each thing begins with a word for what it is, so no two policies have the
//! same text. The modules below say word by word what follows which.
//!
//! Things whose order counts (factors, rules, measures, levels, outcomes beside the ladder, values of a type) are referred
//! to by their places, counted from 0; defines, whose order does not count, by their names, which are unique among
//! defines. `and` within `and`, `or` within `or` and sums within sums are written as one; fractions are reduced; further
//! spellings (`aka`), literals of a text and overridden rules are sorted.
//!
//! The text begins with `grading-policy` and the number of this form, which is also the number in `g1:`. Any change to the
//! form makes a new number.

mod canonical;
mod condition;
mod declared;
mod number;
mod rule;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::policy::Policy;

macro_rules! digests {
    ($($(#[$doc:meta])* $name:ident $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 32]);

        impl $name {
            /// What stands before the 64 hexadecimal digits.
            pub const PREFIX: &'static str = $prefix;

            /// The digest of these bytes.
            #[must_use]
            pub fn of(bytes: &[u8]) -> Self {
                Self(Sha256::digest(bytes).into())
            }

            /// The 32 bytes of the SHA-256.
            #[must_use]
            pub fn bytes(&self) -> [u8; 32] {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str($prefix)?;
                self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, out)
            }
        }

        impl FromStr for $name {
            type Err = NoDigest;

            fn from_str(written: &str) -> Result<Self, NoDigest> {
                written.strip_prefix($prefix).and_then(hexadecimal).map(Self).ok_or(NoDigest { prefix: $prefix })
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                out.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                String::deserialize(from)?.parse().map_err(de::Error::custom)
            }
        }
    )*};
}

digests! {
    /// The digest of what a policy means: `g1:` and 64 hexadecimal digits. Two policies of equal digest give every record
    /// the same answer in the same words.
    ///
    /// ```
    /// use core_model::Digest;
    /// let written = format!("g1:{}", "0f".repeat(32));
    /// let digest: Digest = written.parse().unwrap();
    /// assert_eq!(digest.to_string(), written);
    /// assert!("s1:00".parse::<Digest>().is_err());
    /// ```
    Digest "g1:";
    /// The digest of the texts that a policy was made from, imports included: `s1:` and 64 hexadecimal digits. It changes
    /// with every byte of them.
    ///
    /// ```
    /// use core_model::SourceDigest;
    /// assert_ne!(SourceDigest::of(b"policy p"), SourceDigest::of(b"policy p "));
    /// ```
    SourceDigest "s1:";
    /// The SHA-256 of the bytes of one file, as any tool computes it: `sha256:` and 64 hexadecimal digits.
    ///
    /// ```
    /// use core_model::FileDigest;
    /// let empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    /// assert_eq!(FileDigest::of(b"").to_string(), empty);
    /// ```
    FileDigest "sha256:";
}

/// A text that is no digest of the kind wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("no digest: expected \"{prefix}\" and 64 hexadecimal digits in lower case")]
pub struct NoDigest {
    /// What a digest of this kind begins with.
    pub prefix: &'static str,
}

impl Policy {
    /// The digest of what the policy means. Takes time in proportion to its size: ask once, not for every record.
    ///
    /// ```
    /// use core_model::{Combine, Policy};
    /// let (one, other) = (Policy::default(), Policy { combine: Combine::First, ..Policy::default() });
    /// assert_eq!(one.digest(), Policy::default().digest());
    /// assert_ne!(one.digest(), other.digest());
    /// ```
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(declared::canonical(self).as_bytes())
    }
}

fn hexadecimal(written: &str) -> Option<[u8; 32]> {
    let (pairs, rest) = written.as_bytes().as_chunks::<2>();
    let mut bytes = [0; 32];
    if !rest.is_empty() || pairs.len() != bytes.len() {
        return None;
    }
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = nibble(*high)? << 4 | nibble(*low)?;
    }
    Some(bytes)
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}
