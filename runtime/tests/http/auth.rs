//! Where credentials go, and which.

use clientwright_runtime::{
    Api, Builder, Call, Core, Delivery, ErrorKind, HttpRequest, Json, Meta, Method, Operation, Scheme,
    ScriptedTransport,
};

use crate::support::{SITE, header, only_request, operations};

static API: Api = Api::new("acme-client", "1.2.3").schemes(&[
    Scheme::bearer("bearer", "ACME_TOKEN"),
    Scheme::basic("basic", "ACME_BASIC"),
    Scheme::api_key_header("header", "X-Api-Key", "ACME_KEY"),
    Scheme::api_key_query("query", "api key", "ACME_QUERY_KEY"),
    Scheme::api_key_cookie("cookie", "session", "ACME_SESSION"),
]);

const fn meta(security: &'static [&'static [&'static str]]) -> Meta {
    Meta::new(Method::Get, "get", "/").security(security)
}

operations! {
    Nothing -> Json, Json: meta(&[]);
    Bearer -> Json, Json: meta(&[&["bearer"]]);
    Basic -> Json, Json: meta(&[&["basic"]]);
    Header -> Json, Json: meta(&[&["header"]]);
    Query -> Json, Json: meta(&[&["query"]]);
    Cookie -> Json, Json: meta(&[&["cookie"]]);
    Both -> Json, Json: meta(&[&["header", "query"], &["basic"]]);
    Optional -> Json, Json: meta(&[&[], &["bearer"]]);
    UserAndKey -> Json, Json: meta(&[&["basic", "header", "cookie"]]);
    UserAndToken -> Json, Json: meta(&[&["basic", "bearer"]]);
}

fn builder() -> (ScriptedTransport, Builder<Core>) {
    let transport = ScriptedTransport::new().json(200, "{}");
    (transport.clone(), Builder::new(&API, SITE).transport(transport))
}

async fn sent<O: Operation<Output = Json>>(set: impl Fn(Builder<Core>) -> Builder<Core>) -> HttpRequest {
    let (transport, builder) = builder();
    let core = set(builder).build().unwrap();
    let call = Call::<O>::new(&core).query("page", 1_i64).cookie("theme", "dark");
    assert!(call.send().await.is_ok());
    only_request(&transport)
}

#[tokio::test]
async fn each_scheme_has_its_place() {
    let request = sent::<Bearer>(|builder| builder.bearer_token("t-1")).await;
    assert_eq!(header(&request, "authorization"), Some("Bearer t-1"));
    assert!(request.headers["authorization"].is_sensitive());

    let request = sent::<Basic>(|builder| builder.basic_auth("Aladdin", "open:sesame")).await;
    assert_eq!(header(&request, "authorization"), Some("Basic QWxhZGRpbjpvcGVuOnNlc2FtZQ=="));

    let request = sent::<Header>(|builder| builder.credential("header", "k-1")).await;
    assert_eq!(header(&request, "x-api-key"), Some("k-1"));

    let request = sent::<Query>(|builder| builder.credential("query", "k&1")).await;
    assert_eq!(request.url, "https://api.example.com/v1/?page=1&api%20key=k%261");

    let request = sent::<Cookie>(|builder| builder.credential("cookie", "s;1")).await;
    assert_eq!(header(&request, "cookie"), Some("theme=dark; session=s%3B1"));
}

#[tokio::test]
async fn credentials_go_only_where_they_are_asked_for() {
    let request = sent::<Nothing>(|builder| builder.bearer_token("t-1").credential("query", "k-1")).await;
    assert_eq!(header(&request, "authorization"), None);
    assert_eq!(request.url, "https://api.example.com/v1/?page=1");
}

#[tokio::test]
async fn the_first_complete_alternative_is_taken() {
    let both = |builder: Builder<Core>| builder.credential("header", "k-1").credential("query", "k-2");
    let request = sent::<Both>(|builder| both(builder).basic_auth("u", "p")).await;
    assert_eq!(header(&request, "x-api-key"), Some("k-1"));
    assert!(request.url.ends_with("api%20key=k-2"));
    assert_eq!(header(&request, "authorization"), None);

    let request = sent::<Both>(|builder| builder.credential("header", "k-1").basic_auth("u", "p")).await;
    assert_eq!(header(&request, "x-api-key"), None);
    assert_eq!(header(&request, "authorization"), Some("Basic dTpw"));
}

#[tokio::test]
async fn an_optional_credential_is_sent_if_there_is_one() {
    let request = sent::<Optional>(|builder| builder).await;
    assert_eq!(header(&request, "authorization"), None);
    let request = sent::<Optional>(|builder| builder.bearer_token("t-1")).await;
    assert_eq!(header(&request, "authorization"), Some("Bearer t-1"));
}

#[tokio::test]
async fn a_missing_credential_is_named_and_nothing_is_sent() {
    let (transport, builder) = builder();
    let core = builder.credential("header", "k-1").build().unwrap();
    let error = Call::<Both>::new(&core).await.unwrap_err();
    let expected =
        "get: the client has no credential for `query` (`Client::from_env` takes it from ACME_QUERY_KEY)";
    assert_eq!(error.to_string(), expected);
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Credential, Delivery::NotSent));
    assert!(!error.is_retryable());
    assert!(transport.requests().is_empty());
}

#[tokio::test]
async fn one_call_can_have_its_own_authorization() {
    let (transport, builder) = builder();
    let core = builder.bearer_token("t-1").build().unwrap();
    Call::<Bearer>::new(&core).with_header("authorization", "Bearer t-2").await.unwrap();
    assert_eq!(header(&only_request(&transport), "authorization"), Some("Bearer t-2"));
}

#[tokio::test]
async fn several_schemes_are_sent_together() {
    let all = |builder: Builder<Core>| {
        builder.basic_auth("u", "p").credential("header", "k-1").credential("cookie", "s-1")
    };
    let request = sent::<UserAndKey>(all).await;
    assert_eq!(header(&request, "authorization"), Some("Basic dTpw"));
    assert_eq!(
        (header(&request, "x-api-key"), header(&request, "cookie")),
        (Some("k-1"), Some("theme=dark; session=s-1"))
    );
}

#[tokio::test]
async fn two_schemes_that_need_one_header_are_refused() {
    let (transport, builder) = builder();
    let core = builder.basic_auth("u", "p").bearer_token("t-1").build().unwrap();
    let error = Call::<UserAndToken>::new(&core).await.unwrap_err();
    let expected =
        "get: `basic` and `bearer` both need the header `authorization`; set it with `with_header`";
    assert_eq!((error.to_string().as_str(), error.delivery()), (expected, Delivery::NotSent));
    assert!(!error.may_have_worked() && transport.requests().is_empty());
    // The caller's header is one.
    Call::<UserAndToken>::new(&core).with_header("authorization", "Both of them").await.unwrap();
    assert_eq!(header(&only_request(&transport), "authorization"), Some("Both of them"));
}

#[tokio::test]
async fn headers_are_made_once() {
    let transport = ScriptedTransport::new().json(200, "{}").json(200, "{}");
    let core: Core =
        Builder::new(&API, SITE).bearer_token("t-1").transport(transport.clone()).build().unwrap();
    for _ in 0..2 {
        Call::<Bearer>::new(&core).await.unwrap();
    }
    let [first, second] = &transport.requests()[..] else { panic!("two requests") };
    let memory = |request: &HttpRequest| request.headers["authorization"].as_bytes().as_ptr();
    assert_eq!(memory(first), memory(second));
}
