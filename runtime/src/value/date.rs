//! Calendar dates.

use super::text::{ParseError, text_value};

/// A date without a time, `2024-02-29` (RFC 3339 `full-date`). Ordered as in the calendar.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(Box<str>);

text_value!(Date, "a date such as 2024-02-29", is_date);

impl Date {
    /// The date of this year (0 to 9999), month and day.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, ParseError> {
        Self::parse(&format!("{year:04}-{month:02}-{day:02}"))
    }

    /// Year, month and day; `None` if it is [not valid](Self::is_valid).
    pub fn to_parts(&self) -> Option<(u16, u8, u8)> {
        parts(&self.0)
    }
}

fn is_date(text: &str) -> bool {
    parts(text).is_some()
}

/// Year, month and day of a text that is a date and nothing else.
pub(super) fn parts(text: &str) -> Option<(u16, u8, u8)> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let (year, month, day) = (digits(&bytes[..4])?, digits(&bytes[5..7])?, digits(&bytes[8..])?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    let valid = (1..=days).contains(&day);
    if valid { Some((year, month.try_into().ok()?, day.try_into().ok()?)) } else { None }
}

/// The number that at most four digits spell; signs and anything else are refused.
pub(super) fn digits(bytes: &[u8]) -> Option<u16> {
    bytes.iter().try_fold(0, |number, byte| {
        if byte.is_ascii_digit() { Some(number * 10 + u16::from(byte - b'0')) } else { None }
    })
}

/// Days since 1970-01-01 of a valid date, by the proleptic Gregorian calendar (after Howard Hinnant's
/// `days_from_civil`: years begin in March, so that the leap day is the last).
pub(super) fn days_since_epoch((year, month, day): (u16, u8, u8)) -> i64 {
    let (year, month) = (i64::from(year) - i64::from(month <= 2), i64::from(month));
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The date that is so many days after 1970-01-01.
pub(super) fn date_of_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let (day, month) = (day_of_year - (153 * shifted + 2) / 5 + 1, (shifted + 2) % 12 + 1);
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}
