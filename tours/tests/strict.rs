//! The stand-in refuses whatever is not documented or not expected. The requests are written by hand: what checks the
//! clients is not checked by them.

use clientwright_tours::StandIn;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const LIST: &str = "
credential: sk_staging_1
steps:
  - receive:
      operation: listTransactions
      query: {limit: '20'}
      answer: {status: 200, body: {example: firstPage}}
";

const FUND: &str = "
credential: sk_staging_1
steps:
  - receive: {operation: fundCard, body: {example: hundredDollars}, answer: {status: 200, body: {example: funded}}}
  - receive: {operation: fundCard, body: {example: hundredDollars}, answer: {status: 200, body: {example: funded}}}
  - receive: {operation: fundCard, body: {example: hundredDollars}, same-key: true, answer: {status: 200}}
";

const FILES: &str = "
credential: key-1
steps:
  - receive:
      operation: addKycFiles
      path: {externalUserId: u-1}
      parts:
        - {name: files, file-name: page.jpg, content-type: image/jpeg, text: page}
      answer: {status: 200}
";

/// A request, without `host`, `content-length` and `connection`.
#[derive(Clone)]
struct Written {
    line: &'static str,
    headers: Vec<(&'static str, &'static str)>,
    body: &'static str,
}

impl Written {
    fn new(line: &'static str) -> Self {
        let headers =
            vec![("accept", "application/json"), ("accept-encoding", "identity"), ("user-agent", "by hand")];
        Self { line, headers, body: "" }
    }

    fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((name, value));
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(own, _)| *own != name);
        self
    }

    fn body(mut self, body: &'static str) -> Self {
        self.body = body;
        self
    }

    /// Status and body of the answer.
    async fn send(self, stand_in: &StandIn) -> (u16, String) {
        let url = stand_in.url();
        let host = url.trim_start_matches("http://").split('/').next().unwrap();
        let mut text = format!("{} HTTP/1.1\r\nhost: {host}\r\n", self.line);
        for (name, value) in self.headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        if !self.body.is_empty() {
            text.push_str(&format!("content-length: {}\r\n", self.body.len()));
        }
        let mut connection = TcpStream::connect(host).await.unwrap();
        connection.write_all(format!("{text}\r\n{}", self.body).as_bytes()).await.unwrap();
        // Half-closed, so that the answer ends with the connection.
        connection.shutdown().await.unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).await.unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
    }
}

fn list() -> Written {
    Written::new("GET /api/v1/partner/card/transactions?limit=20")
        .with("authorization", "Bearer sk_staging_1")
}

