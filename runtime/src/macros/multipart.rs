//! `multipart!`.

/// Implements [`ToMultipart`](crate::ToMultipart) and a redacted `Debug` for a struct whose fields are parts of a form.
///
/// A row is a field, its name on the wire, and what it is: `file` ([`File`](crate::File), or an `Option` or `Vec` of
/// it), `text` ([`ToParam`](crate::ToParam)), `value` (text or JSON, by what it is) or `json` ([`Encode`](crate::json::Encode)). A field that is
/// `[redacted]` prints as that word. `where` lists checks and rules as in [`object!`](crate::object!). `also object` after the rows is for a struct that [`object!`](crate::object) gives
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
    (
        $name:ident {
            $(
                $field:ident: $wire:literal $kind:ident $([$($flag:ident)*])?
                    $(where [$($check:expr),* $(,)?] $(at $page:literal)?)?
            ),* $(,)?
        }
        where $(at $rules_page:literal)? { $($rule:expr),* $(,)? }
        also object
    ) => {
        impl $crate::ToMultipart for $name {
            fn parts(&self, form: &mut $crate::Multipart) {
                $( form.$kind($wire, &self.$field); )*
                {
                    #[allow(unused_imports, reason = "most forms have no rules")]
                    use $crate::limits::Rule::*;
                    const RULES: &$crate::limits::Rules =
                        &$crate::limits::Rules::new(&[$($rule),*]) $(.page($rules_page))?;
                    form.check_rules(RULES);
                }
                $($({
                    use $crate::limits::Check::*;
                    form.check($wire, const { &[$($check),*] }, $crate::__optional!($($page)?));
                })?)*
            }
        }
    };
    ($name:ident { $($rows:tt)* } also object) => {
        $crate::multipart! { $name { $($rows)* } where {} also object }
    };
    (
        $name:ident {
            $(
                $field:ident: $wire:literal $kind:ident $([$($flag:ident)*])?
                    $(where [$($check:expr),* $(,)?] $(at $page:literal)?)?
            ),* $(,)?
        }
        $(where $(at $rules_page:literal)? { $($rule:expr),* $(,)? })?
    ) => {
        $crate::multipart! {
            $name {
                $($field: $wire $kind $([$($flag)*])? $(where [$($check),*] $(at $page)?)?),*
            }
            where $($(at $rules_page)?)? { $($($rule),*)? }
            also object
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
