//! What goes over the wire: the whole request of calls as a program writes them, in `tests/wire/<provider>/`.
//!
//! A file is named after its operation and, where there are several, after the documented example that it follows. It
//! holds the request line, the headers in the order of their names, an empty line and the body, to the last byte. Each
//! call is made twice: over a scripted transport at the provider's staging address, and over the real one to a server
//! on this machine. Both must give the file, and both answers must decode to the same value.
//!
//! `UPDATE=1 cargo test -p clientwright-tests wire` rewrites the files. What is read there is compared with the
//! provider's documentation by people; nothing else says that a request is right.

mod bitmama;
mod failures;
mod idempotency;
mod money;
mod p100;
mod plu;
mod render;
mod secrets;
mod server;
mod unigox;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::fs;
use std::path::PathBuf;

use clientwright_runtime::{Builder, Core, ScriptedTransport};

use self::server::Server;
use crate::cases::{files, root, tests_folder, unified, write_file};

/// A provider, and what its calls gave so far.
struct Wire<C> {
    provider: &'static str,
    /// The documented base URL of staging.
    staging: &'static str,
    /// A client of staging, or of another base URL.
    client: fn(Option<String>) -> Builder<C>,
    /// What nothing may show that is meant for logs: the key, and the people of the examples.
    hidden: &'static [&'static str],
    produced: BTreeMap<String, String>,
}

impl<C: From<Core> + Debug> Wire<C> {
    fn new(
        provider: &'static str,
        staging: &'static str,
        client: fn(Option<String>) -> Builder<C>,
        hidden: &'static [&'static str],
    ) -> Self {
        Self { provider, staging, client, hidden, produced: BTreeMap::new() }
    }

    /// Makes a call over both transports, keeps its request under `name`, and returns what the answer decodes to.
    async fn sends<T, E, F>(&mut self, name: &str, answer: impl Into<Answer>, call: impl Fn(&C) -> F) -> T
    where
        F: IntoFuture<Output = Result<T, E>> + Debug,
        T: PartialEq + Debug,
        E: Debug,
    {
        let (status, body) = answer.into().read(self.provider, name);

        let script = ScriptedTransport::new().json(status, &body);
        let client = (self.client)(None).transport(script.clone()).build().unwrap();
        let pending = call(&client);
        assert_hidden(self.hidden, &format!("{client:?} {pending:?} {script:?}"));
        let from_script = pending.await.unwrap();
        assert_hidden(self.hidden, &format!("{script:?} {from_script:?}"));
        let requests = script.requests();
        assert_eq!(requests.len(), 1, "{name} is one request");
        let scripted = render::scripted(&requests[0], self);

        let server = Server::answering(status, &body);
        let host = server.host();
        let client = (self.client)(Some(server.url() + self.base_path())).build().unwrap();
        let answered = call(&client).await.unwrap();
        let sent = render::sent(&server.request(), &host, self);

        assert_eq!(scripted, sent, "{name}: the transport sends what it is given");
        assert_eq!(from_script, answered, "{name}");
        let earlier = self.produced.insert(format!("{name}.http"), sent);
        assert!(earlier.is_none(), "{name} is made once");
        answered
    }

    /// `/api` of `https://host/api`.
    fn base_path(&self) -> &'static str {
        let (_, after) = self.staging.split_once("://").unwrap();
        after.find('/').map_or("", |at| &after[at..])
    }

    /// Compares the requests with the provider's files, or writes them.
    fn finish(self) {
        let folder = folder().join(self.provider);
        let expected = if folder.exists() { files(&folder) } else { BTreeMap::new() };
        if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
            for stale in expected.keys().filter(|name| !self.produced.contains_key(*name)) {
                fs::remove_file(folder.join(stale)).unwrap();
            }
            for (name, text) in &self.produced {
                write_file(&folder.join(name), text);
            }
            return;
        }
        let report = differences(&expected, &self.produced);
        let provider = self.provider;
        assert!(
            report.is_empty(),
            "{provider}\n{report}\nto accept what came out: UPDATE=1 cargo test -p clientwright-tests wire"
        );
    }
}

/// The differences both ways: a file that no call gives is one.
fn differences(expected: &BTreeMap<String, String>, produced: &BTreeMap<String, String>) -> String {
    let names: BTreeSet<&String> = expected.keys().chain(produced.keys()).collect();
    let mut report = String::new();
    for name in names {
        match (expected.get(name), produced.get(name)) {
            (Some(old), Some(new)) if old == new => {}
            (old, Some(new)) => report.push_str(&unified(name, old.map_or("", String::as_str), new)),
            (_, None) => report.push_str(&format!("{name}: no call gives this file\n")),
        }
    }
    report
}

fn folder() -> PathBuf {
    tests_folder().join("wire")
}

/// What the server answers.
enum Answer {
    /// A documented example of the operation, `<status>_<example>` as `generated/<provider>/tests/examples` names it.
    Example(&'static str),
    /// A status and a body, where the documentation has no example.
    Written(u16, &'static str),
}

impl From<&'static str> for Answer {
    fn from(example: &'static str) -> Self {
        Self::Example(example)
    }
}

impl From<(u16, &'static str)> for Answer {
    fn from((status, body): (u16, &'static str)) -> Self {
        Self::Written(status, body)
    }
}

impl Answer {
    /// Status and body. `name` is the operation's, `.` and a case.
    fn read(self, provider: &str, name: &str) -> (u16, String) {
        match self {
            Self::Written(status, body) => (status, body.to_owned()),
            Self::Example(example) => {
                let operation = name.split('.').next().unwrap();
                let status = example.split('_').next().unwrap().parse().unwrap();
                (status, documented(provider, &format!("{operation}_response_{example}")))
            }
        }
    }
}

/// The text of a documented example.
fn documented(provider: &str, example: &str) -> String {
    let path = root().join(format!("generated/{provider}/tests/examples/{example}.json"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Nothing of what must stay hidden is in a text that may be logged.
#[track_caller]
fn assert_hidden(hidden: &[&str], shown: &str) {
    for hidden in hidden {
        assert!(!shown.contains(hidden), "`{hidden}` is shown: {shown}");
    }
}

/// Each test sees to its own folder.
#[test]
fn every_folder_has_a_test() {
    let entries =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = entries.collect();
    names.sort();
    assert_eq!(names, ["bitmama", "p100", "plu", "unigox"]);
}

#[test]
fn a_forgotten_file_is_a_difference() {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let expected = BTreeMap::from([file("kept.http", "GET / HTTP/1.1\n\n"), file("forgotten.http", "")]);
    let produced = BTreeMap::from([file("kept.http", "GET / HTTP/1.1\n\n"), file("new.http", "a\n")]);
    let report = differences(&expected, &produced);
    assert!(report.starts_with("forgotten.http: no call gives this file\n"), "{report}");
    assert!(report.contains("+a\n") && !report.contains("kept.http"), "{report}");
}
