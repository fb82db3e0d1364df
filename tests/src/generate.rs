//! Policies and records by chance, as texts: every construct, in English, Chinese and mixed keywords.
//!
//! A generated case is written from chunks of numbers, one chunk a declaration or record. Every choice draws the next
//! number of its chunk, and 0, the simplest choice, where the chunk is used up; so a case shrinks by losing chunks
//! (declarations) and by smaller numbers (simpler choices).

mod condition;
mod declare;
mod define;
mod draw;
mod number;
mod record;
mod rule;
mod world;

use proptest::collection::vec;
use proptest::prelude::{Strategy, any};

use draw::Draw;
use world::World;

/// A policy, records, and the day as of which they are graded.
#[derive(Clone, PartialEq, Eq)]
pub struct Generated {
    /// The policy's text.
    pub policy: String,
    /// A file that the policy imports as `base.rules`, if it does.
    pub base: Option<String>,
    /// The records, each a JSON object.
    pub records: Vec<String>,
    /// The day.
    pub as_of: String,
}

impl std::fmt::Debug for Generated {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let base = self.base.as_deref().map(|base| format!("# base.rules\n{base}\n")).unwrap_or_default();
        write!(out, "\n{base}{}\n# as of {}\n{}", self.policy, self.as_of, self.records.join("\n"))
    }
}

type Chunk = Vec<u16>;

/// Policies with their records.
pub fn cases() -> impl Strategy<Value = Generated> {
    let chunk = |most: usize| vec(any::<u16>(), most / 2..most);
    let chunks = |count: std::ops::Range<usize>, most: usize| vec(vec(any::<u16>(), most / 2..most), count);
    (
        chunk(40),
        chunks(1..5, 20),
        chunks(2..8, 30),
        chunks(0..5, 90),
        chunks(1..8, 110),
        chunks(0..4, 30),
        chunks(1..8, 40),
    )
        .prop_map(|(header, types, factors, defines, rules, others, records)| {
            write(&header, &[types, factors, defines, rules, others], &records)
        })
}

fn write(header: &Chunk, [types, factors, defines, rules, others]: &[Vec<Chunk>; 5], records: &[Chunk]) -> Generated {
    let mut draw = Draw::from(header);
    let mut world = World::new(&mut draw);
    let mut items = vec![declare::header(&mut world, &mut draw)];
    let as_of = world.as_of.clone();
    let levels = declare::levels(&mut world, &mut draw);
    let mut parts: Vec<String> = levels.into_iter().collect();
    parts.extend(types.iter().map(|chunk| declare::values(&mut world, &mut Draw::from(chunk))));
    parts.extend(factors.iter().map(|chunk| declare::factor(&mut world, &mut Draw::from(chunk))));
    parts.extend((0..draw.below(3)).map(|_| declare::measure(&mut world, &mut draw)));
    parts.extend(defines.iter().map(|chunk| define::define(&mut world, &mut Draw::from(chunk))));
    let mut base = (draw.chance(12) && !world.reversed).then(String::new);
    let mut written = Vec::new();
    for (at, chunk) in rules.iter().enumerate() {
        if let (true, Some(base)) = (at == rules.len() / 2, &mut base) {
            parts.append(&mut written);
            *base = format!("policy base\n\n{}", std::mem::take(&mut parts).join("\n\n"));
            parts.push(format!("{} \"base.rules\"", world.say("import", &["引入"], &mut draw)));
        }
        written.push(rule::rule(&mut world, &mut Draw::from(chunk)));
    }
    if world.reversed {
        written.reverse();
    }
    parts.append(&mut written);
    items.append(&mut parts);
    items.extend(others.iter().map(|chunk| declare::other(&mut world, &mut Draw::from(chunk))));
    items.extend(declare::otherwise(&mut world, &mut draw));
    let policy = world.widened(&items.join("\n\n"), &mut draw);
    let base = base.map(|base| world.widened(&base, &mut draw));
    let records =
        records.iter().enumerate().map(|(at, chunk)| record::record(&world, at, &mut Draw::from(chunk))).collect();
    Generated { policy, base, records, as_of }
}
