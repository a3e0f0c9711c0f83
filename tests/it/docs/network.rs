//! Pages that are read over loopback, from servers that behave well and badly.

use std::process::Stdio;

use super::site::{Reply, Site};
use crate::repository::{Repository, Run, command};

const USERS: &str = "# Orders\n\nAn order has a number.\n\n## Limits\n\nAt most 10 orders a day.\n";
const CHECK: &str = "docs check acme --allow-local --pause 0 --today 2026-02-01";

/// A provider whose documentation is a site of this test.
struct Place {
    repository: Repository,
    site: Site,
}

impl Place {
    fn new() -> Self {
        let (repository, site) = (Repository::with_acme(), Site::new());
        for file in ["openapi", "coverage"] {
            repository.edit(
                &format!("specs/acme/{file}.yaml"),
                "https://example.com/docs",
                &site.url("/docs"),
            );
        }
        site.put("/docs", Reply::markdown(USERS));
        Self { repository, site }
    }

    /// As it is now is what the spec was made from.
    fn accepted() -> Self {
        let place = Self::new();
        place.check("").exits(1);
        place.repository.xtask("docs accept acme").exits(0);
        place.site.requests();
        place
    }

    fn check(&self, more: &str) -> Run {
        self.repository.xtask(&format!("{CHECK} {more}"))
    }

    /// What is said about the page now.
    #[track_caller]
    fn says(&self, reply: Reply, code: i32, said: &str) {
        self.site.put("/docs", reply);
        let run = self.check("").exits(code);
        assert!(run.stdout.contains(&format!("  {said}\n")), "{said}\n{}", run.stdout);
        let twice = self.check("").exits(code);
        assert_eq!(twice.stdout, run.stdout);
    }
}

#[test]
fn a_page_that_is_the_same_is_no_finding() {
    let place = Place::accepted();
    let run = place.check("").exits(0);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", "1 page, 0 changes, 0 unreadable\n"));
    place.site.put(
        "/docs",
        Reply::html(&format!(
            "<main><h1>Orders</h1><p>An order has a number.<h2>Limits</h2>At most 10 orders a day.</main>{}",
            "<nav>Menu</nav>"
        )),
    );
    place.check("").exits(0);
}

#[test]
fn words_of_a_section_change_and_a_section_comes() {
    let place = Place::accepted();
    let changed = USERS.replace("10", "20") + "\n## Fees\n\nOne dollar.\n";
    place.site.put("/docs", Reply::markdown(&changed));
    let run = place.check("").exits(1);
    for line in [
        "  [section-changed] the section `Limits` (#limits) changed",
        "    ## Limits At most [-10-] {+20+} orders a day.",
        "    operation `getOrder` specs/acme/openapi.yaml:8:5",
        "    coverage `Orders` specs/acme/coverage.yaml:2:5",
        "  [section-added] the section `Fees` (#fees) is new",
    ] {
        assert!(run.stdout.contains(&format!("{line}\n")), "{line}\n{}", run.stdout);
    }
    assert_eq!(place.check("").exits(1).stdout, run.stdout);
    // Without the old text the section is named all the same.
    let elsewhere = place.check("--cache elsewhere").exits(1);
    assert!(elsewhere.stdout.contains("[section-changed]") && !elsewhere.stdout.contains("[-10-]"));
}

#[test]
fn a_server_is_asked_whether_anything_changed() {
    let place = Place::accepted();
    place.site.put(
        "/docs",
        Reply::markdown(USERS).with("ETag", "\"v1\"").with("Last-Modified", "Sat, 31 Jan 2026 10:00:00 GMT"),
    );
    place.check("").exits(0);
    place.site.requests();
    place.check("").exits(0);
    let requests = place.site.requests();
    let page = requests.iter().find(|request| request[0] == "/docs").expect("the page is asked for");
    let has = |line: &str| page.iter().any(|header| header == line);
    assert!(
        has("if-none-match: \"v1\"") && has("if-modified-since: sat, 31 jan 2026 10:00:00 gmt"),
        "{page:?}"
    );
    assert!(page.iter().any(|header| header.starts_with("user-agent: clientwright/")), "{page:?}");
    // A server that says so of what it never sent is not believed.
    let place = Place::new();
    place.says(Reply::status(304), 2, "[page-failed] the page cannot be read: the server says that nothing changed, and was not asked whether");
}

