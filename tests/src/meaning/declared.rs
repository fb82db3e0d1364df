//! What a policy declares, by name: levels, values, factors, defines, measures, rules.

use grading_dsl::syntax::{
    Assume, BoundSide, Cell, CellKind, Clauses, Combine, ConclusionKind, Define, DefineType, Expr, ExprKind,
    Factor as WrittenFactor, File, Grid, HeaderKind, Impossible, InForce, Item, LevelWord, Levels, Name, NumberLit,
    Otherwise, PolicyClause, RuleTable, Score, Strength, Text, TypeExpr, ValueDecl, ValueList,
};
use serde_json::{Map, Value as Json};

use super::value::{self, Fraction, Value};
use super::walk;

/// A name, its label and its further spellings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelled {
    pub name: String,
    pub label: Option<String>,
    pub aka: Vec<String>,
}

impl Spelled {
    fn of(name: &Name, label: Option<&Text>, aka: &[Text]) -> Self {
        Self {
            name: name.text.clone(),
            label: label.map(|label| label.text.clone()),
            aka: aka.iter().map(|text| text.text.clone()).collect(),
        }
    }

    /// By name or label, as expressions speak.
    pub fn is(&self, text: &str) -> bool {
        self.name == text || self.label.as_deref() == Some(text)
    }

    /// By name, label or a further spelling, as records speak.
    pub fn reads(&self, text: &str) -> bool {
        self.is(text) || self.aka.iter().any(|aka| aka == text)
    }
}

/// The type of a factor. Lists of values are told apart by their place in [`Declared::kinds`].
#[derive(Debug, Clone)]
pub enum FactorKind {
    Of(usize),
    Set(usize),
    Flag,
    Number { least: Fraction, most: Fraction, decimals: i32, unit: Option<String> },
    Day,
    Days,
    Text,
}

pub struct Factor<'a> {
    pub spelled: Spelled,
    pub kind: FactorKind,
    pub assume: Option<&'a Assume>,
}

impl Factor<'_> {
    /// What a record says of it.
    pub fn read(&self, declared: &Declared<'_>, record: &Map<String, Json>) -> Result<Option<Value>, ()> {
        let mut said = record.iter().filter(|(key, _)| self.spelled.reads(key)).map(|(_, raw)| raw);
        said.next().map_or(Ok(None), |raw| value::read(declared, &self.kind, raw))
    }

    /// What is assumed of it.
    pub fn assumed(&self, declared: &Declared<'_>, assume: &Assume) -> Value {
        let kind = match self.kind {
            FactorKind::Of(kind) | FactorKind::Set(kind) => Some(kind),
            FactorKind::Flag | FactorKind::Number { .. } | FactorKind::Day | FactorKind::Days | FactorKind::Text => {
                None
            }
        };
        match (assume, kind) {
            (Assume::One(one), _) => declared.constant(one, kind),
            (Assume::List(list, _), Some(kind)) => {
                Value::Set(kind, list.iter().map(|one| declared.constant(one, Some(kind)).place()).collect())
            }
            (Assume::List(list, _), None) => {
                Value::Days(list.iter().map(|one| declared.constant(one, None).day()).collect())
            }
        }
    }
}

/// How a define is derived.
#[derive(Clone, Copy)]
pub enum Body<'a> {
    Define(&'a Define),
    Score(&'a Score),
}

pub struct Derived<'a> {
    pub spelled: Spelled,
    pub body: Body<'a>,
}

impl Derived<'_> {
    pub fn is_declared_by(&self, item: &Item) -> bool {
        match self.body {
            Body::Define(define) => matches!(item, Item::Define(its) if std::ptr::eq(its, define)),
            Body::Score(score) => matches!(item, Item::Score(its) if std::ptr::eq(its, score)),
        }
    }
}

/// What must hold for a rule: a condition, or a cell of a row.
#[derive(Clone, Copy)]
pub enum Test<'a> {
    Condition(&'a Expr),
    Cell(&'a Name, &'a Cell),
}

