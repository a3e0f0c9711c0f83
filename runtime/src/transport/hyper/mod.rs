//! The transport over hyper, with connections of its own: what became of a request is known in every phase.

mod answer;
mod builder;
mod connect;
mod connection;
mod origin;
mod pool;
mod progress;
mod proxy;
mod resolve;
mod tls;

use std::fmt;
use std::sync::Arc;

use hyper::Request;
use tokio::runtime::Handle;

pub use self::builder::HyperTransportBuilder;
pub use self::proxy::Proxy;
pub use self::resolve::Resolver;

use self::answer::Lease;
use self::connect::Connector;
use self::connection::{Connection, Payload};
use self::origin::Origin;
use self::pool::Pool;
use self::progress::{Deadline, Phase, Progress};
use super::caught::caught;
use super::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError, TransportErrorKind};
use crate::error::ConfigError;

/// HTTP/1.1 over rustls and the platform's certificates; needs a Tokio runtime with I/O and timers.
///
/// Nothing is followed and nothing repeated: a redirect is the response. A failure or a limit before the request was
/// given to an open connection is [`Delivery::NotSent`](crate::Delivery::NotSent), also while a name is resolved, in the
/// TLS handshake and at a proxy. A limit that ends the wait for one of the
/// [connections](HyperTransportBuilder::max_connections) is too.
///
/// Connections are kept for calls that may be repeated; a call that may not gets one of its own. After a failure on the
/// way and after a status from 500 to 599 no kept connection is used again. Clones share the connections.
#[derive(Clone)]
pub struct HyperTransport {
    connector: Arc<Connector>,
    pool: Arc<Pool>,
}

impl HyperTransport {
    /// A transport with its own connections and the usual settings.
    ///
    /// # Errors
    ///
    /// The platform's certificates cannot be loaded, or a variable for proxies is malformed.
    pub fn new() -> Result<Self, ConfigError> {
        Self::builder().build()
    }

    /// Settings for a transport.
    pub fn builder() -> HyperTransportBuilder {
        HyperTransportBuilder::new()
    }

    async fn exchange(
        &self,
        mut request: HttpRequest,
        progress: &Progress,
    ) -> Result<HttpResponse, TransportError> {
        if Handle::try_current().is_err() {
            return Err(progress.fail(TransportErrorKind::Config, "no Tokio runtime is running here"));
        }
        let deadline = Deadline::after(request.timeout);
        let reuse = !request.fresh_connection;
        request.add_connection_headers();
        let (origin, mut message) = origin::split(request, progress)?;
        let place = deadline.limit(self.pool.place(), progress).await?;
        loop {
            let kept = match reuse {
                true => self.pool.take(&origin).await,
                false => None,
            };
            let was_kept = kept.is_some();
            let mut connection = match kept {
                Some(connection) => connection,
                None => self.connect(&origin, deadline, progress).await?,
            };
            // What would begin too late does not begin.
            deadline.check(progress)?;
            progress.enter(Phase::Request);
            let mut error = match deadline.limit(connection.send(message), progress).await? {
                Ok(response) => {
                    let (pool, keep_for) = (Arc::clone(&self.pool), reuse.then_some(origin));
                    return Ok(Lease { connection, place, pool, keep_for }.answer(response, deadline));
                }
                Err(error) => error,
            };
            let Some(unsent) = error.take_message() else {
                return Err(progress.fail(TransportErrorKind::Interrupted, error.into_error()));
            };
            // hyper gives back what it wrote no byte of.
            progress.enter(Phase::Unwritten);
            if !was_kept {
                return Err(progress.fail(TransportErrorKind::Interrupted, error.into_error()));
            }
            message = unsent;
        }
    }

    async fn connect(
        &self,
        origin: &Origin,
        deadline: Deadline,
        progress: &Progress,
    ) -> Result<Connection, TransportError> {
        let limit = deadline.or_after(self.connector.timeout);
        let connect = self.connector.connect(origin, self.pool.open(), progress);
        limit.limit(connect, progress).await?
    }
}

impl Transport for HyperTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            let progress = Progress::default();
            let panicked = || Err(progress.panicked());
            let result = caught(self.exchange(request, &progress), panicked).await;
            let has_failed = match &result {
                Ok(response) => response.status.is_server_error(),
                // That there is no place says nothing about connections.
                Err(_) => progress.phase() != Phase::Waiting,
            };
            if has_failed {
                self.pool.forget();
            }
            result
        })
    }
}

impl fmt::Debug for HyperTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HyperTransport").finish_non_exhaustive()
    }
}

type Message = Request<Payload>;
