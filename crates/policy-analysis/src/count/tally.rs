//! Counts the combinations of classes for which a condition holds: parts that share no variable are counted apart, a
//! variable that a part needs is tried class by class, and what is left is counted once however often it is met.

use std::collections::{BTreeMap, BTreeSet};

use core_model::Count;

use super::circuit::{Circuit, Edge, Node};
use super::classes::Classes;

/// The same counted in two ways.
#[derive(Debug, Clone)]
pub(super) struct Both {
    /// Each class once.
    pub(super) combinations: Count,
    /// Each class with all of its values.
    pub(super) records: Count,
}

impl Both {
    pub(super) fn one() -> Self {
        Self { combinations: Count::of(1), records: Count::of(1) }
    }

    fn none() -> Self {
        Self { combinations: Count::default(), records: Count::default() }
    }

    fn plus(&self, other: &Self) -> Self {
        Self { combinations: self.combinations.plus(&other.combinations), records: self.records.plus(&other.records) }
    }

    pub(super) fn times(&self, other: &Self) -> Self {
        Self { combinations: self.combinations.times(&other.combinations), records: self.records.times(&other.records) }
    }

    fn less(&self, other: &Self) -> Self {
        Self { combinations: self.combinations.less(&other.combinations), records: self.records.less(&other.records) }
    }
}

/// How a condition is counted.
enum Plan {
    /// As many as there are of each part, combined.
    Apart(Vec<Edge>),
    /// As many as there are of the first, but for those of the second.
    Less(Edge, Edge),
    /// By the classes of a variable: how many values, and what is left of the condition.
    Tried(usize, Vec<(Both, Edge)>),
}

impl Plan {
    fn parts(&self) -> Vec<Edge> {
        match self {
            Self::Apart(parts) => parts.clone(),
            Self::Less(all, but) => vec![*all, *but],
            Self::Tried(_, ways) => ways.iter().map(|(_, edge)| *edge).collect(),
        }
    }
}

/// What is known so far.
pub(super) struct Tally {
    pub(super) circuit: Circuit,
    /// By variable and class: how many values.
    weights: Vec<Vec<Count>>,
    /// By variable: all of its values.
    wholes: Vec<Both>,
    /// By condition: how many combinations of the variables that it speaks of.
    known: BTreeMap<usize, Both>,
}

impl Tally {
    pub(super) fn of(classes: &Classes) -> Self {
        let weights = classes.weights.clone();
        let whole = |weights: &Vec<Count>| Both {
            combinations: Count::of(u128::try_from(weights.len()).unwrap_or(u128::MAX)),
            records: weights.iter().fold(Count::default(), |all, weight| all.plus(weight)),
        };
        let wholes = weights.iter().map(whole).collect();
        let circuit = Circuit::of(weights.iter().map(Vec::len).collect());
        Self { circuit, weights, wholes, known: BTreeMap::new() }
    }

    /// How much is stored, in words.
    pub(super) fn stored(&self) -> usize {
        self.circuit.stored()
    }

    /// How many combinations of classes of all variables it holds for; nothing where the steps, or what may be stored,
    /// did not suffice.
    pub(super) fn count(&mut self, root: Edge, stored: usize, steps: &mut u64) -> Option<Both> {
        let mut plans: Vec<(Edge, Plan)> = Vec::new();
        let mut open = vec![positive(root)];
        loop {
            while let Some(edge) = open.pop() {
                if !self.is_known(edge) {
                    if *steps == 0 || self.circuit.stored() > stored {
                        return None;
                    }
                    let plan = self.plan(edge, steps);
                    open.extend(plan.parts().into_iter().map(positive).filter(|part| !self.is_known(*part)).take(1));
                    plans.push((edge, plan));
                }
            }
            let Some((edge, plan)) = plans.pop() else { break };
            match plan.parts().into_iter().map(positive).find(|part| !self.is_known(*part)) {
                Some(part) => {
                    plans.push((edge, plan));
                    open.push(part);
                }
                None => {
                    let both = self.carried_out(edge, &plan);
                    self.known.insert(edge.node(), both);
                }
            }
        }
        let variables: BTreeSet<usize> = self.circuit.variables(root).collect();
        let others = (0..self.wholes.len()).filter(|variable| !variables.contains(variable));
        let others = self.whole(others);
        Some(self.counted(root).times(&others))
    }

    fn is_known(&self, edge: Edge) -> bool {
        match self.circuit.node(edge) {
            Node::Yes | Node::Leaf(..) => true,
            Node::All(_) => self.known.contains_key(&edge.node()),
        }
    }

    /// How many combinations of the variables that it speaks of; it must be known.
    fn counted(&self, edge: Edge) -> Both {
        let own = match self.circuit.node(edge) {
            Node::Yes => Both::one(),
            Node::Leaf(..) => return self.classes_of(edge),
            Node::All(_) => self.known.get(&edge.node()).cloned().unwrap_or_else(Both::none),
        };
        if edge.is_opposite() { self.whole(self.circuit.variables(edge)).less(&own) } else { own }
    }

    fn classes_of(&self, leaf: Edge) -> Both {
        let Some((variable, holds)) = self.circuit.holds(leaf) else { return Both::none() };
        let weights = self.weights.get(variable).into_iter().flatten().zip(holds);
        weights.filter(|(_, holds)| *holds).fold(Both::none(), |all, (weight, _)| all.plus(&one(weight)))
    }

    /// All combinations of these variables.
    fn whole(&self, variables: impl Iterator<Item = usize>) -> Both {
        variables.filter_map(|variable| self.wholes.get(variable)).fold(Both::one(), |all, whole| all.times(whole))
    }