/// A level as written in a clause or a cell.
#[derive(Clone, Copy)]
pub enum Word<'a> {
    Clause(&'a LevelWord),
    Cell(&'a Expr),
}

/// One conclusion of a rule.
#[derive(Clone, Copy)]
pub enum Says<'a> {
    Level(Strength, Word<'a>),
    Matrix(Strength, &'a Grid),
    Bound { presumed: bool, side: BoundSide, word: Word<'a> },
    Move(i64),
    Outside(usize),
    Require(usize),
}

/// A rule, a row of a table, or a matrix that concludes.
pub struct Rule<'a> {
    pub name: String,
    /// Whatever `overrides` may call it: by itself, or its table.
    calls: Vec<String>,
    pub in_force: Option<&'a InForce>,
    pub tests: Vec<Test<'a>>,
    pub unless: Option<&'a Expr>,
    pub says: Vec<Says<'a>>,
    overrides: Vec<&'a str>,
    /// The table, if it is one of `first`.
    first: Option<String>,
    pub because: Vec<&'a str>,
    pub cite: Vec<&'a str>,
    pub asks_level: bool,
}

pub struct Declared<'a> {
    /// Everything declared, imported files first.
    pub items: Vec<&'a Item>,
    levels: Vec<Spelled>,
    numbers: Vec<Option<u32>>,
    best_first: bool,
    pub outside: Vec<Spelled>,
    /// Lists of values, ascending. The first is the ladder, from its lowest level.
    pub kinds: Vec<Vec<Spelled>>,
    types: Vec<(Spelled, usize)>,
    pub factors: Vec<Factor<'a>>,
    pub defines: Vec<Derived<'a>>,
    pub measures: Vec<Spelled>,
    pub rules: Vec<Rule<'a>>,
    /// For each rule those that override it.
    pub overriders: Vec<Vec<usize>>,
    pub combine: Combine,
    pub otherwise: Option<&'a Otherwise>,
    pub impossible: Vec<&'a Impossible>,
    pub also_give: Vec<&'a Name>,
}

impl<'a> Declared<'a> {
    pub fn of(imported: &[&'a File], own: &'a File) -> Self {
        let mut all = Self::empty();
        let items: Vec<&'a Item> = imported.iter().flat_map(|file| &file.items).chain(&own.items).collect();
        if let Some(levels) =
            items.iter().find_map(|item| if let Item::Levels(levels) = item { Some(levels) } else { None })
        {
            all.ladder(levels);
        }
        all.kinds.push(all.levels.iter().rev().cloned().collect());
        // Names may be used before they are declared: types first, then factors, then rules.
        items.iter().for_each(|item| all.declare_type(item));
        items.iter().for_each(|item| all.declare_operand(item));
        items.iter().for_each(|item| all.declare_rule(item));
        own.items.iter().for_each(|item| all.declare_own(item));
        all.items = items;
        let rules = 0..all.rules.len();
        let over = |under| rules.clone().filter(|over| all.overrides(*over, under)).collect();
        all.overriders = rules.clone().map(over).collect();
        all
    }

    fn empty() -> Self {
        let level = |name: &str, aka: &str| Spelled { name: name.into(), label: None, aka: vec![aka.into()] };
        Self {
            items: vec![],
            levels: vec![level("一级", "高"), level("二级", "中"), level("三级", "低")],
            numbers: vec![Some(1), Some(2), Some(3)],
            best_first: false,
            outside: vec![],
            kinds: vec![],
            types: vec![],
            factors: vec![],
            defines: vec![],
            measures: vec![],
            rules: vec![],
            overriders: vec![],
            combine: Combine::MostSevere,
            otherwise: None,
            impossible: vec![],
            also_give: vec![],
        }
    }

    fn ladder(&mut self, written: &Levels) {
        self.levels =
            written.levels.iter().map(|level| Spelled::of(&level.name, level.label.as_ref(), &level.aka)).collect();
        self.numbers = written.levels.iter().map(|level| level.number).collect();
        self.best_first = written.best_first;
        self.outside = spelled(&written.outside);
    }

    fn declare_type(&mut self, item: &Item) {
        if let Item::Type(written) = item {
            let kind = self.new_kind(&written.values);
            self.types.push((Spelled::of(&written.name, written.label.as_ref(), &[]), kind));
        }
    }

    fn declare_operand(&mut self, item: &'a Item) {
        if let Item::Factor(written) = item {
            let kind = self.factor_kind(written);
            let spelled = Spelled::of(&written.name, written.label.as_ref(), &written.aka);
            self.factors.push(Factor { spelled, kind, assume: written.assume.as_ref() });
        }
        if let Item::Define(written) = item {
            let spelled = Spelled::of(&written.name, written.label.as_ref(), &[]);
            self.defines.push(Derived { spelled, body: Body::Define(written) });
        }
        if let Item::Score(written) = item {
            let spelled = Spelled::of(&written.name, written.label.as_ref(), &[]);
            self.defines.push(Derived { spelled, body: Body::Score(written) });
        }
        if let Item::Measure(written) = item {
            self.measures.push(Spelled::of(&written.name, written.label.as_ref(), &[]));
        }
    }

    fn factor_kind(&mut self, written: &WrittenFactor) -> FactorKind {
        match &written.kind {
            TypeExpr::Named(name) => FactorKind::Of(self.type_named(name)),
            TypeExpr::Values(values) => FactorKind::Of(self.new_kind(values)),
            TypeExpr::Level(_) => FactorKind::Of(0),
            TypeExpr::SetNamed(name, _) => FactorKind::Set(self.type_named(name)),
            TypeExpr::SetValues(values, _) => FactorKind::Set(self.new_kind(values)),
            TypeExpr::YesNo(_) => FactorKind::Flag,
            TypeExpr::Number { range, unit, decimals, .. } => {
                let far = Fraction::from_integer(10_i128.pow(12));
                let (least, most) = range.as_ref().map_or((-far, far), |(a, b)| (fraction(a), fraction(b)));
                let decimals = decimals.map_or(2, |(decimals, _)| i32::try_from(decimals).unwrap());
                FactorKind::Number { least, most, decimals, unit: unit.as_ref().map(|unit| unit.text.clone()) }
            }
            TypeExpr::Date(_) => FactorKind::Day,
            TypeExpr::Dates(_) => FactorKind::Days,
            TypeExpr::Text(_) => FactorKind::Text,
        }
    }

    fn new_kind(&mut self, written: &ValueList) -> usize {
        self.kinds.push(spelled(&written.values));
        self.kinds.len() - 1
    }

    fn type_named(&self, name: &Name) -> usize {
        let declared = self.types.iter().find(|(spelled, _)| spelled.is(&name.text)).map(|(_, kind)| *kind);
        let factor = || self.factors.iter().find(|factor| factor.spelled.is(&name.text)).map(|factor| &factor.kind);
        declared.or_else(|| if let FactorKind::Of(kind) = factor()? { Some(*kind) } else { None }).expect("a type")
    }

    fn declare_rule(&mut self, item: &'a Item) {
        if let Item::Rule(written) = item {
            let says = written.conclusions.iter().map(|conclusion| self.says(&conclusion.kind)).collect();
            self.add(vec![], says, &written.clauses, &written.name, written.label.as_ref());
        }
        if let Item::Matrix(written) = item {
            let says = vec![Says::Matrix(written.gives, &written.grid)];
            self.add(vec![], says, &written.clauses, &written.name, written.label.as_ref());
        }
        if let Item::Table(written) = item {
            self.declare_table(written);
        }
        if let Item::Impossible(written) = item {
            self.impossible.push(written);
        }
    }

    fn add(
        &mut self,
        cells: Vec<Test<'a>>,
        says: Vec<Says<'a>>,
        clauses: &'a Clauses,
        name: &Name,
        label: Option<&Text>,
    ) {
        let conditions = clauses.when.iter().map(Test::Condition);
        let asks = clauses.when.iter().chain(&clauses.unless).any(walk::asks_level);
        self.rules.push(Rule {
            name: name.text.clone(),
            calls: [name.text.clone()].into_iter().chain(label.map(|label| label.text.clone())).collect(),
            in_force: clauses.in_force.as_ref(),
            tests: conditions.chain(cells).collect(),
            unless: clauses.unless.as_ref(),
            says,
            overrides: clauses.overrides.iter().map(|name| name.text.as_str()).collect(),
            first: None,
            because: clauses.because.iter().map(|text| text.text.as_str()).collect(),
            cite: clauses.cite.iter().map(|text| text.text.as_str()).collect(),
            asks_level: asks,
        });
    }

    fn declare_table(&mut self, table: &'a RuleTable) {
        for (at, row) in (1..).zip(&table.rows) {
            let columns = || table.header.iter().map(|header| &header.kind).zip(&row.cells);
            let tests = columns().filter_map(|(kind, cell)| {
                if let HeaderKind::Tests(name) = kind { Some(Test::Cell(name, cell)) } else { None }
            });
            let says = columns().flat_map(|(kind, cell)| self.cell_says(kind, cell)).collect();
            self.add(tests.collect(), says, &table.clauses, &table.name, table.label.as_ref());
            let rule = self.rules.last_mut().expect("just added");
            rule.name = format!("{}.{at}", table.name.text);
            rule.calls.extend(rule.calls.clone().iter().map(|table| format!("{table}.{at}")));
            rule.first = table.first.then(|| table.name.text.clone());
            for (kind, cell) in columns() {
                if let (HeaderKind::Because, CellKind::Text(text)) = (kind, &cell.kind) {
                    rule.because.push(&text.text);
                }
                if let (HeaderKind::Cite, CellKind::Text(text)) = (kind, &cell.kind) {
                    rule.cite.push(&text.text);
                }
            }
        }
    }

    fn cell_says(&self, kind: &HeaderKind, cell: &'a Cell) -> Vec<Says<'a>> {
        let CellKind::OneOf(words) = &cell.kind else { return vec![] };
        let one = |word: &'a Expr| match kind {
            HeaderKind::Level(force) => Some(Says::Level(*force, Word::Cell(word))),
            HeaderKind::Bound { presumed, side } => {
                Some(Says::Bound { presumed: *presumed, side: *side, word: Word::Cell(word) })
            }
            HeaderKind::Raise => Some(Says::Move(steps(written_number(word)))),
            HeaderKind::Lower => Some(Says::Move(-steps(written_number(word)))),
            HeaderKind::Outside => Some(Says::Outside(find(&self.outside, written_name(word)))),
            HeaderKind::Require => Some(Says::Require(find(&self.measures, written_name(word)))),
            HeaderKind::Tests(_) | HeaderKind::Value | HeaderKind::Because | HeaderKind::Cite | HeaderKind::Unknown => {
                None
            }
        };
        words.iter().filter_map(one).collect()
    }

    fn says(&self, written: &'a ConclusionKind) -> Says<'a> {
        match written {
            ConclusionKind::Level(force, word) => Says::Level(*force, Word::Clause(word)),
            ConclusionKind::Bound { presumed, side, level } => {
                Says::Bound { presumed: *presumed, side: *side, word: Word::Clause(level) }
            }
            ConclusionKind::Raise(by) => Says::Move(steps(by)),
            ConclusionKind::Lower(by) => Says::Move(-steps(by)),
            ConclusionKind::Outside(name) => Says::Outside(find(&self.outside, &name.text)),
            ConclusionKind::Require(name) => Says::Require(find(&self.measures, &name.text)),
        }
    }

    fn declare_own(&mut self, item: &'a Item) {
        if let Item::Policy(written) = item {
            for clause in &written.clauses {
                if let PolicyClause::Combine(combine, _) = clause {
                    self.combine = *combine;
                }
            }
        }
        if let Item::Otherwise(written) = item {
            self.otherwise = Some(written);
        }
        if let Item::AlsoGive(written) = item {
            self.also_give.extend(&written.names);
        }
    }

    /// Whether the first rule overrides the second.
    fn overrides(&self, over: usize, under: usize) -> bool {
        let (first, second) = (&self.rules[over], &self.rules[under]);
        let earlier_row = over < under && first.first.is_some() && first.first == second.first;
        earlier_row || first.overrides.iter().any(|name| second.calls.iter().any(|call| call == name))
    }

    /// 1 for the most severe.
    pub fn severity(&self, height: usize) -> usize {
        if self.best_first { height + 1 } else { self.levels.len() - height }
    }

    pub fn height_of_severity(&self, severity: usize) -> usize {
        if self.best_first { severity - 1 } else { self.levels.len() - severity }
    }

    /// The side on which a bound keeps a record from being too mild.
    pub fn keeps_severe(&self) -> BoundSide {
        if self.best_first { BoundSide::AtMost } else { BoundSide::AtLeast }
    }

    /// The level declared by that number, else the one at that place as written.
    pub fn level_numbered(&self, number: u32) -> usize {
        let declared = self.numbers.iter().position(|its| *its == Some(number));
        let place = declared.unwrap_or_else(|| usize::try_from(number).unwrap() - 1);
        self.levels.len() - 1 - place
    }

    pub fn level_told(&self, height: usize) -> Json {
        let place = self.levels.len() - 1 - height;
        self.numbers[place].map_or_else(|| Json::from(self.levels[place].name.clone()), Json::from)
    }

    /// A value of another list that is called like a level.
    pub fn called_like_level(&self, kind: usize, number: u32) -> usize {
        let digit = "一二三四五六七八九".chars().nth(usize::try_from(number).unwrap() - 1).expect("a digit");
        let spelled = [format!("{digit}级"), format!("{number}级")];
        let called = |value: &Spelled| spelled.iter().any(|text| value.is(text));
        self.kinds[kind].iter().position(called).expect("a value called like a level")
    }

    /// A level by name, label, or as the `N级` of its number.
    pub fn level_named(&self, text: &str) -> Option<usize> {
        let named = self.kinds[0].iter().position(|level| level.is(text));
        let digit = text
            .strip_suffix('级')
            .and_then(|digit| "一二三四五六七八九".split(digit).next().filter(|_| !digit.is_empty()));
        let number = digit.map(|before| before.chars().count() + 1).filter(|number| *number <= self.levels.len());
        named.or_else(|| number.map(|number| self.level_numbered(u32::try_from(number).unwrap())))
    }

    /// A level as a record spells it.
    pub fn level_spelled(&self, text: &str) -> Option<usize> {
        let number = text.trim_end_matches('级').parse().ok();
        let by_number = || self.numbers.iter().position(|its| its.is_some() && *its == number);
        self.place(0, text).or_else(|| by_number().map(|place| self.levels.len() - 1 - place))
    }

    /// The place of a value in its list, as a record spells it.
    pub fn place(&self, kind: usize, text: &str) -> Option<usize> {
        self.kinds[kind].iter().position(|value| value.reads(text))
    }

    fn constant(&self, written: &Expr, kind: Option<usize>) -> Value {
        super::expression::constant(self, written, kind)
    }
}

fn spelled(values: &[ValueDecl]) -> Vec<Spelled> {
    values.iter().map(|value| Spelled::of(&value.name, value.label.as_ref(), &value.aka)).collect()
}

fn find(among: &[Spelled], name: &str) -> usize {
    among.iter().position(|spelled| spelled.is(name)).unwrap_or_else(|| panic!("`{name}` is declared"))
}

fn written_name(word: &Expr) -> &str {
    let ExprKind::Name(name) = &word.kind else { panic!("a name in the cell") };
    &name.text
}

fn written_number(word: &Expr) -> &NumberLit {
    let ExprKind::Number(number) = &word.kind else { panic!("a number in the cell") };
    number
}

fn steps(number: &NumberLit) -> i64 {
    i64::try_from(fraction(number).to_integer()).unwrap()
}

pub fn fraction(number: &NumberLit) -> Fraction {
    Fraction::new(number.value.units(), 10_i128.pow(u32::from(number.value.places())))
}

/// The type that a define declares or its expression has, if it is one of a list of values.
pub fn written_kind(declared: &Declared<'_>, define: &Define) -> Option<usize> {
    match define.kind.as_ref()? {
        DefineType::Named(name) => Some(declared.type_named(name)),
        DefineType::Level(_) => Some(0),
        DefineType::Number(_) | DefineType::YesNo(_) => None,
    }
}
