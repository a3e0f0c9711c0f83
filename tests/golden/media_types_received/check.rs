//! A method asks for the media type that it is named after; the one that came says which failure it is.

use checks::now;
use clientwright_runtime::{HeaderMap, HeaderValue, RawResponse, ScriptedTransport, StatusCode};
use golden_media_types_received::resources::reports::GetReportError;
use golden_media_types_received::{Client, Environment};

fn client(transport: &ScriptedTransport) -> Client {
    let at = Environment::Custom("https://api.example.com".to_owned());
    Client::builder(at).transport(transport.clone()).build().unwrap()
}

fn response(status: StatusCode, media_type: &'static str, body: &'static str) -> RawResponse {
    let mut headers = HeaderMap::new();
    headers.insert("content-type", HeaderValue::from_static(media_type));
    RawResponse::new(status, headers, body)
}

#[test]
fn a_method_asks_for_its_media_type() {
    let csv = response(StatusCode::OK, "text/csv", "id\nr-1");
    let script = ScriptedTransport::new().json(200, r#"{"id":"r-1"}"#).response(csv);
    let reports = client(&script).reports();
    assert_eq!(now(reports.get()).unwrap().id.as_deref(), Some("r-1"));
    assert_eq!(now(reports.get_as_csv()).unwrap().0, "id\nr-1");
    let requests = script.requests();
    let asked: Vec<&str> = requests.iter().map(|request| request.headers["accept"].to_str().unwrap()).collect();
    assert_eq!(asked, ["text/json, application/json", "text/csv; header=present, application/json"]);
}

#[test]
fn a_failure_is_what_its_media_type_says() {
    const BODY: &str = r#"{"code":"c","title":"t"}"#;
    let problem = response(StatusCode::BAD_REQUEST, "Application/Problem+JSON; charset=utf-8", BODY);
    let reports = client(&ScriptedTransport::new().json(400, BODY).response(problem)).reports();
    let error = || now(reports.get()).unwrap_err();
    let code = |error: &GetReportError| match error {
        GetReportError::BadRequest(failure) => failure.code.clone(),
        GetReportError::BadRequestProblemJson(problem) => problem.title.clone(),
        _ => None,
    };
    assert_eq!(error().api().and_then(code).as_deref(), Some("c"));
    assert_eq!(error().api().and_then(code).as_deref(), Some("t"));
}
