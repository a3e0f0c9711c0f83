//! What a comparison finds.

use std::fmt;

use super::rule::Rule;
use crate::pointer::Pointer;
use crate::wire::HttpMethod;

/// How much a change hurts callers that were written for the old document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Nobody.
    Info,
    /// Some, or those who did not expect it.
    Warning,
    /// They stop working.
    Error,
}

/// What a change does to the version of the crate that is generated from the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bump {
    /// The crate stays as it is.
    None,
    /// Documentation and behaviour.
    Patch,
    /// New items.
    Minor,
    /// Code that used the crate may not compile or not work any more.
    Major,
}

/// One difference, for one operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub rule: &'static Rule,
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
        hash.write(self.rule.id);
        for place in [&self.base, &self.head] {
            hash.write(&place.as_ref().map(Pointer::to_string).unwrap_or_default());
        }
        if self.base.is_none() && self.head.is_none() {
            hash.write(&self.subject);
        }
        for arg in &self.args {
            hash.write(arg);
        }
        // A letter first, so that YAML never takes it for a number.
        format!("f{:015x}", hash.0 >> 4)
    }
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

impl fmt::Display for Bump {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        })
    }
}

/// FNV-1a: the same on every machine and in every version, which `std`'s hashers do not promise.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn write(&mut self, text: &str) {
        // The zero tells `ab`, `c` from `a`, `bc`.
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}
