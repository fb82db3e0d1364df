//! Values, how a record spells them and how an answer does.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::rc::Rc;

use num_rational::Ratio;
use serde_json::Value as Json;

use super::day::Day;
use super::declared::{Declared, FactorKind};

pub type Fraction = Ratio<i128>;

/// A value. `Of` and `Set` name the list of values ([`Declared::kinds`]) and places in it, ascending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Of(usize, usize),
    Set(usize, BTreeSet<usize>),
    Flag(bool),
    Number(Fraction),
    Day(Day),
    Days(Rc<[Day]>),
    Text(String),
}

impl Value {
    pub fn number(&self) -> Fraction {
        let Self::Number(number) = self else { panic!("a number, not {self:?}") };
        *number
    }

    pub fn flag(&self) -> bool {
        let Self::Flag(flag) = self else { panic!("a yes/no, not {self:?}") };
        *flag
    }

    pub fn set(&self) -> &BTreeSet<usize> {
        let Self::Set(_, set) = self else { panic!("a set, not {self:?}") };
        set
    }

    pub fn day(&self) -> Day {
        let Self::Day(day) = self else { panic!("a day, not {self:?}") };
        *day
    }

    pub fn place(&self) -> usize {
        match self {
            Self::Of(_, place) => *place,
            Self::Flag(_) | Self::Set(..) | Self::Number(_) | Self::Day(_) | Self::Days(_) | Self::Text(_) => {
                panic!("one of some values, not {self:?}")
            }
        }
    }

    /// How two values of one type stand to each other.
    pub fn against(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Of(kind, a), Self::Of(its, b)) if kind == its => a.cmp(b),
            (Self::Set(kind, a), Self::Set(its, b)) if kind == its => a.cmp(b),
            (Self::Flag(a), Self::Flag(b)) => a.cmp(b),
            (Self::Number(a), Self::Number(b)) => a.cmp(b),
            (Self::Day(a), Self::Day(b)) => a.cmp(b),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            _ => panic!("{self:?} beside {other:?}"),
        }
    }

    /// As answers give it.
    pub fn told(&self, declared: &Declared<'_>) -> Json {
        match self {
            Self::Of(0, height) => declared.level_told(*height),
            Self::Of(kind, place) => Json::from(declared.kinds[*kind][*place].name.clone()),
            Self::Set(kind, set) => {
                set.iter().map(|place| Json::from(declared.kinds[*kind][*place].name.clone())).collect()
            }
            Self::Flag(flag) => Json::from(*flag),
            Self::Number(number) => Json::from(decimal(*number)),
            Self::Day(day) => Json::from(day.iso()),
            Self::Days(days) => days.iter().map(|day| Json::from(day.iso())).collect(),
            Self::Text(text) => Json::from(text.clone()),
        }
    }

    /// As a Chinese `because` shows it.
    pub fn shown(&self, declared: &Declared<'_>) -> String {
        let label = |kind: usize, place: usize| {
            let spelled = &declared.kinds[kind][place];
            spelled.label.clone().unwrap_or_else(|| spelled.name.clone())
        };
        match self {
            Self::Of(kind, place) => label(*kind, *place),
            Self::Set(_, set) if set.is_empty() => "无".into(),
            Self::Days(days) if days.is_empty() => "无".into(),
            Self::Set(kind, set) => set.iter().map(|place| label(*kind, *place)).collect::<Vec<_>>().join("、"),
            Self::Flag(flag) => if *flag { "是" } else { "否" }.into(),
            Self::Number(number) => decimal(*number),
            Self::Day(day) => day.iso(),
            Self::Days(days) => days.iter().map(|day| day.iso()).collect::<Vec<_>>().join("、"),
            Self::Text(text) => text.clone(),
        }
    }
}

