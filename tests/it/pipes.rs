//! Output that nobody reads to its end, and output that cannot be written.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

use crate::cases::root;
use crate::repository::{Repository, SPEC, command, run};

/// Every command that prints, in a repository where it has something to say.
const COMMANDS: [&str; 23] = [
    "--help",
    "--version",
    "diff --help",
    "generate --print document",
    "generate --print api",
    "generate --print rust",
    "generate --print output",
    "generate --check",
    "generate --check --format json",
    "generate --spec shop.yaml --out shop",
    "generate --spec nowhere.yaml --out shop",
    "generate --spec broken.yaml --out shop --format json",
    "generate",
    "generate --format json",
    "generate amce",
    "lint",
    "lint --rules",
    "lint --spec shop.yaml --format json",
    "coverage acme",
    "coverage --format json",
    "diff --base shop.yaml --head specs/acme/openapi.yaml",
    "diff --base shop.yaml --head specs/acme/openapi.yaml --format markdown",
    "new bakery --from shop.yaml",
];

fn repository() -> Repository {
    let repository = Repository::with_acme();
    repository.write("shop.yaml", &SPEC.replace("city: {type: string,", "city: {type: integer,"));
    repository.write("broken.yaml", "openapi: 3.1.0\ninfo: 1\n");
    repository
}

/// The end of a pipe that nobody reads.
fn closed() -> Stdio {
    let (reader, writer) = std::io::pipe().expect("a pipe can be made");
    drop(reader);
    writer.into()
}

/// As with cargo: what nobody reads is dropped, and the command goes on to its own exit code.
#[test]
fn a_reader_that_is_gone_changes_nothing_else() {
    for words in COMMANDS {
        let (read, unread) = (repository(), repository());
        let expected = read.xtask(words);
        let output = command(unread.path(), words).stdout(closed()).output().expect("xtask runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(
            (output.status.code(), said.as_ref()),
            (Some(expected.code), &*expected.stderr),
            "{words}"
        );
        assert_eq!(unread.files(), read.files(), "{words}");
    }
}

#[test]
fn nor_does_one_that_reads_neither() {
    for words in COMMANDS {
        let (read, unread) = (repository(), repository());
        let expected = read.xtask(words);
        let status = command(unread.path(), words).stdout(closed()).stderr(closed()).status();
        assert_eq!(status.expect("xtask runs").code(), Some(expected.code), "{words}");
        assert_eq!(unread.files(), read.files(), "{words}");
    }
}

/// As in `| head -1`: far more is printed than a pipe holds.
#[test]
fn a_reader_that_goes_after_the_first_line() {
    let mut child = command(root(), "generate unigox --print rust")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("xtask runs");
    let mut line = String::new();
    let mut stdout = BufReader::new(child.stdout.take().expect("stdout is a pipe"));
    stdout.read_line(&mut line).expect("a line can be read");
    drop(stdout);
    assert_eq!(line, "{\n");
    let output = child.wait_with_output().expect("xtask ends");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()));
}

/// What was to be written is lost, so the command has not done what it should.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_mistake() {
    for words in COMMANDS {
        let (read, full) = (repository(), repository());
        let expected = read.xtask(words);
        if expected.stdout.is_empty() {
            continue;
        }
        let disk = File::options().write(true).open("/dev/full").expect("there is a full disk");
        let output = command(full.path(), words).stdout(disk).output().expect("xtask runs");
        let said = String::from_utf8_lossy(&output.stderr);
        let error = "error: stdout cannot be written: No space left on device (os error 28)\n";
        assert_eq!((output.status.code(), &*said), (Some(2), &*(expected.stderr + error)), "{words}");
        assert_eq!(full.files(), read.files(), "{words}");
    }
}

#[test]
fn colours_are_for_terminals() {
    for words in COMMANDS {
        let run = run(repository().path(), words);
        assert!(!(run.stdout + &run.stderr).contains('\x1b'), "{words}");
    }
}
