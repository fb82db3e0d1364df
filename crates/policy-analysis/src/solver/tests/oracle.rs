//! Larger random clauses, of three literals each and near the threshold, against another solver.

use batsat::{BasicSolver, SolverInterface, Var, lbool};

use super::*;

#[test]
fn random_clauses_of_three_near_the_threshold() {
    let mut answers = [0, 0];
    for seed in 0..40 {
        let answer = agreed(seed, 100 + 2 * seed as usize);
        answers[usize::from(answer)] += 1;
    }
    assert!(answers.iter().all(|count| *count > 8), "{answers:?}");
}

fn agreed(seed: u64, count: usize) -> bool {
    let mut dice = Dice(5_000 + seed);
    let (mut solver, lits) = solver_of(count, &[]);
    let mut other = BasicSolver::default();
    let others: Vec<Var> = lits.iter().map(|_| other.new_var_default()).collect();
    let of = |lit: Lit| {
        let at = lits.iter().position(|own| own.var() == lit.var()).unwrap();
        batsat::Lit::new(others[at], lit == lits[at])
    };
    let mut clauses = Vec::new();
    let mut answer = false;
    for part in [350, 66, 10] {
        for _ in 0..count * part / 100 {
            let clause: Vec<Lit> = (0..3).map(|_| dice.lit(&lits)).collect();
            solver.clause(&clause);
            other.add_clause_reuse(&mut clause.iter().map(|lit| of(*lit)).collect());
            clauses.push(clause);
        }
        for assumed in [0, 2, 8] {
            let assumed: Vec<Lit> = (0..assumed).map(|_| dice.lit(&lits)).collect();
            answer = checked(&mut solver, count, &clauses, &assumed);
            let theirs = other.solve_limited(&assumed.iter().map(|lit| of(*lit)).collect::<Vec<_>>());
            assert_eq!(theirs == lbool::TRUE, answer, "seed {seed}");
        }
        answer = checked(&mut solver, count, &clauses, &[]);
    }
    answer
}
