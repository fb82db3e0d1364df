//! Small random clauses against all assignments.

use super::*;

/// Whether one of the assignments satisfies all clauses and what is assumed.
fn enumerated(lits: &[Lit], clauses: &[Vec<Lit>], assumed: &[Lit]) -> bool {
    let holds = |bits: usize, lit: Lit| {
        let at = lits.iter().position(|other| *other == lit || *other == !lit);
        at.is_some_and(|at| (bits >> at & 1 == 1) == (lits[at] == lit))
    };
    (0..1_usize << lits.len()).any(|bits| {
        assumed.iter().all(|lit| holds(bits, *lit))
            && clauses.iter().all(|clause| clause.iter().any(|lit| holds(bits, *lit)))
    })
}

#[test]
fn random_clauses_asked_again_and_again_as_they_grow() {
    let mut answers = [0, 0];
    for seed in 0..600 {
        let mut dice = Dice(seed);
        let count = 1 + dice.below(9);
        let (mut solver, lits) = solver_of(count, &[]);
        let mut clauses = Vec::new();
        for _ in 0..12 {
            for _ in 0..dice.below(count) {
                let length = 1 + dice.below(4).max(dice.below(4));
                let clause: Vec<Lit> = (0..length).map(|_| dice.lit(&lits)).collect();
                solver.clause(&clause);
                clauses.push(clause);
            }
            let assumed: Vec<Lit> = (0..dice.below(5)).map(|_| dice.lit(&lits)).collect();
            let answer = checked(&mut solver, count, &clauses, &assumed);
            assert_eq!(answer, enumerated(&lits, &clauses, &assumed), "seed {seed}");
            answers[usize::from(answer)] += 1;
        }
    }
    assert!(answers.iter().all(|count| *count > 1_000), "{answers:?}");
}

/// The same, but interrupted again and again, going on each time with another question.
#[test]
fn interrupted_questions_leave_nothing_wrong_behind() {
    let mut interrupted = 0;
    for seed in 0..400 {
        let mut dice = Dice(1_000 + seed);
        let (mut solver, lits) = solver_of(10, &[]);
        let mut clauses: Vec<Vec<Lit>> = Vec::new();
        for _ in 0..8 {
            for _ in 0..7 {
                let clause: Vec<Lit> = (0..3).map(|_| dice.lit(&lits)).collect();
                solver.clause(&clause);
                clauses.push(clause);
            }
            for _ in 0..4 {
                let assumed: Vec<Lit> = (0..dice.below(4)).map(|_| dice.lit(&lits)).collect();
                let mut steps = dice.below(40) as u64;
                match solver.solve(&assumed, &mut steps) {
                    Answer::Yes(_) => assert!(enumerated(&lits, &clauses, &assumed)),
                    Answer::No(core) => assert!(!enumerated(&lits, &clauses, &core)),
                    Answer::Undecided => {
                        assert_eq!(steps, 0);
                        interrupted += 1;
                    }
                }
            }
            let assumed: Vec<Lit> = (0..dice.below(4)).map(|_| dice.lit(&lits)).collect();
            let answer = checked(&mut solver, 10, &clauses, &assumed);
            assert_eq!(answer, enumerated(&lits, &clauses, &assumed), "seed {seed}");
        }
    }
    assert!(interrupted > 1_000, "{interrupted}");
}
