//! Texts of documents beside colours of ours.

/// A text whose escapes are seen: a terminal takes what is left of them for ours.
pub fn plain(text: &str) -> String {
    text.replace('\u{1b}', "␛")
}
