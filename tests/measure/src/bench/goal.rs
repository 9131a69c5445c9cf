//! Rows of the budget, and the comparison of results with goals.

use serde::Serialize;

/// A row of the budget.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Row {
    /// Measured quantity.
    pub(super) what: &'static str,
    /// Unit of the numbers.
    pub(super) unit: Unit,
    /// Result of the peer.
    pub(super) peer: Option<f64>,
    /// Our result.
    pub(super) ours: f64,
    /// Result of `serde_json` with hand-written structs.
    pub(super) by_hand: Option<f64>,
    /// Minimum goal.
    pub(super) at_least: Goal,
    /// Stretch goal.
    pub(super) reach_for: Goal,
}

/// Unit of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Unit {
    /// Nanoseconds.
    Nanoseconds,
    /// Seconds of CPU time, unless the row says otherwise.
    Seconds,
    /// Kilobytes.
    Kilobytes,
    /// Megabytes.
    Megabytes,
    /// A plain count.
    Count,
}

/// An upper limit for our result.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Goal {
    /// No limit.
    Any,
    /// The peer's result divided by this factor.
    TimesLess(f64),
    /// An absolute limit.
    AtMost(f64),
    /// The result of hand-written structs.
    AsByHand,
}

/// Comparison of a result with its goals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    /// Below the minimum goal.
    Missed,
    /// The minimum goal is met, but not the stretch goal.
    Met,
    /// The stretch goal is met.
    Reached,
}

impl Row {
    /// Ratio of the peer's result to ours.
    pub(super) fn times_less(&self) -> Option<f64> {
        self.peer.map(|peer| peer / self.ours)
    }

    /// Comparison with the goals; `None` without goals.
    pub(super) fn verdict(&self) -> Option<Verdict> {
        if self.at_least == Goal::Any {
            return None;
        }
        Some(
            match (self.meets(self.at_least), self.meets(self.reach_for)) {
                (true, true) => Verdict::Reached,
                (true, false) => Verdict::Met,
                (false, _) => Verdict::Missed,
            },
        )
    }

    fn meets(&self, goal: Goal) -> bool {
        match goal {
            Goal::Any => true,
            Goal::TimesLess(times) => self.times_less().is_some_and(|less| less >= times),
            Goal::AtMost(most) => self.ours <= most,
            Goal::AsByHand => self.by_hand.is_some_and(|by_hand| self.ours <= by_hand),
        }
    }
}

impl Unit {
    /// Formats a number with a suitable prefix of the unit.
    pub(super) fn show(self, number: f64) -> String {
        match self {
            Self::Nanoseconds if number < 1e3 => format!("{number:.0} ns"),
            Self::Nanoseconds if number < 1e6 => format!("{:.2} us", number / 1e3),
            Self::Nanoseconds => format!("{:.2} ms", number / 1e6),
            Self::Seconds if number < 1.0 => format!("{:.0} ms", number * 1e3),
            Self::Seconds => format!("{number:.1} s"),
            Self::Kilobytes => format!("{} kB", with_commas(number)),
            Self::Megabytes if number < 1000.0 => format!("{number:.1} MB"),
            Self::Megabytes => format!("{:.2} GB", number / 1000.0),
            Self::Count => with_commas(number),
        }
    }
}

/// Formats an integer with thousands separators.
fn with_commas(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

impl Goal {
    /// Describes the goal.
    pub(super) fn show(self, unit: Unit) -> String {
        match self {
            Self::Any => "-".to_owned(),
            Self::TimesLess(times) => format!("{times}x"),
            Self::AtMost(most) => unit.show(most),
            Self::AsByHand => "by hand".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(ours: f64, by_hand: Option<f64>, reach_for: Goal) -> Row {
        Row {
            what: "x",
            unit: Unit::Count,
            peer: Some(100.0),
            ours,
            by_hand,
            at_least: Goal::TimesLess(2.0),
            reach_for,
        }
    }

    #[test]
    fn a_goal_is_met_exactly() {
        let verdict = |ours| row(ours, None, Goal::TimesLess(4.0)).verdict();
        assert_eq!(verdict(50.1), Some(Verdict::Missed));
        assert_eq!(verdict(50.0), Some(Verdict::Met));
        assert_eq!(verdict(25.0), Some(Verdict::Reached));
        let verdict = |by_hand| row(30.0, by_hand, Goal::AsByHand).verdict();
        assert_eq!(verdict(Some(29.0)), Some(Verdict::Met));
        assert_eq!(verdict(Some(30.0)), Some(Verdict::Reached));
        assert_eq!(verdict(None), Some(Verdict::Met));
    }

    #[test]
    fn numbers_are_formatted_for_humans() {
        assert_eq!(Unit::Count.show(537_943.0), "537,943");
        assert_eq!(Unit::Count.show(66.0), "66");
        assert_eq!(Unit::Nanoseconds.show(248.4), "248 ns");
        assert_eq!(Unit::Nanoseconds.show(4030.0), "4.03 us");
        assert_eq!(Unit::Seconds.show(0.2), "200 ms");
        assert_eq!(Unit::Megabytes.show(4600.0), "4.60 GB");
    }
}
