//! Conditions on classes, kept once each: a value of a variable is one of some classes, or all of several hold, or the
//! opposite. Nothing is counted here.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Not;

use indexmap::IndexSet;

/// A condition, or its opposite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Edge(u32);

impl Edge {
    /// Holds always.
    pub(super) const YES: Edge = Edge(0);
    /// Holds never.
    pub(super) const NO: Edge = Edge(1);

    pub(super) fn is_opposite(self) -> bool {
        self.0 & 1 == 1
    }

    /// The condition itself, also where this is its opposite.
    pub(super) fn node(self) -> usize {
        (self.0 >> 1) as usize
    }
}

impl Not for Edge {
    type Output = Edge;

    fn not(self) -> Edge {
        Edge(self.0 ^ 1)
    }
}

/// One bit a class, or one a variable.
pub(super) type Bits = Box<[u64]>;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Node {
    Yes,
    /// The variable's value is one of these classes; never the first class.
    Leaf(usize, Bits),
    /// All hold: at least two.
    All(Box<[Edge]>),
}

/// All conditions met so far.
pub(super) struct Circuit {
    nodes: IndexSet<Node>,
    /// By condition: the variables that it speaks of.
    supports: Vec<Bits>,
    /// By variable: how many classes.
    classes: Vec<usize>,
    stored: usize,
    /// By condition, what the latest walk over it knows.
    marks: Vec<Mark>,
    walk: u32,
}

#[derive(Clone, Copy)]
struct Mark {
    walk: u32,
    /// How often it occurs in others.
    occurs: u32,
    /// What became of it.
    left: Edge,
}

impl Mark {
    const NONE: Self = Self { walk: 0, occurs: 0, left: Edge::YES };
}

impl Circuit {
    pub(super) fn of(classes: Vec<usize>) -> Self {
        let words = classes.len().div_ceil(64);
        let nodes = IndexSet::from([Node::Yes]);
        let supports = vec![vec![0; words].into_boxed_slice()];
        Self { nodes, supports, classes, stored: 0, marks: vec![Mark::NONE], walk: 0 }
    }

    /// How much is stored, in words.
    pub(super) fn stored(&self) -> usize {
        self.stored
    }

    pub(super) fn node(&self, edge: Edge) -> &Node {
        self.nodes.get_index(edge.node()).unwrap_or(&Node::Yes)
    }

    /// How much a walk over it looks at.
    pub(super) fn size(&self, edge: Edge) -> usize {
        match self.node(edge) {
            Node::Yes => 1,
            Node::Leaf(_, bits) => bits.len(),
            Node::All(parts) => parts.len(),
        }
    }

    /// The variables that it speaks of, ascending.
    pub(super) fn variables(&self, edge: Edge) -> impl Iterator<Item = usize> + use<> {
        let mut words = self.support(edge).to_vec();
        std::iter::from_fn(move || {
            let (at, word) = words.iter_mut().enumerate().find(|(_, word)| **word != 0)?;
            let bit = word.trailing_zeros() as usize;
            *word &= *word - 1;
            Some(at * 64 + bit)
        })
    }

    pub(super) fn support(&self, edge: Edge) -> &[u64] {
        self.supports.get(edge.node()).map_or(&[], AsRef::as_ref)
    }

    /// The variable's value is one of the classes for which this holds.
    pub(super) fn leaf(&mut self, variable: usize, holds: &[bool]) -> Edge {
        let mut bits = vec![0_u64; holds.len().div_ceil(64)];
        let first = holds.first().copied().unwrap_or_default();
        for (class, _) in holds.iter().enumerate().filter(|(_, holds)| **holds != first) {
            if let Some(word) = bits.get_mut(class / 64) {
                *word |= 1 << (class % 64);
            }
        }
        let edge = self.leaf_of(variable, bits.into_boxed_slice());
        if first { !edge } else { edge }
    }

    fn leaf_of(&mut self, variable: usize, bits: Bits) -> Edge {
        if bits.iter().all(|word| *word == 0) {
            return Edge::NO;
        }
        let mut support = vec![0; self.classes.len().div_ceil(64)];
        if let Some(word) = support.get_mut(variable / 64) {
            *word |= 1 << (variable % 64);
        }
        self.kept(Node::Leaf(variable, bits), support.into_boxed_slice())
    }

    /// Whether the leaf holds for each class of its variable.
    pub(super) fn holds(&self, edge: Edge) -> Option<(usize, Vec<bool>)> {
        let Node::Leaf(variable, bits) = self.node(edge) else { return None };
        let classes = self.classes.get(*variable).copied().unwrap_or_default();
        let holds = (0..classes).map(|class| has(bits, class) != edge.is_opposite());
        Some((*variable, holds.collect()))
    }

    /// All of these hold.
    pub(super) fn all(&mut self, of: Vec<Edge>) -> Edge {
        let mut parts = of;
        parts.sort_unstable();
        parts.dedup();
        parts.retain(|edge| *edge != Edge::YES);
        // A condition and its opposite stand side by side once sorted.
        let opposed = parts.iter().zip(parts.iter().skip(1)).any(|(one, other)| *one == !*other);
        if opposed || parts.contains(&Edge::NO) || !self.join_leaves(&mut parts) {
            return Edge::NO;
        }
        match parts.as_slice() {
            [] => Edge::YES,
            [only] => *only,
            [..] => self.gate(parts),
        }
    }

