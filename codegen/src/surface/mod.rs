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
mod item;
mod kinds;
mod models;
mod resources;
mod spell;

pub use compare::{Bump, Change, compare};
pub use item::{Item, Surface};
pub use kinds::{KINDS, Kind};

use crate::rust::Crate;

/// The public API of a planned crate.
pub fn describe(krate: &Crate) -> Surface {
    let mut lines = Lines::default();
    client::client(krate, &mut lines);
    models::models(krate, &mut lines);
    resources::resources(krate, &mut lines);
    client::webhooks(krate, &mut lines);
    client::sandbox(krate, &mut lines);
    lines.0
}

/// What is public.
#[derive(Default)]
struct Lines(Surface);

impl Lines {
    /// An item that is one of [`KINDS`].
    fn item(&mut self, path: &str, kind: &str) {
        self.0.add_line(&format!("{path} = {kind}"));
    }

    /// A field of a struct.
    fn field(&mut self, path: &str, name: &str, ty: &str) {
        self.0.add(format!("{path}.{name}"), Item::Field { ty: ty.to_owned() });
    }

    /// A function or a variant: the path with what it takes, and what it gives.
    fn member(&mut self, path: &str, signature: &str) {
        self.0.add_line(&format!("{path}::{signature}"));
    }

    fn feature(&mut self, name: &str) {
        self.0.add(format!("feature {name}"), Item::Feature);
    }
}

/// `models::User` and `name` of `models::User.name` and `models::User::name`.
pub fn owner_and_name(path: &str) -> Option<(&str, &str)> {
    if let Some((owner, _)) = path.split_once("::From<") {
        return Some((owner, &path[owner.len() + 2..]));
    }
    path.rsplit_once('.').or_else(|| path.rsplit_once("::"))
}
