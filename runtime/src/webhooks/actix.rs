//! A webhook as an argument of a handler of actix-web.

use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest, HttpResponse, ResponseError, web};

use super::{Delivery, SignatureError, WebhookVerifier};
use crate::json::Decode;

/// `async fn receive(delivery: Delivery<Event>) -> HttpResponse`: the verifier is the application's
/// `web::Data<WebhookVerifier>`. What is refused is answered before the handler, with [`SignatureError::status`] and no
/// body.
impl<T: Decode + 'static> FromRequest for Delivery<T> {
    type Error = actix_web::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Self::Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let verifier = web::Data::<WebhookVerifier>::extract(request);
        let body = web::Bytes::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            let verifier = verifier.await?;
            let body = body.await.map_err(|_| SignatureError::Body)?;
            Ok(verifier.receive_with(|name| request.headers().get_all(name), &body)?)
        })
    }
}

/// A status without a body: the sender is not told why.
impl ResponseError for SignatureError {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status().as_u16()).unwrap_or(StatusCode::UNAUTHORIZED)
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}
