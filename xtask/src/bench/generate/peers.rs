//! How the generators are called.

use std::env;
use std::path::Path;

use super::OURS;

/// A generator's name, and its command with arguments.
pub(super) type Generator = (&'static str, Vec<String>);

/// Ours, and with peers those that are installed: each makes a client for a document in a folder.
pub(super) fn commands(program: &Path, document: &Path, out: &Path, with_peers: bool) -> Vec<Generator> {
    let (program, document, out) = (text(program), text(document), text(out));
    let all: [(&str, Vec<&str>); 4] = [
        (OURS, vec![&program, "generate", "--spec", &document, "--out", &out]),
        ("oas3-gen", vec!["oas3-gen", "generate", "client-mod", "-i", &document, "-o", &out]),
        ("openapi-to-rust", vec!["openapi-to-rust", "generate", &document, "--output-dir", &out, "--quiet"]),
        ("ploidy", vec!["ploidy", "generate", "rust", &document, "--output", &out, "--name", "bench-client"]),
    ];
    let is_there = |name: &str| name == OURS || with_peers && is_installed(name);
    let owned = |arguments: Vec<&str>| arguments.into_iter().map(str::to_owned).collect();
    all.into_iter().filter(|(name, _)| is_there(name)).map(|(name, command)| (name, owned(command))).collect()
}

fn is_installed(name: &str) -> bool {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::var_os("PATH").is_some_and(|paths| env::split_paths(&paths).any(|path| path.join(&file).is_file()))
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