fn fund() -> Written {
    Written::new("POST /api/v1/partner/card/fund")
        .with("authorization", "Bearer sk_staging_1")
        .with("content-type", "application/json")
        .with("idempotency-key", "k-1")
        .body(r#"{"serviceCardId":"acme-card-xyz789jkl012mno","amount":100}"#)
}

fn files() -> Written {
    Written::new("POST /v1/user/kyc-files/u-1")
        .with("x-api-key", "key-1")
        .with("content-type", "multipart/form-data; boundary=b")
        .body(
            "--b\r\ncontent-disposition: form-data; name=\"files\"; filename=\"page.jpg\"\r\n\
             content-type: image/jpeg\r\n\r\npage\r\n--b--\r\n",
        )
}

fn line(line: &'static str, request: Written) -> Written {
    Written { line, ..request }
}

#[tokio::test]
async fn what_is_right_is_taken() {
    for (provider, scenario, request) in [("plu", LIST, list()), ("p100", FILES, files())] {
        let stand_in = StandIn::start(provider, scenario).await.unwrap();
        assert_eq!(request.send(&stand_in).await.0, 200);
        stand_in.judge(Ok(())).await.unwrap();
    }
}

/// The same request with another value of a header.
fn instead(request: Written, name: &'static str, value: &'static str) -> Written {
    request.without(name).with(name, value)
}

#[tokio::test]
async fn what_is_not_documented_or_not_expected_is_refused() {
    let lists = [
        (
            line("GET /api/v1/partner/card/transactions?limit=20&page=2", list()),
            "the query parameter `page` is not documented",
        ),
        (
            line("GET /api/v1/partner/card/transactions?limit=20&limit=20", list()),
            "the query parameter `limit` comes twice",
        ),
        (line("GET /api/v1/partner/card/transactions?limit=21", list()), "the query is not the expected one"),
        (line("GET /api/v1/partner/card/transactions", list()), "the query is not the expected one"),
        (
            line("POST /api/v1/partner/card/transactions", list()),
            "` is expected and not `POST /api/v1/partner/card/transactions`",
        ),
        (
            line("GET /v1/partner/card/transactions", list()),
            "` is expected and not `GET /v1/partner/card/transactions`",
        ),
        (list().with("x-request-id", "1"), "the header `x-request-id` is not documented"),
        (list().with("idempotency-key", "k-1"), "the header `idempotency-key` is not documented"),
        (list().with("authorization", "Bearer sk_staging_1"), "the header `authorization` comes twice"),
        (list().without("authorization"), "the header `authorization` is missing"),
        (
            instead(list(), "authorization", "sk_staging_1"),
            "the credential in `authorization` is not the partner's",
        ),
        (list().with("content-type", "application/json"), "the header `content-type` is not documented"),
        (
            list().with("content-type", "application/json").body("{}"),
            "`listTransactions` takes no `application/json`",
        ),
    ];
    let funds = [
        (fund().without("idempotency-key"), "the header `idempotency-key` is missing"),
        (instead(fund(), "idempotency-key", ""), "the idempotency key is empty"),
        (fund().with("idempotency-key", "k-2"), "the header `idempotency-key` comes twice"),
        (fund().without("content-type"), "the header `content-type` is missing"),
        (instead(fund(), "content-type", "text/json"), "`fundCard` takes no `text/json`"),
        (fund().without("content-type").body(""), "the body is missing"),
        (fund().body("{"), "no JSON"),
        (
            fund().body(r#"{"serviceCardId":"acme-card-xyz789jkl012mno","amount":"100"}"#),
            "the body is not the expected one",
        ),
    ];
    let files = [
        (instead(files(), "x-api-key", "key-2"), "the credential in `x-api-key` is not the partner's"),
        (files().with("authorization", "Bearer key-1"), "the header `authorization` is not documented"),
        (
            files().body("--b\r\ncontent-disposition: form-data; name=\"file\"\r\n\r\npage\r\n--b--\r\n"),
            "the part `file` is not documented",
        ),
        (
            files().body("--b\r\ncontent-disposition: form-data; name=\"files\"\r\n\r\npage\r\n--b--\r\n"),
            "the form is not the expected one",
        ),
        (files().body("--b--\r\n"), "the part `files` is missing"),
        (files().body("page"), "the form cannot be read"),
    ];
    refused("plu", LIST, lists).await;
    refused("plu", FUND, funds).await;
    refused("p100", FILES, files).await;
}

async fn refused(provider: &str, scenario: &str, cases: impl IntoIterator<Item = (Written, &str)>) {
    for (request, complaint) in cases {
        let stand_in = StandIn::start(provider, scenario).await.unwrap();
        let (status, body) = request.send(&stand_in).await;
        assert_eq!(status, 501, "{complaint}: {body}");
        assert!(body.contains(complaint), "{complaint}: {body}");
        let judged = stand_in.judge(Ok(())).await.unwrap_err().to_string();
        assert_eq!(judged, body, "the tour is told the same");
    }
}

#[tokio::test]
async fn an_idempotency_key_is_new_unless_the_call_is_a_repetition() {
    let again = |key| fund().without("idempotency-key").with("idempotency-key", key);
    for (second, third, complaint) in [
        ("k-1", "", "the idempotency key was used before"),
        ("k-2", "k-3", "the idempotency key of the call before is expected"),
        ("k-2", "k-1", "the idempotency key of the call before is expected"),
        ("k-2", "k-2", ""),
    ] {
        let stand_in = StandIn::start("plu", FUND).await.unwrap();
        fund().send(&stand_in).await;
        again(second).send(&stand_in).await;
        if !third.is_empty() {
            again(third).send(&stand_in).await;
        }
        match stand_in.judge(Ok(())).await {
            Ok(()) => assert_eq!(complaint, ""),
            Err(judged) => assert!(judged.to_string().ends_with(complaint), "{complaint}: {judged}"),
        }
    }
}

#[tokio::test]
async fn a_tour_that_ends_early_is_no_tour() {
    let stand_in = StandIn::start("plu", FUND).await.unwrap();
    fund().send(&stand_in).await;
    let judged = stand_in.judge(Ok(())).await.unwrap_err().to_string();
    assert!(judged.starts_with("the tour ended before "), "{judged}");
}

#[tokio::test]
async fn a_scenario_holds_only_what_is_documented() {
    for (from, to, complaint) in [
        ("listTransactions", "listTransaction", "`listTransaction` is not documented"),
        ("firstPage", "lastPage", "`listTransactions` documents no example `lastPage`"),
        ("status: 200", "status: 418", "`listTransactions` does not document the status 418"),
    ] {
        let stand_in = StandIn::start("plu", &LIST.replace(from, to)).await.unwrap();
        let (_, body) = list().send(&stand_in).await;
        assert!(body.ends_with(complaint), "{body}");
    }
    let error = StandIn::start("plu", &LIST.replace("query:", "queries:")).await.err().unwrap().to_string();
    assert!(error.contains("unknown field `queries`"), "{error}");
}
