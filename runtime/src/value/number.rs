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

    /// How many digits stand behind the point.
    fn scale(&self) -> u32 {
        let digits = i64::try_from(self.digits.len()).unwrap_or(i64::MAX);
        u32::try_from(digits.saturating_sub(self.exponent).max(0)).unwrap_or(u32::MAX)
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

/// Digits before and behind the point that [`small`] reads.
const WHOLE: usize = 18;
const FRACTION: usize = 12;

/// How two numbers compare, digit for digit; `None` if one is no number.
pub(crate) fn compare(one: &str, other: &str) -> Option<Ordering> {
    match (small(one), small(other)) {
        (Some(one), Some(other)) => Some(one.cmp(&other)),
        _ => Some(Number::parse(one)?.cmp(&Number::parse(other)?)),
    }
}

/// Whether a number is a whole multiple of a step; `None` where one is no number, has more than 38 digits, or the step is
/// zero.
pub(crate) fn is_multiple(number: &str, step: &str) -> Option<bool> {
    let (number, step) = match (small(number), small(step)) {
        (Some(number), Some(step)) => (number, step),
        _ => {
            let (number, step) = (Number::parse(number)?, Number::parse(step)?);
            let scale = number.scale().max(step.scale());
            (number.to_scaled(scale)?, step.to_scaled(scale)?)
        }
    };
    Some(number.checked_rem(step)? == 0)
}

/// The value of a number of usual size as units of `10^-12`, without an allocation.
fn small(text: &str) -> Option<i128> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(unsigned) => (true, unsigned),
        None => (false, text),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    if whole.is_empty() || whole.len() > WHOLE || fraction.is_empty() || fraction.len() > FRACTION {
        return None;
    }
    let mut units: i128 = 0;
    for byte in whole.bytes().chain(fraction.bytes()) {
        if !byte.is_ascii_digit() {
            return None;
        }
        units = units * 10 + i128::from(byte - b'0');
    }
    (fraction.len()..FRACTION).for_each(|_| units *= 10);
    Some(if negative { -units } else { units })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_digit_for_digit() {
        for (one, other, expected) in [
            ("5", "5.00", Ordering::Equal),
            ("4.99", "5", Ordering::Less),
            ("-1", "0", Ordering::Less),
            ("-0", "0", Ordering::Equal),
            ("1e3", "1000", Ordering::Equal),
            ("0.1", "0.10000000000000001", Ordering::Less),
            ("9007199254740993", "9007199254740992", Ordering::Greater),
            ("123456789012345678901234567890", "123456789012345678901234567889", Ordering::Greater),
            ("1e400", "1e399", Ordering::Greater),
        ] {
            assert_eq!(compare(one, other), Some(expected), "{one} {other}");
        }
        assert_eq!(compare("five", "5"), None);
        assert_eq!(compare("5", "0x5"), None);
    }

    #[test]
    fn a_multiple_is_told_without_rounding() {
        for (number, step, expected) in [
            ("0.07", "0.01", Some(true)),
            ("0.075", "0.01", Some(false)),
            ("15", "10", Some(false)),
            ("100", "10", Some(true)),
            ("-4", "2", Some(true)),
            ("1e3", "10", Some(true)),
            ("1e-13", "0.01", Some(false)),
            ("1e-300", "0.01", None),
            ("0", "3", Some(true)),
            ("3", "0", None),
        ] {
            assert_eq!(is_multiple(number, step), expected, "{number} {step}");
        }
    }
}
