//! `sandbox.rs`:
//!
//! ```text
//! impl Sandbox {
//!     /// A `lastName` that chooses what happens: the name that is given, and an ending.
//!     pub fn last_name(self, start: &str, outcome: KycOutcome) -> String {
//!         format!("{start}{}", outcome.as_str())
//!     }
//! }
//! ```

use crate::tokens::{TokenStream, quote};

use super::{docs, id};
use crate::rust::{Sandbox, Trigger};

pub(super) fn file(sandbox: &Sandbox) -> TokenStream {
    let environment = id(&sandbox.environment);
    let head = docs::inner_line(&format!(
        "Values that make [`Environment::{environment}`] do something; nowhere else do they mean anything."
    ));
    let only = docs::line(&format!("Test triggers, of [`Environment::{environment}`] alone."));
    let (methods, outcomes) = (sandbox.triggers.iter().map(method), sandbox.triggers.iter().map(outcome));
    quote! {
        #head

        use crate::Environment;

        #only
        #[derive(Clone, Copy, Debug)]
        pub struct Sandbox(());

        impl Environment {
            /// The environment's test triggers; `None` where there are none.
            #[must_use]
            pub fn sandbox(&self) -> Option<Sandbox> {
                matches!(self, Self::#environment).then_some(Sandbox(()))
            }
        }

        impl Sandbox {
            #(#methods)*
        }

        #(#outcomes)*
    }
}

fn method(trigger: &Trigger) -> TokenStream {
    let (method, outcome) = (id(&trigger.method), id(&trigger.outcome));
    let property = docs::code(trigger.property.as_str());
    let about = docs::text(&trigger.docs, &format!("See the field {property}."));
    if trigger.is_ending {
        let docs = docs::block(&format!(
            "A {property} that chooses what happens: the start that is given, and an ending.\n\n{about}"
        ));
        return quote! {
            #docs
            #[must_use]
            pub fn #method(self, start: &str, outcome: #outcome) -> String {
                format!("{start}{}", outcome.as_str())
            }
        };
    }
    let docs = docs::block(&format!("The {property} that chooses what happens.\n\n{about}"));
    quote! {
        #docs
        #[must_use]
        pub fn #method(self, outcome: #outcome) -> &'static str {
            outcome.as_str()
        }
    }
}

fn outcome(trigger: &Trigger) -> TokenStream {
    let name = id(&trigger.outcome);
    let property = docs::code(trigger.property.as_str());
    let about = docs::line(&format!("What {property} can ask for."));
    let variants = trigger.outcomes.iter().map(|(variant, value, meaning)| {
        let (docs, variant) = (docs::item(meaning, &docs::code(value)), id(variant));
        quote!(#docs #variant)
    });
    let values = trigger.outcomes.iter().map(|(variant, value, _)| {
        let variant = id(variant);
        quote!(Self::#variant => #value)
    });
    let how = docs::line(&if trigger.is_ending {
        format!("How {property} ends.")
    } else {
        format!("The value of {property}.")
    });
    quote! {
        #about
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }

        impl #name {
            #how
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    #(#values,)*
                }
            }
        }
    }
}
