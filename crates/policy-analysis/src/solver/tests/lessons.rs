//! What each part of the search does, one small question each.

use super::*;
use crate::solver::Value;

fn refuses(solver: &mut Solver, assumed: &[Lit]) -> Vec<Lit> {
    match solver.solve(assumed, &mut PLENTY.clone()) {
        Answer::No(core) => core,
        Answer::Yes(_) | Answer::Undecided => panic!("it is impossible"),
    }
}

fn steps(solver: &mut Solver, assumed: &[Lit]) -> u64 {
    let mut steps = PLENTY;
    assert!(!matches!(solver.solve(assumed, &mut steps), Answer::Undecided));
    PLENTY - steps
}

/// Not that the assumption fails, but the last thing on which all depends.
#[test]
fn the_nearest_cause_is_learned() {
    let mut solver = Solver::new();
    let lits = variables(&mut solver, 5);
    let [assumed, cause, one, other, apart] = *lits else { unreachable!() };
    solver.clause(&[!assumed, apart]);
    solver.clause(&[!assumed, !apart, cause]);
    solver.clause(&[!cause, one]);
    solver.clause(&[!cause, other]);
    solver.clause(&[!cause, !one, !other]);
    assert_eq!(refuses(&mut solver, &[assumed]), [assumed]);
    assert!(is_possible(&mut solver, &[]));
    solver.clause(&[Lit::YES]);
    assert_eq!(solver.trail.value(cause), Value::No);
}

/// That the third of a chain holds follows from the first and need not be said.
#[test]
fn what_follows_from_the_rest_is_left_out_of_a_lesson() {
    let mut solver = Solver::new();
    let lits = variables(&mut solver, 5);
    let [first, second, third, tried, split] = *lits else { unreachable!() };
    solver.clause(&[!first, second]);
    solver.clause(&[!second, third]);
    solver.clause(&[!tried, !first, split]);
    solver.clause(&[!tried, !third, !split]);
    let size = solver.clauses.size();
    assert_eq!(refuses(&mut solver, &[first, tried]), [first, tried]);
    assert_eq!(solver.clauses.size(), size, "a clause of two literals is learned");
    assert!(solver.clauses.implied(first).contains(&!tried));
}

#[test]
fn what_is_assumed_as_before_is_not_propagated_again() {
    let mut solver = Solver::new();
    let lits = variables(&mut solver, 2_000);
    for pair in lits.chunks(2) {
        solver.clause(&[!pair[0], pair[1]]);
    }
    let last = solver.fresh();
    let mut assumed: Vec<Lit> = lits.iter().copied().step_by(2).collect();
    assumed.push(last);
    assert!(steps(&mut solver, &assumed) > 1_000);
    assumed.pop();
    assumed.push(!last);
    assert!(steps(&mut solver, &assumed) < 10);
}

#[test]
fn the_last_assignment_is_tried_again() {
    let mut dice = Dice(3);
    let (mut solver, lits) = solver_of(150, &[]);
    for _ in 0..570 {
        solver.clause(&[dice.lit(&lits), dice.lit(&lits), dice.lit(&lits)]);
    }
    assert!(is_possible(&mut solver, &[]));
    let conflicts = solver.schedule.conflicts();
    assert!(conflicts > 50, "{conflicts}");
    solver.clause(&[Lit::YES]);
    assert!(is_possible(&mut solver, &[]));
    assert_eq!(solver.schedule.conflicts(), conflicts);
}

#[test]
fn what_is_settled_is_swept_out_of_the_clauses() {
    let mut solver = Solver::new();
    let lits = variables(&mut solver, 100);
    let [settled, gone, rest @ ..] = lits.as_slice() else { unreachable!() };
    for three in rest.windows(3) {
        solver.clause(&[three[0], three[1], *settled]);
        solver.clause(&[three[0], three[1], three[2], !*settled]);
        solver.clause(&[!three[0], !three[1], !three[2], *gone]);
    }
    solver.clause(&[*settled]);
    solver.clause(&[!*gone]);
    for lit in rest {
        solver.clause(&[Lit::YES]);
        assert!(is_possible(&mut solver, &[*lit]));
    }
    assert_eq!(solver.clauses.size(), 96 * 10, "two clauses of three literals are left, and their heads");
    assert!(!is_possible(&mut solver, &[rest[0], rest[1], rest[2]]));
    assert!(!is_possible(&mut solver, &[!rest[0], !rest[1], !rest[2]]));
}

/// Of learned clauses from many levels, which no conflict uses, most go.
#[test]
fn learned_clauses_are_dropped_as_more_are_learned() {
    let mut dice = Dice(11);
    let (mut solver, lits) = solver_of(200, &[]);
    for _ in 0..852 {
        solver.clause(&[dice.lit(&lits), dice.lit(&lits), dice.lit(&lits)]);
    }
    let given = solver.clauses.size();
    is_possible(&mut solver, &[]);
    let learned = solver.clauses.all().count();
    assert!(solver.schedule.conflicts() > 4_000, "{}", solver.schedule.conflicts());
    assert!(learned < 3_000 && solver.clauses.size() > given, "{learned}");
}
