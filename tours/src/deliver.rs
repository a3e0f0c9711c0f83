//! Webhooks, sent as the provider sends them.

use std::time::SystemTime;

use clientwright_runtime::webhooks::WebhookVerifier;
use clientwright_runtime::{
    Api, Builder, Call, Core, HeaderMap, HeaderValue, Meta, Method, Operation, Site, Undocumented,
};

use crate::Failure;

static PARTNER: Api = Api::new("stand-in", env!("CARGO_PKG_VERSION"));

/// The partner's address as an API of one operation.
enum Deliver {}

impl Operation for Deliver {
    type Output = ();
    type Error = Undocumented;
    const META: Meta = Meta::new(Method::Post, "deliver", "/{name}");
}

/// Where the partner takes webhooks, and how the provider signs them.
pub(crate) struct Receiver {
    pub(crate) url: String,
    pub(crate) signer: WebhookVerifier,
}

impl Receiver {
    /// Sends a webhook and returns the status that it was answered with.
    pub(crate) async fn deliver(&self, path: &str, body: &str, forged: bool) -> Result<u16, Failure> {
        let (folder, name) = path.rsplit_once('/').ok_or("the path of a webhook begins with a slash")?;
        let partner: Core = Builder::new(&PARTNER, Site::custom(format!("{}{folder}", self.url))).build()?;
        let call = Call::<Deliver>::new(&partner).path("name", name);
        let mut call = call.bytes(body.to_owned(), "application/json");
        let mut headers = self.signer.sign(body.as_bytes(), SystemTime::now())?;
        if forged {
            headers = another(&headers)?;
        }
        for (name, value) in &headers {
            call = call.with_header(name.as_str(), value.to_str()?);
        }
        match call.send().await {
            Ok(answer) => Ok(answer.status().as_u16()),
            Err(error) => match error.status() {
                Some(status) => Ok(status.as_u16()),
                None => Err(error.to_string().into()),
            },
        }
    }
}

/// The same headers, each with another last character.
fn another(headers: &HeaderMap) -> Result<HeaderMap, Failure> {
    let mut forged = HeaderMap::new();
    for (name, value) in headers {
        let mut text = value.to_str()?.to_owned();
        let last = text.pop();
        text.push(if last == Some('0') { '1' } else { '0' });
        forged.insert(name, HeaderValue::from_str(&text)?);
    }
    Ok(forged)
}
