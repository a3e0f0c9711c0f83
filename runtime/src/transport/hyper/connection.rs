//! An open connection and the task that drives it.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::Response;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::client::conn::TrySendError;
use hyper::client::conn::http1::{Builder, SendRequest};
use hyper_util::rt::TokioIo;
use tokio::runtime::Handle;
use tokio::task::AbortHandle;

use super::Message;
use super::connect::Stream;
use super::pool::Opening;

/// A connection over which one request at a time goes. Dropped in the middle of one it is cut; otherwise it is closed.
pub(super) struct Connection {
    sender: SendRequest<Payload>,
    task: AbortHandle,
    in_exchange: bool,
    /// The runtime that drives it, which may stand still while another one runs.
    pub(super) runtime: Handle,
    pub(super) opening: Opening,
}

impl Connection {
    pub(super) async fn open(stream: Stream, opening: Opening) -> hyper::Result<Self> {
        let (sender, connection) = Builder::new().handshake(TokioIo::new(stream)).await?;
        // Its errors are told to whom sends over it.
        let runtime = Handle::current();
        let task = runtime.spawn(async move { drop(connection.await) }).abort_handle();
        Ok(Self { sender, task, in_exchange: false, runtime, opening })
    }

    pub(super) async fn send(
        &mut self,
        message: Message,
    ) -> Result<Response<Incoming>, TrySendError<Message>> {
        self.in_exchange = true;
        self.sender.try_send_request(message).await
    }

    /// Notes that the request was written and the response read to its end.
    pub(super) fn end_exchange(&mut self) {
        self.in_exchange = false;
    }

    /// Whether it takes another request now, as far as is known here.
    pub(super) fn is_ready(&self) -> bool {
        self.sender.is_ready()
    }

    /// Whether the runtime that drives it is the one that runs here.
    pub(super) fn is_driven(&self) -> bool {
        Handle::try_current().is_ok_and(|handle| handle.id() == self.runtime.id())
    }

    pub(super) fn is_closed(&self) -> bool {
        self.sender.is_closed()
    }

    /// Waits until it takes another request.
    pub(super) async fn ready(&mut self) -> hyper::Result<()> {
        self.sender.ready().await
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        if self.in_exchange {
            // The task could otherwise try for ever to write what nobody reads.
            self.task.abort();
        }
    }
}

/// The body of a request.
pub(super) struct Payload(Option<Bytes>);

impl Payload {
    pub(super) fn new(bytes: Bytes) -> Self {
        Self(Some(bytes).filter(|bytes| !bytes.is_empty()))
    }
}

impl Body for Payload {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.take().map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.0.as_ref().map_or(0, |bytes| bytes.len() as u64))
    }
}
