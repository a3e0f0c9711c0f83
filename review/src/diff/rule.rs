//! A row of the tables of rules.

use std::borrow::Cow;

use super::change::{Bump, Level};

/// What a kind of change is called, how bad it is, and what is said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name: stable, and oasdiff's where the meaning is the same.
    pub id: Cow<'static, str>,
    /// What it does to those who call.
    pub level: Level,
    /// What it does to the crate, as far as the wire tells.
    pub rust: Bump,
    /// One sentence; `{subject}` is what it happened to, `{0}` and `{1}` are values.
    pub(super) text: Cow<'static, str>,
    /// Whether oasdiff has no rule of this meaning.
    pub is_ours: bool,
}

impl Rule {
    /// A rule with oasdiff's id and level.
    pub(super) const fn new(id: &'static str, level: Level, rust: Bump, text: &'static str) -> Self {
        Self { id: Cow::Borrowed(id), level, rust, text: Cow::Borrowed(text), is_ours: false }
    }

    /// A rule that oasdiff does not have.
    pub(super) const fn ours(id: &'static str, level: Level, rust: Bump, text: &'static str) -> Self {
        Self { id: Cow::Borrowed(id), level, rust, text: Cow::Borrowed(text), is_ours: true }
    }

    /// The sentence about one change.
    pub(super) fn sentence(&self, subject: &str, args: &[String]) -> String {
        let mut sentence = String::new();
        let mut rest = &*self.text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else { break };
            sentence.push_str(before);
            sentence.push_str(match name.parse::<usize>() {
                Ok(index) => args.get(index).map_or("", String::as_str),
                Err(_) => subject,
            });
            rest = after;
        }
        sentence + rest
    }
}

/// A table of rules: one row each, with a constant to emit it by. `ours;` before the rows of those that are.
macro_rules! rules {
    (ours; $($row:tt)*) => { $crate::diff::rule::rules! { @ours $($row)* } };
    (@$new:ident $($name:ident = $id:literal, $level:ident, $rust:ident, $text:literal;)*) => {
        $(pub(in crate::diff) const $name: &$crate::diff::Rule = &$crate::diff::Rule::$new(
            $id,
            $crate::diff::Level::$level,
            $crate::diff::Bump::$rust,
            $text,
        );)*
        /// Every row.
        pub(super) const TABLE: &[&$crate::diff::Rule] = &[$($name),*];
    };
    ($($row:tt)*) => { $crate::diff::rule::rules! { @new $($row)* } };
}
pub(super) use rules;
