//! Sets of values of one type, as bits: 256 values at most.

/// A set of value indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ValueSet([u64; 4]);

impl ValueSet {
    /// No value.
    pub const EMPTY: Self = Self([0; 4]);

    /// The first `count` values.
    #[must_use]
    pub fn first(count: usize) -> Self {
        (0..count.min(256)).filter_map(|value| u8::try_from(value).ok()).collect()
    }

    /// Only this value.
    #[must_use]
    pub fn only(value: u8) -> Self {
        let mut set = Self::EMPTY;
        set.insert(value);
        set
    }

    /// Adds a value.
    pub fn insert(&mut self, value: u8) {
        if let Some(word) = self.0.get_mut(usize::from(value / 64)) {
            *word |= 1 << (value % 64);
        }
    }

    /// Whether the value is in it.
    #[must_use]
    pub fn contains(&self, value: u8) -> bool {
        self.0.get(usize::from(value / 64)).is_some_and(|word| word >> (value % 64) & 1 == 1)
    }

    /// The values of both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        self.join(other, |mine, its| mine & its)
    }

    /// The values of either.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        self.join(other, |mine, its| mine | its)
    }

    /// The values of this that are not in the other.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        self.join(other, |mine, its| mine & !its)
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0 == [0; 4]
    }

    /// Whether the other holds all of its values.
    #[must_use]
    pub fn within(&self, other: &Self) -> bool {
        self.without(other).is_empty()
    }

    /// How many it holds.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// Its values, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u8> + use<> {
        let mut words = self.0;
        std::iter::from_fn(move || {
            let (at, word) = (0u8..).zip(words.iter_mut()).find(|(_, word)| **word != 0)?;
            let bit = u8::try_from(word.trailing_zeros()).ok()?;
            *word &= *word - 1;
            Some(at * 64 + bit)
        })
    }

    /// The least value.
    #[must_use]
    pub fn least(&self) -> Option<u8> {
        self.iter().next()
    }

    /// The greatest value.
    #[must_use]
    pub fn greatest(&self) -> Option<u8> {
        let (at, word) = (0u8..).zip(self.0).filter(|(_, word)| *word != 0).last()?;
        u8::try_from(63 - word.leading_zeros()).ok().map(|bit| at * 64 + bit)
    }

    fn join(&self, other: &Self, each: impl Fn(u64, u64) -> u64) -> Self {
        let mut joined = self.0;
        for (word, its) in joined.iter_mut().zip(other.0) {
            *word = each(*word, its);
        }
        Self(joined)
    }
}

impl FromIterator<u8> for ValueSet {
    fn from_iter<I: IntoIterator<Item = u8>>(values: I) -> Self {
        let mut set = Self::EMPTY;
        for value in values {
            set.insert(value);
        }
        set
    }
}
