//! `cargo xtask publish`, end to end: a clone of this repository, a registry server on loopback, and a program that is
//! built from that registry alone.
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::cases::{files, root, write_file};
use crate::mirror;

const PROVIDERS: &str = "bitmama p100 plu unigox";
const REGISTRY: &str = "loopback";

/// The registry's server; it ends with the test.
struct Server {
    process: Child,
    root: PathBuf,
}

impl Server {
    /// `None` when it is not installed: `.ci/run` installs it, where it runs this.
    fn start(root: PathBuf) -> Option<Self> {
        let folders = std::env::var_os("PATH").unwrap_or_default();
        let beside = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().map(|target| target.join("tools/bin"));
        let mut folders = beside.into_iter().chain(std::env::split_paths(&folders));
        let program = folders.find_map(|folder| {
            Some(folder.join("cargo-http-registry")).filter(|program| program.is_file())
        })?;
        let process = Command::new(program)
            .arg(&root)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the registry's server starts");
        let mut server = Self { process, root };
        // It writes these when it listens.
        while !["config.json", ".git/HEAD"].iter().all(|file| server.root.join(file).is_file()) {
            let ended = server.process.try_wait().expect("the registry's server can be asked");
            assert!(ended.is_none(), "the registry's server ended: {ended:?}");
            std::thread::yield_now();
        }
        Some(server)
    }

    /// The versions of a crate in the index, in the order of their uploads.
    fn versions(&self, name: &str) -> Vec<String> {
        let path = self.root.join(mirror::index_path(name));
        let index = fs::read_to_string(path).unwrap_or_default();
        let version = |line: &str| {
            let line: Value = serde_json::from_str(line).expect("a line of the index is JSON");
            line["vers"].as_str().expect("a version").to_owned()
        };
        index.lines().map(version).collect()
    }

