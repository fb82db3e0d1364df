//! From syntax trees to a policy: names first, then types, then meaning. Collects every error and goes on.

pub(crate) mod collect;
pub(crate) mod levels;
pub(crate) mod scope;
pub(crate) mod space;
