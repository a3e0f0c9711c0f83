//! How a provider shows that a webhook is its own.

use std::time::Duration;

/// How a provider shows that a webhook is its own: which headers it sends, and what it signs.
#[derive(Clone, Copy, Debug)]
pub struct Signature {
    pub(super) scheme: Scheme,
    pub(super) header: &'static str,
    pub(super) prefix: &'static str,
    pub(super) prefix_optional: bool,
    pub(super) timestamp: Option<&'static str>,
    /// What stands between the time and the body in what is signed.
    pub(super) separator: &'static str,
    pub(super) tolerance: Option<Duration>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Scheme {
    HmacSha256(Spelling),
    #[cfg(feature = "ed25519")]
    Ed25519(Spelling),
    StaticToken,
    StandardWebhooks,
    HmacSha256List,
}

/// How bytes are written in a header.
#[derive(Clone, Copy, Debug)]
pub(super) enum Spelling {
    Hex,
    Base64,
}

/// The identifier of a webhook by Standard Webhooks.
pub(super) const ID_HEADER: &str = "webhook-id";

/// What Standard Webhooks and those who sign a list take for near.
const USUAL_TOLERANCE: Duration = Duration::from_secs(5 * 60);

impl Signature {
    /// The header holds the hexadecimal HMAC-SHA256 of the body, with the secret's text as the key.
    pub const fn hmac_sha256_hex(header: &'static str) -> Self {
        Self::new(Scheme::HmacSha256(Spelling::Hex), header)
    }

    /// The header holds the HMAC-SHA256 of the body in base64, with the secret's text as the key.
    pub const fn hmac_sha256_base64(header: &'static str) -> Self {
        Self::new(Scheme::HmacSha256(Spelling::Base64), header)
    }

    /// The header holds `t=<time>,v1=<signature>`: the hexadecimal HMAC-SHA256 of `<time>.<body>`, with the secret's
    /// text as the key. There may be several `v1`; other members are ignored. The tolerance is five minutes.
    pub const fn hmac_sha256_list(header: &'static str) -> Self {
        Self::new(Scheme::HmacSha256List, header).tolerance(USUAL_TOLERANCE)
    }

    /// [Standard Webhooks](https://www.standardwebhooks.com): `webhook-id`, `webhook-timestamp` and `webhook-signature`,
    /// with secrets `whsec_…`, and with the feature `ed25519` public keys `whpk_…` too. The tolerance is five minutes.
    pub const fn standard_webhooks() -> Self {
        Self::new(Scheme::StandardWebhooks, "webhook-signature")
            .timestamp("webhook-timestamp")
            .tolerance(USUAL_TOLERANCE)
    }

    /// The header holds the hexadecimal Ed25519 signature of the body. The secret is the provider's public key, as 64
    /// hexadecimal digits or in base64.
    #[cfg(feature = "ed25519")]
    pub const fn ed25519_hex(header: &'static str) -> Self {
        Self::new(Scheme::Ed25519(Spelling::Hex), header)
    }

    /// The header holds the Ed25519 signature of the body in base64. The secret is the provider's public key, as 64
    /// hexadecimal digits or in base64.
    #[cfg(feature = "ed25519")]
    pub const fn ed25519_base64(header: &'static str) -> Self {
        Self::new(Scheme::Ed25519(Spelling::Base64), header)
    }

    /// The header holds the secret itself. It shows who sends and not what: a body can be changed on its way.
    pub const fn static_token(header: &'static str) -> Self {
        Self::new(Scheme::StaticToken, header)
    }

    const fn new(scheme: Scheme, header: &'static str) -> Self {
        let (prefix, prefix_optional) = ("", false);
        Self { scheme, header, prefix, prefix_optional, timestamp: None, separator: ".", tolerance: None }
    }

    /// Sets what stands before the signature or token in its header, such as `sha256=`.
    pub const fn prefix(mut self, prefix: &'static str) -> Self {
        self.prefix = prefix;
        self
    }

    /// Sets what may stand before it and may be missing, where the provider does not say which it is.
    pub const fn optional_prefix(mut self, prefix: &'static str) -> Self {
        self.prefix = prefix;
        self.prefix_optional = true;
        self
    }

    /// Sets the header that holds the time in Unix seconds; `<time>.<body>` is what is signed.
    pub const fn timestamp(mut self, header: &'static str) -> Self {
        self.timestamp = Some(header);
        self
    }

    /// Sets what stands between the time and the body in what is signed, in place of the `.`; without digits.
    pub const fn separator(mut self, separator: &'static str) -> Self {
        self.separator = separator;
        self
    }

    /// Sets how far a signed time may be from now, both ways. Without it any time is taken, and a recorded webhook can be
    /// sent again: [`seen`](super::WebhookVerifier::seen) finds that out.
    pub const fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = Some(tolerance);
        self
    }
}
