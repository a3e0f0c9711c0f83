//! What an item has by its kind: derives, and what the runtime's tables implement.

use crate::rust::members;

/// A kind of item. What stands here is not said again in each item's lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// The word behind `=`.
    pub name: &'static str,
    /// `struct` or `enum`.
    pub keyword: &'static str,
    /// Whether callers must expect new fields or variants.
    pub is_open: bool,
    /// The traits, apart from auto traits and blanket implementations.
    pub traits: &'static [&'static str],
    /// The inherent members, with their signatures.
    pub members: &'static [&'static str],
}

/// Every kind.
pub const KINDS: &[Kind] = &[
    Kind {
        name: "struct",
        keyword: "struct",
        is_open: true,
        traits: &["Clone", "Debug", "Decode", "Deserialize", "Encode", "PartialEq", "Serialize"],
        members: &[],
    },
    Kind {
        name: "form",
        keyword: "struct",
        is_open: true,
        traits: &["Clone", "Debug", "PartialEq", "ToMultipart"],
        members: &[],
    },
    Kind {
        name: "struct and form",
        keyword: "struct",
        is_open: true,
        traits: &[
            "Clone",
            "Debug",
            "Decode",
            "Deserialize",
            "Encode",
            "PartialEq",
            "Serialize",
            "ToMultipart",
        ],
        members: &[],
    },
    // Adding a field to it is what breaks callers: that is its purpose.
    Kind { name: "required", keyword: "struct", is_open: false, traits: &["Debug"], members: &[] },
    Kind {
        name: "choice",
        keyword: "enum",
        is_open: true,
        traits: &["Clone", "Debug", "PartialEq"],
        members: &[],
    },
    Kind {
        name: "string enum",
        keyword: "enum",
        is_open: true,
        traits: &[
            "Clone",
            "Debug",
            "Decode",
            "Deserialize",
            "Display",
            "Encode",
            "Eq",
            "FromStr",
            "Hash",
            "Ord",
            "PartialEq",
            "PartialOrd",
            "Serialize",
            "ToParam",
        ],
        members: members::STRING_ENUM,
    },
    Kind {
        name: "union",
        keyword: "enum",
        is_open: true,
        traits: &["Clone", "Debug", "Decode", "Deserialize", "Encode", "PartialEq", "Serialize"],
        members: &[],
    },
    Kind {
        name: "answers by status",
        keyword: "enum",
        is_open: true,
        traits: &["Clone", "Debug", "FromResponse", "PartialEq"],
        members: &[],
    },
    Kind {
        name: "operation",
        keyword: "enum",
        is_open: false,
        traits: &["Debug", "Operation"],
        members: &[],
    },
    Kind { name: "handle", keyword: "struct", is_open: false, traits: &["Clone", "Debug"], members: &[] },
    Kind {
        name: "environment",
        keyword: "enum",
        is_open: true,
        traits: &["Clone", "Debug", "Eq", "Into<Site>", "PartialEq"],
        members: &[],
    },
    Kind {
        name: "sandbox",
        keyword: "struct",
        is_open: false,
        traits: &["Clone", "Copy", "Debug"],
        members: &[],
    },
    Kind {
        name: "outcome",
        keyword: "enum",
        is_open: true,
        traits: &["Clone", "Copy", "Debug", "Eq", "Hash", "PartialEq"],
        members: &["as_str(self) -> &'static str"],
    },
    Kind {
        name: "client",
        keyword: "struct",
        is_open: false,
        traits: &["Clone", "Debug", "From<Core>"],
        members: members::CLIENT,
    },
    Kind {
        name: "call",
        keyword: "struct",
        is_open: false,
        traits: &["Clone", "Debug", "IntoFuture"],
        members: members::CALL,
    },
];

impl Kind {
    /// The kind behind the `=` of a line.
    pub(super) fn of(word: &str) -> Option<&'static Self> {
        let name = word.split(" -> ").next().unwrap_or(word);
        KINDS.iter().find(|kind| kind.name == name)
    }
}
