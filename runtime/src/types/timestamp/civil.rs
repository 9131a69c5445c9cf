//! Converts between days since 1970 and dates of the proleptic Gregorian calendar.
//!
//! Years are counted from March, so that the leap day comes last; 400 years are an era of 146,097 days.

/// Days in 400 years.
const ERA: i64 = 146_097;

/// Days from 0000-03-01 to 1970-01-01.
const EPOCH: i64 = 719_468;

/// A date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) year: i64,
    pub(super) month: i64,
    pub(super) day: i64,
}

impl Date {
    /// The date of a day number.
    pub(super) const fn from_days(days: i64) -> Self {
        let days = days + EPOCH;
        let (era, day) = (days.div_euclid(ERA), days.rem_euclid(ERA));
        // Each term corrects for leap days: one in 4 years, none in 100, one in 400.
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        // Month lengths from March repeat every five months, which have 153 days.
        let month = (5 * day + 2) / 153;
        let day = day - (153 * month + 2) / 5 + 1;
        let (month, late) = if month < 10 {
            (month + 3, 0)
        } else {
            (month - 9, 1)
        };
        Self {
            year: era * 400 + year + late,
            month,
            day,
        }
    }

    /// The day number; `None` if the date does not exist.
    pub(super) fn days(self) -> Option<i64> {
        if !(1..=12).contains(&self.month) || self.day < 1 || self.day > self.month_length() {
            return None;
        }
        let (month, year) = if self.month > 2 {
            (self.month - 3, self.year)
        } else {
            (self.month + 9, self.year.checked_sub(1)?)
        };
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let day = (153 * month + 2) / 5 + self.day - 1;
        let day = of_era * 365 + of_era / 4 - of_era / 100 + day;
        era.checked_mul(ERA)?.checked_add(day)?.checked_sub(EPOCH)
    }

    /// Days in the month.
    const fn month_length(self) -> i64 {
        match self.month {
            4 | 6 | 9 | 11 => 30,
            2 if self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0) => 29,
            2 => 28,
            _ => 31,
        }
    }
}

/// The weekday of a day number; 0 is Monday.
pub(super) const fn weekday(days: i64) -> i64 {
    (days + 3).rem_euclid(7)
}
