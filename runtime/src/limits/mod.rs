//! Documented limits, checked before a request leaves.
//!
//! Tables say what the documentation says: [`object!`](crate::object) of members and between members,
//! [`Meta::limits`](crate::Meta::limits) of parameters and of a whole body. The checks look at the request as it was
//! written, so that every way to fill a field is covered, and a value that keeps its limits costs no allocation.
//! Answers are never checked: a provider may send what it does not document.

mod check;
mod param;
mod rule;
mod violation;

pub use check::Check;
pub(crate) use check::check;
pub use param::Limit;
pub(crate) use param::{Place, check as check_param, check_parts};
pub use rule::{Rule, Rules};
pub use violation::Violation;

/// Whether a client checks documented limits before it sends a request: `Builder::limits`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Limits {
    /// What does not keep a documented limit is refused and not sent.
    #[default]
    Checked,
    /// The server decides alone, such as after a limit was raised that the crate does not know.
    Unchecked,
}