    /// Every version of every crate.
    fn all(&self) -> Vec<String> {
        let names = ["clientwright-runtime", "bitmama-client", "p100-client", "plu-client", "unigox-client"];
        names
            .iter()
            .flat_map(|name| self.versions(name).into_iter().map(move |version| format!("{name} {version}")))
            .collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A clone of the working tree, with a history of its own.
struct Clone<'s> {
    folder: tempfile::TempDir,
    server: &'s Server,
}

impl<'s> Clone<'s> {
    fn of_this_repository(server: &'s Server, configuration: &str) -> Self {
        let clone = Self { folder: tempfile::tempdir().expect("a temporary folder can be made"), server };
        let listed = Command::new("git")
            .current_dir(root())
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .output()
            .expect("git runs");
        for path in String::from_utf8(listed.stdout).expect("paths are UTF-8").split_terminator('\0') {
            let (from, to) = (root().join(path), clone.path().join(path));
            // A file that is deleted and not yet committed is listed too.
            if from.is_file() {
                fs::create_dir_all(to.parent().expect("a file stands in a folder"))
                    .expect("a folder can be made");
                fs::copy(&from, &to).unwrap_or_else(|error| panic!("{path}: {error}"));
            }
        }
        let config = clone.path().join(".cargo/config.toml");
        let ours = fs::read_to_string(&config).expect("the repository has a configuration");
        write_file(&config, &(ours + configuration));
        clone.git(&["init", "--quiet", "--initial-branch", "main"]);
        for (key, value) in [
            ("user.name", "Somebody"),
            ("user.email", "somebody@example.com"),
            ("commit.gpgSign", "false"),
            ("tag.gpgSign", "false"),
        ] {
            clone.git(&["config", key, value]);
        }
        clone.commit("Everything");
        clone
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn git(&self, words: &[&str]) -> String {
        let output = Command::new("git").current_dir(self.path()).args(words).output().expect("git runs");
        assert!(output.status.success(), "git {words:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("git writes UTF-8")
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    fn tags(&self) -> Vec<String> {
        self.git(&["tag", "--list"]).lines().map(str::to_owned).collect()
    }

    /// Replaces a text that stands in the file once, generates, and commits.
    fn edit(&self, path: &str, edits: &[(&str, &str)]) {
        let file = self.path().join(path);
        let mut text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{path}: {error}"));
        for (from, to) in edits {
            assert_eq!(text.matches(from).count(), 1, "`{from}` in {path}");
            text = text.replace(from, to);
        }
        write_file(&file, &text);
        crate::repository::run(self.path(), "generate").exits(0);
        self.commit(path);
    }

    fn command(&self, words: &str) -> Command {
        let mut command = Command::new(crate::repository::xtask());
        command
            .current_dir(self.path())
            .arg("publish")
            .args(words.split_whitespace())
            .args(["--registry", REGISTRY]);
        cargo_environment(&mut command, self.server);
        command
    }

    /// The plan, after the command has succeeded.
    fn publish(&self, words: &str) -> Value {
        let output = self.command(words).args(["--format", "json"]).output().expect("xtask runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}\n{said}", String::from_utf8_lossy(&output.stdout));
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {said}"))
    }
}

/// Cargo with this registry, and with nothing but what is on this machine otherwise: whatever would go out ends here.
fn cargo_environment(command: &mut Command, server: &Server) {
    let build = Path::new(env!("CARGO_TARGET_TMPDIR")).join("publish");
    command
        .env("CARGO_TARGET_DIR", build)
        // What cargo remembers of registries that end with the test is not for the user's own folder.
        .env("CARGO_HOME", server.root.with_file_name("cargo-home"))
        .env("CARGO_REGISTRIES_LOOPBACK_INDEX", format!("file://{}", server.root.display()))
        .env("CARGO_REGISTRIES_LOOPBACK_TOKEN", "none-is-asked-for")
        .env("CARGO_NET_GIT_FETCH_WITH_CLI", "true")
        .env("CARGO_NET_RETRY", "0")
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "false")
        .env("CARGO_PROFILE_DEV_OPT_LEVEL", "0")
        .envs(
            ["http_proxy", "https_proxy", "HTTPS_PROXY", "ALL_PROXY"]
                .map(|name| (name, "http://127.0.0.1:9")),
        )
        .envs(["no_proxy", "NO_PROXY"].map(|name| (name, "127.0.0.1")));
}

/// The crate's part of a plan: from, to, bump and action.
fn planned(plan: &Value, name: &str) -> [String; 4] {
    let crates = plan["crates"].as_array().expect("a plan has crates");
    let of =
        crates.iter().find(|release| release["name"] == name).unwrap_or_else(|| panic!("{name}: {plan:#}"));
    ["from", "to", "bump", "action"].map(|key| of[key].as_str().unwrap_or_default().to_owned())
}

#[test]
fn releases_follow_from_what_changed_and_survive_an_interruption() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let Some(server) = Server::start(folder.path().join("registry")) else {
        println!("skipped: cargo-http-registry is not installed");
        return;
    };
    let Some(configuration) = mirror::of_default_registry(&folder.path().join("mirror")) else {
        println!("skipped: cargo has no index of its default registry on this machine");
        return;
    };
    let clone = Clone::of_this_repository(&server, &configuration);

    // What is not committed is not released, and what is stale is not either.
    write_file(&clone.path().join("notes.txt"), "");
    let output = clone.command(PROVIDERS).output().expect("xtask runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("error: not committed: `notes.txt`\nhint: "), "{said}");
    fs::remove_file(clone.path().join("notes.txt")).expect("the file can be removed");
    clone.git(&["mv", "generated/plu/api.txt", "generated/plu/API.txt"]);
    clone.commit("By hand");
    let output = clone.command("plu --format json").output().expect("xtask runs");
    assert_eq!(output.status.code(), Some(1));
    let plan: Value = serde_json::from_slice(&output.stdout).expect("the plan is JSON");
    assert_eq!(plan["findings"][0]["message"], "generated/plu is not what specs/plu gives", "{plan:#}");
    clone.git(&["reset", "--quiet", "--hard", "HEAD~"]);

    // The first release is killed between two uploads, and run again.
    interrupt(clone.command(&format!("{PROVIDERS} --execute")));
    assert!(server.all().len() < 5, "killed too late: {:?}", server.all());
    let plan = clone.publish(&format!("{PROVIDERS} --execute"));
    assert_eq!(planned(&plan, "plu-client"), ["", "0.1.0", "none", "publish"]);
    let first = ["clientwright-runtime", "bitmama-client", "p100-client", "plu-client", "unigox-client"];
    assert_eq!(server.all(), first.map(|name| format!("{name} 0.1.0")));
    let mut tags = first.map(|name| format!("{name}-v0.1.0"));
    tags.sort();
    assert_eq!(clone.tags(), tags);
    assert_eq!(clone.git(&["status", "--porcelain"]), "");
    assert_eq!(clone.git(&["log", "--format=%s"]).lines().count(), 2, "one commit for the release");

    consumer(&server, &configuration);

    // Nothing has changed: a second run does nothing.
    let commit = clone.git(&["rev-parse", "HEAD"]);
    let plan = clone.publish(&format!("{PROVIDERS} --execute"));
    assert_eq!(planned(&plan, "plu-client"), ["0.1.0", "0.1.0", "none", "nothing"]);
    assert_eq!((clone.git(&["rev-parse", "HEAD"]), server.all().len()), (commit, 5));

    // A tag that an interruption has lost is set again, and nothing is uploaded.
    clone.git(&["tag", "--delete", "plu-client-v0.1.0"]);
    let plan = clone.publish("plu --execute");
    assert_eq!(planned(&plan, "plu-client"), ["0.1.0", "0.1.0", "none", "skip"]);
    assert_eq!((clone.tags().as_slice(), server.all().len()), (tags.as_slice(), 5));

    // Documentation, and a limit that only the wire knows: a patch, of the one crate.
    let spec = "specs/bitmama/openapi.yaml";
    let limit = "          format: uri\n          maxLength: 2048\n          description: HTTPS address of the receiver\n";
    clone.edit(
        spec,
        &[
            ("description: Where events go\n", "description: Where events are sent\n"),
            (limit, &limit.replace("2048", "1024")),
        ],
    );
    let plan = clone.publish(&format!("{PROVIDERS} --execute"));
    assert_eq!(planned(&plan, "bitmama-client"), ["0.1.0", "0.1.1", "patch", "publish"]);
    assert_eq!(planned(&plan, "plu-client")[3], "nothing");
    let said = plan["crates"][1]["changes"].to_string();
    assert!(said.contains("`webhookUrl`") && said.contains("1024"), "{said}");

    // A field's type: callers stop compiling, which below 1.0.0 is the second number.
    let before = format!("          type: string\n{}", limit.replace("2048", "1024"));
    let example = "{webhookUrl: \"https://api.acme.com/webhooks/bitmama\"}";
    clone.edit(
        spec,
        &[
            (
                &before,
                "          type: array\n          items: {type: string}\n          description: HTTPS address of the receiver\n",
            ),
            (example, "{webhookUrl: [\"https://api.acme.com/webhooks/bitmama\"]}"),
        ],
    );
    let dry = clone.publish("bitmama");
    assert_eq!(planned(&dry, "bitmama-client"), ["0.1.1", "0.2.0", "major", "publish"]);
    assert_eq!(server.versions("bitmama-client"), ["0.1.0", "0.1.1"], "a dry run uploads nothing");
    assert_eq!(clone.git(&["status", "--porcelain"]), "", "a dry run writes nothing");
    let said = &dry["crates"][1]["changes"][0];
    assert!(
        said["text"].as_str().is_some_and(|text| text.contains("`models::SetWebhook.webhook_url`")),
        "{dry:#}"
    );
    clone.publish("bitmama --execute");
    assert_eq!(server.versions("bitmama-client"), ["0.1.0", "0.1.1", "0.2.0"]);

    let decisions =
        fs::read_to_string(clone.path().join("specs/bitmama/provider.yaml")).expect("it can be read");
    let original = fs::read_to_string(root().join("specs/bitmama/provider.yaml")).expect("it can be read");
    assert_eq!(decisions, original.replacen("version: 0.1.0", "version: 0.2.0", 1));
    let changelog =
        fs::read_to_string(clone.path().join("generated/bitmama/CHANGELOG.md")).expect("it can be read");
    let headings: Vec<&str> = changelog.lines().filter(|line| line.starts_with("##")).collect();
    assert_eq!(headings, ["## 0.2.0", "### Breaking", "## 0.1.1", "### Other", "## 0.1.0", "### Added"]);
    crate::repository::run(clone.path(), "generate --check").exits(0);
}

/// Kills the command, and cargo with it, when the first package has been uploaded.
fn interrupt(mut command: Command) {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut process = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("xtask runs");
    let lines = BufReader::new(process.stderr.take().expect("stderr is piped")).lines();
    let mut said = Vec::new();
    for line in lines.map(|line| line.expect("xtask writes UTF-8")) {
        let is_uploaded = line.ends_with(": uploaded");
        said.push(line);
        if is_uploaded {
            break;
        }
    }
    assert!(said.last().is_some_and(|line| line.ends_with(": uploaded")), "{}", said.join("\n"));
    let group = format!("-{}", process.id());
    let killed = Command::new("kill").args(["-KILL", "--", &group]).status();
    assert!(killed.is_ok_and(|status| status.success()), "the command was not there any more");
    assert!(!process.wait().expect("xtask ends").success());
}

/// A program that knows the crates from the registry alone.
fn consumer(server: &Server, configuration: &str) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let dependencies: String = PROVIDERS
        .split(' ')
        .map(|provider| format!("{provider}-client = {{ version = \"0.1.0\", registry = \"{REGISTRY}\" }}\n"))
        .collect();
    write_file(
        &folder.path().join("Cargo.toml"),
        &format!(
            "[package]\nname = \"consumer\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}"
        ),
    );
    write_file(
        &folder.path().join("src/main.rs"),
        "use bitmama_client::{Client, Environment, models::SetWebhook};
use {p100_client as _, plu_client as _, unigox_client as _};

fn main() {
    let client = Client::builder(Environment::Staging).api_key(\"sk_staging_1\").build().expect(\"a client\");
    let call = client.profile().set_webhook(SetWebhook::new(\"https://example.com\"));
    println!(\"{}\", call.request().expect(\"a request\").path());
}
",
    );
    write_file(&folder.path().join(".cargo/config.toml"), configuration);
    // The versions that are on this machine.
    fs::copy(root().join("Cargo.lock"), folder.path().join("Cargo.lock"))
        .expect("the lock file can be copied");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(folder.path()).args(["run", "--quiet"]);
    cargo_environment(&mut cargo, server);
    // What the crates stand on was built when they were packaged.
    cargo.env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("publish/publish/build"));
    let output = cargo.output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(said.trim(), "/v1/partner/profile/webhook");
    let lock = files(folder.path()).remove("Cargo.lock").expect("cargo writes a lock file");
    assert_eq!(
        lock.matches(&format!("source = \"registry+file://{}", server.root.display())).count(),
        5,
        "{lock}"
    );
}

#[test]
fn without_git_there_is_nothing_to_release() {
    let repository = crate::repository::Repository::with_acme();
    let run = repository.xtask("publish").exits(2);
    assert!(run.stderr.starts_with("error: a release needs git"), "{}", run.stderr);
}
