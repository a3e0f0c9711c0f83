//! What can be wrong with the user's input, beyond what cannot be read: every message is a constructor function.

mod decisions;
mod lower;

pub use clientwright_document::diagnostics::*;
pub use decisions::*;
pub use lower::*;

use clientwright_document::pointer::Pointer;

/// Two different things of the spec want the same Rust name.
pub fn name_clash(at: &Pointer, name: &str, other: &Pointer) -> Diagnostic {
    at_key(
        "name-clash",
        at,
        format!("the Rust name `{name}` is taken by {other}"),
        "give one of them another name with `x-rust-name`",
    )
}

/// Something that the generator does not support yet.
pub fn unsupported(at: &Pointer, what: &str) -> Diagnostic {
    at_key(
        "unsupported",
        at,
        format!("{what} is not supported"),
        "write it another way, or waive it in provider.yaml under `waivers` with rule `unsupported`",
    )
}
