//! Where a crate may stand: what is in its way, what links lead to, folders that are not for it.

use std::fs;

use crate::cases::files;
use crate::repository::{Repository, command};
use crate::shop::{GENERATE, SHOP, larger};

#[test]
fn a_folder_or_a_file_in_the_way_is_not_even_replaced_by_force() {
    for (path, name) in [("src", "src"), ("README.md/mine.txt", "README.md"), ("src/models", "src/models")] {
        let repository = Repository::with_made(&[(path, "mine\n")]);
        let said = format!(
            "error: in `made`, something else has the name of a file or a folder of the crate: `{name}`\nhint: move it away\n"
        );
        repository.refuses(GENERATE, &said);
        repository.refuses(&format!("{GENERATE} --force"), &said);
    }
}

/// Whatever a link leads to is not in the folder that was named.
#[cfg(unix)]
#[test]
fn nothing_is_written_or_removed_through_a_link() {
    use std::os::unix::fs::symlink;
    let repository = Repository::with_made(&[]);
    repository.write("elsewhere/lib.rs", "// mine\n");
    repository.write("elsewhere/README.md", "# Mine\n");
    fs::create_dir(repository.path().join("made")).unwrap();
    let link = |to: &str, at: &str| symlink(repository.path().join(to), repository.path().join(at)).unwrap();

    link("elsewhere", "made/src");
    for force in ["", "--force"] {
        repository.refuses(
            &format!("{GENERATE} {force}"),
            "error: in `made`, something else has the name of a file or a folder",
        );
    }
    repository.remove("made/src");
    link("nowhere", "made/README.md");
    for force in ["", "--force"] {
        let run = repository.shop(force).exits(2);
        assert!(run.stderr.contains("a file or a folder of the crate: `README.md`\n"), "{}", run.stderr);
    }
    assert!(repository.path().join("made/README.md").is_symlink());
    repository.remove("made/README.md");
    // Nobody reads from a socket until it ends.
    let socket = std::os::unix::net::UnixListener::bind(repository.path().join("made/api.txt")).unwrap();
    let run = repository.shop("--force").exits(2);
    assert!(run.stderr.contains("a file or a folder of the crate: `api.txt`"), "{}", run.stderr);
    drop(socket);
    repository.remove("made/api.txt");

    // A file's link is replaced itself, when somebody insists.
    link("elsewhere/README.md", "made/README.md");
    repository.refuses(GENERATE, "error: `made` holds files that `generate` did not write: `README.md`\n");
    repository.shop("--force").exits(0);
    assert_eq!(repository.read("elsewhere/README.md"), "# Mine\n");
    assert!(!repository.path().join("made/README.md").is_symlink());

    // A list behind a link is somebody else's.
    fs::rename(repository.path().join("made/provenance.json"), repository.path().join("list.json")).unwrap();
    link("list.json", "made/provenance.json");
    repository.write("shop.yaml", &larger());
    repository
        .refuses(GENERATE, "error: `made`, whose `provenance.json` is not as `generate` writes it, holds ");
    repository.remove("made/provenance.json");
    fs::rename(repository.path().join("list.json"), repository.path().join("made/provenance.json")).unwrap();
    repository.shop("").exits(0);

    // What was generated, then moved and linked, is not removed where it is.
    fs::rename(repository.path().join("made/src/models"), repository.path().join("models")).unwrap();
    link("models", "made/src/models");
    repository.write("shop.yaml", &SHOP.replace("$ref: \"#/components/schemas/Order\"", "type: string"));
    repository.edit(
        "shop.yaml",
        "components:\n  schemas:\n    Order: {type: object, properties: {id: {type: string}}}\n",
        "",
    );
    let before = files(&repository.path().join("models"));
    repository.shop("--force").exits(0);
    assert_eq!(files(&repository.path().join("models")), before);
}

#[test]
fn a_folder_that_no_crate_may_stand_in_is_refused() {
    let repository = Repository::with_acme();
    repository.write("shop.yaml", SHOP);
    repository.write("file", "mine\n");
    repository.write("mine/shop.yaml", SHOP);
    repository.refuses("generate --spec shop.yaml --out file", "error: `file` is no folder\nhint: ");
    repository.refuses(
        "generate --spec shop.yaml --out file/deeper --force",
        "error: `file/deeper` cannot be made",
    );
    for folder in
        ["generated/shop", "generated/acme/shop", "specs/shop", "made/../generated/shop", "generated"]
    {
        for force in ["", "--force"] {
            let words = format!("generate --spec shop.yaml --out {folder} {force}");
            repository.refuses(&words, &format!("error: `{folder}` is in `"));
        }
    }
    // The folder of the document holds what is somebody's: the document.
    repository.refuses(
        "generate --spec mine/shop.yaml --out mine",
        "error: `mine` holds files that `generate` did not write: `shop.yaml`\n",
    );
    repository.refuses(
        "generate --spec shop.yaml --out .",
        "error: `.` holds files that `generate` did not write: `Cargo.toml`",
    );

    let before = repository.files();
    let output =
        command(repository.path(), "generate --spec shop.yaml --out").arg("").output().expect("xtask runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&output.stderr).starts_with("error: a value is required for '--out <DIR>'")
    );
    assert_eq!(repository.files(), before);
}

#[cfg(unix)]
#[test]
fn a_link_to_nowhere_is_no_folder() {
    let repository = Repository::with_acme();
    repository.write("shop.yaml", SHOP);
    for link in ["made", "specs/bakery", "generated/acme"] {
        std::os::unix::fs::symlink("nowhere", repository.path().join(link)).unwrap();
    }
    for (words, said) in [
        (GENERATE, "error: `made` is no folder\n"),
        ("generate acme", "error: `generated/acme` is no folder\n"),
        ("new bakery", "error: `specs/bakery` is there already\n"),
    ] {
        let run = repository.xtask(words).exits(2);
        assert!(run.stderr.starts_with(said), "{}", run.stderr);
    }
    assert!(!repository.path().join("nowhere").exists());
}
