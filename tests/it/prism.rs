//! What `scripts/prism` calls a finding, without Prism: its answers are scripted here.

#[path = "../prism/driver.rs"]
mod driver;

use clientwright_runtime::{
    Api, Builder, Core, Envelope, HeaderMap, Json, Meta, Method, Operation, RawResponse, Retry,
    ScriptedTransport, Site, json,
};

use self::driver::{Answer, Driver, Exemption};

enum GetUser {}

impl Operation for GetUser {
    type Output = Json;
    type Error = Json;
    const META: Meta = Meta::new(Method::Get, "getUser", "/users").retry(Retry::Safe).envelope(ENVELOPE);
}

const ENVELOPE: Envelope = Envelope::new().success("/success").success_optional();

static ACME: Api = Api::new("acme-client", "0.1.0");

fn client(transport: ScriptedTransport) -> Core {
    let site = Site::new("production", "https://api.example.com");
    Builder::new(&ACME, site).transport(transport).build().unwrap()
}

const EXEMPTIONS: &[Exemption] = &[Exemption { operation: "getUser", message: "prism is wrong" }];

/// The report of one call, which asks for `status` and a body and is answered with the rest: a status, what Prism
/// says in `sl-violations`, a body.
async fn report(
    exemptions: &[Exemption],
    prefer: &'static str,
    status: u16,
    (answered, violations, body): (u16, &str, &'static str),
) -> (bool, String) {
    let mut headers = HeaderMap::new();
    if !violations.is_empty() {
        headers.insert("sl-violations", violations.parse().unwrap());
    }
    let answer = RawResponse::new(answered.try_into().unwrap(), headers, body);
    let client = client(ScriptedTransport::new().response(answer));
    let mut driver = Driver::new("acme", exemptions);
    let answers = &[Answer { status, prefer, has_body: true }];
    let call = Ok(client.call::<GetUser>());
    driver.drive("getUser", "required", answers, call, |call, _| call.send()).await;
    (driver.is_clean(), driver.to_string())
}

const REQUEST: &str = r#"[{"location": ["request", "query"], "message": "prism is wrong"}]"#;
const RESPONSE: &str = r#"[{"location": ["response", "body"], "message": "must be integer"}]"#;

#[tokio::test]
async fn what_was_asked_for_is_fine() {
    for status in [200, 404] {
        let (clean, report) = report(&[], "code=…", status, (status, "", "{}")).await;
        assert!(clean, "{report}");
        assert_eq!(
            report,
            format!("acme: 1 operations, 1 calls (1 of {status}), 0 exempt, 0 unusable, 0 findings")
        );
    }
}

#[tokio::test]
async fn anything_else_is_a_finding() {
    for (status, answer, finding) in [
        (200, (200, RESPONSE, "{}"), "must be integer"),
        (404, (404, REQUEST, "{}"), "prism is wrong"),
        (200, (200, "not a list", "{}"), "not a list"),
        (200, (204, "", ""), "answered 204: "),
        (404, (422, "", "{}"), "answered 422: {}"),
        (
            500,
            (500, "", r#"{"type": "https://stoplight.io/prism/errors#UNKNOWN"}"#),
            r#"answered 500: {"type": "https://stoplight.io/prism/errors#UNKNOWN"}"#,
        ),
        (
            200,
            (200, "", "{"),
            "getUser: the server's answer with status 200 cannot be read: expected a JSON value, found the end of the text: {",
        ),
        (404, (404, "", "<html>"), "the documented error does not decode: <html>"),
    ] {
        let (clean, report) = report(&[], "code=…", status, answer).await;
        assert!(!clean);
        let (first, _) = report.split_once('\n').unwrap();
        assert_eq!(first, format!("acme: getUser (required): {finding}"));
    }
}

#[tokio::test]
async fn a_success_that_reports_a_failure_is_a_finding_unless_it_is_made_up() {
    let answer = || (200, "", r#"{"success": false}"#);
    let (clean, documented) = report(&[], "code=200", 200, answer()).await;
    assert!(!clean && documented.contains("200 OK and reports a failure"), "{documented}");
    let (clean, random) = report(&[], "code=200, dynamic=true", 200, answer()).await;
    assert!(clean, "{random}");
}

#[tokio::test]
async fn a_request_that_cannot_be_made_is_a_finding() {
    let mut driver = Driver::new("acme", &[]);
    let call = json::from_str::<String>("1").map(|_| client(ScriptedTransport::new()).call::<GetUser>());
    driver.drive("getUser", "example", &[], call, |call, _| call.send()).await;
    assert!(!driver.is_clean());
    assert_eq!(
        driver.to_string(),
        "acme: getUser (example): cannot be made: expected a string, found a number\n\
         acme: 1 operations, 0 calls (), 0 exempt, 0 unusable, 1 findings"
    );
}

#[tokio::test]
async fn an_exemption_is_needed() {
    let (clean, met) = report(EXEMPTIONS, "code=200", 200, (400, REQUEST, "")).await;
    assert!(clean, "{met}");
    assert!(met.ends_with("1 exempt, 0 unusable, 0 findings"), "{met}");
    let (clean, unmet) = report(EXEMPTIONS, "code=200", 200, (200, "", "{}")).await;
    assert!(!clean);
    assert!(unmet.starts_with("acme: an exemption is not needed: getUser, prism is wrong\n"), "{unmet}");
}

#[tokio::test]
async fn what_prism_makes_up_and_refuses_says_nothing() {
    let (clean, random) = report(&[], "code=200, dynamic=true", 200, (500, RESPONSE, "")).await;
    assert!(clean, "{random}");
    assert!(random.ends_with("0 exempt, 1 unusable, 0 findings"), "{random}");
    let (clean, _) = report(&[], "code=200, dynamic=true", 200, (500, REQUEST, "")).await;
    assert!(!clean, "a request is not made up");
}
