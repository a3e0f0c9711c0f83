//! Requests that are signed. Signatures were made with OpenSSL.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use clientwright_runtime::webhooks::{Signature, WebhookVerifier};
use clientwright_runtime::{
    Api, BoxFuture, Builder, Call, Clock, Core, HttpRequest, Json, Meta, Method, Multipart, Operation,
    RetryPolicy, Scheme, ScriptedTransport, Signing, ToMultipart,
};

use crate::support::{SITE, header, operations};

const ALL: Signing =
    Signing::hmac_sha256_hex("{timestamp}{method}{target}{body}", "X-Signature").timestamp("X-Time");

static API: Api = Api::new("acme-client", "1.2.3").schemes(&[
    Scheme::signed("signed", "X-Key", ALL, "ACME_KEY"),
    Scheme::api_key_query("query", "key", "ACME_QUERY"),
]);

static PLAIN: Api = Api::new("acme-client", "1.2.3").schemes(&[Scheme::signed(
    "signed",
    "X-Key",
    Signing::hmac_sha256_base64("{timestamp}{method}{path}{query}", "X-Signature")
        .timestamp("X-Time")
        .milliseconds(),
    "ACME_KEY",
)]);

static BODY: Api = Api::new("acme-client", "1.2.3").schemes(&[Scheme::signed(
    "signed",
    "X-Key",
    Signing::hmac_sha256_hex("{body}", "X-Signature"),
    "ACME_KEY",
)]);

operations! {
    Pay -> Json, Json: Meta::new(Method::Post, "pay", "/pay").security(&[&["signed", "query"]]);
    Read -> Json, Json: Meta::new(Method::Get, "read", "/pay").security(&[&["signed"]]);
    Send -> Json, Json: Meta::new(Method::Post, "send", "/pay").security(&[&["signed"]]);
}

/// The wall shows what is set, in milliseconds; a wait moves it.
#[derive(Clone, Default)]
struct Wall(Arc<AtomicU64>);

impl Clock for Wall {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn wall(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_millis(self.0.load(Ordering::Relaxed))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.0.fetch_add(duration.as_millis() as u64, Ordering::Relaxed);
        Box::pin(std::future::ready(()))
    }

    fn jitter(&self, most: Duration) -> Duration {
        most
    }
}

fn builder(api: &'static Api, transport: &ScriptedTransport) -> Builder<Core> {
    let wall = Wall(Arc::new(AtomicU64::new(1_700_000_000_500)));
    Builder::new(api, SITE).signing_key("k-1", "s:3cret").transport(transport.clone()).clock(wall)
}

fn shown(request: &HttpRequest) -> [Option<&str>; 3] {
    ["x-key", "x-time", "x-signature"].map(|name| header(request, name))
}

