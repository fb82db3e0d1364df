//! Texts of policies of any size, each of one shape: by chance, as officials write them, and made to be hard.

use std::fmt::Write;

use crate::chance::Chance;

/// Factors of a policy by chance.
const FACTORS: usize = 20;
/// Values of each.
const VALUES: usize = 4;

/// The shape of a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Each rule names three of 20 factors and one of the four values of each, and one of three levels.
    Chance,
    /// One amount, cut into as many steps as there are rules.
    Ladder,
    /// A decision table of 20 factors whose first row that fits counts.
    Table,
    /// Each rule asks for at least four of six facts.
    AtLeast,
    /// A matrix of two scales, a cell a rule.
    Matrix,
    /// A scorecard, and a rule for each step of its sum.
    Scorecard,
}

impl Shape {
    /// Each shape, and its name.
    pub const ALL: [(Self, &str); 6] = [
        (Self::Chance, "by chance"),
        (Self::Ladder, "ladder"),
        (Self::Table, "table"),
        (Self::AtLeast, "at least four of six"),
        (Self::Matrix, "matrix"),
        (Self::Scorecard, "scorecard"),
    ];

    /// The text of a policy of this shape and of about so many rules.
    #[must_use]
    pub fn policy(self, rules: usize) -> String {
        let mut chance = Chance::of(5);
        let mut text = String::from("policy p \"大\"\n");
        match self {
            Self::Chance => by_chance(&mut text, rules, &mut chance),
            Self::Ladder => ladder(&mut text, rules),
            Self::Table => table(&mut text, rules, &mut chance),
            Self::AtLeast => at_least(&mut text, rules, &mut chance),
            Self::Matrix => matrix(&mut text, rules, &mut chance),
            Self::Scorecard => scorecard(&mut text, rules),
        }
        text
    }
}

fn factors(text: &mut String) {
    for factor in 0..FACTORS {
        let values: Vec<String> = (0..VALUES).map(|value| format!("v{factor}_{value}")).collect();
        writeln!(text, "factor f{factor} : {}", values.join(" | ")).unwrap();
    }
}

/// Some different ones of so many.
fn some(count: usize, of: usize, chance: &mut Chance) -> Vec<usize> {
    let mut all: Vec<usize> = (0..of).collect();
    (0..count).map(|_| all.swap_remove(chance.below(all.len()))).collect()
}

fn by_chance(text: &mut String, rules: usize, chance: &mut Chance) {
    factors(text);
    for rule in 0..rules {
        let when = some(3, FACTORS, chance);
        let when: Vec<String> =
            when.into_iter().map(|factor| format!("f{factor} is v{factor}_{}", chance.below(VALUES))).collect();
        writeln!(text, "rule r{rule} when {} then level {}", when.join(" and "), 1 + chance.below(3)).unwrap();
    }
}

fn ladder(text: &mut String, rules: usize) {
    writeln!(text, "factor amount : number in 0..{} decimals 0", rules * 10).unwrap();
    for rule in 0..rules {
        let (from, to, level) = (rule * 10, rule * 10 + 10, 3 - (rule * 3 / rules).min(2));
        writeln!(text, "rule r{rule} when amount at least {from} and below {to} then level {level}").unwrap();
    }
    writeln!(text, "otherwise level 1").unwrap();
}

fn table(text: &mut String, rules: usize, chance: &mut Chance) {
    factors(text);
    let heads: Vec<String> = (0..FACTORS).map(|factor| format!("f{factor}")).collect();
    writeln!(text, "table t first\n  | {} | level |", heads.join(" | ")).unwrap();
    for _ in 1..rules {
        let mut cells = vec!["-".to_owned(); FACTORS];
        for factor in some(3, FACTORS, chance) {
            cells[factor] = format!("v{factor}_{}", chance.below(VALUES));
        }
        writeln!(text, "  | {} | {} |", cells.join(" | "), 1 + chance.below(3)).unwrap();
    }
    writeln!(text, "  | {} | 3 |", vec!["-"; FACTORS].join(" | ")).unwrap();
}

fn at_least(text: &mut String, rules: usize, chance: &mut Chance) {
    factors(text);
    for rule in 0..rules {
        let facts = some(6, FACTORS, chance);
        let facts: Vec<String> =
            facts.into_iter().map(|factor| format!("f{factor} is v{factor}_{}", chance.below(VALUES))).collect();
        let level = 1 + chance.below(3);
        writeln!(text, "rule r{rule} when at least 4 of ({}) then level {level}", facts.join(", ")).unwrap();
    }
    writeln!(text, "otherwise level 3").unwrap();
}

fn matrix(text: &mut String, rules: usize, chance: &mut Chance) {
    let side = (1..).find(|side| side * side >= rules).unwrap_or(1);
    for scale in ["l", "c"] {
        let values: Vec<String> = (0..side).map(|value| format!("{scale}{value}")).collect();
        writeln!(text, "factor {scale} : {}", values.join(" < ")).unwrap();
    }
    for (row, column) in (0..side).flat_map(|row| (0..side).map(move |column| (row, column))).take(rules) {
        let level = 3 - (row * column * 3 / (side * side) + chance.below(2)).min(2);
        writeln!(text, "rule r{row}_{column} when l is l{row} and c is c{column} then level {level}").unwrap();
    }
    writeln!(text, "otherwise level 3").unwrap();
}

