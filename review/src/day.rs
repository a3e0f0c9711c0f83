//! Days of the calendar, without a clock.

use std::fmt;

/// A day of the calendar, as a number of days since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(i64);

impl Day {
    /// The day on which a time stands, in seconds since 1970.
    pub fn of_unix_seconds(seconds: u64) -> Self {
        Self(i64::try_from(seconds / 86_400).unwrap_or(i64::MAX / 2))
    }

    /// Reads `YYYY-MM-DD`; `None` when there is no such day.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let mut number = |len: usize| -> Option<i64> {
            let part = parts.next()?;
            (part.len() == len && part.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| part.parse().ok())?
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            4 | 6 | 9 | 11 => 30,
            2 if is_leap => 29,
            2 => 28,
            1 | 3 | 5 | 7..=8 | 10 | 12 => 31,
            _ => return None,
        };
        // The year begins in March, so that a leap day is its last.
        let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
        let of_years = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        (1..=days).contains(&day).then(|| Self(of_years + (153 * month + 2) / 5 + day - 1 - 719_468))
    }

    /// Reads `YYYY-MM-DD`, with or without a time behind it.
    pub fn parse_with_time(text: &str) -> Option<Self> {
        Self::parse(text.split_once('T').map_or(text, |(day, _)| day))
    }

    /// How many days have passed since another day.
    pub fn days_since(self, other: Self) -> i64 {
        self.0 - other.0
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = self.0 + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
        write!(f, "{:04}-{month:02}-{day:02}", year + era * 400)
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn days_of_the_calendar() {
        let day = |text| Day::parse(text).unwrap();
        assert_eq!(day("1970-01-01"), Day(0));
        assert_eq!(day("2000-03-01").days_since(day("2000-02-28")), 2);
        assert_eq!(day("2026-03-01").days_since(day("2025-03-01")), 365);
        assert_eq!(Day::of_unix_seconds(1_767_225_599).to_string(), "2025-12-31");
        for number in (-700_000..800_000).step_by(97) {
            let text = Day(number).to_string();
            assert_eq!(Day::parse(&text), Some(Day(number)), "{text}");
        }
        assert_eq!(Day::parse_with_time("2023-01-02T00:00:00Z"), Day::parse("2023-01-02"));
        assert_eq!(Day::parse("2023-01-02T00:00:00Z"), None);
        for text in ["2026-02-29", "2026-13-01", "2026-1-01", "2026-01-00", "today", "20260-01-01"] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }
}