/// A fraction of a power of ten in digits; any other fraction as `1/3`.
pub fn decimal(number: Fraction) -> String {
    let ten = Fraction::from_integer(10);
    let Some(places) = (0..30).find(|places| (number * ten.pow(*places)).is_integer()) else {
        return format!("{}/{}", number.numer(), number.denom());
    };
    let units = (number * ten.pow(places)).to_integer();
    let places = usize::try_from(places).unwrap();
    let digits = format!("{:0>width$}", units.unsigned_abs(), width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    let sign = if units < 0 { "-" } else { "" };
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

/// A value as a record spells it: `Ok(None)` where it is silent, `Err` where it does not fit.
pub fn read(declared: &Declared<'_>, kind: &FactorKind, raw: &Json) -> Result<Option<Value>, ()> {
    let text = match raw {
        Json::Null => return Ok(None),
        Json::Array(items) => return list(declared, kind, items).map(Some),
        Json::String(text) => text.trim().to_owned(),
        Json::Bool(_) | Json::Number(_) => raw.to_string(),
        Json::Object(_) => return Err(()),
    };
    if text.is_empty() {
        return Ok(None);
    }
    if let (FactorKind::Set(_) | FactorKind::Days, false) = (kind, one(declared, kind, &text).is_some()) {
        if ["[]", "{}", "-", "无"].contains(&text.as_str()) {
            return list(declared, kind, &[]).map(Some);
        }
        let parts: Vec<Json> =
            text.split(['、', ',', '，', ';', '；', '|']).map(|part| Json::from(part.trim())).collect();
        return list(declared, kind, &parts).map(Some);
    }
    one(declared, kind, &text).map(Some).ok_or(())
}

fn list(declared: &Declared<'_>, kind: &FactorKind, items: &[Json]) -> Result<Value, ()> {
    let each = items.iter().map(|item| one(declared, kind, item.as_str().unwrap_or_default().trim()).ok_or(()));
    match kind {
        FactorKind::Set(list) => {
            let sets = each.collect::<Result<Vec<_>, ()>>()?;
            Ok(Value::Set(*list, sets.iter().flat_map(|value| value.set().clone()).collect()))
        }
        FactorKind::Days => {
            let lists = each.collect::<Result<Vec<_>, ()>>()?;
            let days = lists.iter().map(|value| if let Value::Days(days) = value { &days[..] } else { &[] });
            Ok(Value::Days(days.collect::<Vec<_>>().concat().into()))
        }
        FactorKind::Of(_) | FactorKind::Flag | FactorKind::Number { .. } | FactorKind::Day | FactorKind::Text => {
            Err(())
        }
    }
}

/// One value (of a set or of dates: with nothing beside it).
fn one(declared: &Declared<'_>, kind: &FactorKind, text: &str) -> Option<Value> {
    match kind {
        FactorKind::Of(0) => declared.level_spelled(text).map(|height| Value::Of(0, height)),
        FactorKind::Of(list) => declared.place(*list, text).map(|place| Value::Of(*list, place)),
        FactorKind::Set(list) => declared.place(*list, text).map(|place| Value::Set(*list, [place].into())),
        FactorKind::Flag => match text.to_lowercase().as_str() {
            "yes" | "true" | "是" | "1" => Some(Value::Flag(true)),
            "no" | "false" | "否" | "0" => Some(Value::Flag(false)),
            _ => None,
        },
        FactorKind::Number { least, most, decimals, unit } => {
            let number = number(text.strip_suffix(unit.as_deref().unwrap_or_default()).unwrap_or(text))?;
            let fits = *least <= number && number <= *most;
            (fits && (number * Fraction::from_integer(10).pow(*decimals)).is_integer()).then_some(Value::Number(number))
        }
        FactorKind::Day => Day::written(text).map(Value::Day),
        FactorKind::Days => Day::written(text).map(|day| Value::Days([day].into())),
        FactorKind::Text => Some(Value::Text(text.to_owned())),
    }
}

/// `1_000.5`, `1,000`, `5%`, `10万`, `1.2亿`, `-3`, in half or full width.
fn number(text: &str) -> Option<Fraction> {
    let half = |letter: char| match letter {
        '０'..='９' => char::from_digit(u32::from(letter) - u32::from('０'), 10).unwrap(),
        '．' => '.',
        '－' => '-',
        '＋' => '+',
        '，' => ',',
        '％' => '%',
        _ => letter,
    };
    let plain: String = text.chars().map(half).filter(|letter| !matches!(letter, ',' | '_')).collect();
    let (digits, times) = match plain.chars().last()? {
        '%' => (plain.trim_end_matches('%'), Fraction::new(1, 100)),
        '万' => (plain.trim_end_matches('万'), Fraction::from_integer(10_000)),
        '亿' => (plain.trim_end_matches('亿'), Fraction::from_integer(100_000_000)),
        _ => (plain.as_str(), Fraction::from_integer(1)),
    };
    let unsigned = digits.trim_start_matches(['-', '+']);
    let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let all = format!("{whole}{part}");
    if whole.is_empty() || !all.chars().all(|letter| letter.is_ascii_digit()) {
        return None;
    }
    let size = Fraction::new(all.parse().ok()?, 10_i128.pow(u32::try_from(part.len()).ok()?)) * times;
    Some(if digits.starts_with('-') { -size } else { size })
}
