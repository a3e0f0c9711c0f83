//! What a change does to programs that use a crate, in sentences for those who wrote them.

mod change;
mod renamed;
mod surface;

pub use change::{Change, Level, next};
pub use surface::changes;
