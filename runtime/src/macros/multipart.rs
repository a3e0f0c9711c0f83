//! `multipart!`.

/// Implements [`ToMultipart`](crate::ToMultipart) and a redacted `Debug` for a struct whose fields are parts of a form.
///
/// A row is a field, its name on the wire, and what it is: `file` ([`File`](crate::File), or an `Option` or `Vec` of
/// it), `text` ([`ToParam`](crate::ToParam)), `value` (text or JSON, by what it is) or `json` ([`Encode`](crate::json::Encode)). A field that is
/// `[redacted]` prints as that word. `also object` after the rows is for a struct that [`object!`](crate::object) gives
/// its `Debug`.
///
/// ```
/// use clientwright_runtime::{File, multipart};
///
/// pub struct UploadDocument {
///     pub document: File,
///     pub number: String,
///     pub note: Option<String>,
/// }
/// multipart! {
///     UploadDocument {
///         document: "document" file,
///         number: "document_number" text [redacted],
///         note: "note" text,
///     }
/// }
/// ```
#[macro_export]
macro_rules! multipart {
    ($name:ident { $($field:ident: $wire:literal $kind:ident $([$($flag:ident)*])?),* $(,)? } also object) => {
        impl $crate::ToMultipart for $name {
            fn parts(&self, form: &mut $crate::Multipart) {
                $( form.$kind($wire, &self.$field); )*
            }
        }
    };
    ($name:ident { $($field:ident: $wire:literal $kind:ident $([$($flag:ident)*])?),* $(,)? }) => {
        impl $crate::ToMultipart for $name {
            fn parts(&self, form: &mut $crate::Multipart) {
                $( form.$kind($wire, &self.$field); )*
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(::core::stringify!($name))
                    $( .field(
                        ::core::stringify!($field),
                        $crate::__private::shown(&self.$field, &[$($(::core::stringify!($flag)),*)?]),
                    ) )*
                    .finish()
            }
        }
    };
}
