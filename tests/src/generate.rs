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
            let drawn = draw_policy(&header, &[types, factors, defines, rules, others]);
            let records = records.iter().enumerate().map(|(at, chunk)| drawn.record(at, chunk)).collect();
            Generated { policy: drawn.policy, base: drawn.base, records, as_of: drawn.as_of }
        })
}

/// A policy, and the world from which its records are drawn.
pub struct Drawn {
    /// The policy's text.
    pub policy: String,
    /// A file that the policy imports as `base.rules`, if it does.
    pub base: Option<String>,
    /// The day.
    pub as_of: String,
    world: World,
}

impl Drawn {
    /// The policy that these numbers draw: first the header, then chunks that each begin with what they are.
    #[must_use]
    pub fn from_numbers(numbers: &[u16]) -> Self {
        const SIZES: [usize; 5] = [20, 30, 90, 110, 30];
        const MOST: [usize; 5] = [4, 7, 4, 7, 3];
        let (header, mut rest) = numbers.split_at(numbers.len().min(40));
        let mut lists: [Vec<Chunk>; 5] = [vec![], vec![], vec![], vec![], vec![]];
        while let Some((kind, after)) = rest.split_first() {
            let kind = usize::from(*kind) % lists.len();
            let (chunk, after) = after.split_at(after.len().min(SIZES[kind]));
            if lists[kind].len() < MOST[kind] {
                lists[kind].push(chunk.to_vec());
            }
            rest = after;
        }
        for (list, least) in lists.iter_mut().zip([1, 2, 0, 1, 0]) {
            list.resize_with(list.len().max(least), Vec::new);
        }
        draw_policy(&header.to_vec(), &lists)
    }

    /// The record that these numbers draw.
    #[must_use]
    pub fn record(&self, at: usize, numbers: &[u16]) -> String {
        record::record(&self.world, at, &mut Draw::from(numbers))
    }
}

fn draw_policy(header: &Chunk, [types, factors, defines, rules, others]: &[Vec<Chunk>; 5]) -> Drawn {
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
    Drawn { policy, base, as_of, world }
}
