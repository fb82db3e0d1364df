//! Choices drawn from a chunk of numbers.

/// A chunk being used up.
pub struct Draw<'c> {
    chunk: &'c [u16],
    at: usize,
}

impl<'c> Draw<'c> {
    pub fn from(chunk: &'c [u16]) -> Self {
        Self { chunk, at: 0 }
    }

    /// A number below `end`; 0 where the chunk is used up.
    pub fn below(&mut self, end: usize) -> usize {
        let drawn = usize::from(self.chunk.get(self.at).copied().unwrap_or(0));
        self.at += 1;
        drawn * end / 65_536
    }

    /// A number from `least` to `most`.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        least + i64::try_from(self.below(usize::try_from(most - least + 1).unwrap())).unwrap()
    }

    /// True so many times of a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) >= 100 - percent
    }

    /// One of some.
    pub fn pick<T: Clone>(&mut self, among: &[T]) -> T {
        among[self.below(among.len())].clone()
    }

    /// Some of some, at least one, in their order.
    pub fn some<T: Clone>(&mut self, among: &[T]) -> Vec<T> {
        let one = self.below(among.len());
        let kept = among.iter().enumerate().filter(|(at, _)| *at == one || self.chance(30));
        kept.map(|(_, one)| one.clone()).collect()
    }

    /// Some of some, perhaps none, in their order.
    pub fn any<T: Clone>(&mut self, among: &[T]) -> Vec<T> {
        among.iter().filter(|_| self.chance(40)).cloned().collect()
    }
}
