//! Which column or key speaks of which factor: by name, label or `aka`. A near miss is told, never taken.

use std::collections::BTreeMap;

use crate::names::{looks, nearest, nfc, nfc_of};
use crate::policy::{FactorId, Policy};

/// The spellings by which columns and keys claim to speak of a policy's factors.
#[derive(Debug, Clone)]
pub struct Headers {
    spellings: BTreeMap<String, FactorId>,
}

/// What a column or key speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// Of this factor.
    Factor(FactorId),
    /// Of no factor, but it is nearly a spelling of this one.
    Near(FactorId, String),
    /// Of no factor.
    None,
}

/// The columns of a file, matched.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Columns {
    /// The factor of each column.
    pub factors: Vec<Option<FactorId>>,
    /// Factors that have more than one column: the first, and each further one.
    pub doubled: Vec<(FactorId, usize, usize)>,
    /// Columns that are nearly a factor's that has none: the column, the factor, its spelling.
    pub near: Vec<(usize, FactorId, String)>,
    /// Factors without `assume` that have no column.
    pub missing: Vec<FactorId>,
}

impl Headers {
    /// The spellings of a policy's factors.
    #[must_use]
    pub fn new(policy: &Policy) -> Self {
        let mut spellings = BTreeMap::new();
        for (factor, id) in policy.factors.iter().zip((0..).map(FactorId)) {
            for spelling in factor.named.spellings() {
                spellings.entry(nfc(spelling.trim())).or_insert(id);
            }
        }
        Self { spellings }
    }

    /// The factor that a column or key speaks of.
    #[must_use]
    pub fn factor(&self, header: &str) -> Option<FactorId> {
        self.spellings.get(nfc_of(header.trim()).as_ref()).copied()
    }

    /// What a column or key speaks of, near misses told.
    #[must_use]
    pub fn claim(&self, header: &str) -> Claim {
        let header = nfc(header.trim());
        if let Some(id) = self.factor(&header) {
            return Claim::Factor(id);
        }
        let near = self.twin(&header).or_else(|| nearest(&header, self.spellings.keys().map(String::as_str)));
        let found = near.and_then(|spelling| Some((*self.spellings.get(spelling)?, spelling.to_owned())));
        found.map_or(Claim::None, |(id, spelling)| Claim::Near(id, spelling))
    }

    /// Matches the columns of a file.
    #[must_use]
    pub fn columns(&self, policy: &Policy, headers: &[String]) -> Columns {
        let claims: Vec<Claim> = headers.iter().map(|header| self.claim(header)).collect();
        let mut matched = Columns::default();
        let mut first: BTreeMap<FactorId, usize> = BTreeMap::new();
        for (column, claim) in claims.iter().enumerate() {
            let factor = claim.factor();
            matched.factors.push(factor);
            let Some(factor) = factor else { continue };
            match first.get(&factor) {
                Some(earlier) => matched.doubled.push((factor, *earlier, column)),
                None => drop(first.insert(factor, column)),
            }
        }
        for (column, claim) in claims.into_iter().enumerate() {
            match claim {
                Claim::Near(factor, spelling) if !first.contains_key(&factor) => {
                    matched.near.push((column, factor, spelling));
                }
                Claim::Near(..) | Claim::Factor(_) | Claim::None => {}
            }
        }
        matched.missing = silent(policy, |id| first.contains_key(&id));
        matched
    }

    /// A spelling that reads the same, or that the header only adds a bracket to.
    fn twin(&self, header: &str) -> Option<&str> {
        let (look, plain) = (looks(header), squeezed(header));
        let mut spellings = self.spellings.keys();
        spellings.find(|spelling| looks(spelling) == look || squeezed(spelling) == plain).map(String::as_str)
    }
}

impl Claim {
    /// The factor, where it speaks of one.
    #[must_use]
    pub fn factor(&self) -> Option<FactorId> {
        match self {
            Self::Factor(id) => Some(*id),
            Self::Near(..) | Self::None => None,
        }
    }
}

impl Policy {
    /// What people call the factor.
    #[must_use]
    pub fn called(&self, factor: FactorId) -> String {
        self.factors.get(factor.index()).map(|factor| factor.named.called().to_owned()).unwrap_or_default()
    }
}

/// The factors without `assume` that the data never speak of.
#[must_use]
pub fn silent(policy: &Policy, spoken: impl Fn(FactorId) -> bool) -> Vec<FactorId> {
    let factors = policy.factors.iter().zip((0..).map(FactorId));
    factors.filter(|(factor, id)| factor.assume.is_none() && !spoken(*id)).map(|(_, id)| id).collect()
}

/// The header in small letters, without spaces and underscores, up to a bracket: `经济损失（元）` is `经济损失`.
fn squeezed(header: &str) -> String {
    let before =
        header.split(['(', '（', '[', '【']).next().filter(|before| !before.trim().is_empty()).unwrap_or(header);
    let letters = before.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, '_' | '-'));
    letters.flat_map(char::to_lowercase).collect()
}
