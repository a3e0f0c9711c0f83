//! What a builder refuses.

use std::time::Duration;

use clientwright_runtime::{Api, Builder, Core, Scheme, ScriptedTransport, Site};

use crate::support::{API, SITE};

fn message(builder: Builder<Core>) -> String {
    builder.transport(ScriptedTransport::new()).build().unwrap_err().to_string()
}

fn with_key(site: Site, key: &str) -> Result<Core, String> {
    let builder = Builder::new(&API, site).api_key(key).transport(ScriptedTransport::new());
    builder.build().map_err(|error| error.to_string())
}

#[test]
fn a_key_of_another_environment_is_refused_and_not_shown() {
    let error = with_key(SITE, "sk_live_123").unwrap_err();
    let expected =
        "the credential for `bearerAuth` is a key for `production`, and this client is for `staging`";
    assert_eq!(error, expected);
    assert!(with_key(SITE, "sk_staging_123").is_ok());
    assert!(with_key(SITE, "of-no-known-form").is_ok());
    assert!(with_key(Site::custom("http://localhost:1"), "sk_live_123").is_ok());
}

#[test]
fn a_key_that_cannot_be_sent_is_refused_and_not_shown() {
    for (key, what) in [
        ("", "is empty"),
        ("abc\n", "contains a control character, such as a line break at its end"),
        ("abc\r\nx: y", "contains a control character, such as a line break at its end"),
        (" abc", "begins or ends with a space"),
        ("abé", "contains a character beyond ASCII"),
    ] {
        assert_eq!(with_key(SITE, key).unwrap_err(), format!("the credential for `bearerAuth` {what}"));
    }
}

#[test]
fn a_credential_must_have_one_scheme() {
    static TWO_KEYS: Api = Api::new("two", "1").schemes(&[
        Scheme::api_key_header("id", "x-id", "TWO_ID"),
        Scheme::api_key_header("secret", "x-secret", "TWO_SECRET"),
        Scheme::basic("basic", "TWO_BASIC"),
    ]);
    let two = || Builder::<Core>::new(&TWO_KEYS, SITE);
    assert_eq!(
        message(two().api_key("k")),
        "`api_key`: several schemes take it, such as `id` and `secret`; name the one with `credential`"
    );
    assert_eq!(message(two().bearer_token("k")), "`bearer_token`: the API has no scheme for it");
    assert_eq!(message(two().credential("x", "k")), "`credential`: the API has no scheme `x`");
    assert_eq!(
        message(two().credential("basic", "k")),
        "the credential for `basic` is not of the form `user:password`"
    );
    assert_eq!(message(two().basic_auth("us:er", "p")), "the credential for `basic` is empty");
}

#[test]
fn settings_that_cannot_work_are_refused() {
    let new = |site: Site| Builder::<Core>::new(&API, site);
    assert_eq!(message(new(SITE).timeout(Duration::ZERO)), "the timeout is zero");
    assert_eq!(
        message(new(SITE).user_agent("a\nb")),
        "the user agent has characters other than visible ASCII"
    );
    let plain = "the address is http, which only a loopback host may be";
    assert_eq!(message(new(Site::custom("http://api.example.com"))), plain);
    let port = "the address has a port that is not from 1 to 65535";
    assert_eq!(message(new(Site::custom("https://api.example.com:99999"))), port);
    let theirs = "`connect_timeout` and `max_connections` are settings of the transport: give them to the one that is given";
    assert_eq!(message(new(SITE).connect_timeout(Duration::from_secs(1))), theirs);
    assert_eq!(message(new(SITE).max_connections(1)), theirs);
    let ours = |builder: Builder<Core>| builder.build().unwrap_err().to_string();
    let local = || new(Site::custom("http://localhost:1"));
    assert_eq!(ours(local().connect_timeout(Duration::ZERO)), "the connect timeout is zero");
    assert_eq!(ours(local().max_connections(0)), "`max_connections` is zero");
    local().connect_timeout(Duration::MAX).max_connections(usize::MAX).build().unwrap();
}
