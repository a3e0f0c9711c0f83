//! How the generators are called.

use std::env;
use std::path::Path;

use super::OURS;

/// The commands of ours and of those that are installed, each of which makes a client for a document in a folder.
pub(super) fn commands(program: &Path, document: &Path, out: &Path) -> Vec<(&'static str, Vec<String>)> {
    let (program, document, out) = (text(program), text(document), text(out));
    let all: [(&str, Vec<&str>); 4] = [
        (OURS, vec![&program, "generate", "--spec", &document, "--out", &out]),
        ("oas3-gen", vec!["oas3-gen", "generate", "client-mod", "-i", &document, "-o", &out]),
        ("openapi-to-rust", vec!["openapi-to-rust", "generate", &document, "--output-dir", &out, "--quiet"]),
        ("ploidy", vec!["ploidy", "codegen", &document, &out, "rust"]),
    ];
    let is_there = |name: &str| name == OURS || is_installed(name);
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
