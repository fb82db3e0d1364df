//! When to begin anew, and when to tidy up. Counts only, so that every machine does the same.

/// Conflicts before the first new beginning.
const RESTART: u64 = 64;
/// Conflicts before clauses are dropped for the first time, and how many more each time after it.
const REDUCE: u64 = 300;
const REDUCE_MORE: u64 = 30;

/// Counts of conflicts.
pub(super) struct Schedule {
    conflicts: u64,
    beginnings: u64,
    next_beginning: u64,
    reductions: u64,
    next_reduction: u64,
    /// How much was settled for good, and how much work was done, when clauses were last looked through.
    settled: usize,
    work: u64,
}

impl Default for Schedule {
    fn default() -> Self {
        let (next_beginning, next_reduction) = (RESTART, REDUCE);
        Self { conflicts: 0, beginnings: 0, next_beginning, reductions: 0, next_reduction, settled: 0, work: 0 }
    }
}

impl Schedule {
    pub(super) fn count_conflict(&mut self) {
        self.conflicts += 1;
    }

    #[cfg(test)]
    pub(super) fn conflicts(&self) -> u64 {
        self.conflicts
    }

    /// Whether to begin anew now.
    pub(super) fn begins(&mut self) -> bool {
        if self.conflicts < self.next_beginning {
            return false;
        }
        self.beginnings += 1;
        self.next_beginning = self.conflicts + RESTART * luby(self.beginnings);
        true
    }

    pub(super) fn wants_reduction(&self) -> bool {
        self.conflicts >= self.next_reduction
    }

    pub(super) fn count_reduction(&mut self) {
        self.reductions += 1;
        self.next_reduction = self.conflicts + REDUCE + REDUCE_MORE * self.reductions;
    }

    /// Whether enough is settled, and enough work done since, that looking through all clauses is cheap beside it.
    pub(super) fn wants_sweep(&self, settled: usize, work: u64, size: usize) -> bool {
        settled > self.settled && work.saturating_sub(self.work) / 4 > size as u64
    }

    pub(super) fn count_sweep(&mut self, settled: usize, work: u64) {
        self.settled = settled;
        self.work = work;
    }
}

/// 1 1 2 1 1 2 4 1 1 2 1 1 2 4 8 …
fn luby(number: u64) -> u64 {
    let mut number = number + 1;
    loop {
        let power = u64::MAX >> number.leading_zeros();
        if number == power {
            return (power >> 1) + 1;
        }
        number -= power >> 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_are_spread_over_all_lengths() {
        let lengths: Vec<u64> = (0..15).map(luby).collect();
        assert_eq!(lengths, [1, 1, 2, 1, 1, 2, 4, 1, 1, 2, 1, 1, 2, 4, 8]);
    }
}
