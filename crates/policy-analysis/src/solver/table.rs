//! Literals, and tables with one entry a variable or literal. To read beyond a table's end yields the default.

use std::marker::PhantomData;
use std::ops::Not;

/// Yes or no of a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Lit(u32);

/// What is yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Var(u32);

impl Lit {
    /// Always holds.
    pub(crate) const YES: Lit = Lit(0);
    /// Never holds.
    pub(crate) const NO: Lit = Lit(1);

    /// A number in the place of a literal.
    pub(super) fn of_word(word: u32) -> Lit {
        Lit(word)
    }

    pub(super) fn word(self) -> u32 {
        self.0
    }

    pub(crate) fn is_negative(self) -> bool {
        self.0 & 1 == 1
    }

    pub(super) fn var(self) -> Var {
        Var(self.0 >> 1)
    }
}

impl Not for Lit {
    type Output = Lit;

    fn not(self) -> Lit {
        Lit(self.0 ^ 1)
    }
}

impl Var {
    /// The variable with this number, while literals can be told apart.
    pub(super) fn numbered(number: usize) -> Option<Var> {
        u32::try_from(number).ok().filter(|number| *number <= u32::MAX >> 1).map(Var)
    }

    pub(super) fn number(self) -> u32 {
        self.0
    }

    pub(super) fn yes(self) -> Lit {
        Lit(self.0 << 1)
    }

    pub(super) fn lit(self, holds: bool) -> Lit {
        if holds { self.yes() } else { !self.yes() }
    }
}

/// What a table has an entry for.
pub(super) trait Key: Copy {
    /// Of each variable, so many.
    const A_VARIABLE: usize;

    fn index(self) -> usize;
}

impl Key for Var {
    const A_VARIABLE: usize = 1;

    fn index(self) -> usize {
        self.0 as usize
    }
}

impl Key for Lit {
    const A_VARIABLE: usize = 2;

    fn index(self) -> usize {
        self.0 as usize
    }
}

/// One entry a variable or literal.
pub(super) struct Table<K, V> {
    entries: Vec<V>,
    keys: PhantomData<K>,
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self { entries: Vec::new(), keys: PhantomData }
    }
}

impl<K: Key, V: Default> Table<K, V> {
    /// Makes room for one more variable.
    pub(super) fn grow(&mut self) {
        let wanted = self.entries.len() + K::A_VARIABLE;
        self.entries.resize_with(wanted, V::default);
    }

    pub(super) fn at(&self, key: K) -> Option<&V> {
        self.entries.get(key.index())
    }

    pub(super) fn at_mut(&mut self, key: K) -> Option<&mut V> {
        self.entries.get_mut(key.index())
    }

    pub(super) fn set(&mut self, key: K, value: V) {
        if let Some(entry) = self.entries.get_mut(key.index()) {
            *entry = value;
        }
    }

    /// Takes the entry out and leaves the default.
    pub(super) fn take(&mut self, key: K) -> V {
        self.entries.get_mut(key.index()).map(std::mem::take).unwrap_or_default()
    }

    pub(super) fn entries(&self) -> &[V] {
        &self.entries
    }

    pub(super) fn entries_mut(&mut self) -> &mut [V] {
        &mut self.entries
    }
}

impl<K: Key, V: Copy + Default> Table<K, V> {
    pub(super) fn get(&self, key: K) -> V {
        self.entries.get(key.index()).copied().unwrap_or_default()
    }
}
