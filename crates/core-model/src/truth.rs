//! Whether something holds of every record of a region, of none, or of some.

/// Yes, no, or not settled by what is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Truth {
    /// It holds of none.
    No,
    /// It holds of some, perhaps; of others not.
    Open,
    /// It holds of all.
    Yes,
}

impl Truth {
    pub(crate) fn of(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    /// Settled only where every record agrees: `all` of them, or `none` of them.
    pub(crate) fn settled(all: bool, none: bool) -> Self {
        if all {
            Self::Yes
        } else if none {
            Self::No
        } else {
            Self::Open
        }
    }

    pub(crate) fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Open => Self::Open,
            Self::Yes => Self::No,
        }
    }

    pub(crate) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, Self::Yes) => Self::Yes,
            (Self::Open, Self::Open | Self::Yes) | (Self::Yes, Self::Open) => Self::Open,
        }
    }

    pub(crate) fn or(self, other: Self) -> Self {
        self.not().and(other.not()).not()
    }

    /// Whether one of them holds. Looks no further than it must.
    pub(crate) fn any(mut each: impl Iterator<Item = Self>) -> Self {
        let mut joined = Self::No;
        while joined != Self::Yes
            && let Some(next) = each.next()
        {
            joined = joined.or(next);
        }
        joined
    }
}
