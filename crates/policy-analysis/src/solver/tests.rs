//! The search against enumeration, against another solver, and on what is known to be hard.

mod enumeration;
mod hard;
mod lessons;
mod oracle;
mod rules;

use super::{Answer, Lit, Solver};

const PLENTY: u64 = 1 << 40;

/// Numbers that look random and are always the same.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }

    /// A literal of one of the variables.
    pub(super) fn lit(&mut self, of: &[Lit]) -> Lit {
        let lit = of[self.below(of.len())];
        if self.below(2) == 0 { lit } else { !lit }
    }
}

pub(super) fn variables(solver: &mut Solver, count: usize) -> Vec<Lit> {
    (0..count).map(|_| solver.fresh()).collect()
}

fn solver_of(count: usize, clauses: &[Vec<Lit>]) -> (Solver, Vec<Lit>) {
    let mut solver = Solver::new();
    let lits = variables(&mut solver, count);
    clauses.iter().for_each(|clause| solver.clause(clause));
    (solver, lits)
}

pub(super) fn is_possible(solver: &mut Solver, assumed: &[Lit]) -> bool {
    match solver.solve(assumed, &mut PLENTY.clone()) {
        Answer::Yes(_) => true,
        Answer::No(_) => false,
        Answer::Undecided => panic!("the steps suffice"),
    }
}

/// Asks, and checks the answer against the clauses: the assignment satisfies them; what is named suffices.
fn checked(solver: &mut Solver, count: usize, clauses: &[Vec<Lit>], assumed: &[Lit]) -> bool {
    match solver.solve(assumed, &mut PLENTY.clone()) {
        Answer::Yes(model) => {
            assert!(model.holds(Lit::YES) && !model.holds(Lit::NO));
            assert!(assumed.iter().all(|lit| model.holds(*lit) && !model.holds(!*lit)));
            assert!(clauses.iter().all(|clause| clause.iter().any(|lit| model.holds(*lit))));
            true
        }
        Answer::No(core) => {
            let mut rest = assumed.iter();
            assert!(core.iter().all(|lit| rest.any(|other| other == lit)), "a part, in the order assumed");
            assert!(!is_possible(&mut solver_of(count, clauses).0, &core), "it suffices");
            false
        }
        Answer::Undecided => panic!("the steps suffice"),
    }
}

#[test]
fn nothing_asked_is_possible() {
    let mut solver = Solver::new();
    assert!(is_possible(&mut solver, &[]));
    assert!(is_possible(&mut solver, &[Lit::YES, Lit::YES]));
    assert!(matches!(solver.solve(&[Lit::YES, Lit::NO], &mut PLENTY.clone()), Answer::No(core) if core == [Lit::NO]));
    solver.clause(&[]);
    assert!(matches!(solver.solve(&[Lit::NO], &mut PLENTY.clone()), Answer::No(core) if core.is_empty()));
}

#[test]
fn clauses_that_say_nothing_and_literals_said_twice_are_dealt_with() {
    let mut solver = Solver::new();
    let lits = variables(&mut solver, 4);
    solver.clause(&[lits[0], lits[1], !lits[0], lits[2]]);
    solver.clause(&[lits[0], lits[0]]);
    solver.clause(&[!lits[1], Lit::NO, !lits[1]]);
    solver.clause(&[Lit::YES, lits[3], lits[2]]);
    let Answer::Yes(model) = solver.solve(&[], &mut PLENTY.clone()) else { panic!("possible") };
    assert_eq!(lits.iter().map(|lit| model.holds(*lit)).collect::<Vec<_>>(), [true, false, false, false]);
    assert!(is_possible(&mut solver, &[lits[2], lits[3]]));
    assert!(!is_possible(&mut solver, &[lits[1]]));
}

#[test]
fn opposites_and_repetitions_may_be_assumed() {
    let mut solver = Solver::new();
    let lits = variables(&mut solver, 3);
    solver.clause(&[!lits[0], lits[1]]);
    let mut core = |assumed: &[Lit]| match solver.solve(assumed, &mut PLENTY.clone()) {
        Answer::No(core) => core,
        Answer::Yes(_) | Answer::Undecided => panic!("it contradicts itself"),
    };
    assert_eq!(core(&[lits[2], lits[0], lits[0], !lits[0]]), [lits[0], !lits[0]]);
    assert_eq!(core(&[lits[2], !lits[1], !lits[1], lits[2], lits[0]]), [!lits[1], lits[0]]);
    assert_eq!(core(&[lits[0], lits[1], lits[2], !lits[1]]), [lits[0], !lits[1]]);
}
