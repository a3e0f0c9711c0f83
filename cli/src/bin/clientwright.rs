//! `clientwright`: OpenAPI documents to typed Rust client crates.

use std::process::ExitCode;

/// A generator makes and drops small pieces: the system's allocator takes a third of its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    clientwright::start::<clientwright::Clientwright>("clientwright")
}
