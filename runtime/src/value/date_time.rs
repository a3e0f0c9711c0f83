//! Points in time.

use std::cmp::Ordering;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::date::{date_of_days, days_since_epoch, digits, parts};
use super::text::text_value;

/// A date with a time and an offset, `2024-02-29T12:30:00.5Z` (RFC 3339 `date-time`).
///
/// Equal if the text is; ordered by the instant first, with texts that are [not valid](Self::is_valid) last.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DateTime(Box<str>);

text_value!(DateTime, "a date and time such as 2024-02-29T12:30:00Z", is_date_time);

impl DateTime {
    /// Seconds and nanoseconds since 1970-01-01T00:00:00Z; `None` if it is [not valid](Self::is_valid).
    ///
    /// A leap second counts as the first second of the next minute.
    pub fn to_unix(&self) -> Option<(i64, u32)> {
        instant(&self.0)
    }

    /// The instant as the standard library has it; `None` if it is not valid or out of the platform's range.
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let (seconds, nanos) = self.to_unix()?;
        let whole = Duration::from_secs(seconds.unsigned_abs());
        let base =
            if seconds < 0 { UNIX_EPOCH.checked_sub(whole)? } else { UNIX_EPOCH.checked_add(whole)? };
        base.checked_add(Duration::from_nanos(nanos.into()))
    }

    /// The instant in UTC so many seconds and nanoseconds (less than a second) after 1970-01-01T00:00:00Z. `None`
    /// outside the years 0 to 9999.
    pub fn from_unix(seconds: i64, nanos: u32) -> Option<Self> {
        let (year, month, day) = date_of_days(seconds.div_euclid(86_400));
        let second = seconds.rem_euclid(86_400);
        if !(0..=9999).contains(&year) || nanos > 999_999_999 {
            return None;
        }
        let fraction = format!(".{nanos:09}");
        let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        Some(Self(
            format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z").into(),
        ))
    }

    /// Now, in UTC, to the second.
    pub fn now() -> Self {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs());
        let seconds = i64::try_from(seconds).unwrap_or_default();
        Self::from_unix(seconds, 0).expect("the clock shows a year of four digits")
    }
}

fn is_date_time(text: &str) -> bool {
    instant(text).is_some()
}

/// Seconds and nanoseconds since 1970 of an RFC 3339 `date-time`.
fn instant(text: &str) -> Option<(i64, u32)> {
    let date = parts(text.get(..10)?)?;
    let time = text.as_bytes().get(10..)?;
    if time.len() < 10 || !matches!(time[0], b'T' | b't' | b' ') || time[3] != b':' || time[6] != b':' {
        return None;
    }
    let (hour, minute, second) = (digits(&time[1..3])?, digits(&time[4..6])?, digits(&time[7..9])?);
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (nanos, zone) = fraction(&time[9..])?;
    let seconds = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
    Some((days_since_epoch(date) * 86_400 + seconds - offset(zone)?, nanos))
}

/// The nanoseconds of a fraction, if there is one, and what follows it. Digits beyond the ninth are dropped.
fn fraction(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let Some(fraction) = bytes.strip_prefix(b".") else { return Some((0, bytes)) };
    let length = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if length == 0 {
        return None;
    }
    let (digits, rest) = fraction.split_at(length);
    let nanos =
        (0..9).fold(0, |nanos, at| nanos * 10 + digits.get(at).map_or(0, |digit| u32::from(digit - b'0')));
    Some((nanos, rest))
}

/// The seconds that a zone, `Z` or `+hh:mm`, is ahead of UTC.
fn offset(zone: &[u8]) -> Option<i64> {
    let (sign, rest) = match zone {
        b"Z" | b"z" => return Some(0),
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return None,
    };
    if rest.len() != 5 || rest[2] != b':' {
        return None;
    }
    let (hour, minute) = (digits(&rest[..2])?, digits(&rest[3..])?);
    if hour > 23 || minute > 59 {
        return None;
    }
    Some(sign * (i64::from(hour) * 3600 + i64::from(minute) * 60))
}

impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        let key =
            |value: &Self| value.to_unix().map_or((true, 0, 0), |(seconds, nanos)| (false, seconds, nanos));
        key(self).cmp(&key(other)).then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
