//! Which rules are active and which of them stand.

use crate::policy::RuleId;
use crate::truth::Truth;
use crate::view::View;

/// Of every rule, whether it is active and whether it stands.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    pub(crate) active: Vec<Truth>,
    pub(crate) stands: Vec<Truth>,
}

/// Rules that grade: active in force, by `when` and `unless`; standing where no standing rule overrides them.
pub(crate) fn stands(view: &mut View<'_>) -> Standing {
    let rules = view.program.policy().rules.len();
    let mut standing = Standing { active: vec![Truth::No; rules], stands: vec![Truth::No; rules] };
    let program = view.program;
    settle(view, program.grading(), &mut standing);
    standing
}

/// The same for the rules that ask for the level, once the view knows it.
pub(crate) fn stands_asking(view: &mut View<'_>, standing: &mut Standing) {
    let program = view.program;
    settle(view, program.asking(), standing);
}

fn settle(view: &mut View<'_>, order: &[RuleId], standing: &mut Standing) {
    // Of the `first` table whose rows are being settled: its first row, and whether a row of it stands so far.
    let mut table: (Option<RuleId>, Truth) = (None, Truth::No);
    let program = view.program;
    for id in order {
        let Some(rule) = program.policy().rules.get(id.index()) else { continue };
        let mut active = view.condition(&rule.when);
        if active != Truth::No
            && let Some(unless) = &rule.unless
        {
            active = active.and(view.condition(unless).not());
        }
        let mut overridden = Truth::any(program.overriders(*id).iter().map(|by| truth(&standing.stands, *by)));
        if rule.first_of.is_some() {
            if table.0 != rule.first_of {
                table = (rule.first_of, earlier_rows(standing, rule.first_of, *id));
            }
            overridden = overridden.or(table.1);
        }
        let stands = active.and(overridden.not());
        if rule.first_of.is_some() {
            table.1 = table.1.or(stands);
        }
        put(&mut standing.active, *id, active);
        put(&mut standing.stands, *id, stands);
    }
}

/// Whether a row of the table before this one stands.
fn earlier_rows(standing: &Standing, first: Option<RuleId>, row: RuleId) -> Truth {
    let from = first.map_or(row.index(), RuleId::index);
    Truth::any(standing.stands.iter().take(row.index()).skip(from).copied())
}

pub(crate) fn truth(of: &[Truth], rule: RuleId) -> Truth {
    of.get(rule.index()).copied().unwrap_or(Truth::No)
}

fn put(of: &mut [Truth], rule: RuleId, truth: Truth) {
    if let Some(place) = of.get_mut(rule.index()) {
        *place = truth;
    }
}
