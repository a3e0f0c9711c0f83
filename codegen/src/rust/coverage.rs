//! The documentation against the crate.

use serde::Serialize;

/// What the documentation names, against the crate.
#[derive(Clone, Debug, Serialize)]
pub struct Coverage {
    /// How many operations are in the crate, left out, and not described well enough.
    pub operations: [usize; 3],
    /// The same of webhooks.
    pub webhooks: [usize; 3],
    /// How many statements there are of each kind of evidence, in the order of `Evidence::ALL`.
    pub evidence: [usize; 4],
    /// The day on which the page was read that nobody has looked at for longest.
    pub oldest_checked: Option<String>,
    /// How many pages are recorded in part, and how many by title alone.
    pub incomplete_pages: [usize; 2],
    /// What is not in the crate, and why.
    pub missing: Vec<(String, String)>,
}
