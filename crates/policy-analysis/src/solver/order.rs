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