#[tokio::test]
async fn what_is_sent_is_signed() {
    let transport = ScriptedTransport::new().json(200, "{}");
    let core = builder(&API, &transport).credential("query", "k&1").build().unwrap();
    let body = Json::object([("a", Json::from(1_i64))]);
    Call::<Pay>::new(&core).query("x", "a b").json(&body).await.unwrap();
    let request = &transport.requests()[0];
    assert_eq!(
        (request.url.as_str(), &*request.body),
        ("https://api.example.com/v1/pay?x=a%20b&key=k%261", &br#"{"a":1}"#[..])
    );
    let signature = "bca099329361124364863338fca073b46a9acddd39b86ae119c7d9d951fcc39d";
    assert_eq!(shown(request), [Some("k-1"), Some("1700000000"), Some(signature)]);
    assert!(["x-key", "x-time", "x-signature"].iter().all(|name| request.headers[*name].is_sensitive()));
    for hidden in ["k-1", "3cret", signature] {
        assert!(!format!("{core:?} {transport:?}").contains(hidden));
    }
}

#[tokio::test]
async fn in_base64_and_milliseconds() {
    let transport = ScriptedTransport::new().json(200, "{}");
    Call::<Read>::new(&builder(&PLAIN, &transport).build().unwrap()).await.unwrap();
    let signature = "iuMJ0lfSfybEIHoHYpyyM/IysM6dNN49hCGj83kAeP4=";
    assert_eq!(shown(&transport.requests()[0]), [Some("k-1"), Some("1700000000500"), Some(signature)]);
}

#[tokio::test]
async fn each_attempt_is_signed_anew() {
    let transport = ScriptedTransport::new().json(503, "").json(200, "{}");
    let core = builder(&API, &transport)
        .retries(RetryPolicy::new().first_wait(Duration::from_secs(2)))
        .build()
        .unwrap();
    Call::<Read>::new(&core).await.unwrap();
    let [first, second] = &transport.requests()[..] else { panic!("two attempts") };
    assert_eq!((shown(first)[1], shown(second)[1]), (Some("1700000000"), Some("1700000002")));
    assert_ne!(shown(first)[2], shown(second)[2]);
}

struct Form;

impl ToMultipart for Form {
    fn parts(&self, form: &mut Multipart) {
        form.text("name", "value");
    }
}

#[tokio::test]
async fn the_bytes_of_a_form_are_signed() {
    let transport = ScriptedTransport::new().json(200, "{}").json(200, "{}");
    let core = builder(&BODY, &transport).build().unwrap();
    Call::<Send>::new(&core).multipart(&Form).await.unwrap();
    Call::<Send>::new(&core).await.unwrap();
    let verifier = WebhookVerifier::new(Signature::hmac_sha256_hex("x-signature"), ["s:3cret"]).unwrap();
    for request in transport.requests() {
        assert_eq!(header(&request, "x-time"), None);
        verifier.verify(&request.headers, &request.body).unwrap();
    }
}

#[tokio::test]
async fn a_caller_who_sets_the_signature_signs() {
    let transport = ScriptedTransport::new().json(200, "{}").json(200, "{}");
    let core = builder(&API, &transport).build().unwrap();
    Call::<Read>::new(&core).with_header("x-signature", "own").with_header("x-time", "1").await.unwrap();
    // A time alone would not be the one that is signed.
    Call::<Read>::new(&core).with_header("x-time", "1").await.unwrap();
    assert_eq!(shown(&transport.requests()[0]), [Some("k-1"), Some("1"), Some("own")]);
    assert_eq!(shown(&transport.requests()[1])[1], Some("1700000000"));
}

#[test]
fn what_cannot_sign_is_refused_and_not_shown() {
    let refused = |api: &'static Api, pair: &str| {
        Builder::<Core>::new(api, SITE).api_key(pair).build().unwrap_err().to_string()
    };
    for pair in ["hidden", ":hidden", "hidden:"] {
        assert_eq!(refused(&PLAIN, pair), "the credential for `signed` is not of the form `key:secret`");
    }
    assert!(
        refused(&PLAIN, "hid:den\n").starts_with("the credential for `signed` contains a control character")
    );
    macro_rules! api {
        ($signing:expr) => {{
            static API: Api = Api::new("a", "1").schemes(&[Scheme::signed("signed", "X-Key", $signing, "A")]);
            &API
        }};
    }
    for (api, problem) in [
        (api!(Signing::hmac_sha256_hex("{path}{host}", "x")), "signs a payload with an unknown part"),
        (api!(Signing::hmac_sha256_hex("{path", "x")), "signs a payload with an unknown part"),
        (api!(Signing::hmac_sha256_hex("path}", "x")), "signs a payload with an unknown part"),
        (api!(Signing::hmac_sha256_hex("nothing", "x")), "signs a payload with an unknown part"),
        (
            api!(Signing::hmac_sha256_hex("{timestamp}", "x")),
            "signs a time without a header, or has a header without signing it",
        ),
        (
            api!(Signing::hmac_sha256_hex("{path}", "x").timestamp("t")),
            "signs a time without a header, or has a header without signing it",
        ),
        (api!(Signing::hmac_sha256_hex("{path}", "a b")), "has a header whose name is malformed"),
    ] {
        assert_eq!(refused(api, "hid:den"), format!("the credential for `signed` {problem}"));
    }
}
