//! What the classes of a factor need to know beside its type: the segments of time that windows tell apart, the
//! literals that texts are compared with.

use crate::condition::Window;
use crate::date::Date;
use crate::leaves::Leaf;
use crate::policy::FactorId;

/// How one factor's values fall into classes.
#[derive(Debug, Clone, Default)]
pub struct Axis {
    /// Segments of time, in order: first and last day number of each. All of time where no window is counted.
    segments: Vec<(i64, i64)>,
    /// The windows counted, as a range of segments.
    windows: Vec<(Window, usize, usize)>,
    /// The literals compared with, in the order met.
    literals: Vec<String>,
}

impl Axis {
    /// One axis a factor, from everything that will be asked.
    #[must_use]
    pub fn all<'a>(factors: usize, as_of: Date, leaves: impl Fn(&mut dyn FnMut(Leaf<'a>))) -> Vec<Self> {
        let mut axes = vec![Self::default(); factors];
        leaves(&mut |leaf| match leaf {
            Leaf::Window(factor, window) => with(&mut axes, factor, |axis| axis.add_window(window)),
            Leaf::Literals(factor, literals) => with(&mut axes, factor, |axis| axis.add_literals(literals)),
            Leaf::Condition(_) | Leaf::Matrix(_) | Leaf::Factor(_) | Leaf::Define(_) | Leaf::Day(_) => {}
        });
        axes.iter_mut().for_each(|axis| axis.settle(as_of));
        axes
    }

    /// The segments of time, in order: first and last day number of each.
    #[must_use]
    pub fn segments(&self) -> &[(i64, i64)] {
        &self.segments
    }

    /// The literals that texts are compared with. A text that is none of them is of the class after the last.
    #[must_use]
    pub fn literals(&self) -> &[String] {
        &self.literals
    }

    /// The segments that a window covers: from the first to before the second.
    #[must_use]
    pub fn window(&self, window: Window) -> (usize, usize) {
        self.windows.iter().find(|(counted, ..)| *counted == window).map_or((0, 0), |(_, from, to)| (*from, *to))
    }

    /// How many of the dates lie in each segment.
    pub(crate) fn count(&self, dates: &[Date]) -> Vec<u32> {
        let mut counts = vec![0; self.segments.len()];
        for date in dates {
            let segment = self.segments.partition_point(|(_, last)| *last < date.number());
            if let Some(count) = counts.get_mut(segment) {
                *count += 1;
            }
        }
        counts
    }

    /// A list with so many dates in each segment.
    #[must_use]
    pub fn dates(&self, counts: impl Iterator<Item = u32>) -> Vec<Date> {
        counts
            .zip(&self.segments)
            .flat_map(|(count, (first, _))| (0..count).map(|_| Date::from_number(*first)))
            .collect()
    }

    /// The class of a text.
    pub(crate) fn literal(&self, text: &str) -> usize {
        self.literals.iter().position(|literal| literal == text).unwrap_or(self.literals.len())
    }

    /// A text of the class.
    #[must_use]
    pub fn text(&self, class: usize) -> String {
        match self.literals.get(class) {
            Some(literal) => literal.clone(),
            None => (0_usize..).map(|n| format!("…{n}")).find(|text| !self.literals.contains(text)).unwrap_or_default(),
        }
    }

    fn add_window(&mut self, window: Window) {
        if !self.windows.iter().any(|(counted, ..)| *counted == window) {
            self.windows.push((window, 0, 0));
        }
    }

    fn add_literals(&mut self, literals: &[String]) {
        for literal in literals {
            if !self.literals.contains(literal) {
                self.literals.push(literal.clone());
            }
        }
    }

    fn settle(&mut self, as_of: Date) {
        let spans: Vec<(i64, i64)> = self.windows.iter().map(|(window, ..)| window.days(as_of)).collect();
        let (first, last) = (Date::FIRST.number(), Date::LAST.number());
        let mut starts: Vec<i64> = vec![first];
        starts.extend(spans.iter().flat_map(|(from, to)| [*from, *to + 1]).filter(|day| (first..=last).contains(day)));
        starts.sort_unstable();
        starts.dedup();
        let ends = starts.iter().skip(1).map(|start| start - 1).chain([last]);
        self.segments = starts.iter().copied().zip(ends).collect();
        for ((_, from, to), span) in self.windows.iter_mut().zip(spans) {
            *from = starts.partition_point(|start| *start < span.0);
            *to = starts.partition_point(|start| *start <= span.1).max(*from);
        }
    }
}

impl Window {
    /// The first and last day number counted as of a day; the last before the first where there is none.
    pub(crate) fn days(self, as_of: Date) -> (i64, i64) {
        let today = as_of.number();
        match self {
            Self::All => (Date::FIRST.number(), today),
            Self::Within(count, unit) => (as_of.less(count, unit).number() + 1, today),
            Self::ThisYear => (as_of.year_start().number(), today),
            Self::LastYear => {
                let this = as_of.year_start().number();
                (Date::from_number(this - 1).year_start().number(), this - 1)
            }
        }
    }
}

fn with(axes: &mut [Axis], factor: FactorId, change: impl FnOnce(&mut Axis)) {
    if let Some(axis) = axes.get_mut(factor.index()) {
        change(axis);
    }
}

#[cfg(test)]
mod tests {
    use super::Axis;
    use crate::condition::Window;
    use crate::date::{Date, Unit};
    use crate::leaves::Leaf;
    use crate::policy::FactorId;

    fn day(year: u16, month: u8, day: u8) -> Date {
        Date::new(year, month, day).unwrap()
    }

    #[test]
    fn a_window_ends_with_the_day_or_with_last_year() {
        let days = |window: Window| {
            let (first, last) = window.days(day(2020, 2, 29));
            (Date::from_number(first), Date::from_number(last))
        };
        let today = day(2020, 2, 29);
        assert_eq!(days(Window::All), (Date::FIRST, today));
        assert_eq!(days(Window::Within(2, Unit::Years)), (day(2018, 3, 1), today));
        assert_eq!(days(Window::Within(1, Unit::Days)), (today, today));
        assert_eq!(days(Window::ThisYear), (day(2020, 1, 1), today));
        assert_eq!(days(Window::LastYear), (day(2019, 1, 1), day(2019, 12, 31)));
    }

    #[test]
    fn dates_fall_into_the_segments_that_windows_tell_apart() {
        let windows = [Window::All, Window::ThisYear, Window::LastYear];
        let axes = Axis::all(1, day(2020, 2, 29), |each| {
            windows.iter().for_each(|window| each(Leaf::Window(FactorId(0), *window)));
        });
        let dates =
            [day(2018, 12, 31), day(2019, 1, 1), day(2019, 12, 31), day(2020, 1, 1), day(2020, 2, 29), day(2020, 3, 1)];
        let counts = axes[0].count(&dates);
        assert_eq!(counts, [1, 2, 2, 1]);
        let counted = windows.map(|window| {
            let (from, to) = axes[0].window(window);
            counts[from..to].iter().sum::<u32>()
        });
        assert_eq!(counted, [5, 2, 2]);
        assert_eq!(axes[0].count(&axes[0].dates(counts.iter().copied())), counts);
        assert_eq!(axes[0].window(Window::Within(1, Unit::Years)), (0, 0), "what was not asked for");
    }

    #[test]
    fn on_the_first_of_all_days_there_is_no_last_year() {
        let axes = Axis::all(1, Date::FIRST, |each| each(Leaf::Window(FactorId(0), Window::LastYear)));
        let (from, to) = axes[0].window(Window::LastYear);
        assert_eq!(from, to);
    }
}
