//! Where a client goes, and with which key: said aloud, by the builder or by the environment of the process.
//!
//! That there is no default environment is a program of `misuse/`.

use std::fmt::Debug;
use std::io::Write as _;
use std::process::Command;

/// The variable that tells a child which provider it is for.
const PROVIDER: &str = "CLIENTWRIGHT_PROVIDER";
/// Stands before what a child has to say, among the words of the test harness.
const MARK: &str = "from_env: ";

#[test]
fn a_key_of_one_environment_is_refused_in_another() {
    use bitmama_client::{Client as Bitmama, Environment as BitmamaAt};
    use plu_client::{Client as Plu, Environment as PluAt};

    let refused =
        "the credential for `bearerAuth` is a key for `production`, and this client is for `staging`";
    let built = Plu::builder(PluAt::Staging).api_key("sk_live_abc123def456").build();
    assert_eq!(built.unwrap_err().to_string(), refused);
    let refused =
        "the credential for `bearerAuth` is a key for `staging`, and this client is for `production`";
    let built = Plu::builder(PluAt::Production).api_key("sk_staging_abc123def456").build();
    assert_eq!(built.unwrap_err().to_string(), refused);

    // Where Bitmama's production is, nobody has written down; that its keys are not staging's is known.
    let refused =
        "the credential for `bearerAuth` is a key for `production`, and this client is for `staging`";
    let built = Bitmama::builder(BitmamaAt::Staging).api_key("sk_live_abc123def456").build();
    assert_eq!(built.unwrap_err().to_string(), refused);

    Plu::builder(PluAt::Staging).api_key("sk_staging_abc123def456").build().unwrap();
    Plu::builder(PluAt::Production).api_key("sk_live_abc123def456").build().unwrap();
    Bitmama::builder(BitmamaAt::Staging).api_key("sk_staging_abc123def456").build().unwrap();
    // An address of one's own takes the keys of all.
    let custom = PluAt::Custom("http://localhost:8080".to_owned());
    Plu::builder(custom).api_key("sk_live_abc123def456").build().unwrap();
}

#[test]
fn an_address_of_ones_own_is_https_or_this_machine() {
    use unigox_client::{Client, Environment};

    for (url, message) in [
        ("http://api.unigox.com", "the address is http, which only a loopback host may be"),
        ("ftp://localhost", "the address is neither https nor http"),
        ("api.unigox.com", "the address has no scheme or no host"),
        ("https://key@api.unigox.com", "the address has a user or a password"),
    ] {
        let built = Client::builder(Environment::Custom(url.to_owned())).api_key("k").build();
        assert_eq!(built.unwrap_err().to_string(), message, "{url}");
    }
}

#[test]
fn from_env_reads_the_documented_variables_and_names_what_is_wrong() {
    for (provider, variables, expected) in [
        (
            "bitmama",
            &[("BITMAMA_ENVIRONMENT", "staging"), ("BITMAMA_API_KEY", "sk_staging_1")][..],
            "https://services-staging.bitmama.io",
        ),
        ("bitmama", &[], "BITMAMA_ENVIRONMENT is not set; it names one of: staging"),
        (
            "bitmama",
            &[("BITMAMA_ENVIRONMENT", "production"), ("BITMAMA_API_KEY", "sk_live_1")],
            "BITMAMA_ENVIRONMENT is no URL and does not name one of: staging",
        ),
        ("bitmama", &[("BITMAMA_ENVIRONMENT", "staging")], "not set: BITMAMA_API_KEY"),
        ("p100", &[("P100_ENVIRONMENT", "production"), ("P100_API_KEY", "k")], "https://partner-api.p100.io"),
        (
            "p100",
            &[("P100_API_KEY", "k")],
            "P100_ENVIRONMENT is not set; it names one of: staging, production",
        ),
        ("p100", &[("P100_ENVIRONMENT", "staging")], "not set: P100_API_KEY"),
        (
            "plu",
            &[("PLU_ENVIRONMENT", "Production"), ("PLU_API_KEY", "sk_live_1")],
            "https://services.getplu.com",
        ),
        (
            "plu",
            &[("PLU_ENVIRONMENT", "http://127.0.0.1:8080/api"), ("PLU_API_KEY", "sk_live_1")],
            "http://127.0.0.1:8080",
        ),
        (
            "plu",
            &[("PLU_ENVIRONMENT", "staging"), ("PLU_API_KEY", "sk_live_1")],
            "the credential for `bearerAuth` is a key for `production`, and this client is for `staging`",
        ),
        (
            "plu",
            &[("PLU_ENVIRONMENT", "https://services-staging.getplu.com/api"), ("PLU_API_KEY", "sk_live_1")],
            "the credential for `bearerAuth` is a key for `production`, and this client is for `staging`",
        ),
        (
            "plu",
            &[("PLU_ENVIRONMENT", "staging "), ("PLU_API_KEY", "sk_staging_1")],
            "PLU_ENVIRONMENT is no URL and does not name one of: staging, production",
        ),
        (
            "plu",
            &[("PLU_ENVIRONMENT", "staging"), ("PLU_API_KEY", "")],
            "the credential for `bearerAuth` is empty",
        ),
        (
            "unigox",
            &[("UNIGOX_ENVIRONMENT", "staging"), ("UNIGOX_API_KEY", "k")],
            "https://api-staging.unigox.com",
        ),
        (
            "unigox",
            &[("UNIGOX_ENVIRONMENT", "http://api.unigox.com"), ("UNIGOX_API_KEY", "k")],
            "the address is http, which only a loopback host may be",
        ),
        ("unigox", &[("UNIGOX_ENVIRONMENT", "production")], "not set: UNIGOX_API_KEY"),
    ] {
        let said = child(provider, variables);
        assert!(said.contains(expected), "{provider} {variables:?}: {said}");
        assert!(!said.contains("sk_"), "{said}");
    }
}

/// What `Client::from_env()` of a provider says in a process with these variables: a program cannot safely change its
/// own.
fn child(provider: &str, variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "environments::says_what_from_env_gives", "--ignored", "--nocapture"]);
    command.env_clear().env(PROVIDER, provider).envs(variables.iter().copied());
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let said = text.lines().find_map(|line| line.split_once(MARK)).map(|(_, said)| said.to_owned());
    said.unwrap_or_else(|| panic!("{text}{}", String::from_utf8_lossy(&output.stderr)))
}

#[test]
#[ignore = "the other half of from_env_reads_the_documented_variables_and_names_what_is_wrong"]
fn says_what_from_env_gives() {
    let said = match std::env::var(PROVIDER).as_deref() {
        Ok("bitmama") => said(bitmama_client::Client::from_env()),
        Ok("p100") => said(p100_client::Client::from_env()),
        Ok("plu") => said(plu_client::Client::from_env()),
        Ok("unigox") => said(unigox_client::Client::from_env()),
        other => panic!("{other:?}"),
    };
    writeln!(std::io::stdout(), "{MARK}{said}").unwrap();
}

/// The client, whose `Debug` shows where it goes, or the message.
fn said(built: Result<impl Debug, impl ToString>) -> String {
    built.map_or_else(|error| error.to_string(), |client| format!("{client:?}"))
}
