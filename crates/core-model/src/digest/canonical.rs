//! The canonical text: atoms that tell their own length, lists that tell how many, and what is referred to.

use std::fmt::Display;

use crate::date::Period;
use crate::policy::{DefineId, Given, Named, Policy};
use crate::values::ValueSet;

/// A canonical text that is being written.
pub(super) struct Canonical<'p> {
    /// The policy of which it speaks.
    pub policy: &'p Policy,
    text: String,
}

impl<'p> Canonical<'p> {
    /// An empty text.
    pub fn begin(policy: &'p Policy) -> Self {
        Self { policy, text: String::new() }
    }

    /// The text as it was written.
    pub fn end(self) -> String {
        self.text
    }

    /// A word, a number or a text.
    pub fn atom(&mut self, atom: impl Display) {
        let atom = atom.to_string();
        self.text.push_str(&format!("{}:{atom},", atom.len()));
    }

    /// Several words, numbers or texts.
    pub fn atoms(&mut self, atoms: &[&dyn Display]) {
        atoms.iter().for_each(|atom| self.atom(atom));
    }

    /// What holds or does not.
    pub fn flag(&mut self, holds: bool) {
        self.atom(u8::from(holds));
    }

    /// What may be absent.
    pub fn maybe<'t, T>(&mut self, thing: Option<&'t T>, write: impl FnOnce(&mut Self, &'t T)) {
        self.flag(thing.is_some());
        if let Some(thing) = thing {
            write(self, thing);
        }
    }

    /// A list.
    pub fn list<'t, T: 't + ?Sized>(
        &mut self,
        things: impl ExactSizeIterator<Item = &'t T>,
        mut write: impl FnMut(&mut Self, &'t T),
    ) {
        self.atom(things.len());
        things.for_each(|thing| write(self, thing));
    }

    /// A list of texts, in their order.
    pub fn texts(&mut self, texts: &[String]) {
        self.list(texts.iter(), Self::atom);
    }

    /// A list of texts, whose order and repetition do not count.
    pub fn text_set(&mut self, texts: &[String]) {
        let mut texts: Vec<&String> = texts.iter().collect();
        texts.sort_unstable();
        texts.dedup();
        self.list(texts.into_iter(), Self::atom);
    }

    /// Values of a type, by their places.
    pub fn values(&mut self, values: &ValueSet) {
        let values: Vec<u8> = values.iter().collect();
        self.list(values.iter(), Self::atom);
    }

    /// A name, the label, further spellings.
    pub fn named(&mut self, named: &Named) {
        let Named { name, label, aka } = named;
        self.atom(name);
        self.maybe(label.as_ref(), Self::atom);
        self.text_set(aka);
    }

    /// Days, both included.
    pub fn period(&mut self, period: &Period) {
        let Period { from, until } = period;
        self.atom(from);
        self.maybe(until.as_ref(), Self::atom);
    }

    /// A factor by its place, or a define by its name.
    pub fn given(&mut self, given: Given) {
        match given {
            Given::Factor(factor) => self.atoms(&[&"factor", &factor.0]),
            Given::Define(define) => self.define(define),
        }
    }

    /// A define by its name.
    pub fn define(&mut self, define: DefineId) {
        self.atom("define");
        let name = self.policy.defines.get(define.index()).map(|define| &define.named.name);
        self.maybe(name, Self::atom);
    }
}
