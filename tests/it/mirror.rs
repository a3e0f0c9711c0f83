//! The packages that cargo has fetched to this machine, as a registry of their own: cargo asks its default registry for
//! yanked versions whenever it packages something, and no test goes out.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cases::{root, write_file};

/// Makes the registry in a folder, with every package of our lock file. Gives the configuration that puts it in the place
/// of the default one; `None` where cargo keeps no index that we can read.
pub(crate) fn of_default_registry(folder: &Path) -> Option<String> {
    let registry = cargo_home()?.join("registry");
    let index = default_index(&registry.join("index"))?;
    let packages = registry.join("cache").join(index.file_name()?);
    let lock = fs::read_to_string(root().join("Cargo.lock")).expect("the workspace has a lock file");
    for package in lock.split("[[package]]").filter(|package| package.contains("source = \"registry+")) {
        let value = |key: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(key));
            line.map(|value| value.trim_matches('"')).unwrap_or_else(|| panic!("{key} in {package}"))
        };
        let (name, version) = (value("name = "), value("version = "));
        let path = index_path(name);
        let entries = entries(&fs::read(index.join(".cache").join(&path)).ok()?)?;
        write_file(&folder.join("index").join(path), &entries);
        // Those of other platforms are not here, and nobody asks for them.
        let file = format!("{name}-{version}.crate");
        if packages.join(&file).is_file() {
            fs::copy(packages.join(&file), folder.join(&file)).expect("a package can be copied");
        }
    }
    let at = folder.display();
    Some(format!(
        "\n[source.crates-io]\nreplace-with = \"here\"\n\n[source.here]\nlocal-registry = \"{at}\"\n"
    ))
}

fn cargo_home() -> Option<PathBuf> {
    std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(std::env::home_dir()?.join(".cargo")))
}

/// The index that knows what this very test is built from.
fn default_index(folder: &Path) -> Option<PathBuf> {
    let knows = |index: &PathBuf| index.join(".cache").join(index_path("serde_json")).is_file();
    fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).find(knows)
}

/// Where an index keeps a package.
pub(crate) fn index_path(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    match name.len() {
        1 | 2 => format!("{}/{name}", name.len()),
        3 => format!("3/{}/{name}", &name[..1]),
        _ => format!("{}/{}/{name}", &name[..2], &name[2..4]),
    }
}

/// The entries of a file of cargo's index cache: a head, then each version and its entry, all ended by a zero.
fn entries(cached: &[u8]) -> Option<String> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
    // The head is a number in five bytes, and what the server calls this state of the file.
    let mut parts = cached.get(5..)?.split(|byte| *byte == 0).skip(1);
    let mut lines = String::new();
    while let (Some(_), Some(entry)) = (parts.next(), parts.next()) {
        lines.push_str(&text(entry)?);
        lines.push('\n');
    }
    lines.starts_with('{').then_some(lines)
}
