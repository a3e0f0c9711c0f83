//! `operation!`.

/// Declares a marker type and implements [`Operation`](crate::Operation) for it.
///
/// A method, the operation's id, its path; what success and what documented failure give; then settings, each of
/// which may be missing but for `retry`, in this order. An idempotency key may say how many seconds it is remembered and
/// what it gives when it comes again: `idempotency_key "idempotency-key" lives 300 repeated Refused`, and how a refusal
/// is told from others (see [`KeyRefusal`](crate::KeyRefusal)): `repeated Refused status 400 except ["LIMIT"]`.
///
/// ```
/// use clientwright_runtime::{Json, Method, Operation, Undocumented, operation};
///
/// operation! {
///     GetUser: Get "getUser" "/users/{id}" => Json, Undocumented, retry Safe,
///     security [["apiKey"]], sources ["https://example.com/docs/users"]
/// }
///
/// assert_eq!(GetUser::META.method(), Method::Get);
/// assert_eq!(GetUser::META.path(), "/users/{id}");
/// ```
#[macro_export]
macro_rules! operation {
    (
        $name:ident: $method:ident $id:literal $path:literal => $output:ty, $error:ty,
        retry $retry:ident
        $(,
            idempotency_key $header:literal
            $(lives $seconds:literal)?
            $(
                repeated $repeated:ident
                $(status $status:literal)? $(code $code:literal)? $(except [$($other:literal),*])?
            )?
        )?
        $(, accept $accept:literal)?
        $(, security [$([$($scheme:literal),*]),*])?
        $(, servers [$($site:literal => $url:literal),*])?
        $(, sources [$($source:literal),*])?
        $(,)?
    ) => {
        #[doc = ::core::concat!("The operation `", $id, "`, `", $path, "`.")]
        #[derive(Debug)]
        pub enum $name {}

        impl $crate::Operation for $name {
            type Output = $output;
            type Error = $error;
            const META: $crate::Meta = $crate::Meta::new($crate::Method::$method, $id, $path)
                .retry($crate::Retry::$retry)
                $(
                    .idempotency_key($header)
                    $(.idempotency_lifetime(::core::time::Duration::from_secs($seconds)))?
                    $(
                        .repeated_key($crate::RepeatedKey::$repeated)
                        .key_refusal(
                            $crate::KeyRefusal::new()
                                $(.status($status))? $(.code($code))? $(.except(&[$($other),*]))?
                        )
                    )?
                )?
                $(.accept($accept))?
                $(.security(&[$(&[$($scheme),*]),*]))?
                $(.servers(&[$(($site, $url)),*]))?
                $(.sources(&[$($source),*]))?;
        }
    };
}
