//! `clientwright`: OpenAPI documents to typed Rust client crates.

use std::process::ExitCode;

fn main() -> ExitCode {
    clientwright::start::<clientwright::Clientwright>("clientwright")
}
