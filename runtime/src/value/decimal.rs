//! Decimal numbers without rounding.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use super::number::Number;
use super::text::{ParseError, text_value};
use crate::json::{Decode, DecodeError, Decoder, Encode, Encoder, Kind, Shape};

/// A decimal number that is a JSON number on the wire, with every digit it was sent with.
///
/// Equal and ordered by its value: `1.0` equals `1.00`. A response may send it as a string too.
#[derive(Clone)]
pub struct Decimal(Box<str>);

/// A decimal number that is a JSON string on the wire, `"12.50"`, with every digit it was sent with.
///
/// Equal and ordered by its value: `1.0` equals `1.00`. A response may send it as a number too.
#[derive(Clone)]
pub struct DecimalString(Box<str>);

const EXPECTED: &str = "a decimal number such as 12.50";

fn is_number(text: &str) -> bool {
    Number::parse(text).is_some()
}

text_value!(DecimalString, EXPECTED, is_number, but Decode);

impl Decode for DecimalString {
    const SHAPE: Shape = Shape::Text(Some(is_number));

    fn decode(decoder: &mut Decoder<'_>) -> Result<Self, DecodeError> {
        match decoder.kind()? {
            Kind::Number => decoder.number().map(|text| Self(text.into())),
            _ => decoder.str().map(|text| Self(text.into())),
        }
    }
}

impl Decimal {
    /// Takes a text that is a number in JSON.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        if is_number(text) { Ok(Self(text.into())) } else { Err(ParseError(EXPECTED)) }
    }

    /// The text as it was sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether an `f64`, printed in its shortest form, is this number.
    pub(crate) fn is_exact_f64(&self) -> bool {
        self.to_f64().is_some_and(|number| Number::parse(&format!("{number:?}")) == Number::parse(&self.0))
    }
}

impl std::str::FromStr for Decimal {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::fmt::Debug for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl crate::ToParam for Decimal {
    fn to_param(&self) -> crate::Param {
        crate::Param::One(self.0.to_string())
    }
}

impl Encode for Decimal {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.decimal(self);
    }
}

impl Decode for Decimal {
    const SHAPE: Shape = Shape::Number;

    fn decode(decoder: &mut Decoder<'_>) -> Result<Self, DecodeError> {
        if decoder.kind()? == Kind::String {
            // It must be a number here: it would not be one when written again.
            Self::parse(&decoder.str()?).map_err(|_| DecodeError::new("a number", "a string that is not one"))
        } else {
            decoder.number().map(|text| Self(text.into()))
        }
    }
}

#[cfg(feature = "serde")]
crate::__serde!(Decimal);

/// What the two have in common: their value.
macro_rules! decimal {
    ($type:ident) => {
        impl $type {
            /// The value as a whole number of units of `10^-scale`, the way ledgers keep money: `12.5` at scale 2 is
            /// `1250`. `None` if that would lose a digit or does not fit.
            pub fn to_scaled(&self, scale: u32) -> Option<i128> {
                Number::parse(&self.0)?.to_scaled(scale)
            }

            /// So many units of `10^-scale`: `1250` at scale 2 is `12.50`.
            pub fn from_scaled(units: i128, scale: u8) -> Self {
                Self(spell(units, scale.into()).into())
            }

            /// The nearest `f64`, for statistics and not for money. `None` if it is no number, or too large.
            pub fn to_f64(&self) -> Option<f64> {
                let number: f64 = if is_number(&self.0) { self.0.parse().ok()? } else { return None };
                if number.is_finite() { Some(number) } else { None }
            }

            /// By value; what is not a number comes last, by its text.
            fn key(&self) -> Result<Number, &str> {
                Number::parse(&self.0).ok_or(&self.0)
            }
        }

        impl PartialEq for $type {
            fn eq(&self, other: &Self) -> bool {
                // The same text has the same value, and mostly it is the same text.
                self.0 == other.0 || self.key() == other.key()
            }
        }

        impl Eq for $type {}

        impl Ord for $type {
            fn cmp(&self, other: &Self) -> Ordering {
                self.key().cmp(&other.key())
            }
        }

        impl PartialOrd for $type {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Hash for $type {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.key().hash(state);
            }
        }

        decimal! { from $type i32 u32 i64 u64 }
    };
    (from $type:ident $($integer:ty)*) => {$(
        impl From<$integer> for $type {
            fn from(value: $integer) -> Self {
                Self(value.to_string().into())
            }
        }
    )*};
}

decimal!(Decimal);
decimal!(DecimalString);

impl From<Decimal> for DecimalString {
    fn from(value: Decimal) -> Self {
        Self(value.0)
    }
}

fn spell(units: i128, scale: usize) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let digits = format!("{:0width$}", units.unsigned_abs(), width = scale + 1);
    let (whole, fraction) = digits.split_at(digits.len() - scale);
    if scale == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}
