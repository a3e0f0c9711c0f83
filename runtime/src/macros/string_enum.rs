//! `string_enum!`: the codec of an open set of strings.

/// Implements everything but the declaration of an enum of strings whose last variant is `Unknown(String)`.
///
/// There is no `From<&str>`: a mistyped value would silently become `Unknown`. `from_wire` says what it does, and `parse`
/// takes documented values alone.
///
/// ```
/// #[derive(Debug, PartialEq)]
/// enum Program {
///     Custodial,
///     NonCustodial,
///     Unknown(String),
/// }
///
/// clientwright_runtime::string_enum! {
///     Program { Custodial = "custodial", NonCustodial = "non_custodial" }
/// }
///
/// assert_eq!(Program::from_wire("non_custodial"), Program::NonCustodial);
/// assert_eq!(Program::from_wire("new"), Program::Unknown("new".to_owned()));
/// assert_eq!("custodial".parse(), Ok(Program::Custodial));
/// let error = "custodail".parse::<Program>().unwrap_err();
/// assert_eq!(error.to_string(), "expected a documented value of `Program`, see `Program::VALUES`");
/// ```
#[macro_export]
macro_rules! string_enum {
    ($type:ident { $($variant:ident = $value:literal),* $(,)? }) => {
        impl $type {
            /// The values that the documentation names, as they are on the wire.
            pub const VALUES: &'static [&'static str] = &[$($value),*];

            /// The value as it is on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => value,
                }
            }

            /// The variant of a value on the wire; `Unknown` if the documentation does not name it.
            pub fn from_wire(value: &str) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    _ => Self::Unknown(value.to_owned()),
                }
            }

            /// Whether the documentation does not name the value.
            pub fn is_unknown(&self) -> bool {
                ::core::matches!(self, Self::Unknown(_))
            }
        }

        impl ::core::fmt::Display for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::core::str::FromStr for $type {
            type Err = $crate::value::ParseError;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                match Self::from_wire(text) {
                    Self::Unknown(_) => ::core::result::Result::Err($crate::__private::expected(::core::concat!(
                        "a documented value of `",
                        ::core::stringify!($type),
                        "`, see `",
                        ::core::stringify!($type),
                        "::VALUES`"
                    ))),
                    known => ::core::result::Result::Ok(known),
                }
            }
        }

        impl $crate::ToParam for $type {
            fn to_param(&self) -> $crate::Param {
                $crate::Param::One(self.as_str().to_owned())
            }
        }

        impl $crate::json::Decode for $type {
            const SHAPE: $crate::json::Shape =
                $crate::json::Shape::Text(::core::option::Option::Some(|value| Self::VALUES.contains(&value)));

            fn decode(
                decoder: &mut $crate::json::Decoder<'_>,
            ) -> ::core::result::Result<Self, $crate::json::DecodeError> {
                decoder.str().map(|value| Self::from_wire(&value))
            }
        }

        impl $crate::json::Encode for $type {
            fn encode(&self, encoder: &mut $crate::json::Encoder) {
                encoder.str(self.as_str());
            }
        }

        $crate::__serde!($type);
    };
}
