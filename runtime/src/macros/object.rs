//! `object!`: the codec of a struct.

/// Implements the JSON codec, serde (feature `serde`) and a redacting `Debug` for a struct.
///
/// Rows are `field: "name on the wire" [flags]`, in the order in which they are to be written:
///
/// * `optional`: it may be missing, and is left out when the Rust value says so (`None`, `Patch::Absent`)
/// * `nullable`: required, but may be `null`, which is what `None` is written as
/// * `redacted`: `Debug` prints `[redacted]`
/// * `constant "text"`: always this string; [`union!`](crate::union) tells objects apart by it
///
/// `where [MaxLength(100)] at "https://…"` behind a row lists [checks](crate::limits::Check) of the value before it is sent, and
/// the page that documents them; `where at "https://…" { … }` behind all rows lists [rules](crate::limits::Rule) between them.
///
/// A last line names the `BTreeMap<String, T>` that keeps members with other names; without it they are dropped.
///
/// ```
/// use std::collections::BTreeMap;
/// use clientwright_runtime::json::{self, Json};
///
/// struct User {
///     name: String,
///     card_number: Option<String>,
///     extra: BTreeMap<String, Json>,
/// }
///
/// clientwright_runtime::object! {
///     User {
///         name: "name",
///         card_number: "cardNumber" [optional redacted],
///     }
///     extra
/// }
///
/// let text = r#"{"name":"Jane","cardNumber":"4111","tier":1}"#;
/// let user: User = json::from_str(text)?;
/// assert_eq!(json::to_string(&user), text);
/// assert_eq!(format!("{user:?}"), r#"User { name: "Jane", card_number: [redacted], extra: {"tier"} }"#);
/// # Ok::<(), json::DecodeError>(())
/// ```
#[macro_export]
macro_rules! object {
    (
        $type:ident {
            $(
                $field:ident: $name:literal $([$($flag:ident $($value:literal)?)*])?
                    $(where [$($check:expr),* $(,)?] $(at $page:literal)?)?
            ),* $(,)?
        }
        where $(at $rules_page:literal)? { $($rule:expr),* $(,)? }
        $($extra:ident)?
    ) => {
        const _: () = {
            const FIELDS: &[$crate::json::Field] = {
                #[allow(unused_imports, reason = "most tables have no checks")]
                use $crate::limits::Check::*;
                &[$(
                    $crate::json::Field::new($name)
                        $($(.$flag($($value)?))*)?
                        $(.checks(&[$($check),*]) $(.page($page))?)?
                ),*]
            };
            const RULES: &$crate::limits::Rules = {
                #[allow(unused_imports, reason = "most tables have no rules")]
                use $crate::limits::Rule::*;
                &$crate::limits::Rules::new(&[$($rule),*]) $(.page($rules_page))?
            };

            impl $crate::json::Decode for $type {
                const SHAPE: $crate::json::Shape = $crate::json::Shape::Object(FIELDS);

                fn decode(
                    decoder: &mut $crate::json::Decoder<'_>,
                ) -> ::core::result::Result<Self, $crate::json::DecodeError> {
                    $(let mut $field = ::core::option::Option::None;)*
                    $(let mut $extra = ::std::collections::BTreeMap::new();)?
                    $crate::json::decode_object(
                        decoder,
                        ::core::mem::size_of::<Self>(),
                        FIELDS,
                        &mut [$(&mut $field),*],
                        $crate::__optional!($(&mut $extra)?),
                    )?;
                    ::core::result::Result::Ok(Self {
                        $($field: $crate::json::take($field),)*
                        $($extra)?
                    })
                }
            }

            impl $crate::json::Encode for $type {
                fn encode(&self, encoder: &mut $crate::json::Encoder) {
                    $crate::json::encode_object(
                        encoder,
                        (FIELDS, RULES),
                        &[$(&self.$field),*],
                        $crate::__optional!($(&self.$extra)?),
                    );
                }
            }

            impl ::core::fmt::Debug for $type {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    $crate::json::debug_object(
                        f,
                        (::core::stringify!($type), FIELDS),
                        &[$(::core::stringify!($field)),*],
                        &[$(&self.$field),*],
                        $crate::__optional!($((::core::stringify!($extra), &self.$extra))?),
                    )
                }
            }

            $crate::__serde!($type);
        };
    };
    ($type:ident { $($rows:tt)* } $($extra:ident)?) => {
        $crate::object! { $type { $($rows)* } where {} $($extra)? }
    };
}

/// `Some` of what is there, `None` of nothing.
#[doc(hidden)]
#[macro_export]
macro_rules! __optional {
    () => {
        ::core::option::Option::None
    };
    ($value:expr) => {
        ::core::option::Option::Some($value)
    };
}