#[test]
fn a_page_moves_and_goes() {
    let place = Place::accepted();
    let there = place.site.url("/there");
    place.site.put("/there", Reply::markdown(USERS));
    place.says(Reply::redirect("/there"), 1, &format!("[page-moved] the page moved to {there}"));
    let run = place.repository.xtask("docs accept acme").exits(1);
    assert!(
        run.stderr.contains(&format!("the page moved to {there}\n  operation `getOrder`")),
        "{}",
        run.stderr
    );
    place.repository.xtask("docs accept acme --unaffected moved").exits(0);
    place.check("").exits(0);

    place.says(Reply::status(410), 1, "[page-gone] the page is gone");
    place.repository.xtask("docs accept acme").exits(1);
    place.repository.xtask("docs accept acme --unaffected gone").exits(0);
    place.check("").exits(0);
    place.says(Reply::markdown(USERS), 1, "[page-back] the page is there again");
}

#[test]
fn what_cannot_be_read_is_said_and_not_guessed() {
    let place = Place::accepted();
    let unreadable =
        |reply, why: &str| place.says(reply, 2, &format!("[page-failed] the page cannot be read: {why}"));
    unreadable(Reply::status(500), "the server answers with status 500");
    unreadable(Reply::status(429), "the server answers with status 429");
    let large = vec![b'x'; 5 << 20];
    unreadable(Reply::Page(200, Vec::new(), large), "the page is larger than 4194304 bytes");
    unreadable(
        Reply::markdown("").with("Content-Length", "52428800"),
        "the page is larger than 4194304 bytes",
    );
    unreadable(Reply::Endless, "the page is larger than 4194304 bytes");
    let latin =
        |kind: &str, bytes: &[u8]| Reply::Page(200, vec![("Content-Type", kind.to_owned())], bytes.to_vec());
    unreadable(
        latin("text/html; charset=ISO-8859-1", b"<p>caf\xe9"),
        "the page is in `iso-8859-1`, not in UTF-8",
    );
    unreadable(latin("text/html", b"<p>caf\xe9"), "the page is not in UTF-8");
    unreadable(latin("application/pdf", b"%PDF"), "`application/pdf` is no text");
    unreadable(
        Reply::markdown(USERS).with("Content-Encoding", "gzip"),
        "the page is compressed (`gzip`), which was not asked for",
    );
    unreadable(
        Reply::html("<div id=app></div><script src=a.js></script>"),
        "the page is rendered by scripts only",
    );
    unreadable(Reply::html(&"<div>".repeat(50_000)), "the page is nested deeper than 400 elements");
    unreadable(Reply::redirect("/docs"), "more than 5 redirects");
    unreadable(Reply::Page(301, Vec::new(), Vec::new()), "a redirect leads nowhere");
    unreadable(Reply::redirect("file:///etc/passwd"), "file:///etc/passwd is no address of a page");
    // What could not be read keeps what the lock has of it.
    let before = place.repository.read("specs/acme/pages.lock");
    place.repository.xtask("docs accept acme").exits(0);
    assert_eq!(place.repository.read("specs/acme/pages.lock"), before);
}

#[test]
fn a_slow_server_is_not_waited_for() {
    let place = Place::accepted();
    place.site.put("/docs", Reply::Silence);
    let run = place.check("--timeout 0.2").exits(2);
    assert!(run.stdout.contains("the page cannot be read: no answer within 0.2 s\n"), "{}", run.stdout);
}

