//! What became of a provider's documentation since a spec was made from it.
//!
//! A [`page::Page`] is a text cut into sections, a [`lock::Lock`] the hashes of those that a spec was made from, and
//! [`cited::Citations`] what of a spec comes from which page. [`drift`] compares them, [`accept`] writes what was accepted.

pub mod accept;
pub mod cited;
pub mod draft;
pub mod drift;
pub mod index;
pub mod lock;
pub mod page;
mod report;
mod words;

pub use report::{to_github, to_json, to_markdown, to_text};

/// Location of a page without its fragment, and the fragment.
///
/// A trailing slash tells no two pages apart.
pub fn split(url: &str) -> (&str, Option<&str>) {
    let (page, fragment) = url.split_once('#').map_or((url, None), |(page, fragment)| (page, Some(fragment)));
    (page.trim_end_matches('/'), fragment.filter(|fragment| !fragment.is_empty()))
}
