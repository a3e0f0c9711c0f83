//! The server's end of a connection, byte by byte.

use std::io;
use std::sync::Arc;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::plan::Extent;
use crate::world::World;

/// A connection, and what of it was read.
pub(crate) struct Wire {
    stream: Stream,
    world: Arc<World>,
    read: Vec<u8>,
}

enum Stream {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
    Gone,
}

/// A request, as far as it was read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Request {
    head: String,
    body: Vec<u8>,
}

impl Wire {
    pub(crate) fn new(stream: TcpStream, world: Arc<World>) -> Self {
        // Answers are written whole: nothing is gained by waiting for more.
        let _ = stream.set_nodelay(true);
        Self { stream: Stream::Plain(stream), world, read: Vec::new() }
    }

    /// Begins TLS.
    pub(crate) async fn tls(&mut self, certificate: &str) -> io::Result<()> {
        let Stream::Plain(stream) = std::mem::replace(&mut self.stream, Stream::Gone) else {
            return Err(io::ErrorKind::InvalidInput.into());
        };
        let acceptor = TlsAcceptor::from(self.world.certificates.server(certificate));
        self.stream = Stream::Tls(Box::new(acceptor.accept(stream).await?));
        Ok(())
    }

    /// Reads so much of a request; all that is left of it stays.
    pub(crate) async fn request(&mut self, extent: Extent) -> io::Result<Request> {
        loop {
            if let Some(length) = enough(&self.read, extent) {
                let bytes: Vec<u8> = self.read.drain(..length).collect();
                let end = bytes
                    .windows(4)
                    .position(|window| window == b"\r\n\r\n")
                    .map_or(bytes.len(), |at| at + 4);
                let (head, body) = bytes.split_at(end);
                return Ok(Request { head: String::from_utf8_lossy(head).into_owned(), body: body.to_vec() });
            }
            // Byte by byte where it matters what was read.
            let most = if extent == Extent::Whole { 4096 } else { 1 };
            if self.more(most).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
    }

    async fn more(&mut self, most: usize) -> io::Result<usize> {
        let mut chunk = [0; 4096];
        let chunk = &mut chunk[..most];
        let (count, counts) = match &mut self.stream {
            Stream::Plain(stream) => (stream.read(chunk).await?, !self.world.https),
            Stream::Tls(stream) => (stream.read(chunk).await?, true),
            Stream::Gone => (0, false),
        };
        self.read.extend_from_slice(&chunk[..count]);
        if counts {
            let mut truth = self.world.truth();
            truth.bytes += count as u64;
            truth.last += count as u64;
        }
        Ok(count)
    }

    pub(crate) async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.stream {
            Stream::Plain(stream) => stream.write_all(bytes).await,
            Stream::Tls(stream) => {
                stream.write_all(bytes).await?;
                stream.flush().await
            }
            Stream::Gone => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    /// Reads until the client goes. What is read now counts: the request was there.
    pub(crate) async fn drain(&mut self) {
        while self.more(4096).await.is_ok_and(|count| count > 0) {}
    }

    /// Waits until something else is there; `false` if the client goes.
    pub(crate) async fn goes_on(&mut self) -> bool {
        !self.read.is_empty() || self.more(1).await.is_ok_and(|count| count > 0)
    }

    /// Ends this side.
    pub(crate) async fn finish(&mut self) {
        let _ = match &mut self.stream {
            Stream::Plain(stream) => stream.shutdown().await,
            Stream::Tls(stream) => stream.shutdown().await,
            Stream::Gone => Ok(()),
        };
    }

    pub(crate) fn close(&mut self) {
        self.stream = Stream::Gone;
    }

    pub(crate) fn reset(&mut self) {
        let _ = match &self.stream {
            Stream::Plain(stream) => stream.set_zero_linger(),
            Stream::Tls(stream) => stream.get_ref().0.set_zero_linger(),
            Stream::Gone => Ok(()),
        };
        self.close();
    }
}

/// How many bytes are that much of a request, if they are there.
fn enough(read: &[u8], extent: Extent) -> Option<usize> {
    if extent == Extent::Byte {
        return (!read.is_empty()).then_some(1);
    }
    let head = read.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let text = String::from_utf8_lossy(&read[..head]).to_ascii_lowercase();
    let length = text.lines().find_map(|line| line.strip_prefix("content-length: "));
    let length: usize = length.and_then(|length| length.trim().parse().ok()).unwrap_or(0);
    let wanted = match extent {
        Extent::Byte | Extent::Head => head,
        Extent::Half => head + length / 2,
        Extent::Whole => head + length,
    };
    (read.len() >= wanted).then_some(wanted)
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        self.head.lines().find_map(|line| {
            let (own, value) = line.split_once(": ")?;
            own.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    }

    /// Name of the call.
    pub(crate) fn intention(&self) -> String {
        self.header("x-intention").unwrap_or_default()
    }

    pub(crate) fn head(&self) -> &str {
        &self.head
    }

    /// Values of the body that stand nowhere else: texts with a digit, `@` or a space.
    pub(crate) fn sensitive_values(&self) -> Vec<String> {
        fn walk(value: &Value, found: &mut Vec<String>) {
            match value {
                Value::String(text) if text.len() >= 8 && text.contains([' ', '@', '1', '2', '4', '5']) => {
                    found.push(text.clone());
                }
                Value::Array(items) => items.iter().for_each(|item| walk(item, found)),
                Value::Object(members) => members.values().for_each(|member| walk(member, found)),
                _ => {}
            }
        }
        let mut found = Vec::new();
        walk(&serde_json::from_slice(&self.body).unwrap_or_default(), &mut found);
        found
    }
}
