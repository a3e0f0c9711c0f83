//! `choice!`: fields of a request that come together.

/// Puts what an enum holds into the fields of a struct that [`construct!`](crate::construct) makes.
///
/// A row is a variant with the optional fields that it fills, one in parentheses or several by name. With `sets`, each
/// variant also gives a field the value of its own name. `Debug` shows the variant and nothing of what it holds.
///
/// ```
/// use clientwright_runtime::{choice, construct};
///
/// pub struct Pay {
///     pub program: Program,
///     pub cents: Option<i64>,
///     pub coins: Option<f64>,
///     pub wallet: Option<String>,
/// }
///
/// #[derive(Clone, Copy, Debug, PartialEq)]
/// pub enum Program {
///     Ours,
///     Yours,
/// }
///
/// pub enum Amount {
///     Cents(i64),
///     Coins(f64),
/// }
/// choice! { Amount of Pay { Cents(cents), Coins(coins) } }
///
/// pub enum ProgramChoice {
///     Ours,
///     Yours { wallet: String },
/// }
/// choice! { ProgramChoice of Pay sets program: Program { Ours, Yours { wallet } } }
///
/// construct! {
///     Pay from Required {} choosing { amount: Amount, program: ProgramChoice as program }
///     optional { wallet: String }
///     chosen { cents, coins }
/// }
///
/// let program = ProgramChoice::Yours { wallet: "w-1".to_owned() };
/// let pay = Pay::new(Required { amount: Amount::Cents(5), program });
/// assert_eq!((pay.program, pay.cents, pay.coins), (Program::Yours, Some(5), None));
/// assert_eq!(pay.wallet.as_deref(), Some("w-1"));
/// ```
#[macro_export]
macro_rules! choice {
    (
        $choice:ident of $type:ident {
            $($variant:ident $(($field:ident))? $({ $($several:ident),+ $(,)? })?),+ $(,)?
        }
    ) => {
        impl $choice {
            fn put(self, into: &mut $type) {
                match self {
                    $(Self::$variant $(($field))? $({ $($several),+ })? => {
                        $(into.$field = ::core::convert::Into::into($field);)?
                        $($(into.$several = ::core::convert::Into::into($several);)+)?
                    })+
                }
            }
        }

        $crate::choice! { debug $choice { $($variant),+ } }
    };
    (
        $choice:ident of $type:ident sets $key:ident: $key_type:ident {
            $($variant:ident $({ $($several:ident),+ $(,)? })?),+ $(,)?
        }
    ) => {
        impl $choice {
            fn key(&self) -> $key_type {
                match self {
                    $(Self::$variant { .. } => $key_type::$variant,)+
                }
            }

            fn put(self, into: &mut $type) {
                into.$key = self.key();
                match self {
                    $(Self::$variant $({ $($several),+ })? => {
                        $($(into.$several = ::core::convert::Into::into($several);)+)?
                    })+
                }
            }
        }

        $crate::choice! { debug $choice { $($variant),+ } }
    };
    (debug $choice:ident { $($variant:ident),+ }) => {
        // Nothing that it holds is shown: what is secret is known to the type that it goes into.
        impl ::core::fmt::Debug for $choice {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(match self {
                    $(Self::$variant { .. } => ::core::stringify!($variant),)+
                })
                .finish_non_exhaustive()
            }
        }
    };
}
