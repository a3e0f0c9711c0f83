//! What all values that are text on the wire have in common.

use std::fmt;

/// A text that is not in the format of the type, or none of its values. It says what was expected and never the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError(pub(super) &'static str);

impl ParseError {
    pub(crate) const fn expected(what: &'static str) -> Self {
        Self(what)
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.0)
    }
}

impl std::error::Error for ParseError {}

/// Everything but the meaning of a newtype over the text it was sent: a strict `parse`, a tolerant codec. With
/// `but Decode` the type has its own way of reading.
macro_rules! text_value {
    ($type:ident, $expected:expr, $is_valid:path) => {
        $crate::value::text::text_value!($type, $expected, $is_valid, but Decode);

        impl $crate::json::Decode for $type {
            const SHAPE: $crate::json::Shape = $crate::json::Shape::Text(Some($is_valid));

            fn decode(decoder: &mut $crate::json::Decoder<'_>) -> Result<Self, $crate::json::DecodeError> {
                decoder.str().map(|text| Self(text.into()))
            }
        }
    };
    ($type:ident, $expected:expr, $is_valid:path, but Decode) => {
        impl $type {
            /// Takes a text that is in the format.
            pub fn parse(text: &str) -> Result<Self, $crate::value::ParseError> {
                if $is_valid(text) { Ok(Self(text.into())) } else { Err($crate::value::ParseError($expected)) }
            }

            /// The text as it was sent.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Whether the text is in the format. Only values from a response can be otherwise.
            pub fn is_valid(&self) -> bool {
                $is_valid(&self.0)
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::value::ParseError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                // As it is written; what came in another form could hold anything, line breaks too.
                if self.is_valid() { f.write_str(&self.0) } else { std::fmt::Debug::fmt(&*self.0, f) }
            }
        }

        impl $crate::ToParam for $type {
            fn to_param(&self) -> $crate::Param {
                $crate::Param::One(self.0.to_string())
            }
        }

        impl $crate::json::Encode for $type {
            fn encode(&self, encoder: &mut $crate::json::Encoder) {
                encoder.str(&self.0);
            }
        }

        #[cfg(feature = "serde")]
        $crate::__serde!($type);
    };
}

pub(super) use text_value;
