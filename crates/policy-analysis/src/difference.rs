//! What a change of a policy changes: the records that get another outcome or other measures, told by the fewest
//! sentences, as of every period of both; each with a record that both evaluators have graded so.

mod changes;
mod declared;

use std::sync::Arc;

use core_model::{Date, Declared, Difference, Period, Policy, Stretch};

use crate::claims::pair::Pair;
use crate::day::periods;
use crate::joined::Joined;
use changes::{Changes, Found};

/// In what two policies differ: as of the day, or else as of every period in which the same rules of both are in force and
/// which lies in the time of both; in so many steps at most. Factors and values are matched by name, levels by severity.
///
/// ```
/// use std::sync::Arc;
/// use core_model::{Policy, Sameness};
/// use policy_analysis::diff;
///
/// let policy = Arc::new(Policy::default());
/// assert_eq!(diff(&policy, &policy, None, 1_000_000).sameness(), Sameness::Same);
/// ```
#[must_use]
pub fn diff(old: &Arc<Policy>, new: &Arc<Policy>, as_of: Option<Date>, steps: u64) -> Difference {
    let mut declared = declared::between(old, new);
    let joined = match Joined::with(old, new) {
        Ok(joined) => joined,
        Err(factor) => {
            let name = old.factors.get(factor.index()).map(|factor| factor.named.name.clone()).unwrap_or_default();
            declared.push(Declared::Unlike(name));
            return Difference { declared, periods: Vec::new(), world: Arc::clone(old) };
        }
    };
    let mut left = steps;
    let mut told: Vec<Stretch> = Vec::new();
    for day in days(old, new, as_of) {
        let pair = Pair::of(old, new, &joined, day, &[]);
        let found = Changes::between(pair, old, new, left).all(&mut left);
        match told.last_mut() {
            Some(last) if last.cut.is_none() && found.cut.is_none() && is_same(last, &found) => last.days.push(day),
            Some(_) | None => {
                let Found { changes, cut, changed, possible } = found;
                told.push(Stretch { days: vec![day], changes, cut, changed, possible });
            }
        }
    }
    Difference { declared, periods: told, world: Arc::new(declared::named_apart(&joined, old, new)) }
}

/// Whether the same changes.
fn is_same(last: &Stretch, found: &Found) -> bool {
    last.changed == found.changed && changes::same(&last.changes, &found.changes)
}

/// The days as of which the two are compared: those of the time of both. Where there is no such time, the new policy's
/// first day, the rules of the old one as they would be on it.
fn days(old: &Policy, new: &Policy, as_of: Option<Date>) -> Vec<Date> {
    if let Some(day) = as_of {
        return vec![day];
    }
    let both = match (old.in_force, new.in_force) {
        (Some(one), Some(other)) => {
            let until = [one.until, other.until].into_iter().flatten().min();
            Some(Period { from: one.from.max(other.from), until })
        }
        (one, other) => one.or(other),
    };
    let is_empty = both.is_some_and(|both| both.until.is_some_and(|until| until < both.from));
    match new.in_force {
        Some(own) if is_empty => vec![own.from],
        Some(_) | None => periods(&[&Policy { in_force: both, ..old.clone() }, new]),
    }
}
