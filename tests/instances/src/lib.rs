//! Values of a document's schemas, the awkward first, and a judge that knows nothing of the generator: what is sent through
//! generated crates by the tests, and by `cargo xtask judge-driver`.

mod broken;
mod instances;
mod judge;
mod kept;
mod numbers;
mod random;
pub mod tags;
mod texts;

pub use broken::{Broken, broken};
pub use instances::{Instances, MARK, Way};
pub use judge::Judge;
pub use kept::keeps_unknown_members;
pub use random::Random;
