//! What a record calls itself, and whether an earlier record is called the same.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use core_model::nfc;

/// Columns that hold ids where none is named, the first that there is.
const USUAL: [&str; 3] = ["id", "编号", "序号"];

/// So many ids of a file are compared; more would be held in memory.
pub(crate) const COMPARED: usize = 1_000_000;

/// So many repeated ids are told one by one.
const TOLD: u64 = 20;

/// Which column holds ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IdColumn {
    /// This one.
    At(usize),
    /// None does.
    None,
    /// Several are named so, this one first.
    Several(usize),
}

/// The column of ids: of this name, else a usual one.
pub(crate) fn id_column(headers: &[String], named: Option<&str>) -> IdColumn {
    match named {
        Some(name) => columns_named(headers, &nfc(name.trim())),
        None => {
            let mut usual = USUAL.iter().map(|name| columns_named(headers, name));
            usual.find(|column| *column != IdColumn::None).unwrap_or(IdColumn::None)
        }
    }
}

/// Whether a column or key holds ids where none is named: its place among the usual ones.
pub(crate) fn usual_rank(key: &str) -> Option<usize> {
    USUAL.iter().position(|name| is_named(key, name))
}

/// Whether a column or key is of this name.
pub(crate) fn is_named(header: &str, name: &str) -> bool {
    nfc(header.trim()).eq_ignore_ascii_case(name)
}

fn columns_named(headers: &[String], name: &str) -> IdColumn {
    let mut columns = headers.iter().zip(0..).filter(|(header, _)| is_named(header, name)).map(|(_, column)| column);
    match (columns.next(), columns.next()) {
        (None, _) => IdColumn::None,
        (Some(column), None) => IdColumn::At(column),
        (Some(column), Some(_)) => IdColumn::Several(column),
    }
}

/// The ids that were seen, as fingerprints.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    prints: BTreeSet<u128>,
    repeated: u64,
}

/// What is new about an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sight {
    /// It was not seen before, or is not told.
    Fresh,
    /// An earlier record has it.
    Repeated,
    /// From here on ids are not compared.
    Full,
}

impl Seen {
    /// Looks at the id of the next record.
    pub(crate) fn look(&mut self, id: &str) -> Sight {
        let print = fingerprint(id);
        if self.prints.contains(&print) {
            self.repeated += 1;
            return if self.repeated <= TOLD { Sight::Repeated } else { Sight::Fresh };
        }
        match self.prints.len() {
            COMPARED.. => Sight::Fresh,
            before => {
                self.prints.insert(print);
                if before + 1 == COMPARED { Sight::Full } else { Sight::Fresh }
            }
        }
    }

    /// How many records repeated an id without being told.
    pub(crate) fn untold(&self) -> u64 {
        self.repeated.saturating_sub(TOLD)
    }
}

fn fingerprint(id: &str) -> u128 {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        (salt, id).hash(&mut hasher);
        u128::from(hasher.finish())
    };
    half(0) << 64 | half(1)
}
