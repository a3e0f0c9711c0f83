//! Webhooks, sent as the provider sends them.

use clientwright_runtime::HyperTransport;
use clientwright_runtime::webhooks::{Signature, WebhookSigner};

use crate::Failure;

/// Where the partner takes webhooks, the provider that signs them, and somebody who would like to.
pub(crate) struct Receiver {
    url: String,
    transport: HyperTransport,
    provider: WebhookSigner,
    forger: WebhookSigner,
}

impl Receiver {
    pub(crate) fn new(url: String, signature: Signature, secret: &str) -> Result<Self, Failure> {
        Ok(Self {
            url,
            transport: HyperTransport::new()?,
            provider: WebhookSigner::new(signature, secret)?,
            forger: WebhookSigner::new(signature, "of somebody else")?,
        })
    }

    /// Sends a webhook and returns the status that it was answered with.
    pub(crate) async fn deliver(&self, path: &str, body: &str, forged: bool) -> Result<u16, Failure> {
        let signer = if forged { &self.forger } else { &self.provider };
        let url = format!("{}{path}", self.url);
        Ok(signer.send(&self.transport, &url, body.to_owned()).await?.status().as_u16())
    }
}
