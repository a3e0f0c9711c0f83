//! Webhooks: whether a request is really the provider's, and what it says.
//!
//! ```
//! use clientwright_runtime::webhooks::{Signature, WebhookVerifier};
//! use clientwright_runtime::{HeaderMap, Json};
//!
//! const SIGNATURE: Signature = Signature::hmac_sha256_hex("x-webhook-signature").prefix("sha256=");
//!
//! /// Gives the status to answer with.
//! fn receive(verifier: &WebhookVerifier, headers: &HeaderMap, body: &[u8]) -> u16 {
//!     let delivery = match verifier.receive::<Json>(headers, body) {
//!         Ok(delivery) => delivery,
//!         Err(refused) => return refused.status().as_u16(), // not the provider's, or kept before
//!     };
//!     match delivery.event {
//!         Ok(event) => println!("{}: {event}", delivery.id),
//!         // Genuine, and not as documented: kept like any other.
//!         Err(undecoded) => println!("{}: {} bytes: {undecoded}", delivery.id, delivery.raw.len()),
//!     }
//!     200
//! }
//!
//! // During a rotation both the new and the old secret count.
//! let verifier = WebhookVerifier::new(SIGNATURE, ["whsec_new", "whsec_old"])?;
//! assert_eq!(receive(&verifier, &HeaderMap::new(), b"{}"), 401);
//! # Ok::<(), clientwright_runtime::ConfigError>(())
//! ```
//!
//! With the feature `axum` or `actix` a [`Delivery`] is an argument of a handler.

#[cfg(feature = "actix")]
mod actix;
#[cfg(feature = "axum")]
mod axum;
mod delivery;
mod error;
mod key;
mod shown;
mod signature;
#[cfg(feature = "test-util")]
mod signer;
mod verifier;

pub use self::delivery::{Delivery, Undecoded};
pub use self::error::SignatureError;
pub use self::signature::Signature;
#[cfg(feature = "test-util")]
pub use self::signer::WebhookSigner;
pub use self::verifier::WebhookVerifier;
