//! Days.

use std::fmt;

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// Reads `YYYY-MM-DD`, with or without a time behind it.
    pub fn parse(text: &str) -> Option<Self> {
        let date = text.split_once('T').map_or(text, |(date, _)| date);
        let mut parts = date.splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if (year.len(), month.len(), day.len()) != (4, 2, 2) {
            return None;
        }
        let date = Self { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? };
        ((1..=12).contains(&date.month) && (1..=date.days_in_month()).contains(&date.day)).then_some(date)
    }

    /// The day that is this many days after 1970-01-01.
    pub fn from_days(days: u32) -> Self {
        let mut date = Self { year: 1970, month: 1, day: 1 };
        let mut left = days;
        while left >= date.days_in_year() {
            left -= date.days_in_year();
            date.year += 1;
        }
        while left >= u32::from(date.days_in_month()) {
            left -= u32::from(date.days_in_month());
            date.month += 1;
        }
        date.day += u8::try_from(left).unwrap_or_default();
        date
    }

    fn is_leap_year(self) -> bool {
        self.year.is_multiple_of(4) && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400))
    }

    fn days_in_year(self) -> u32 {
        if self.is_leap_year() { 366 } else { 365 }
    }

    fn days_in_month(self) -> u8 {
        match self.month {
            2 if self.is_leap_year() => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_dates() {
        for (days, text) in [(0, "1970-01-01"), (11_016, "2000-02-29"), (20_000, "2024-10-04")] {
            assert_eq!(Date::from_days(days).to_string(), text);
            assert_eq!(Date::parse(text), Some(Date::from_days(days)));
        }
        assert_eq!(Date::parse("2023-01-02T00:00:00Z"), Date::parse("2023-01-02"));
        for wrong in ["2023-02-29", "2023-13-01", "2023-1-1", "soon", ""] {
            assert_eq!(Date::parse(wrong), None, "{wrong}");
        }
    }
}
