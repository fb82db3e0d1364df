//! The declarations of all files, kind by kind: imported files first, each in the order written.

use messages::FileId;

use crate::syntax::{
    Accept, AlsoGive, Broken, Define, Factor, File, Impossible, Item, Levels, Matrix, Measure, Otherwise, Policy,
    Property, Rule, RuleTable, Score, Span, Test, TypeDecl,
};

/// Everything that is declared.
#[derive(Debug, Default)]
pub(crate) struct Collected<'a> {
    /// The header of the file named first, and further ones there.
    pub policies: Vec<&'a Policy>,
    /// The headers of imported files, which count for nothing but the names in their own `accept`.
    pub imported_policies: Vec<&'a Policy>,
    /// Levels of every file, the file named first last.
    pub levels: Vec<(FileId, &'a Levels)>,
    /// Scales and choices.
    pub types: Vec<Typed<'a>>,
    /// Factors, defines and scores, in one order, for they share a space of names.
    pub operands: Vec<OperandItem<'a>>,
    /// Rules, tables and matrices, in one order.
    pub rules: Vec<RuleItem<'a>>,
    /// Measures.
    pub measures: Vec<Measured<'a>>,
    /// Records that cannot be.
    pub impossible: Vec<&'a Impossible>,
    /// What the file named first also gives.
    pub also_give: Vec<&'a AlsoGive>,
    /// Accepted warnings.
    pub accepts: Vec<&'a Accept>,
    /// `otherwise` of the file named first, and further ones there.
    pub otherwise: Vec<&'a Otherwise>,
    /// Tests of the file named first.
    pub tests: Vec<&'a Test>,
    /// Properties of the file named first.
    pub properties: Vec<&'a Property>,
    /// Declarations that could not be read and declare no name, or whose name is elsewhere.
    pub broken: Vec<&'a Broken>,
}

/// A scale or choice.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Typed<'a> {
    /// As declared.
    Declared(&'a TypeDecl),
    /// One that could not be read.
    Broken(&'a Broken),
}

/// A measure.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Measured<'a> {
    /// As declared.
    Declared(&'a Measure),
    /// One that could not be read.
    Broken(&'a Broken),
}

/// A factor, define or score.
#[derive(Debug, Clone, Copy)]
pub(crate) enum OperandItem<'a> {
    /// A factor.
    Factor(&'a Factor),
    /// A define or score.
    Derivation(Derivation<'a>),
    /// One that could not be read.
    Broken(&'a Broken),
}

/// What derives a value.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Derivation<'a> {
    /// A define.
    Define(&'a Define),
    /// A score.
    Score(&'a Score),
}

/// What holds rules.
#[derive(Debug, Clone, Copy)]
pub(crate) enum RuleItem<'a> {
    /// A written rule.
    Rule(&'a Rule),
    /// A table, each row of which is a rule.
    Table(&'a RuleTable),
    /// A matrix that concludes, which is one rule.
    Matrix(&'a Matrix),
    /// One that could not be read.
    Broken(&'a Broken),
}

impl<'a> Collected<'a> {
    /// Every factor, by [`core_model::FactorId`].
    pub(crate) fn factors(&self) -> Vec<&'a Factor> {
        self.operands.iter().filter_map(OperandItem::factor).collect()
    }

    /// Every define and score, by [`super::scope::DefineSlot`].
    pub(crate) fn derivations(&self) -> Vec<Derivation<'a>> {
        self.operands.iter().filter_map(OperandItem::derivation).collect()
    }
}

impl<'a> OperandItem<'a> {
    fn factor(&self) -> Option<&'a Factor> {
        match self {
            Self::Factor(factor) => Some(factor),
            Self::Derivation(_) | Self::Broken(_) => None,
        }
    }

    fn derivation(&self) -> Option<Derivation<'a>> {
        match self {
            Self::Derivation(derivation) => Some(*derivation),
            Self::Factor(_) | Self::Broken(_) => None,
        }
    }
}

impl RuleItem<'_> {
    /// Its name, or all of it where it has none.
    pub(crate) fn head(&self) -> Span {
        match self {
            Self::Rule(rule) => rule.name.span,
            Self::Table(table) => table.name.span,
            Self::Matrix(matrix) => matrix.name.span,
            Self::Broken(broken) => broken.name.as_ref().map_or(broken.span, |name| name.span),
        }
    }
}

/// Whether a file is the one named first or was imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Named first: everything counts.
    First,
    /// Imported: its declarations and rules count.
    Imported,
}

/// Sorts the declarations of files. The file named first comes last.
pub(crate) fn collect<'a>(files: &[(FileId, &'a File)]) -> Collected<'a> {
    let mut collected = Collected::default();
    for (place, (id, file)) in files.iter().enumerate() {
        let standing = if place + 1 == files.len() { Standing::First } else { Standing::Imported };
        for item in &file.items {
            sort(&mut collected, item, *id, standing);
        }
    }
    collected
}

fn sort<'a>(collected: &mut Collected<'a>, item: &'a Item, file: FileId, standing: Standing) {
    let own = standing == Standing::First;
    match item {
        Item::Levels(levels) => collected.levels.push((file, levels)),
        Item::Type(declared) => collected.types.push(Typed::Declared(declared)),
        Item::Factor(factor) => collected.operands.push(OperandItem::Factor(factor)),
        Item::Define(define) => collected.operands.push(OperandItem::Derivation(Derivation::Define(define))),
        Item::Score(score) => collected.operands.push(OperandItem::Derivation(Derivation::Score(score))),
        Item::Matrix(matrix) => collected.rules.push(RuleItem::Matrix(matrix)),
        Item::Table(table) => collected.rules.push(RuleItem::Table(table)),
        Item::Rule(rule) => collected.rules.push(RuleItem::Rule(rule)),
        Item::Measure(measure) => collected.measures.push(Measured::Declared(measure)),
        Item::Impossible(impossible) => collected.impossible.push(impossible),
        Item::Accept(accept) => collected.accepts.push(accept),
        Item::Broken(broken) => sort_broken(collected, broken),
        Item::Policy(policy) if own => collected.policies.push(policy),
        Item::AlsoGive(given) if own => collected.also_give.push(given),
        Item::Otherwise(otherwise) if own => collected.otherwise.push(otherwise),
        Item::Test(test) if own => collected.tests.push(test),
        Item::Property(property) if own => collected.properties.push(property),
        Item::Policy(policy) => collected.imported_policies.push(policy),
        Item::AlsoGive(_) | Item::Otherwise(_) | Item::Test(_) | Item::Property(_) => {}
        Item::Import(_) => {}
    }
}

fn sort_broken<'a>(collected: &mut Collected<'a>, broken: &'a Broken) {
    use crate::syntax::BrokenKind::{Factor, Import, Levels, Measure, Other, Otherwise, Policy, Rule, Type};
    match broken.kind {
        Some(Type) => collected.types.push(Typed::Broken(broken)),
        Some(Factor) => collected.operands.push(OperandItem::Broken(broken)),
        Some(Rule) => collected.rules.push(RuleItem::Broken(broken)),
        Some(Measure) => collected.measures.push(Measured::Broken(broken)),
        Some(Policy | Levels | Otherwise | Import | Other) => collected.broken.push(broken),
        // A line whose first word is missing: it may have declared anything.
        None => {
            collected.types.push(Typed::Broken(broken));
            collected.operands.push(OperandItem::Broken(broken));
            collected.rules.push(RuleItem::Broken(broken));
            collected.measures.push(Measured::Broken(broken));
        }
    }
}
