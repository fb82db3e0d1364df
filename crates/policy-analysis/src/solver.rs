//! The search for an assignment of yes and no.
