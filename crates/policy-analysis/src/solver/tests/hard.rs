//! What is known to be hard: what each part of the search saves there, and that it gives up when it should.

use super::*;

/// More pigeons than holes.
pub(super) fn pigeons(solver: &mut Solver, pigeons: usize, holes: usize) {
    let places: Vec<Vec<Lit>> = (0..pigeons).map(|_| variables(solver, holes)).collect();
    for one in &places {
        solver.clause(one);
    }
    for hole in 0..holes {
        for (at, one) in places.iter().enumerate() {
            for other in &places[..at] {
                solver.clause(&[!one[hole], !other[hole]]);
            }
        }
    }
}

/// A ring in which every two neighbours differ, or not: `odd` of them differ.
pub(super) fn ring(solver: &mut Solver, length: usize, odd: usize) -> Vec<Lit> {
    let lits = variables(solver, length);
    for at in 0..length {
        let (one, next) = (lits[at], lits[(at + 1) % length]);
        let next = if at < odd { !next } else { next };
        solver.clause(&[one, !next]);
        solver.clause(&[!one, next]);
    }
    lits
}

/// The sum of each three in a chain of sums is known; the last contradicts.
pub(super) fn parity(solver: &mut Solver, length: usize, dice: &mut Dice) {
    let lits = variables(solver, length);
    let mut shuffled = lits.clone();
    for at in (1..length).rev() {
        shuffled.swap(at, dice.below(at + 1));
    }
    let first = sum(solver, &lits);
    let second = sum(solver, &shuffled);
    solver.clause(&[first, second]);
    solver.clause(&[!first, !second]);
}

fn sum(solver: &mut Solver, lits: &[Lit]) -> Lit {
    lits.iter()
        .copied()
        .reduce(|one, other| {
            let sum = solver.fresh();
            for (a, b, c) in [(one, other, !sum), (one, !other, sum), (!one, other, sum), (!one, !other, !sum)] {
                solver.clause(&[a, b, c]);
            }
            sum
        })
        .unwrap()
}

/// The steps that the refutation takes.
fn refuted(solver: &mut Solver) -> u64 {
    let mut steps = PLENTY;
    assert!(matches!(solver.solve(&[], &mut steps), Answer::No(core) if core.is_empty()));
    PLENTY - steps
}

#[test]
fn six_pigeons_find_no_five_holes() {
    let mut solver = Solver::new();
    pigeons(&mut solver, 6, 5);
    assert!(refuted(&mut solver) < 40_000);
    let mut solver = Solver::new();
    pigeons(&mut solver, 5, 5);
    assert!(is_possible(&mut solver, &[]));
}

/// Twice as many steps, or more, if no clause is dropped; a third more if lessons are not shortened or settled literals
/// stay in clauses.
#[test]
fn eight_pigeons_find_no_seven_holes_while_few_clauses_are_kept() {
    let mut solver = Solver::new();
    pigeons(&mut solver, 8, 7);
    let steps = refuted(&mut solver);
    assert!(steps < 4_500_000, "{steps}");
}

/// A hundred times as many steps if conflicts do not say what is tried next, thirty times if early ones count like late
/// ones, three times without new beginnings.
#[test]
fn sums_of_the_same_in_another_order_are_the_same() {
    let mut solver = Solver::new();
    parity(&mut solver, 20, &mut Dice(7));
    let steps = refuted(&mut solver);
    assert!(steps < 1_500_000, "{steps}");
    for (odd, possible) in [(0, true), (1, false), (2, true), (7, false)] {
        let mut solver = Solver::new();
        let lits = ring(&mut solver, 500, odd);
        assert_eq!(is_possible(&mut solver, &[lits[0]]), possible);
    }
}

#[test]
fn too_few_steps_leave_it_undecided_and_later_ones_go_on() {
    let mut whole = Solver::new();
    pigeons(&mut whole, 8, 7);
    let needed = refuted(&mut whole);
    let mut solver = Solver::new();
    pigeons(&mut solver, 8, 7);
    let slice = needed / 10;
    let mut slices = 0;
    loop {
        let mut steps = slice;
        match solver.solve(&[], &mut steps) {
            Answer::Undecided => assert_eq!(steps, 0),
            Answer::No(core) => {
                assert!(core.is_empty() && steps > 0);
                break;
            }
            Answer::Yes(_) => panic!("there is none"),
        }
        slices += 1;
    }
    assert!((9..=11).contains(&slices), "nothing learned is lost: {slices}");
}