    /// Of one variable one leaf is enough. Whether they can hold together.
    fn join_leaves(&mut self, parts: &mut Vec<Edge>) -> bool {
        let mut leaves: BTreeMap<usize, Vec<Edge>> = BTreeMap::new();
        for edge in parts.iter() {
            if let Node::Leaf(variable, _) = self.node(*edge) {
                leaves.entry(*variable).or_default().push(*edge);
            }
        }
        let several: Vec<(usize, Vec<Edge>)> = leaves.into_iter().filter(|(_, leaves)| leaves.len() > 1).collect();
        for (variable, leaves) in &several {
            let each: Vec<Vec<bool>> = leaves.iter().filter_map(|leaf| self.holds(*leaf)).map(|(_, of)| of).collect();
            let classes = self.classes.get(*variable).copied().unwrap_or_default();
            let all: Vec<bool> =
                (0..classes).map(|class| each.iter().all(|of| of.get(class).copied().unwrap_or_default())).collect();
            let joined = self.leaf(*variable, &all);
            if joined == Edge::NO {
                return false;
            }
            parts.retain(|edge| !leaves.contains(edge));
            parts.push(joined);
        }
        if !several.is_empty() {
            parts.sort_unstable();
        }
        true
    }

    fn gate(&mut self, parts: Vec<Edge>) -> Edge {
        let mut support = vec![0; self.classes.len().div_ceil(64)];
        for edge in &parts {
            for (word, its) in support.iter_mut().zip(self.support(*edge)) {
                *word |= its;
            }
        }
        self.kept(Node::All(parts.into_boxed_slice()), support.into_boxed_slice())
    }

    fn kept(&mut self, node: Node, support: Bits) -> Edge {
        let size = match &node {
            Node::Yes => 0,
            Node::Leaf(_, bits) => bits.len(),
            Node::All(parts) => parts.len().div_ceil(2),
        };
        let (place, is_new) = self.nodes.insert_full(node);
        if is_new {
            // What each entry takes beside: tables, lengths, a count.
            self.stored += size + support.len() + 20;
            self.supports.push(support);
            self.marks.push(Mark::NONE);
        }
        Edge(u32::try_from(place << 1).unwrap_or(0))
    }

    /// The parts of which the condition says that all hold, those of its parts likewise.
    pub(super) fn parts(&self, edge: Edge) -> Vec<Edge> {
        let mut met = BTreeSet::new();
        let (mut parts, mut open) = (Vec::new(), vec![edge]);
        while let Some(edge) = open.pop() {
            match self.node(edge) {
                Node::All(of) if !edge.is_opposite() => {
                    open.extend(of.iter().copied().filter(|part| met.insert(*part)))
                }
                Node::All(_) | Node::Leaf(..) | Node::Yes => parts.push(edge),
            }
        }
        parts
    }

    /// Whether it says of single variables only that some do not hold together.
    pub(super) fn is_plain(&self, edge: Edge) -> bool {
        match self.node(edge) {
            Node::All(parts) => {
                edge.is_opposite() && parts.iter().all(|part| matches!(self.node(*part), Node::Leaf(..)))
            }
            Node::Leaf(..) | Node::Yes => true,
        }
    }

    /// The conditions within this one that speak of the variable, each after those that it is made of.
    pub(super) fn cone(&mut self, root: Edge, variable: usize) -> Vec<Edge> {
        self.walk += 1;
        let mut cone = Vec::new();
        let mut open = vec![root.node()];
        while let Some(place) = open.pop() {
            let speaks = self.supports.get(place).is_some_and(|support| has(support, variable));
            let Some(mark) = self.marks.get_mut(place).filter(|_| speaks) else { continue };
            if mark.walk == self.walk {
                mark.occurs += 1;
                continue;
            }
            *mark = Mark { walk: self.walk, occurs: 1, left: Edge::YES };
            cone.push(place);
            if let Some(Node::All(parts)) = self.nodes.get_index(place) {
                open.extend(parts.iter().map(|part| part.node()));
            }
        }
        cone.sort_unstable();
        cone.into_iter().filter_map(|place| u32::try_from(place << 1).ok()).map(Edge).collect()
    }

    /// What is left of the condition where the variable's value is of the class. `cone` must be the latest, and that of
    /// both.
    pub(super) fn pinned(&mut self, root: Edge, cone: &[Edge], class: usize) -> Edge {
        for edge in cone {
            let left = match self.nodes.get_index(edge.node()) {
                Some(Node::Leaf(_, bits)) if has(bits, class) => Edge::YES,
                Some(Node::Leaf(..)) => Edge::NO,
                Some(Node::All(parts)) => {
                    let parts = self.lefts(parts);
                    self.all(parts)
                }
                Some(Node::Yes) | None => Edge::YES,
            };
            if let Some(mark) = self.marks.get_mut(edge.node()) {
                mark.left = left;
            }
        }
        self.left(root)
    }

    /// What is left of each; where several are left of one that occurs nowhere else, each of these.
    fn lefts(&self, parts: &[Edge]) -> Vec<Edge> {
        let mut all = Vec::with_capacity(parts.len());
        for part in parts {
            let left = self.left(*part);
            let once = self.mark(*part).is_some_and(|mark| mark.occurs == 1);
            match self.node(left) {
                Node::All(inner) if once && !left.is_opposite() => all.extend(inner),
                Node::All(_) | Node::Leaf(..) | Node::Yes => all.push(left),
            }
        }
        all
    }

    fn left(&self, edge: Edge) -> Edge {
        let Some(mark) = self.mark(edge) else { return edge };
        if edge.is_opposite() { !mark.left } else { mark.left }
    }

    /// What the present walk knows of it.
    fn mark(&self, edge: Edge) -> Option<&Mark> {
        self.marks.get(edge.node()).filter(|mark| mark.walk == self.walk)
    }
}

fn has(bits: &[u64], at: usize) -> bool {
    bits.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
}
