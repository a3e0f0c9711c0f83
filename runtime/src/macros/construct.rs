//! `construct!`: how callers make a request.

/// Implements `new` and the setters of a struct that callers make.
///
/// Required fields go into a struct of their own, so that each is named and none is forgotten; a single one is an
/// argument of `new`, and where there is none `Default` is implemented too. Optional fields, `Option<T>` or
/// `Patch<T>`, are setters: a row gives the type of a setter's argument, `T` or `Patch<T>`.
///
/// `choosing { amount: Amount }` behind them names fields of the kind that [`choice!`](crate::choice) makes, each of which
/// fills several fields of the struct; `as program` names the one that it always sets. `from choosing (amount: Amount)` is
/// for a struct that needs nothing else. What is filled so stands under `optional` only if it may be set beside the choice,
/// and else under `chosen`.
///
/// ```
/// use std::collections::BTreeMap;
/// use clientwright_runtime::json::{Json, Patch};
///
/// pub struct CreateUser {
///     pub first_name: String,
///     pub age: i64,
///     pub method: &'static str,
///     pub wallet_address: Option<String>,
///     pub nickname: Patch<String>,
///     pub extra: BTreeMap<String, Json>,
/// }
///
/// clientwright_runtime::construct! {
///     CreateUser from Required { first_name: String, age: i64 }
///     optional { wallet_address: String, nickname: Patch<String> }
///     constant { method: &'static str = "direct_data" }
///     extra
/// }
///
/// let user = CreateUser::new(Required { first_name: "Jane".into(), age: 33 }).nickname("J");
/// assert_eq!(user.nickname, Patch::Value("J".to_owned()));
/// assert_eq!(user.wallet_address, None);
/// ```
#[macro_export]
macro_rules! construct {
    (
        $type:ident from $required:ident { $($field:ident: $field_type:ty),* $(,)? }
        choosing { $($choice:ident: $choice_type:ident $(as $key:ident)?),* $(,)? }
        $($rest:tt)*
    ) => {
        #[doc = ::core::concat!("Required fields of [`", ::core::stringify!($type), "`].")]
        pub struct $required {
            $(
                #[doc = ::core::concat!("See [`", ::core::stringify!($type), "::", ::core::stringify!($field), "`].")]
                pub $field: $field_type,
            )*
            $(
                #[doc = ::core::concat!("See [`", ::core::stringify!($choice_type), "`].")]
                pub $choice: $choice_type,
            )*
        }

        // No field is shown: which of them are secret is known to the type that they go into.
        impl ::core::fmt::Debug for $required {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(::core::stringify!($required)).finish_non_exhaustive()
            }
        }

        $crate::__construct! {
            $type (required: $required)
            [$($field = required.$field,)* $($($key = required.$choice.key(),)?)*]
            { $(required.$choice,)* }
            $($rest)*
        }
    };
    ($type:ident from $required:ident { $($fields:tt)* } $($rest:tt)*) => {
        $crate::construct! { $type from $required { $($fields)* } choosing {} $($rest)* }
    };
    ($type:ident from choosing ($choice:ident: $choice_type:ident $(as $key:ident)?) $($rest:tt)*) => {
        $crate::__construct! {
            $type ($choice: $choice_type) [$($key = $choice.key(),)?] { $choice, } $($rest)*
        }
    };
    ($type:ident from ($field:ident: $field_type:ty) $($rest:tt)*) => {
        $crate::__construct! {
            $type ($field: impl ::core::convert::Into<$field_type>) [$field = $field.into(),] {} $($rest)*
        }
    };
    ($type:ident from () $($rest:tt)*) => {
        $crate::__construct! { $type () [] {} $($rest)* }

        impl ::core::default::Default for $type {
            fn default() -> Self {
                Self::new()
            }
        }
    };
}

/// `new` with these parameters and initialisers, and the setters. Each part of the input becomes initialisers in turn.
#[doc(hidden)]
#[macro_export]
macro_rules! __construct {
    (
        $type:ident ($($parameter:tt)*) [$($value:tt)*] { $($chosen:tt)* }
        optional { $($field:ident: $field_type:ty),* $(,)? }
        $($rest:tt)*
    ) => {
        impl $type {
            $(
                #[doc = ::core::concat!("Sets [`", ::core::stringify!($type), "::", ::core::stringify!($field), "`].")]
                #[must_use]
                pub fn $field(mut self, $field: impl ::core::convert::Into<$field_type>) -> Self {
                    // From the argument to `T` or `Patch<T>`, and from that to `Option<T>` or the same `Patch<T>`.
                    let $field: $field_type = $field.into();
                    self.$field = $field.into();
                    self
                }
            )*
        }

        $crate::__construct! {
            $type ($($parameter)*)
            [$($value)* $($field = ::core::default::Default::default(),)*] { $($chosen)* } $($rest)*
        }
    };
    (
        $type:ident ($($parameter:tt)*) [$($value:tt)*] { $($chosen:tt)* }
        chosen { $($field:ident),* $(,)? }
        $($rest:tt)*
    ) => {
        $crate::__construct! {
            $type ($($parameter)*)
            [$($value)* $($field = ::core::default::Default::default(),)*] { $($chosen)* } $($rest)*
        }
    };
    (
        $type:ident ($($parameter:tt)*) [$($value:tt)*] { $($chosen:tt)* }
        constant { $($field:ident: $field_type:ty = $constant:expr),* $(,)? }
        $($rest:tt)*
    ) => {
        $crate::__construct! {
            $type ($($parameter)*) [$($value)* $($field = $constant,)*] { $($chosen)* } $($rest)*
        }
    };
    ($type:ident ($($parameter:tt)*) [$($value:tt)*] { $($chosen:tt)* } $extra:ident) => {
        $crate::__construct! {
            $type ($($parameter)*) [$($value)* $extra = ::std::collections::BTreeMap::new(),] { $($chosen)* }
        }
    };
    ($type:ident ($($parameter:ident: $parameter_type:ty)?) [$($field:ident = $value:expr,)*] {}) => {
        impl $type {
            #[doc = ::core::concat!("A [`", ::core::stringify!($type), "`] without its optional members.")]
            pub fn new($($parameter: $parameter_type)?) -> Self {
                Self { $($field: $value,)* }
            }
        }
    };
    (
        $type:ident ($($parameter:ident: $parameter_type:ty)?) [$($field:ident = $value:expr,)*]
        { $($chosen:expr,)+ }
    ) => {
        impl $type {
            #[doc = ::core::concat!("A [`", ::core::stringify!($type), "`] without its optional members.")]
            pub fn new($($parameter: $parameter_type)?) -> Self {
                let mut this = Self { $($field: $value,)* };
                $($chosen.put(&mut this);)+
                this
            }
        }
    };
}
