//! A server that serves many calls, some of them badly, and counts what it does.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::certificates::Certificates;
use crate::plan::Extent;
use crate::server::{answer, status_only};
use crate::subject::Facts;
use crate::wire::{Request, Wire};
use crate::world::{Decision, World};

/// What the server did, by intention.
pub(crate) struct Ledger {
    effects: Vec<AtomicU8>,
    requests: Vec<AtomicU8>,
    keys: Vec<AtomicU64>,
    pub(crate) faults: AtomicU64,
    pub(crate) connections: AtomicU64,
    complaints: Mutex<Vec<String>>,
}

impl Ledger {
    pub(crate) fn new(calls: usize) -> Arc<Self> {
        Arc::new(Self {
            effects: (0..calls).map(|_| AtomicU8::new(0)).collect(),
            requests: (0..calls).map(|_| AtomicU8::new(0)).collect(),
            keys: (0..calls).map(|_| AtomicU64::new(0)).collect(),
            faults: AtomicU64::new(0),
            connections: AtomicU64::new(0),
            complaints: Mutex::default(),
        })
    }

    pub(crate) fn effects(&self, intention: usize) -> u8 {
        self.effects[intention].load(Ordering::SeqCst)
    }

    pub(crate) fn requests(&self, intention: usize) -> u8 {
        self.requests[intention].load(Ordering::SeqCst)
    }

    pub(crate) fn complaints(&self) -> Vec<String> {
        self.complaints.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn complain(&self, what: String) {
        self.complaints.lock().unwrap_or_else(PoisonError::into_inner).push(what);
    }

    /// Does what was asked for, unless the key came before.
    fn decide(&self, facts: &Facts, request: &Request) -> Decision {
        let Some(intention) = self.intention(request) else { return Decision::None };
        if let Some(header) = facts.key_header {
            let mut hasher = DefaultHasher::new();
            request.header(header).hash(&mut hasher);
            let key = hasher.finish();
            match self.keys[intention].swap(key, Ordering::SeqCst) {
                0 => {}
                known if known != key => self.complain(format!("{intention}: its key changed")),
                _ if self.effects(intention) == 0 => {}
                _ if facts.is_key_refused => return Decision::Refused,
                _ => return Decision::Replayed,
            }
        }
        self.effects[intention].fetch_add(1, Ordering::SeqCst);
        Decision::Done
    }

    fn intention(&self, request: &Request) -> Option<usize> {
        request.intention().parse().ok().filter(|number| *number < self.effects.len())
    }
}

/// Numbers that are the same for the same seed (SplitMix64).
pub(crate) struct Rng(pub(crate) u64);

impl Rng {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `most`, which is not zero.
    pub(crate) fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % most.max(1) as u64).unwrap_or(0)
    }
}

/// How badly it serves.
#[derive(Clone, Copy)]
pub(crate) struct Badness {
    pub(crate) seed: u64,
    /// Faults per thousand requests, and per thousand connections.
    pub(crate) rate: usize,
}

/// A running server. It ends with its handle.
pub(crate) struct Mill {
    pub(crate) port: u16,
    accepting: JoinHandle<()>,
}

impl Mill {
    pub(crate) async fn start(
        facts: Facts,
        certificates: Arc<Certificates>,
        ledger: Arc<Ledger>,
        badness: Badness,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = listener.local_addr()?.port();
        let accepting = tokio::spawn(async move {
            loop {
                let Ok((stream, _)) = listener.accept().await else { continue };
                let number = ledger.connections.fetch_add(1, Ordering::SeqCst);
                // What it notes of bytes is let go with the connection.
                let world = World::new(facts, Arc::clone(&certificates), false, Vec::new());
                let connection = Connection {
                    wire: Wire::new(stream, world),
                    facts,
                    ledger: Arc::clone(&ledger),
                    rng: Rng(badness.seed ^ number.wrapping_mul(0x2545_f491_4f6c_dd1d)),
                    rate: badness.rate,
                };
                tokio::spawn(async move { drop(connection.serve().await) });
            }
        });
        Ok(Self { port, accepting })
    }
}

impl Drop for Mill {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

struct Connection {
    wire: Wire,
    facts: Facts,
    ledger: Arc<Ledger>,
    rng: Rng,
    rate: usize,
}

/// Statuses, and whether it was done before.
const STATUSES: [(u16, bool); 10] = [
    (503, true),
    (503, false),
    (502, true),
    (500, true),
    (429, false),
    (404, false),
    (409, true),
    (408, true),
    (401, false),
    (303, true),
];

impl Connection {
    async fn serve(mut self) -> io::Result<()> {
        if self.is_bad() && self.rng.below(4) == 0 {
            // At a random byte of the request.
            for _ in 0..self.rng.below(400) {
                self.wire.request(Extent::Byte).await?;
            }
            self.end();
            return Ok(());
        }
        loop {
            let request = self.wire.request(Extent::Whole).await?;
            if let Some(intention) = self.ledger.intention(&request) {
                self.ledger.requests[intention].fetch_add(1, Ordering::SeqCst);
            }
            if !self.is_bad() {
                let decision = self.ledger.decide(&self.facts, &request);
                self.wire.write(&answer(&self.facts, &request, decision)).await?;
            } else if !self.fault(&request).await? {
                return Ok(());
            }
        }
    }

    fn is_bad(&mut self) -> bool {
        let is_bad = self.rng.below(1000) < self.rate;
        if is_bad {
            self.ledger.faults.fetch_add(1, Ordering::SeqCst);
        }
        is_bad
    }

    fn end(&mut self) {
        if self.rng.below(2) == 0 { self.wire.reset() } else { self.wire.close() }
    }

    /// Whether the connection goes on.
    async fn fault(&mut self, request: &Request) -> io::Result<bool> {
        match self.rng.below(8) {
            0 => self.end(),
            1 => {
                self.ledger.decide(&self.facts, request);
                self.end();
            }
            // At a random byte of the answer.
            2 | 3 => {
                let decision = self.ledger.decide(&self.facts, request);
                let whole = answer(&self.facts, request, decision);
                let cut = self.rng.below(whole.len());
                self.wire.write(&whole[..cut]).await?;
                match self.rng.below(5) {
                    0 => self.wire.drain().await,
                    1 => {
                        self.wire.finish().await;
                        self.wire.drain().await;
                    }
                    _ => self.end(),
                }
            }
            4 | 5 => {
                let (status, does) = STATUSES[self.rng.below(STATUSES.len())];
                let decision = if does { self.ledger.decide(&self.facts, request) } else { Decision::None };
                let bytes = match decision {
                    Decision::Refused => answer(&self.facts, request, decision),
                    _ => status_only(request, status, ""),
                };
                self.wire.write(&bytes).await?;
                return Ok(true);
            }
            6 => {
                // In pieces.
                let decision = self.ledger.decide(&self.facts, request);
                for piece in answer(&self.facts, request, decision).chunks(1 + self.rng.below(60)) {
                    self.wire.write(piece).await?;
                    tokio::task::yield_now().await;
                }
                return Ok(true);
            }
            _ => {
                // With an answer to somebody else behind it.
                let decision = self.ledger.decide(&self.facts, request);
                let mut bytes = answer(&self.facts, request, decision);
                bytes.extend_from_slice(b"HTTP/1.1 200 OK\r\nx-echo: another\r\ncontent-length: 2\r\n\r\n{}");
                self.wire.write(&bytes).await?;
                self.wire.drain().await;
            }
        }
        Ok(false)
    }
}
