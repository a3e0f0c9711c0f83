//! Did it happen? [`table`] says it for one attempt; the worst attempt says it for the call.

mod table;

pub(crate) use self::table::{Ending, Repeat, Verdict};

/// Whether a call did its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It had no effect. That is certain: the call may be made anew.
    NoEffect,
    /// Nobody knows. Look up what became of it before a new call is made.
    Unknown,
    /// It did its work.
    Done,
}

impl Outcome {
    /// The name as it stands in a journal and in tables: `no effect`, `unknown`, `done`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoEffect => "no effect",
            Self::Unknown => "unknown",
            Self::Done => "done",
        }
    }
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
