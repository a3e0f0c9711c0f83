//! A response while its body comes, and where its connection goes then.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hyper::Response;
use hyper::body::{Body as _, Incoming};
use tokio::time::{Sleep, sleep_until, timeout};

use super::connection::Connection;
use super::origin::Origin;
use super::pool::{Place, Pool};
use super::progress::{Deadline, Phase, Progress};
use crate::transport::caught::caught_poll;
use crate::transport::{HttpResponse, ResponseBody, TransportError, TransportErrorKind};

/// How long a connection may take to end an exchange of which the response is there: it may still be writing the
/// request.
const SETTLE: Duration = Duration::from_secs(1);

/// A connection in use.
pub(super) struct Lease {
    pub(super) connection: Connection,
    pub(super) place: Option<Place>,
    pub(super) pool: Arc<Pool>,
    /// What the connection is kept for afterwards; `None` if it is not.
    pub(super) keep_for: Option<Origin>,
}

impl Lease {
    pub(super) fn answer(self, response: Response<Incoming>, deadline: Deadline) -> HttpResponse {
        let (head, incoming) = response.into_parts();
        if incoming.is_end_stream() {
            self.give_back();
            return HttpResponse::new(head.status, head.headers, Bytes::new());
        }
        let length = incoming.size_hint().exact();
        let sleep = Box::pin(sleep_until(deadline.instant()));
        let mut body = Coming { incoming, sleep, lease: Some(self) };
        let body = ResponseBody::from_poll(move |context| body.poll(context));
        let body = match length {
            Some(length) => body.with_length(length),
            None => body,
        };
        HttpResponse::new(head.status, head.headers, body)
    }

    /// The response was read to its end.
    fn give_back(mut self) {
        if self.connection.is_ready() {
            self.settle();
        } else if !self.connection.is_closed() {
            let runtime = self.connection.runtime.clone();
            runtime.spawn(async move {
                // What is still not at its end then is cut.
                if let Ok(Ok(())) = timeout(SETTLE, self.connection.ready()).await {
                    self.settle();
                }
            });
        }
    }

    /// The exchange is over. The connection is kept or closed before the place is free for who waits for it.
    fn settle(self) {
        let Self { mut connection, place, pool, keep_for } = self;
        connection.end_exchange();
        match keep_for {
            Some(origin) => pool.put(origin, connection),
            None => drop(connection),
        }
        drop(place);
    }
}

struct Coming {
    incoming: Incoming,
    sleep: Pin<Box<Sleep>>,
    lease: Option<Lease>,
}

impl Coming {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        let progress = Progress::default();
        progress.enter(Phase::Request);
        let poll = caught_poll(|| self.poll_body(context, &progress));
        let poll = poll.unwrap_or_else(|| Poll::Ready(Some(Err(progress.panicked()))));
        if let Poll::Ready(Some(Err(_))) = &poll
            && let Some(Lease { pool, .. }) = self.lease.take()
        {
            pool.forget();
        }
        poll
    }

    fn poll_body(
        &mut self,
        context: &mut Context<'_>,
        progress: &Progress,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        if self.sleep.as_mut().poll(context).is_ready() {
            let source = "the time was over before the body was";
            return Poll::Ready(Some(Err(progress.fail(TransportErrorKind::Timeout, source))));
        }
        Pin::new(&mut self.incoming).poll_frame(context).map(|frame| match frame {
            // Trailers are no part of the body.
            Some(Ok(frame)) => Some(Ok(frame.into_data().unwrap_or_default())),
            Some(Err(error)) => Some(Err(progress.fail(TransportErrorKind::Interrupted, error))),
            None => {
                if let Some(lease) = self.lease.take() {
                    lease.give_back();
                }
                None
            }
        })
    }
}
