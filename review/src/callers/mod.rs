//! What a change does to programs that use a crate, in sentences for those who wrote them.

mod change;
mod renamed;
mod surface;

pub use change::{Change, next};
pub use surface::changes;
