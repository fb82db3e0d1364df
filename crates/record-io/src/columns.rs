//! The columns of a table matched once: which factor each speaks of, which holds the ids, and what is wrong with them.

use core_model::{Columns, FactorId, Headers, Policy};
use messages::{ColumnProblem, DataProblem, IdProblem};

use crate::finding::Finding;
use crate::ids::{IdColumn, id_column};
use crate::records::{Options, Silence};

/// What the columns of a table speak of.
#[derive(Debug, Default)]
pub(crate) struct Matched {
    /// The factor of each column.
    pub(crate) factors: Vec<Option<FactorId>>,
    /// The column of ids.
    pub(crate) id: Option<usize>,
}

/// Matches the columns. What is worth a look goes to `findings`.
pub(crate) fn matched(
    name: &str,
    headers: &[String],
    policy: &Policy,
    options: &Options,
    findings: &mut Vec<Finding>,
) -> Result<Matched, Vec<Finding>> {
    let columns = Headers::new(policy).columns(policy, headers);
    let id = id_column(headers, options.id.as_deref());
    let errors = errors(policy, options, headers, &columns, id);
    if !errors.is_empty() {
        return Err(errors.into_iter().map(|problem| Finding::error(name, problem)).collect());
    }
    let id = match id {
        IdColumn::At(column) => Some(column),
        IdColumn::None | IdColumn::Several(_) => None,
    };
    for (column, _, meant) in columns.near.iter().filter(|(column, ..)| Some(*column) != id) {
        let column = headers.get(*column).cloned().unwrap_or_default();
        findings.push(Finding::warning(name, ColumnProblem::Near { column, meant: meant.clone() }));
    }
    Ok(Matched { factors: columns.factors, id })
}

/// How many columns and factors are named where none of the columns is a factor's.
const NAMED: usize = 5;

/// Where columns are needed, and not one of them is a factor's or nearly one's.
fn none_known(policy: &Policy, options: &Options, headers: &[String], columns: &Columns) -> Option<ColumnProblem> {
    let known = !columns.near.is_empty() || columns.factors.iter().any(Option::is_some);
    if known || options.silence != Silence::Refused || columns.missing.is_empty() {
        return None;
    }
    let found = headers.iter().filter(|header| !header.trim().is_empty()).take(NAMED).cloned().collect();
    let factors = columns.missing.iter().take(NAMED).map(|factor| policy.called(*factor)).collect();
    Some(ColumnProblem::NoneKnown { found, factors })
}

/// Why the question cannot be put to a file with these columns.
fn errors(policy: &Policy, options: &Options, headers: &[String], columns: &Columns, id: IdColumn) -> Vec<DataProblem> {
    if let Some(problem) = none_known(policy, options, headers, columns) {
        return vec![problem.into()];
    }
    let header = |column: usize| headers.get(column).cloned().unwrap_or_default();
    let doubled = columns.doubled.iter().map(|(factor, first, second)| ColumnProblem::Two {
        factor: policy.called(*factor),
        first: header(*first),
        second: header(*second),
    });
    let missing = columns.missing.iter().filter(|_| options.silence == Silence::Refused);
    let missing = missing.map(|factor| ColumnProblem::None {
        factor: policy.called(*factor),
        near: columns.near.iter().find(|(_, near, _)| near == factor).map(|(column, ..)| header(*column)),
    });
    let id = match (id, &options.id) {
        (IdColumn::None, Some(column)) => Some(IdProblem::NoColumn { column: column.clone() }),
        (IdColumn::Several(column), _) => Some(IdProblem::TwoColumns { column: header(column) }),
        (IdColumn::At(_), _) | (IdColumn::None, None) => None,
    };
    doubled.chain(missing).map(DataProblem::from).chain(id.map(DataProblem::from)).collect()
}
