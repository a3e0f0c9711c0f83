//! What client crates that [Clientwright](https://github.com/clientwright/clientwright) generates stand on: requests,
//! credentials, errors and a JSON codec. Whatever happens on the wire happens here; generated code says what and not how.
//!
//! # A client by hand
//!
//! The same parts make a client without a generator, or an operation that a generated crate does not have:
//!
//! ```
//! use clientwright_runtime::{Api, Builder, Call, Core, Json, Meta, Method, Operation, Retry, Scheme, Site};
//! # use clientwright_runtime::ScriptedTransport;
//!
//! static API: Api = Api::new("acme-client", env!("CARGO_PKG_VERSION"))
//!     .schemes(&[Scheme::bearer("bearerAuth", "ACME_API_KEY")])
//!     .error_code(&["/error/code"]);
//!
//! /// Pays an amount to a recipient.
//! enum Pay {}
//!
//! impl Operation for Pay {
//!     type Output = Json;
//!     type Error = Json;
//!     const META: Meta = Meta::new(Method::Post, "pay", "/recipients/{id}/payments")
//!         .retry(Retry::Keyed)
//!         .idempotency_key("idempotency-key")
//!         .security(&[&["bearerAuth"]]);
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let transport = ScriptedTransport::new().json(201, r#"{"id":"p-1"}"#);
//! let core: Core = Builder::new(&API, Site::new("production", "https://api.example.com"))
//!     .api_key("sk_live_1")
//! #   .transport(transport)
//!     .build()?;
//! let body = Json::object([("amount", Json::from("12.50"))]);
//! let payment = Call::<Pay>::new(&core).path("id", "r/17").json(&body).await?;
//! assert_eq!(payment.get("id"), Some(Json::from("p-1")));
//! # Ok(())
//! # }
//! ```
//!
//! # What is certain
//!
//! * A failed attempt is made again only where that cannot do the call's work twice: [`RetryPolicy`] says how often, and
//!   when. No redirect is followed.
//! * [`Error::outcome`] says whether the call did its work, all attempts considered, and [`Error::may_have_worked`] whether
//!   a failed call may have done it all the same. It is false only where that is certain; where it is true, look up what
//!   became of the call before a new one is made.
//! * [`Error::is_retryable`] says whether the same call may be made once more. To repeat a call, send a clone of it: it
//!   carries the same idempotency key, and the two know of each other. A key is not sent again when the provider may
//!   have forgotten it.
//! * A future that is dropped while a call is under way, and a process that ends, leave nobody knowing what became of the
//!   call. The module `journal` notes calls before they are sent.
//! * What does not keep a documented limit is not sent: [`limits`].
//! * Credentials, bodies, and values of headers, queries and paths are in no `Debug`, no `Display` and no error. Models
//!   show in `Debug` what is not sensitive; serde writes all of it, and [`Redacted`] what `Debug` shows.
//! * Addresses are https, or http to this machine.
//!
//! # Features
//!
//! | feature | default | what |
//! |---|---|---|
//! | `hyper` | yes | `HyperTransport`: HTTP/1.1 over rustls; it needs a Tokio runtime |
//! | `serde` | yes | models are `Serialize` and `Deserialize` |
//! | `reqwest` | no | `ReqwestTransport`: a client of reqwest that you bring |
//! | `tokio` | yes | waits by Tokio's timer; without it a thread waits |
//! | `blocking` | no | `Call::send_blocking` |
//! | `journal` | no | the module `journal`: calls are noted before they are sent, and resumed after a restart |
//! | `signing` | no | `Signing`: requests that are signed |
//! | `webhooks` | no | the module `webhooks`: signatures of webhooks |
//! | `ed25519` | no | webhooks that are signed with Ed25519 |
//! | `axum`, `actix` | no | `webhooks::Delivery` as an argument of a handler of axum 0.8 or actix-web 4 |
//! | `test-util` | no | `ScriptedTransport`, `ManualClock`, `webhooks::WebhookSigner`, and the module `testing` |

#[doc(hidden)]
pub mod __private;
mod address;
mod api;
mod attempts;
#[cfg(feature = "blocking")]
mod blocking;
mod builder;
mod call;
mod client;
mod clock;
mod credentials;
mod draft;
mod encode;
mod envelope;
mod error;
mod file;
mod form;
mod idempotency;
#[cfg(feature = "journal")]
pub mod journal;
#[cfg(not(feature = "journal"))]
#[path = "journal/off.rs"]
mod journal;
pub mod json;
pub mod limits;
#[cfg(any(feature = "signing", feature = "webhooks"))]
mod mac;
mod macros;
mod meta;
mod multipart;
mod operation;
mod outcome;
mod param;
mod pointer;
mod request;
mod response;
mod retry;
mod secret;
mod send;
mod sent;
mod style;
#[cfg(feature = "test-util")]
pub mod testing;
mod transport;
pub mod value;
mod wait;
#[cfg(feature = "webhooks")]
pub mod webhooks;

pub use bytes::{self, Bytes};
pub use http::{self, HeaderMap, HeaderValue, StatusCode};

pub use crate::api::{Api, Scheme, Site};
pub use crate::builder::Builder;
pub use crate::call::Call;
pub use crate::client::{CallOptions, Core};
#[cfg(feature = "test-util")]
pub use crate::clock::ManualClock;
pub use crate::clock::{Clock, SystemClock};
#[cfg(feature = "signing")]
pub use crate::credentials::Signing;
pub use crate::credentials::{ClientCredentials, CredentialContext, CredentialError, CredentialSource};
pub use crate::envelope::Envelope;
pub use crate::error::{BuildError, CallError, ConfigError, Delivery, Error, ErrorKind};
pub use crate::file::{File, ToFiles};
pub use crate::idempotency::{KeyRefusal, RepeatedKey};
pub use crate::json::{DecodeError, Json, Patch, Redacted};
pub use crate::limits::{Check, Limit, Limits, Violation};
pub use crate::meta::{Meta, Method, Retry};
pub use crate::multipart::{Multipart, ToMultipart};
pub use crate::operation::Operation;
pub use crate::outcome::Outcome;
pub use crate::param::{Param, ToParam};
pub use crate::request::{Body, Request};
pub use crate::response::{FromResponse, RawResponse, Response, Text, Undocumented};
pub use crate::retry::RetryPolicy;
pub use crate::secret::Secret;
pub use crate::sent::Sent;
pub use crate::style::Style;
#[cfg(feature = "reqwest")]
pub use crate::transport::ReqwestTransport;
#[cfg(feature = "test-util")]
pub use crate::transport::ScriptedTransport;
pub use crate::transport::{
    BoxFuture, HttpRequest, HttpResponse, ResponseBody, Transport, TransportError, TransportErrorKind,
};
#[cfg(feature = "hyper")]
pub use crate::transport::{HyperTransport, HyperTransportBuilder, Proxy, Resolver};
pub use crate::value::{Date, DateTime, Decimal, DecimalString, Uuid};
pub use crate::wait::{Polling, Wait, WaitError, WaitErrorKind};
