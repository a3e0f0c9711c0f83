//! The public API of a generated crate: one line per item, with its whole signature.
//!
//! ```text
//! models::CreateUser = struct
//! models::CreateUser.city: String
//! models::CreateUser::new(models::create_user::Required) -> Self
//! models::UserKyc::From<models::ApprovedKyc>
//! resources::users::CreateUser = operation -> models::CreateUserResponse, models::ErrorEnvelope
//! resources::users::Users::create(&self, impl Borrow<models::CreateUser>) -> Call<resources::users::CreateUser>
//! ```
//!
//! A word behind `=` stands for all that the runtime's tables give to an item of that kind: see [`KINDS`].

mod client;
mod compare;
mod kinds;
mod models;
mod resources;
mod spell;

use std::collections::BTreeSet;

pub use compare::{Change, Effect, compare};
pub use kinds::{KINDS, Kind};

use crate::rust::Crate;

/// The lines of `api.txt`, sorted.
pub fn describe(krate: &Crate) -> String {
    let mut lines = Lines::default();
    client::client(krate, &mut lines);
    models::models(krate, &mut lines);
    resources::resources(krate, &mut lines);
    client::webhooks(krate, &mut lines);
    client::sandbox(krate, &mut lines);
    lines.0.into_iter().map(|line| line + "\n").collect()
}

/// What is public.
#[derive(Default)]
struct Lines(BTreeSet<String>);

impl Lines {
    /// An item that is one of [`KINDS`].
    fn item(&mut self, path: &str, kind: &str) {
        self.0.insert(format!("{path} = {kind}"));
    }

    /// A field of a struct.
    fn field(&mut self, path: &str, name: &str, ty: &str) {
        self.0.insert(format!("{path}.{name}: {ty}"));
    }

    /// A function or a variant: the path with what it takes, and what it gives.
    fn member(&mut self, path: &str, signature: &str) {
        self.0.insert(format!("{path}::{signature}"));
    }
}