fn scorecard(text: &mut String, rules: usize) {
    factors(text);
    writeln!(text, "score s in 0..{}", 4 * FACTORS).unwrap();
    for factor in 0..FACTORS {
        writeln!(text, "  add 4 when f{factor} is v{factor}_0, {} when f{factor} is v{factor}_1", 1 + factor % 3)
            .unwrap();
    }
    let most = 4 * FACTORS;
    for rule in 0..rules {
        let (from, to) = (rule * most / rules, (rule + 1) * most / rules);
        writeln!(text, "rule r{rule} when s at least {from} and below {to} then level {}", 3 - rule * 3 / rules)
            .unwrap();
    }
    writeln!(text, "otherwise level 1").unwrap();
}

/// A policy that is made to be hard, with a rule `r` that never stands unless `possible`.
#[must_use]
pub fn hard(of: Hard, possible: bool) -> String {
    let mut text = String::from("policy p \"难\"\n");
    match of {
        Hard::Parity(count) => parity(&mut text, count, possible),
        Hard::Pigeons(holes) => pigeons(&mut text, holes, possible),
        Hard::Coprime(count) => coprime(&mut text, count, possible),
        Hard::Locked(count) => locked(&mut text, count, possible),
    }
    writeln!(text, "otherwise level 3").unwrap();
    text
}

/// What makes it hard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hard {
    /// So many facts, of which one order asks for an even number and another for an odd one.
    Parity(usize),
    /// One pigeon more than there are holes, each in a hole of its own.
    Pigeons(usize),
    /// A sum of so many amounts with weights that have no divisor in common, to be met exactly.
    Coprime(usize),
    /// So many facts, each of which rests on three others.
    Locked(usize),
}

/// The parity of facts in the order given, as a chain of defines.
fn chain(text: &mut String, name: char, order: &[usize]) {
    for (at, fact) in order.iter().enumerate() {
        let formula = match at {
            0 => format!("y{fact}"),
            at => format!("(y{fact} and not {name}{0}) or (not y{fact} and {name}{0})", at - 1),
        };
        writeln!(text, "define {name}{at} = {formula}").unwrap();
    }
}

fn parity(text: &mut String, count: usize, possible: bool) {
    for fact in 0..count {
        writeln!(text, "factor y{fact} : yes/no").unwrap();
    }
    let mut other: Vec<usize> = (0..count).collect();
    let mut chance = Chance::of(7);
    for at in (1..count).rev() {
        other.swap(at, chance.below(at + 1));
    }
    chain(text, 'a', &(0..count).collect::<Vec<usize>>());
    chain(text, 'b', &other);
    let last = count - 1;
    writeln!(text, "rule r when a{last} and {}b{last} then level 1", if possible { "" } else { "not " }).unwrap();
}

fn pigeons(text: &mut String, holes: usize, possible: bool) {
    let pigeons = if possible { holes } else { holes + 1 };
    let names: Vec<String> = (0..holes).map(|hole| format!("h{hole}")).collect();
    writeln!(text, "choice hole : {}", names.join(" | ")).unwrap();
    for pigeon in 0..pigeons {
        writeln!(text, "factor p{pigeon} : hole").unwrap();
    }
    let apart: Vec<String> =
        (0..pigeons).flat_map(|one| (0..one).map(move |other| format!("p{one} is not p{other}"))).collect();
    writeln!(text, "rule r when all of ({}) then level 1", apart.join(", ")).unwrap();
}

fn coprime(text: &mut String, count: usize, possible: bool) {
    for amount in 0..count {
        writeln!(text, "factor n{amount} : number in 0..100000 decimals 0").unwrap();
    }
    let coprime = |amount: usize| 1_009 + 1_217 * amount;
    let even = |amount: usize| 2 * coprime(amount);
    let (weights, wanted): (Vec<usize>, usize) = match (possible, count) {
        (true, _) => ((0..count).map(coprime).collect(), 3 * (0..count).map(coprime).sum::<usize>()),
        // The greatest number that is no sum of multiples of the two (Sylvester).
        (false, 2) => (vec![coprime(0), coprime(1)], coprime(0) * coprime(1) - coprime(0) - coprime(1)),
        (false, _) => ((0..count).map(even).collect(), 999_999),
    };
    let sum: Vec<String> = weights.iter().enumerate().map(|(amount, weight)| format!("{weight} * n{amount}")).collect();
    writeln!(text, "rule r when {} is {wanted} then level 1", sum.join(" + ")).unwrap();
}

fn locked(text: &mut String, count: usize, possible: bool) {
    let mut chance = Chance::of(11);
    for fact in 0..count {
        writeln!(text, "factor y{fact} : yes/no").unwrap();
    }
    // Clauses over three facts each; enough of them that few or no records keep all.
    let (clauses, kept) = if possible { (count * 3, true) } else { (count * 6, false) };
    let mut all = Vec::new();
    for _ in 0..clauses {
        let facts = some(3, count, &mut chance);
        let mut signs: Vec<bool> = (0..3).map(|_| chance.below(2) == 0).collect();
        if kept {
            signs[0] = true;
        }
        let said = facts.iter().zip(signs).map(|(fact, sign)| format!("{}y{fact}", if sign { "" } else { "not " }));
        all.push(format!("({})", said.collect::<Vec<String>>().join(" or ")));
    }
    let mut parts = Vec::new();
    for (at, few) in all.chunks(100).enumerate() {
        writeln!(text, "define k{at} = all of ({})", few.join(", ")).unwrap();
        parts.push(format!("k{at}"));
    }
    writeln!(text, "rule r when {} then level 1", parts.join(" and ")).unwrap();
}
