//! A policy drawn by the bytes, written in other words.

use crate::generate::Drawn;
use crate::policies::Texts;
use crate::rewrite::REWRITES;

/// The first byte chooses a rewriting, the others draw a policy: its digest is the same in other words, and its source
/// is another where the texts are.
pub fn digest(bytes: &[u8]) {
    let Some((how, bytes)) = bytes.split_first() else { return };
    let drawn = Drawn::from_numbers(&super::numbers_of(bytes));
    let compiled = Texts { own: &drawn.policy, base: drawn.base.as_deref() }.compiled();
    let Some(digest) = compiled.digest() else { return };
    let (how, rewrite) = REWRITES[usize::from(*how) % REWRITES.len()];
    let (own, base) = (rewrite(&drawn.policy), drawn.base.as_deref().map(rewrite));
    let rewritten = Texts { own: &own, base: base.as_deref() }.compiled();
    assert_eq!(rewritten.digest(), Some(digest), "{how}\n{}\n{own}", drawn.policy);
    let same = own == drawn.policy && base == drawn.base;
    assert_eq!(rewritten.source() == compiled.source(), same, "{how}\n{own}");
}
