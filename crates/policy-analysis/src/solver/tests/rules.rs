//! Policies of random rules, each with three conditions on three factors: which of them are needed.

use super::*;

/// Factors, each with one of four values, and rules in a square: a rule stands for no record while its row or its
/// column is switched off.
pub(super) struct Rules {
    pub(super) solver: Solver,
    pub(super) rules: Vec<[Lit; 3]>,
    rows: Vec<Lit>,
    columns: Vec<Lit>,
}

impl Rules {
    pub(super) fn new(count: usize, factors: usize, dice: &mut Dice) -> Self {
        let mut solver = Solver::new();
        let factors: Vec<Vec<Lit>> = (0..factors).map(|_| factor(&mut solver)).collect();
        let rules: Vec<[Lit; 3]> = (0..count).map(|_| rule(&factors, dice)).collect();
        let side = count.isqrt() + 1;
        let (rows, columns) = (variables(&mut solver, side), variables(&mut solver, side));
        for (at, [one, two, three]) in rules.iter().enumerate() {
            for switch in [rows[at / side], columns[at % side]] {
                solver.clause(&[!*one, !*two, !*three, switch]);
            }
        }
        Self { solver, rules, rows, columns }
    }

    /// No rule stands but this one.
    pub(super) fn only(&self, at: usize) -> Vec<Lit> {
        let (row, column) = (at / self.rows.len(), at % self.rows.len());
        let others = |switches: &[Lit], own: usize| {
            let (before, after) = (&switches[..own], &switches[own + 1..]);
            before.iter().chain(after).map(|lit| !*lit).collect::<Vec<_>>()
        };
        [others(&self.rows, row), others(&self.columns, column), self.rules[at].to_vec()].concat()
    }

    pub(super) fn redundant(&mut self) -> Vec<usize> {
        let mut found = Vec::new();
        for at in 0..self.rules.len() {
            let assumed = self.only(at);
            if !is_possible(&mut self.solver, &assumed) {
                found.push(at);
            }
        }
        found
    }

    pub(super) fn is_complete(&mut self) -> bool {
        let none: Vec<Lit> = self.rows.iter().map(|lit| !*lit).collect();
        !is_possible(&mut self.solver, &none)
    }
}

fn factor(solver: &mut Solver) -> Vec<Lit> {
    let values = variables(solver, 4);
    solver.clause(&values);
    for at in 0..4 {
        for other in 0..at {
            solver.clause(&[!values[at], !values[other]]);
        }
    }
    values
}

fn rule(factors: &[Vec<Lit>], dice: &mut Dice) -> [Lit; 3] {
    let mut chosen: Vec<usize> = Vec::new();
    while chosen.len() < 3 {
        let factor = dice.below(factors.len());
        if !chosen.contains(&factor) {
            chosen.push(factor);
        }
    }
    [0, 1, 2].map(|at| factors[chosen[at]][dice.below(4)])
}

#[test]
fn needless_rules_are_those_that_enumeration_finds() {
    for (seed, count) in [(1, 20), (2, 60), (3, 120), (4, 200), (5, 300)] {
        let mut rules = Rules::new(count, 5, &mut Dice(seed));
        let values: Vec<Vec<Lit>> = (0..5).map(variables_of).collect();
        let standing: Vec<Vec<usize>> = (0..4_usize.pow(5))
            .map(|record| {
                let record: Vec<Lit> = (0..5).map(|factor| values[factor][record >> (2 * factor) & 3]).collect();
                let stands = |at: &usize| rules.rules[*at].iter().all(|lit| record.contains(lit));
                (0..count).filter(stands).collect()
            })
            .collect();
        let needed = |at: &usize| standing.contains(&vec![*at]);
        let expected: Vec<usize> = (0..count).filter(|at| !needed(at)).collect();
        assert_eq!(rules.redundant(), expected, "{count}");
        assert_eq!(rules.is_complete(), standing.iter().all(|rules| !rules.is_empty()));
    }
}

/// The values of a factor, which come right after what is always true.
fn variables_of(factor: usize) -> Vec<Lit> {
    let mut solver = Solver::new();
    variables(&mut solver, 4 * factor + 4).split_off(4 * factor)
}

/// The steps are the same on every machine.
#[test]
fn a_thousand_rules_take_few_steps() {
    let mut rules = Rules::new(1_000, 20, &mut Dice(1));
    assert!(!rules.is_complete());
    assert_eq!(rules.redundant().len(), 4);
    assert!(rules.solver.budget.spent < 8_000_000, "{}", rules.solver.budget.spent);
}
