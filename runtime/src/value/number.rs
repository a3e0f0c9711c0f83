//! The value of a decimal number, whatever way it is written.

use std::cmp::Ordering;

/// A JSON number by its value: `sign × 0.digits × 10^exponent`, where `digits` begins and ends with a digit that is
/// not zero. Zero has no digits.
#[derive(PartialEq, Eq, Hash)]
pub(super) struct Number {
    negative: bool,
    exponent: i64,
    digits: Vec<u8>,
}

impl Number {
    /// The value of a text by the grammar of JSON numbers.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(unsigned) => (true, unsigned),
            None => (false, text),
        };
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (mantissa, ""),
        };
        let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let leading_zero = whole.len() > 1 && whole.starts_with('0');
        if whole.is_empty() || leading_zero || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
        let Some(start) = digits.iter().position(|digit| *digit != b'0') else {
            return Some(Self { negative: false, exponent: 0, digits: Vec::new() });
        };
        let end = digits.iter().rposition(|digit| *digit != b'0')? + 1;
        let point = i64::try_from(whole.len()).ok()? - i64::try_from(start).ok()?;
        Some(Self { negative, exponent: exponent.saturating_add(point), digits: digits[start..end].to_vec() })
    }

    fn sign(&self) -> i8 {
        match (self.digits.is_empty(), self.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        }
    }

    /// The value as a whole number of units of `10^-scale`, if it is one and small enough.
    pub(super) fn to_scaled(&self, scale: u32) -> Option<i128> {
        let units = self.exponent.checked_add(scale.into())?;
        let digits = i64::try_from(self.digits.len()).ok()?;
        if self.digits.is_empty() {
            return Some(0);
        }
        if !(digits..=39).contains(&units) {
            return None;
        }
        let mut text = if self.negative { String::from("-") } else { String::new() };
        text.extend(self.digits.iter().map(|digit| char::from(*digit)));
        text.extend((digits..units).map(|_| '0'));
        text.parse().ok()
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let magnitude = || (self.exponent, &self.digits).cmp(&(other.exponent, &other.digits));
        self.sign().cmp(&other.sign()).then_with(|| match self.sign() {
            0 => Ordering::Equal,
            1 => magnitude(),
            _ => magnitude().reverse(),
        })
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// An exponent; one beyond 64 bits is the largest, which is as far from every other number as it gets.
fn parse_exponent(text: &str) -> Option<i64> {
    let (sign, digits) = match text.as_bytes() {
        [b'-', ..] => (-1, &text[1..]),
        [b'+', ..] => (1, &text[1..]),
        _ => (1, text),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(sign * digits.parse::<i64>().unwrap_or(i64::MAX))
}
