//! `union!`: the codec of a value that is one of several.

/// Implements the codec of an enum whose variants hold the members of a union, and whose last is `Unknown(Json)`.
///
/// With `by "name"` the string of that member decides, and `Unknown` is for a tag that is missing or new; a member
/// that its tag announces but that does not decode is an error. One variant may have several tags. Members that have no
/// tag stand under `else`: their shapes decide where the tag is missing.
///
/// Without a tag the members' shapes decide in one scan of the value (see
/// [`decode_untagged`](crate::json::decode_untagged)), and `Unknown` is for values that no member can read.
///
/// `from` lists variants that are made of their content by `From`: those whose type no other variant has. A `Box` around
/// the content is put there.
///
/// ```
/// use clientwright_runtime::json::{self, Json};
///
/// #[derive(Debug, PartialEq)]
/// enum Amount {
///     Cents(i64),
///     Text(String),
///     Unknown(Json),
/// }
///
/// clientwright_runtime::union! { Amount { Cents(i64), Text(String) } from { Cents(i64) } }
///
/// assert_eq!(Amount::from(12), Amount::Cents(12));
/// assert_eq!(json::from_str::<Amount>("12")?, Amount::Cents(12));
/// assert_eq!(json::from_str::<Amount>("[ ]")?, Amount::Unknown(Json::array([])));
/// # Ok::<(), json::DecodeError>(())
/// ```
#[macro_export]
macro_rules! union {
    (
        $type:ident by $tag:literal { $($variant:ident($member:ty) = $($value:literal)|+),* $(,)? }
        $(else { $($other:ident($other_member:ty)),* $(,)? })?
        $(from { $($from:ident($content:ty)),* $(,)? })?
    ) => {
        impl $crate::json::Decode for $type {
            const SHAPE: $crate::json::Shape = $crate::json::Shape::OneOf(&[
                $($crate::json::shape_of::<$member>,)*
                $($($crate::json::shape_of::<$other_member>,)*)?
            ]);

            fn decode(
                decoder: &mut $crate::json::Decoder<'_>,
            ) -> ::core::result::Result<Self, $crate::json::DecodeError> {
                let tag = decoder.tag($tag)?;
                match tag.as_deref() {
                    $(::core::option::Option::Some($($value)|+) => {
                        <$member as $crate::json::Decode>::decode(decoder).map(Self::$variant)
                    })*
                    $(::core::option::Option::None => $crate::json::decode_untagged(
                        decoder,
                        &[$($crate::json::shape_of::<$other_member>),*],
                        &[$(|decoder| <$other_member as $crate::json::Decode>::decode(decoder).map(Self::$other)),*],
                        Self::Unknown,
                    ),)?
                    _ => <$crate::json::Json as $crate::json::Decode>::decode(decoder).map(Self::Unknown),
                }
            }
        }

        $crate::union!(encode $type { $($variant,)* $($($other,)*)? } from { $($($from($content),)*)? });
    };
    (
        $type:ident { $($variant:ident($member:ty)),* $(,)? }
        $(from { $($from:ident($content:ty)),* $(,)? })?
    ) => {
        impl $crate::json::Decode for $type {
            const SHAPE: $crate::json::Shape = $crate::json::Shape::OneOf(&[$($crate::json::shape_of::<$member>),*]);

            fn decode(
                decoder: &mut $crate::json::Decoder<'_>,
            ) -> ::core::result::Result<Self, $crate::json::DecodeError> {
                $crate::json::decode_untagged(
                    decoder,
                    &[$($crate::json::shape_of::<$member>),*],
                    &[$(|decoder| <$member as $crate::json::Decode>::decode(decoder).map(Self::$variant)),*],
                    Self::Unknown,
                )
            }
        }

        $crate::union!(encode $type { $($variant),* } from { $($($from($content),)*)? });
    };
    (encode $type:ident { $($variant:ident),* $(,)? } from { $($from:ident($content:ty),)* }) => {
        $(
            impl ::core::convert::From<$content> for $type {
                fn from(content: $content) -> Self {
                    Self::$from(::core::convert::Into::into(content))
                }
            }
        )*

        impl $crate::json::Encode for $type {
            fn encode(&self, encoder: &mut $crate::json::Encoder) {
                let member: &dyn $crate::json::Encode = match self {
                    $(Self::$variant(member) => member,)*
                    Self::Unknown(member) => member,
                };
                member.encode(encoder);
            }
        }

        $crate::__serde!($type);
    };
}
