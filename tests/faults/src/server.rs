//! A server that plays its plan, connection by connection.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::timeout;

use crate::plan::{Extent, Step};
use crate::subject::{ANSWER_CANARY, Facts, SECRET};
use crate::wire::{Request, Wire};
use crate::world::{Decision, World};

/// A running server.
pub(crate) struct Server {
    pub(crate) port: u16,
    accepting: JoinHandle<()>,
    end: tokio::sync::oneshot::Sender<()>,
    /// Connections that fill the queue of an address, so that it drops what comes.
    _queue: Vec<TcpStream>,
    _full: Option<TcpListener>,
}

impl Server {
    pub(crate) async fn start(world: Arc<World>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = listener.local_addr()?.port();
        let (full, queue) = if world.drops_syn() { full(port).await? } else { (None, Vec::new()) };
        let (end, ended) = tokio::sync::oneshot::channel();
        let accepting = tokio::spawn(accept(listener, world, ended));
        Ok(Self { port, accepting, end, _queue: queue, _full: full })
    }

    /// Waits until all that was sent to it has had its consequences; `false` if that does not end.
    pub(crate) async fn settle(self) -> bool {
        // What waits to be accepted is accepted first.
        let _ = self.end.send(());
        timeout(Duration::from_secs(20), self.accepting).await.is_ok_and(|ended| ended.is_ok())
    }
}

async fn accept(listener: TcpListener, world: Arc<World>, mut ended: tokio::sync::oneshot::Receiver<()>) {
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            biased;
            accepted = listener.accept() => accepted,
            _ = &mut ended => break,
        };
        let Ok((stream, _)) = accepted else { continue };
        let script = world.next_script().unwrap_or_default();
        let world = Arc::clone(&world);
        connections.spawn(async move {
            let mut wire = Wire::new(stream, Arc::clone(&world));
            let mut script = Some(script);
            // A client that goes away ends its script.
            while let Some(steps) = script.take() {
                if play(&mut wire, steps, &world).await.is_ok() && wire.goes_on().await {
                    script = world.following();
                }
            }
        });
    }
    while connections.join_next().await.is_some() {}
}

/// An address whose queue is full: it drops whatever asks for a connection.
async fn full(port: u16) -> io::Result<(Option<TcpListener>, Vec<TcpStream>)> {
    let address = SocketAddr::from((Ipv4Addr::new(127, 0, 0, 3), port));
    let socket = TcpSocket::new_v4()?;
    socket.bind(address)?;
    let listener = socket.listen(1)?;
    let mut queue = Vec::new();
    while let Ok(stream) = timeout(Duration::from_millis(100), TcpStream::connect(address)).await {
        queue.push(stream?);
    }
    Ok((Some(listener), queue))
}

async fn play(wire: &mut Wire, script: Vec<Step>, world: &World) -> io::Result<()> {
    let (mut request, mut decision) = (Request::default(), Decision::None);
    for step in script {
        match step {
            Step::Refused | Step::NoName | Step::NameNever | Step::SynDropped => {}
            Step::Tls(certificate) => wire.tls(&certificate).await?,
            Step::Connect => {
                let head = wire.request(Extent::Head).await?;
                if head.head().contains(SECRET) || head.head().contains("x-intention") {
                    world.truth().complaints.push("the proxy is shown what is the server's".to_owned());
                }
            }
            Step::Read(extent) => {
                (request, decision) = (wire.request(extent).await?, Decision::None);
                if extent == Extent::Whole {
                    world.note(&request);
                }
            }
            Step::Do => decision = world.decide(&request),
            Step::Forget => world.forget(),
            Step::Answer(None) => wire.write(&answer(&world.facts, &request, decision)).await?,
            Step::Answer(Some((status, header))) => {
                wire.write(&status_only(&request, status, &header)).await?
            }
            Step::HalfAnswer => {
                let whole = answer(&world.facts, &request, decision);
                let head = whole.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or(0) + 4;
                let end = head + (whole.len() - head) / 2;
                wire.write(&whole[..end]).await?;
            }
            Step::Write(literal) => wire.write(literal.as_bytes()).await?,
            Step::WriteOn(literal) => loop {
                wire.write(literal.as_bytes()).await?;
                tokio::task::yield_now().await;
            },
            Step::Wait => wire.drain().await,
            Step::Finish => {
                wire.finish().await;
                wire.drain().await;
            }
            Step::Close => {
                wire.finish().await;
                wire.close();
            }
            Step::Reset => wire.reset(),
            Step::Serve => loop {
                request = wire.request(Extent::Whole).await?;
                world.note(&request);
                decision = world.decide(&request);
                wire.write(&answer(&world.facts, &request, decision)).await?;
            },
        }
    }
    Ok(())
}

/// The documented answer, or the refusal of the key.
pub(crate) fn answer(facts: &Facts, request: &Request, decision: Decision) -> Vec<u8> {
    let (status, body) = match decision {
        Decision::Refused => facts.refusal,
        Decision::None | Decision::Done | Decision::Replayed => facts.answer,
    };
    written(request, status, "", body)
}

/// An answer of this status, with a body that says nothing.
pub(crate) fn status_only(request: &Request, status: u16, header: &str) -> Vec<u8> {
    written(request, status, header, &format!(r#"{{"canary":"{ANSWER_CANARY}"}}"#))
}

fn written(request: &Request, status: u16, header: &str, body: &str) -> Vec<u8> {
    let (line, echo) = (if header.is_empty() { "" } else { "\r\n" }, request.intention());
    format!(
        "HTTP/1.1 {status} -\r\ncontent-type: application/json\r\nx-echo: {echo}\r\nx-canary: {ANSWER_CANARY}{line}{header}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}
