//! From a server's name to an open connection.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::connection::Connection;
use super::origin::Origin;
use super::pool::Opening;
use super::progress::{Phase, Progress};
use super::proxy::{Proxies, Proxy, Refusal};
use super::resolve::Resolver;
use super::tls::Tls;
use crate::transport::{TransportError, TransportErrorKind as Kind};

/// How long the first address has before the next one is tried beside it (RFC 8305).
const HEAD_START: Duration = Duration::from_millis(250);

/// How connections are opened. Nothing of a request leaves while they are.
pub(super) struct Connector {
    pub(super) timeout: Duration,
    pub(super) resolver: Arc<dyn Resolver>,
    pub(super) proxies: Proxies,
    /// `None` where plain http is all that is spoken.
    pub(super) tls: Option<Tls>,
}

impl Connector {
    pub(super) async fn connect(
        &self,
        server: &Origin,
        opening: Opening,
        progress: &Progress,
    ) -> Result<Connection, TransportError> {
        let mut stream = match self.proxies.proxy_of(server) {
            Some(proxy) => self.tunnel(proxy, server, progress).await?,
            None => self.tcp(server, |address| server.is_tls || address.is_loopback(), progress).await?,
        };
        if server.is_tls {
            stream = handshake(self.tls(progress)?.server.clone(), stream, server, progress).await?;
        }
        let opened = Connection::open(stream, opening).await;
        opened.map_err(|error| progress.fail(Kind::Connect, error))
    }

    async fn tunnel(
        &self,
        proxy: &Proxy,
        server: &Origin,
        progress: &Progress,
    ) -> Result<Stream, TransportError> {
        let mut stream = self.tcp(&proxy.origin, |_| true, progress).await?;
        if proxy.origin.is_tls {
            stream = handshake(self.tls(progress)?.proxy.clone(), stream, &proxy.origin, progress).await?;
        }
        progress.enter(Phase::Proxy);
        proxy.tunnel(&mut stream, server).await.map_err(|refusal| match refusal {
            Refusal::Io(error) => progress.fail(Kind::Connect, error),
            Refusal::Malformed => progress.fail(Kind::Connect, "the proxy's answer is malformed"),
            Refusal::Status(status) => {
                // A proxy that may be busy, or that will refuse again.
                let kind = if (400..500).contains(&status) { Kind::Config } else { Kind::Connect };
                progress.fail(kind, format!("the proxy answered {status}"))
            }
        })?;
        Ok(stream)
    }

    fn tls(&self, progress: &Progress) -> Result<&Tls, TransportError> {
        let none = "this transport is for plain http: give the builder another one";
        self.tls.as_ref().ok_or_else(|| progress.fail(Kind::Config, none))
    }

    async fn tcp(
        &self,
        to: &Origin,
        is_allowed: impl Fn(&IpAddr) -> bool,
        progress: &Progress,
    ) -> Result<Stream, TransportError> {
        progress.enter(Phase::Resolving);
        let mut addresses = match to.host.parse() {
            Ok(address) => vec![address],
            Err(_) => {
                let resolved = self.resolver.resolve(&to.host).await;
                resolved.map_err(|error| progress.fail(Kind::Dns, error))?
            }
        };
        if addresses.is_empty() {
            return Err(progress.fail(Kind::Dns, "the name has no address"));
        }
        addresses.retain(is_allowed);
        if addresses.is_empty() {
            return Err(progress.fail(Kind::Config, "the name of plain http is that of another machine"));
        }
        progress.enter(Phase::Connecting);
        let stream =
            open_first(addresses, to.port).await.map_err(|error| progress.fail(Kind::Connect, error))?;
        // Requests are written whole: nothing is gained by waiting for more.
        let _ = stream.set_nodelay(true);
        Ok(Stream(Box::new(stream)))
    }
}

async fn handshake(
    connector: TlsConnector,
    stream: Stream,
    to: &Origin,
    progress: &Progress,
) -> Result<Stream, TransportError> {
    progress.enter(Phase::Tls);
    let name = ServerName::try_from(to.host.clone());
    let name = name.map_err(|_| progress.fail(Kind::Config, "the host is no name of a certificate"))?;
    match connector.connect(name, stream).await {
        Ok(stream) => Ok(Stream(Box::new(stream))),
        Err(error) => {
            // What the other side said is final; that it went away is not.
            let is_final = error.get_ref().is_some_and(|error| error.is::<rustls::Error>());
            Err(progress.fail(if is_final { Kind::Tls } else { Kind::Connect }, error))
        }
    }
}

/// The first address that answers. Each gets a head start before the next one is tried beside it.
async fn open_first(addresses: Vec<IpAddr>, port: u16) -> io::Result<TcpStream> {
    let mut addresses = addresses.into_iter();
    let mut attempts = JoinSet::new();
    let mut failure = io::Error::from(io::ErrorKind::AddrNotAvailable);
    loop {
        let next = addresses.next();
        let wait = match next {
            Some(_) => HEAD_START,
            None => Duration::MAX,
        };
        if let Some(address) = next {
            attempts.spawn(TcpStream::connect(SocketAddr::new(address, port)));
        }
        match timeout(wait, attempts.join_next()).await {
            Ok(Some(Ok(Ok(stream)))) => return Ok(stream),
            Ok(Some(Ok(Err(error)))) => failure = error,
            // Tokio's, of a runtime without I/O.
            Ok(Some(Err(error))) => match error.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(error) => failure = error.into(),
            },
            Ok(None) => return Err(failure),
            Err(_) => {}
        }
    }
}

/// Bytes both ways: over TCP, TLS, or TLS in TLS.
pub(super) struct Stream(Box<dyn Io>);

trait Io: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Io for T {}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buf)
    }
}

impl AsyncWrite for Stream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, buf)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.0.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}