#[test]
fn addresses_of_this_machine_are_refused() {
    let place = Place::new();
    let refused = |url: &str| {
        let from = place.site.url("/docs");
        for file in ["openapi", "coverage"] {
            place.repository.edit(&format!("specs/acme/{file}.yaml"), &from, url);
        }
        let run = place.repository.xtask("docs check acme --pause 0 --timeout 5").exits(2);
        for file in ["openapi", "coverage"] {
            place.repository.edit(&format!("specs/acme/{file}.yaml"), url, &from);
        }
        assert!(run.stdout.contains("is an address of this machine or its network"), "{url}: {}", run.stdout);
    };
    let port = place.site.url("").rsplit_once(':').expect("it has a port").1.to_owned();
    refused(&place.site.url("/else"));
    for host in ["localhost", "0x7f.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]"] {
        refused(&format!("http://{host}:{port}/docs"));
    }
    refused("http://169.254.169.254/latest/meta-data");
    assert_eq!(place.site.asked(), Vec::<String>::new());
}

#[test]
fn a_site_says_what_it_has() {
    let place = Place::new();
    let index = format!("# Acme\n- [Orders]({0}/docs.md)\n- [Cards]({0}/cards)\n", place.site.url(""));
    place.site.put("/llms.txt", Reply::markdown(&index));
    place.site.put("/docs.md", Reply::markdown(USERS));
    place.site.put("/docs", Reply::status(500));
    let run = place.check("").exits(1);
    let cards = format!(
        "acme {}\n  [page-not-covered] the site lists the page, and coverage.yaml does not\n",
        place.site.url("/cards")
    );
    assert!(run.stdout.contains(&cards), "{}", run.stdout);
    place.repository.xtask("docs accept acme").exits(0);
    let lock = place.repository.read("specs/acme/pages.lock");
    assert!(lock.contains(&format!("    read: \"{}\"\n", place.site.url("/docs.md"))), "{lock}");
    assert!(lock.ends_with(&format!("left-out:\n  - \"{}\"\n", place.site.url("/cards"))), "{lock}");
    place.check("").exits(0);
    // Without the index the page is HTML again, of which the lock knows nothing.
    place.site.put("/llms.txt", Reply::status(404));
    place.site.put("/docs", Reply::html("<h1>Orders</h1>"));
    let run = place.check("").exits(1);
    assert!(
        run.stdout.contains("[page-read-elsewhere] the page is read at its own address now"),
        "{}",
        run.stdout
    );
}

/// Two pages; the second hangs, and the run is killed there.
#[test]
fn a_kill_between_two_pages_loses_nothing() {
    let place = Place::new();
    let second = format!("  - {{url: \"{}\", title: Second, prose: none}}\n", place.site.url("/second"));
    let index = place.repository.read("specs/acme/coverage.yaml");
    place.repository.write("specs/acme/coverage.yaml", &(index + &second));
    place.site.put("/docs", Reply::markdown(USERS).with("ETag", "\"v1\""));
    place.site.put("/second", Reply::Silence);
    let mut child = command(place.repository.path(), CHECK)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it runs");
    place.site.wait_for("/second");
    child.kill().expect("it runs still");
    child.wait().expect("it ends");

    place.site.put("/second", Reply::markdown("# Second\n"));
    place.site.requests();
    let after = place.check("").exits(1);
    let requests = place.site.requests();
    let first = requests.iter().find(|request| request[0] == "/docs").expect("the page is asked for");
    assert!(first.contains(&"if-none-match: \"v1\"".to_owned()), "{first:?}");
    let whole = place.check("--cache other").exits(1);
    assert_eq!((after.stdout, after.stderr), (whole.stdout, whole.stderr));
}

/// What a page says does nothing to a terminal, in any format that a terminal shows.
#[test]
fn controls_of_a_page_are_not_repeated() {
    let place = Place::accepted();
    let hostile =
        format!("{USERS}\n## Fees\u{1b}[2J\u{202e}\n\n\u{9b}31mred\u{7}\n\n```\n\u{1b}]0;title\u{7}\n```\n");
    place.site.put("/docs", Reply::markdown(&hostile));
    for format in ["text", "markdown", "github", "json"] {
        let run = place.check(&format!("--format {format}")).exits(1);
        let is_control = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}');
        assert!(!run.stdout.contains(is_control), "{format}: {:?}", run.stdout);
    }
}
