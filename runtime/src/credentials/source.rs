//! Credentials that change while a client lives.

use std::error::Error as StdError;
use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::Duration;

use super::prepared::Prepared;
use crate::api::Scheme;
use crate::client::Shared;
use crate::clock::Clock;
use crate::error::{Delivery, Error};
use crate::meta::Meta;
use crate::secret::Secret;
use crate::transport::{BoxFuture, TransportError, TransportErrorKind};

/// Gives the credential of a scheme, for keys that rotate and tokens that expire.
///
/// It is asked before every attempt at a call, and should answer from memory as long as it can. After a 401 it is asked
/// again at once and told what was refused; if it gives another credential, the call is made once more, where its
/// [`Retry`](crate::Retry) class allows that.
///
/// ```
/// use std::sync::{Arc, RwLock};
/// use clientwright_runtime::{BoxFuture, CredentialContext, CredentialError, CredentialSource, Secret};
///
/// /// A key that another task replaces.
/// struct Rotating(Arc<RwLock<Secret>>);
///
/// impl CredentialSource for Rotating {
///     fn credential<'a>(&'a self, _: CredentialContext<'a>) -> BoxFuture<'a, Result<Secret, CredentialError>> {
///         let key = self.0.read().map(|key| key.clone()).map_err(|_| CredentialError::new("no key is known"));
///         Box::pin(std::future::ready(key))
///     }
/// }
/// ```
pub trait CredentialSource: Send + Sync + 'static {
    /// The credential for the next attempt; for a basic scheme `user:password`, for one that signs `key:secret`. The
    /// future may be dropped at any point: the call's time ended.
    ///
    /// # Errors
    ///
    /// There is none. The attempt is not made.
    fn credential<'a>(
        &'a self,
        context: CredentialContext<'a>,
    ) -> BoxFuture<'a, Result<Secret, CredentialError>>;
}

/// What a source is told when it is asked.
pub struct CredentialContext<'a> {
    pub(super) shared: &'a Shared,
    pub(super) scheme: &'static str,
    pub(super) refused: Option<Secret>,
    pub(super) time_left: Duration,
}

impl CredentialContext<'_> {
    /// The name of the scheme.
    pub fn scheme(&self) -> &str {
        self.scheme
    }

    /// The credential of this source that the server answered with 401, until the source gives another.
    pub fn refused(&self) -> Option<&Secret> {
        self.refused.as_ref()
    }

    /// The time in which the credential is of use; after it the future is dropped.
    pub fn time_left(&self) -> Duration {
        self.time_left
    }
}

impl fmt::Debug for CredentialContext<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CredentialContext")
            .field("scheme", &self.scheme)
            .field("refused", &self.refused)
            .field("time_left", &self.time_left)
            .finish_non_exhaustive()
    }
}

/// A source that has no credential.
///
/// The cause is the [`source`](StdError::source) of the call's error, and no part of its `Display`: a cause of your own
/// must hold no secret.
pub struct CredentialError {
    cause: Box<dyn StdError + Send + Sync>,
    is_temporary: bool,
}

impl CredentialError {
    /// An error that the next attempt would meet again.
    pub fn new(cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { cause: cause.into(), is_temporary: false }
    }

    /// Says that it may be over a little later: the source is asked again as the
    /// [`RetryPolicy`](crate::RetryPolicy) says.
    #[must_use]
    pub fn temporary(mut self) -> Self {
        self.is_temporary = true;
        self
    }

    pub(crate) fn is_temporary(&self) -> bool {
        self.is_temporary
    }

    pub(crate) fn cause(&self) -> &(dyn StdError + 'static) {
        &*self.cause
    }
}

impl fmt::Display for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the source has no credential")
    }
}

impl fmt::Debug for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CredentialError({self})")
    }
}

impl StdError for CredentialError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.cause())
    }
}

/// A source with what it has to be told.
pub(super) struct Supply {
    source: Arc<dyn CredentialSource>,
    refused: Mutex<Option<Secret>>,
}

/// What a source gave.
#[derive(Clone)]
pub(super) struct Given {
    pub(super) secret: Secret,
    /// Whether the server has answered it with 401 before.
    pub(super) was_refused: bool,
}

impl Supply {
    pub(super) fn new(source: Arc<dyn CredentialSource>) -> Self {
        Self { source, refused: Mutex::default() }
    }

    pub(super) async fn ask(
        &self,
        shared: &Shared,
        meta: &Meta,
        scheme: &'static Scheme,
        time_left: Duration,
    ) -> Result<(Prepared, Given), Error> {
        let refused = self.state().clone();
        let context = CredentialContext { shared, scheme: scheme.name, refused, time_left };
        let Some(secret) = within(&*shared.clock, time_left, self.source.credential(context)).await else {
            let error = TransportError::new(TransportErrorKind::Timeout, Delivery::NotSent);
            return Err(Error::transport(meta, error));
        };
        let secret = secret.map_err(|error| Error::supply(meta, scheme.name, error))?;
        let prepared = Prepared::new(shared.api, &shared.site, scheme, &secret)
            .map_err(|problem| Error::supply(meta, scheme.name, CredentialError::new(Unfit(problem))))?;
        let mut refused = self.state();
        refused.take_if(|refused| *refused != secret);
        Ok((prepared, Given { secret, was_refused: refused.is_some() }))
    }

    pub(super) fn refused(&self, secret: &Secret) {
        *self.state() = Some(secret.clone());
    }

    /// The state is whole between statements, so a panic of another thread does no harm to it.
    fn state(&self) -> MutexGuard<'_, Option<Secret>> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is wrong with what a source gave; it goes on after "the credential".
#[derive(Debug)]
struct Unfit(String);

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the credential {}", self.0)
    }
}

impl StdError for Unfit {}

/// What a future gives, if it ends in time. A future that is ready at once starts no timer.
async fn within<T>(clock: &dyn Clock, time: Duration, mut future: BoxFuture<'_, T>) -> Option<T> {
    let mut timer = None;
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending => timer.get_or_insert_with(|| clock.sleep(time)).as_mut().poll(context).map(|()| None),
    })
    .await
}
