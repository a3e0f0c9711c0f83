//! A webhook as an argument of a handler of axum.

use axum_core::extract::{FromRef, FromRequest, Request};
use axum_core::response::{IntoResponse, Response};
use bytes::Bytes;

use super::{Delivery, SignatureError, WebhookVerifier};
use crate::json::Decode;

/// `async fn receive(delivery: Delivery<Event>) -> StatusCode`: the verifier is the router's state, or a part of it by
/// `FromRef`. What is refused is answered before the handler, with [`SignatureError::status`] and no body.
impl<S, T> FromRequest<S> for Delivery<T>
where
    S: Send + Sync,
    T: Decode,
    WebhookVerifier: FromRef<S>,
{
    type Rejection = SignatureError;

    async fn from_request(request: Request, state: &S) -> Result<Self, SignatureError> {
        let headers = request.headers().clone();
        let body = Bytes::from_request(request, state).await.map_err(|_| SignatureError::Body)?;
        WebhookVerifier::from_ref(state).receive(&headers, &body)
    }
}

/// A status without a body: the sender is not told why.
impl IntoResponse for SignatureError {
    fn into_response(self) -> Response {
        self.status().into_response()
    }
}
