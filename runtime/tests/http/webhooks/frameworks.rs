//! Webhooks as arguments of handlers.

use actix_web::http::header::ContentType;
use actix_web::{App, HttpResponse, test, web};
use axum_core::body::Body;
use axum_core::extract::{FromRequest as _, Request};
use axum_core::response::IntoResponse as _;
use clientwright_runtime::Json;
use clientwright_runtime::webhooks::{Delivery, SignatureError, WebhookVerifier};

use super::{HEX, signed, verifier};

/// Body, signatures in the header, status.
fn cases() -> Vec<(&'static str, Vec<String>, u16)> {
    let mac = |body: &str| signed(HEX, "s", body.as_bytes())["x-signature"].to_str().unwrap().to_owned();
    vec![
        ("{}", vec![mac("{}")], 200),
        // Genuine and no JSON: the handler sees it.
        ("no JSON", vec![mac("no JSON")], 200),
        ("{}", vec![], 401),
        ("{}", vec![mac("[]")], 401),
        ("{}", vec![mac("{}"), mac("{}")], 401),
        ("\"kept\"", vec![mac("\"kept\"")], 200),
    ]
}

fn kept_before() -> WebhookVerifier {
    let kept = verifier(HEX, "s").receive::<Json>(&signed(HEX, "s", b"\"kept\""), b"\"kept\"").unwrap();
    verifier(HEX, "s").seen(move |id| id == kept.id)
}

#[tokio::test]
async fn axum() {
    for (body, signatures, status) in cases() {
        let mut request = Request::new(Body::from(body));
        for signature in signatures {
            request.headers_mut().append("x-signature", signature.parse().unwrap());
        }
        let received = Delivery::<Json>::from_request(request, &kept_before()).await;
        match received {
            Ok(delivery) => assert_eq!((status, &delivery.raw[..]), (200, body.as_bytes())),
            Err(refused) => {
                assert_eq!(refused == SignatureError::Seen, body == "\"kept\"");
                let response = refused.into_response();
                assert_eq!(response.status(), status, "{body}");
                assert!(response.headers().is_empty(), "{response:?}");
                let text = String::from_request(Request::new(response.into_body()), &()).await.unwrap();
                assert_eq!(text, "", "{body}");
            }
        }
    }
}

/// A body that breaks off.
#[tokio::test]
async fn axum_without_a_whole_body() {
    struct Broken;
    impl http_body::Body for Broken {
        type Data = clientwright_runtime::Bytes;
        type Error = std::io::Error;
        fn poll_frame(
            self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Result<http_body::Frame<Self::Data>, Self::Error>>> {
            std::task::Poll::Ready(Some(Err(std::io::Error::other("the connection breaks here"))))
        }
    }
    let refused = Delivery::<Json>::from_request(Request::new(Body::new(Broken)), &kept_before()).await;
    assert_eq!(refused.unwrap_err(), SignatureError::Body);
}

#[tokio::test]
async fn actix() {
    async fn receive(delivery: Delivery<Json>) -> HttpResponse {
        HttpResponse::Ok().body(delivery.raw)
    }
    let app = App::new().app_data(web::Data::new(kept_before())).route("/", web::post().to(receive));
    let app = test::init_service(app).await;
    for (body, signatures, status) in cases() {
        let mut request =
            test::TestRequest::post().uri("/").insert_header(ContentType::json()).set_payload(body);
        for signature in signatures {
            request = request.append_header(("x-signature", signature));
        }
        let response = test::call_service(&app, request.to_request()).await;
        assert_eq!(response.status().as_u16(), status, "{body}");
        let answered = test::read_body(response).await;
        let is_handled = status == 200 && body != "\"kept\"";
        assert_eq!(answered, if is_handled { body } else { "" });
    }
    let large = test::TestRequest::post().uri("/").set_payload(vec![b' '; 1 << 20]).to_request();
    assert_eq!(test::call_service(&app, large).await.status().as_u16(), 400);

    let without = test::init_service(App::new().route("/", web::post().to(receive))).await;
    let request = test::TestRequest::post().uri("/").set_payload("{}").to_request();
    assert_eq!(test::call_service(&without, request).await.status().as_u16(), 500);
}
