//! What the tours in `examples/` stand on, so that they can be read and run without a provider's account.
//!
//! [`StandIn`] plays the provider on a loopback address. It takes from `specs/` what a request may hold and what the
//! documentation shows as an answer, and from a tour's `scenario.yaml` what happens when. It is strict where a real
//! server is often not: a query parameter, header or form part that the documentation does not name is refused, and so
//! are a missing or repeated one, another content type, another credential, an idempotency key that is missing or was
//! used before, and a body other than the expected one.
//!
//! [`Inbox`] plays the table of the partner's database that webhooks go into.

mod check;
mod deliver;
mod documentation;
mod inbox;
mod listen;
mod request;
mod scenario;
mod stand_in;

pub use inbox::Inbox;
pub use listen::listen;
pub use stand_in::StandIn;

/// What a tour ends with when it does not reach its end.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The program in the README compiles.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
