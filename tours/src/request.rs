//! A request as it arrived.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest as _, Multipart, Request};
use axum::http::{HeaderMap, Method, Uri, header};

use crate::scenario::Part;

pub(crate) struct Arrived {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The parts of a multipart form.
    pub(crate) parts: Vec<Part>,
}

impl Arrived {
    pub(crate) async fn read(request: Request) -> Result<Self, String> {
        let (parts, body) = request.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.map_err(|error| error.to_string())?;
        let content_type = parts.headers.get(header::CONTENT_TYPE).map(|value| value.as_bytes());
        let form = match content_type {
            Some(value) if value.starts_with(b"multipart/") => {
                let again = Request::from_parts(parts.clone(), Body::from(body.clone()));
                form(again).await.map_err(|error| format!("the form cannot be read: {error}"))?
            }
            _ => Vec::new(),
        };
        Ok(Self { method: parts.method, uri: parts.uri, headers: parts.headers, body, parts: form })
    }
}

async fn form(request: Request) -> Result<Vec<Part>, String> {
    let mut form = Multipart::from_request(request, &()).await.map_err(|error| error.to_string())?;
    let mut parts = Vec::new();
    while let Some(field) = form.next_field().await.map_err(|error| error.to_string())? {
        parts.push(Part {
            name: field.name().unwrap_or_default().to_owned(),
            file_name: field.file_name().map(str::to_owned),
            content_type: field.content_type().map(str::to_owned),
            text: field.text().await.map_err(|error| error.to_string())?,
        });
    }
    Ok(parts)
}
