//! Which variable is tried next: the one that took part in most of the latest conflicts. Whole numbers only.

use super::table::{Table, Var};

/// Activities above it make all of them be scaled down.
const HIGHEST: u64 = 1 << 60;
const SCALE: u32 = 40;
const FIRST_BUMP: u64 = 1 << 16;
/// Each conflict counts by a sixteenth more than the one before.
const GROWTH: u32 = 4;

/// A heap of variables, the most active on top.
pub(super) struct Order {
    activity: Table<Var, u64>,
    bump: u64,
    heap: Vec<Var>,
    /// One more than the place in the heap; zero outside.
    places: Table<Var, u32>,
}

impl Default for Order {
    fn default() -> Self {
        Self { activity: Table::default(), bump: FIRST_BUMP, heap: Vec::new(), places: Table::default() }
    }
}

impl Order {
    pub(super) fn grow(&mut self, var: Var) {
        self.activity.grow();
        self.places.grow();
        self.put_back(var);
    }

    /// The most active variable of the heap, which leaves it.
    pub(super) fn take(&mut self) -> Option<Var> {
        let top = self.heap.first().copied()?;
        self.places.set(top, 0);
        if let Some(last) = self.heap.pop().filter(|last| *last != top) {
            self.sink(0, last);
        }
        Some(top)
    }

    pub(super) fn put_back(&mut self, var: Var) {
        if self.places.get(var) == 0 {
            self.heap.push(var);
            self.rise(self.heap.len() - 1, var);
        }
    }

    pub(super) fn bump(&mut self, var: Var) {
        let activity = self.activity.get(var).saturating_add(self.bump);
        self.activity.set(var, activity);
        if activity > HIGHEST {
            self.scale_down();
        }
        if let Some(place) = self.places.get(var).checked_sub(1) {
            self.rise(place as usize, var);
        }
    }

    /// Lets what comes count more than what was.
    pub(super) fn decay(&mut self) {
        self.bump += self.bump >> GROWTH;
        if self.bump > HIGHEST {
            self.scale_down();
        }
    }

    /// Keeps the order; only what differs by less than the scale becomes alike.
    fn scale_down(&mut self) {
        for activity in self.activity.entries_mut() {
            *activity >>= SCALE;
        }
        self.bump = (self.bump >> SCALE).max(FIRST_BUMP);
        self.heapify();
    }

    /// Variables that have become alike are in order of their numbers again.
    fn heapify(&mut self) {
        for place in (0..self.heap.len() / 2).rev() {
            if let Some(&var) = self.heap.get(place) {
                self.sink(place, var);
            }
        }
    }

    fn is_before(&self, one: Var, other: Var) -> bool {
        let (a, b) = (self.activity.get(one), self.activity.get(other));
        a > b || (a == b && one < other)
    }

    fn rise(&mut self, mut place: usize, var: Var) {
        while let Some(parent) = place.checked_sub(1).map(|below| below / 2) {
            match self.heap.get(parent).copied() {
                Some(above) if self.is_before(var, above) => self.settle(place, above),
                Some(_) | None => break,
            }
            place = parent;
        }
        self.settle(place, var);
    }

    fn sink(&mut self, mut place: usize, var: Var) {
        while let Some((child, below)) = self.better_child(place) {
            if !self.is_before(below, var) {
                break;
            }
            self.settle(place, below);
            place = child;
        }
        self.settle(place, var);
    }

    fn better_child(&self, place: usize) -> Option<(usize, Var)> {
        let (left, right) = (2 * place + 1, 2 * place + 2);
        let one = self.heap.get(left).copied()?;
        match self.heap.get(right).copied() {
            Some(other) if self.is_before(other, one) => Some((right, other)),
            Some(_) | None => Some((left, one)),
        }
    }

    fn settle(&mut self, place: usize, var: Var) {
        if let Some(slot) = self.heap.get_mut(place) {
            *slot = var;
        }
        self.places.set(var, u32::try_from(place + 1).unwrap_or(u32::MAX));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(count: usize) -> (Order, Vec<Var>) {
        let mut order = Order::default();
        let variables: Vec<Var> = (0..count).filter_map(Var::numbered).collect();
        variables.iter().for_each(|var| order.grow(*var));
        (order, variables)
    }

    fn all(mut order: Order) -> Vec<u32> {
        std::iter::from_fn(|| order.take()).map(Var::number).collect()
    }

    #[test]
    fn the_most_active_come_first_then_the_smallest_number() {
        let (mut order, variables) = order(6);
        for at in [4, 2, 4, 5] {
            order.bump(variables[at]);
        }
        order.put_back(variables[4]);
        assert_eq!(all(order), [4, 2, 5, 0, 1, 3]);
    }

    #[test]
    fn one_late_conflict_counts_more_than_many_early_ones() {
        let (mut order, variables) = order(3);
        for _ in 0..10 {
            order.bump(variables[1]);
        }
        (0..100).for_each(|_| order.decay());
        order.bump(variables[2]);
        assert_eq!(all(order), [2, 1, 0]);
    }

    /// Whether it is a single activity that grows too high, or what the next conflict adds.
    #[test]
    fn what_becomes_alike_when_scaled_down_is_in_order_of_numbers() {
        let (mut early, variables) = order(4);
        early.bump(variables[2]);
        (0..600).for_each(|_| early.decay());
        assert_eq!(all(early), [0, 1, 2, 3]);
        let (mut early, variables) = order(4);
        early.bump(variables[2]);
        (0..500).for_each(|_| early.decay());
        (0..3).for_each(|_| early.bump(variables[3]));
        assert_eq!(all(early), [3, 0, 1, 2]);
    }
}