    fn carried_out(&self, edge: Edge, plan: &Plan) -> Both {
        match plan {
            Plan::Apart(parts) => parts.iter().fold(Both::one(), |all, part| all.times(&self.counted(*part))),
            Plan::Less(all, but) => {
                let [all, but] = [all, but].map(|part| self.within(edge, *part));
                all.less(&but)
            }
            Plan::Tried(variable, ways) => {
                let own: Vec<usize> = self.circuit.variables(edge).filter(|other| other != variable).collect();
                let mut all = Both::none();
                for (weight, left) in ways.iter().filter(|(_, left)| *left != Edge::NO) {
                    let support: BTreeSet<usize> = self.circuit.variables(*left).collect();
                    let idle = self.whole(own.iter().copied().filter(|variable| !support.contains(variable)));
                    all = all.plus(&self.counted(*left).times(&idle).times(weight));
                }
                all
            }
        }
    }

    /// How many combinations of the variables that the whole speaks of.
    fn within(&self, whole: Edge, part: Edge) -> Both {
        let support: BTreeSet<usize> = self.circuit.variables(part).collect();
        let others = self.circuit.variables(whole).filter(|variable| !support.contains(variable));
        self.counted(part).times(&self.whole(others))
    }

    fn plan(&mut self, edge: Edge, steps: &mut u64) -> Plan {
        let parts = self.circuit.parts(edge);
        spend(steps, parts.len());
        let apart = self.apart(&parts);
        if apart.len() > 1 {
            return Plan::Apart(apart.into_iter().map(|parts| self.circuit.all(parts)).collect());
        }
        if let Some(less) = self.less(&parts, steps) {
            return less;
        }
        let variable = self.variable(&parts, steps);
        let cone = self.circuit.cone(edge, variable);
        let blocks = self.blocks(variable, &cone);
        let size = cone.iter().map(|edge| self.circuit.size(*edge)).sum();
        let mut ways = Vec::new();
        for (class, weight) in blocks {
            spend(steps, size);
            ways.push((weight, self.circuit.pinned(edge, &cone, class)));
        }
        Plan::Tried(variable, ways)
    }

    /// Where all parts are plain but one, and that one says that some plain ones do not all hold: both are easier asked
    /// apart than together.
    fn less(&mut self, parts: &[Edge], steps: &mut u64) -> Option<Plan> {
        let mut hard = parts.iter().filter(|part| !self.circuit.is_plain(**part));
        let (hard, None) = (*hard.next()?, hard.next()) else { return None };
        if !hard.is_opposite() {
            return None;
        }
        let opposite = self.circuit.parts(!hard);
        spend(steps, parts.len() + opposite.len());
        if !opposite.iter().all(|part| self.circuit.is_plain(*part)) {
            return None;
        }
        let others: Vec<Edge> = parts.iter().copied().filter(|part| *part != hard).collect();
        let but = self.circuit.all(others.iter().copied().chain(opposite).collect());
        Some(Plan::Less(self.circuit.all(others), but))
    }

    /// The parts in groups that share no variable.
    fn apart(&self, parts: &[Edge]) -> Vec<Vec<Edge>> {
        let mut groups: Vec<(Vec<u64>, Vec<Edge>)> = Vec::new();
        for part in parts {
            let mut support = self.circuit.support(*part).to_vec();
            let mut own = vec![*part];
            groups.retain_mut(|(its, edges)| {
                let meets = its.iter().zip(&support).any(|(its, own)| its & own != 0);
                if meets {
                    support.iter_mut().zip(its).for_each(|(own, its)| *own |= *its);
                    own.append(edges);
                }
                !meets
            });
            groups.push((support, own));
        }
        groups.into_iter().map(|(_, edges)| edges).collect()
    }

    /// The variable to try: one that a part alone settles, else of those that lie nearest the one that most parts there
    /// speak of.
    fn variable(&self, parts: &[Edge], steps: &mut u64) -> usize {
        let mut met: BTreeSet<usize> = BTreeSet::new();
        let mut level: Vec<Edge> = parts.to_vec();
        while !level.is_empty() {
            spend(steps, level.len());
            let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
            let mut next = Vec::new();
            for edge in level {
                match self.circuit.node(edge) {
                    Node::Leaf(variable, _) => *counts.entry(*variable).or_default() += 1,
                    Node::All(inner) if met.insert(edge.node()) => next.extend(inner),
                    Node::All(_) | Node::Yes => {}
                }
            }
            let most = counts.iter().max_by_key(|(variable, count)| (**count, std::cmp::Reverse(**variable)));
            if let Some((variable, _)) = most {
                return *variable;
            }
            level = next;
        }
        0
    }

    /// The variable's classes in blocks that no leaf of the cone tells apart: one of each, and how many all are.
    fn blocks(&self, variable: usize, cone: &[Edge]) -> Vec<(usize, Both)> {
        let leaves: Vec<Vec<bool>> =
            cone.iter().filter_map(|edge| self.circuit.holds(*edge)).map(|(_, holds)| holds).collect();
        let mut blocks: BTreeMap<Vec<bool>, (usize, Both)> = BTreeMap::new();
        for (class, weight) in self.weights.get(variable).into_iter().flatten().enumerate() {
            let told = leaves.iter().map(|holds| holds.get(class).copied().unwrap_or_default()).collect();
            let block = blocks.entry(told).or_insert_with(|| (class, Both::none()));
            block.1 = block.1.plus(&one(weight));
        }
        blocks.into_values().collect()
    }
}

fn one(weight: &Count) -> Both {
    Both { combinations: Count::of(1), records: weight.clone() }
}

fn positive(edge: Edge) -> Edge {
    if edge.is_opposite() { !edge } else { edge }
}

fn spend(steps: &mut u64, count: usize) {
    *steps = steps.saturating_sub(u64::try_from(count).unwrap_or(u64::MAX));
}
