//! Records, as JSON.

use serde_json::{Map, Value as Json};

use super::draw::Draw;
use super::number;
use super::world::{Kind, Named, World};

pub fn record(world: &World, at: usize, draw: &mut Draw<'_>) -> String {
    let silent = draw.pick(&[0, 0, 8, 20, 35]);
    let mut record = Map::new();
    record.insert("id".into(), Json::from(format!("r{at}")));
    for operand in world.operands.iter().filter(|operand| operand.said) {
        let said = value(world, &operand.kind, draw);
        let many = matches!(operand.kind, Kind::Number { .. }) && !number::is_few(operand) && world.compares_many.get();
        if !draw.chance(silent) || many {
            record.insert(spelled(&operand.named, draw), said);
        }
    }
    Json::from(record).to_string()
}

fn spelled(named: &Named, draw: &mut Draw<'_>) -> String {
    let other = if draw.chance(20) { named.aka.clone() } else { named.label.clone().filter(|_| draw.chance(40)) };
    other.unwrap_or_else(|| named.name.clone())
}

fn value(world: &World, kind: &Kind, draw: &mut Draw<'_>) -> Json {
    match kind {
        Kind::Of(values) => Json::from(spelled(&draw.pick(&values.list), draw)),
        Kind::Level => {
            let level = draw.pick(&world.levels);
            level.name.parse::<u32>().map_or_else(|_| Json::from(spelled(&level, draw)), Json::from)
        }
        Kind::Set(values) => draw.any(&values.list).iter().map(|one| spelled(one, draw)).collect(),
        Kind::Flag => draw.pick(&[Json::from(true), Json::from(false), Json::from("是"), Json::from("no")]),
        Kind::Number { least, most, decimals, .. } => {
            let units = if most - least < 200 {
                draw.between(*least, *most)
            } else {
                number::beside(kind, draw) + draw.between(0, 2)
            };
            Json::from(number::decimal(units.min(*most), *decimals))
        }
        Kind::Day => Json::from(number::iso(draw)),
        Kind::Days => (0..draw.below(5)).map(|_| number::iso(draw)).collect(),
        Kind::Text => draw.pick(&[Json::from("甲"), Json::from("x"), Json::from("乙 乙"), Json::from("别的")]),
        Kind::Amount { .. } => Json::Null,
    }
}
