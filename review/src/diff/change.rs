//! What a comparison finds.

use std::fmt;

use super::rule::Rule;
use clientwright_codegen::wire::HttpMethod;
use clientwright_document::pointer::Pointer;

/// How much a change hurts callers that were written for the old document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Nobody.
    Info,
    /// Some, or those who did not expect it.
    Warning,
    /// They stop working, or do what cannot be taken back.
    Error,
}

pub use clientwright_codegen::surface::Bump;

/// One difference, for one operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub rule: Rule,
    /// The method of the operation that it happened to.
    pub operation: Option<HttpMethod>,
    /// The path of the operation, or the webhook's name.
    pub path: Option<String>,
    /// What of the operation it happened to: ``the query parameter `limit` ``.
    pub subject: String,
    /// What it does to the crate: what the rule says, until somebody knows better who has compared the crates.
    pub rust: Bump,
    /// The values that the sentence speaks of.
    pub args: Vec<String>,
    /// Where it was.
    pub base: Option<Pointer>,
    /// Where it is.
    pub head: Option<Pointer>,
    /// Both references that lead there, where they lead to other components than each other: then it is an edit of the
    /// reference, and not of a component.
    pub through: Option<[Option<Pointer>; 2]>,
    /// What tells it from another edit of the same places: what came, where no sentence says it.
    pub identity: Option<String>,
}

impl Change {
    /// The change in one sentence, which says who is hurt.
    pub fn text(&self) -> String {
        self.rule.sentence(&self.subject, &self.args)
    }

    /// Where the change is: in the new document, or in the old one when it is not there any more.
    pub fn pointer(&self) -> Option<&Pointer> {
        self.head.as_ref().or(self.base.as_ref())
    }

    /// Names the edit: what happened to which place. An edit of a component has the same fingerprint in every operation
    /// that uses it, and keeps it when lines move.
    pub fn fingerprint(&self) -> String {
        let mut hash = Fnv::default();
        hash.write(&self.rule.id);
        let place = |place: &Option<Pointer>| place.as_ref().map(Pointer::to_string).unwrap_or_default();
        for at in [&self.base, &self.head] {
            hash.write(&place(at));
        }
        for at in self.through.iter().flatten() {
            hash.write(&format!("through {}", place(at)));
        }
        if self.base.is_none() && self.head.is_none() {
            hash.write(&self.subject);
        }
        for arg in self.args.iter().chain(&self.identity) {
            hash.write(arg);
        }
        hash.shown()
    }
}

/// Names what several texts say together, as [`Change::fingerprint`] does.
pub fn fingerprint<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut hash = Fnv::default();
    texts.into_iter().for_each(|text| hash.write(text));
    hash.shown()
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// FNV-1a: the same on every machine and in every version, which `std`'s hashers do not promise.
pub(super) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    /// A letter first, so that YAML never takes it for a number.
    pub(super) fn shown(&self) -> String {
        format!("f{:015x}", self.0 >> 4)
    }

    pub(super) fn write(&mut self, text: &str) {
        // The zero tells `ab`, `c` from `a`, `bc`.
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}
