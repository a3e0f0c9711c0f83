//! How far an exchange is: what an error, a limit or a panic at this moment means for the request.

use std::error::Error as StdError;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::error::Delivery;
use crate::transport::{TransportError, TransportErrorKind};

/// A step of an exchange. The request has left the program's hands in one of them only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    Waiting,
    Resolving,
    Connecting,
    Proxy,
    Tls,
    /// The connection gave the request back and wrote none of it.
    Unwritten,
    /// The request was given to an open connection.
    Request,
}

/// Where all errors of an exchange are made, so that none can say something else about the request than its phase.
pub(super) struct Progress(AtomicU8);

impl Default for Progress {
    fn default() -> Self {
        Self(AtomicU8::new(Phase::Waiting as u8))
    }
}

impl Progress {
    pub(super) fn enter(&self, phase: Phase) {
        self.0.store(phase as u8, Ordering::Relaxed);
    }

    pub(super) fn phase(&self) -> Phase {
        let phase = self.0.load(Ordering::Relaxed);
        let before =
            [Phase::Waiting, Phase::Resolving, Phase::Connecting, Phase::Proxy, Phase::Tls, Phase::Unwritten];
        before.into_iter().find(|before| *before as u8 == phase).unwrap_or(Phase::Request)
    }

    pub(super) fn fail(
        &self,
        kind: TransportErrorKind,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> TransportError {
        let delivery = match self.phase() {
            Phase::Request => Delivery::Unknown,
            _ => Delivery::NotSent,
        };
        TransportError::new(kind, delivery).with_source(source)
    }

    fn timeout(&self) -> TransportError {
        let source = match self.phase() {
            Phase::Waiting => "the time was over before one of the connections was free",
            Phase::Resolving => "the time was over before the name was resolved",
            Phase::Connecting | Phase::Unwritten => "the time was over before the connection was open",
            Phase::Proxy => "the time was over before the proxy had answered",
            Phase::Tls => "the time was over before the TLS handshake was",
            Phase::Request => "the time was over before the response began",
        };
        self.fail(TransportErrorKind::Timeout, source)
    }

    /// Panics come from Tokio where a runtime has no timers or no I/O, or is being shut down.
    pub(super) fn panicked(&self) -> TransportError {
        let kind = match self.phase() {
            Phase::Request => TransportErrorKind::Other,
            _ => TransportErrorKind::Config,
        };
        self.fail(kind, "a panic: the Tokio runtime may have no I/O or no timers, or be at its end")
    }
}

/// The moment at which an exchange is over.
#[derive(Clone, Copy)]
pub(super) struct Deadline(Instant);

/// Longer than anybody waits, and short enough to be added to the time.
const FOR_EVER: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);

impl Deadline {
    pub(super) fn after(timeout: Duration) -> Self {
        Self(Instant::now() + timeout.min(FOR_EVER))
    }

    /// The earlier of this moment and that after a time.
    pub(super) fn or_after(self, timeout: Duration) -> Self {
        Self(self.0.min(Self::after(timeout).0))
    }

    pub(super) fn instant(self) -> Instant {
        self.0
    }

    pub(super) fn check(self, progress: &Progress) -> Result<(), TransportError> {
        if Instant::now() < self.0 { Ok(()) } else { Err(progress.timeout()) }
    }

    /// Gives up at the deadline, with an error of the phase that it is then.
    pub(super) async fn limit<T>(
        self,
        future: impl Future<Output = T>,
        progress: &Progress,
    ) -> Result<T, TransportError> {
        timeout_at(self.0, future).await.map_err(|_| progress.timeout())
    }
}
