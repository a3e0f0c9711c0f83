//! What really happened: the server's side of every call.

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use clientwright_runtime::{BoxFuture, Resolver};

use crate::certificates::Certificates;
use crate::plan::Step;
use crate::subject::Facts;
use crate::wire::Request;

/// A server's facts and its memory.
pub(crate) struct World {
    pub(crate) facts: Facts,
    pub(crate) certificates: Arc<Certificates>,
    /// Whether requests come over TLS: what comes before is none of a request.
    pub(crate) https: bool,
    plan: Vec<Vec<Step>>,
    dialled: AtomicUsize,
    /// Scripts of the connections that were dialled and not accepted yet.
    pending: Mutex<VecDeque<Vec<Step>>>,
    truth: Mutex<Truth>,
}

/// What the server did.
#[derive(Clone, Debug, Default)]
pub(crate) struct Truth {
    /// Bytes of requests that were read.
    pub(crate) bytes: u64,
    /// Bytes of requests that the connection read which was opened last.
    pub(crate) last: u64,
    /// Whole requests that were read, by intention.
    pub(crate) requests: BTreeMap<String, u32>,
    /// How often it did what was asked for, by intention.
    pub(crate) effects: BTreeMap<String, u32>,
    /// Values in requests that nobody else may see.
    pub(crate) secrets: Vec<String>,
    /// What is wrong on the server's side.
    pub(crate) complaints: Vec<String>,
    /// Keys that it remembers.
    keys: BTreeMap<String, String>,
}

/// What a decision to do something comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Decision {
    #[default]
    None,
    Done,
    /// It was done before, and the first answer is given again.
    Replayed,
    Refused,
}

impl World {
    pub(crate) fn new(
        facts: Facts,
        certificates: Arc<Certificates>,
        https: bool,
        plan: Vec<Vec<Step>>,
    ) -> Arc<Self> {
        Arc::new(Self {
            facts,
            certificates,
            https,
            plan,
            dialled: AtomicUsize::new(0),
            pending: Mutex::default(),
            truth: Mutex::default(),
        })
    }

    /// The truth is whole between statements, so a panic of another thread does no harm to it.
    pub(crate) fn truth(&self) -> MutexGuard<'_, Truth> {
        self.truth.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn next_script(&self) -> Option<Vec<Step>> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }

    /// What happens to a further request on a connection: what would happen to the next connection, if there were one.
    pub(crate) fn following(&self) -> Option<Vec<Step>> {
        let script = self.planned()?;
        let is_request = matches!(script.first(), Some(Step::Read(_) | Step::Serve));
        is_request.then(|| script.clone())
    }

    /// Ends the time of the first connection, though it may not have been opened.
    pub(crate) fn go_on(&self) {
        self.dialled.fetch_max(1, Ordering::SeqCst);
    }

    fn planned(&self) -> Option<&Vec<Step>> {
        let number = self.dialled.fetch_add(1, Ordering::SeqCst);
        self.plan.get(number).or(self.plan.last())
    }

    pub(crate) fn drops_syn(&self) -> bool {
        self.plan.iter().flatten().any(|step| *step == Step::SynDropped)
    }

    /// Notes a whole request, and what of it may not be shown.
    pub(crate) fn note(&self, request: &Request) {
        let mut truth = self.truth();
        *truth.requests.entry(request.intention()).or_default() += 1;
        let key = self.facts.key_header.and_then(|header| request.header(header));
        let own = key.into_iter().chain(request.sensitive_values());
        let own: Vec<String> = own.filter(|value| !self.facts.operation.contains(value.as_str())).collect();
        truth.secrets.extend(own);
    }

    /// Does what was asked for, unless the key came before.
    pub(crate) fn decide(&self, request: &Request) -> Decision {
        let mut truth = self.truth();
        let intention = request.intention();
        if let Some(key) = self.facts.key_header.and_then(|header| request.header(header)) {
            match truth.keys.get(&key) {
                Some(other) if *other != intention => {
                    let complaint = format!("two intentions share a key: {other} and {intention}");
                    truth.complaints.push(complaint);
                }
                Some(_) if self.facts.is_key_refused => return Decision::Refused,
                Some(_) => return Decision::Replayed,
                None => drop(truth.keys.insert(key, intention.clone())),
            }
        } else if self.facts.key_header.is_some() {
            truth.complaints.push("a request without its key".to_owned());
        }
        *truth.effects.entry(intention).or_default() += 1;
        Decision::Done
    }

    pub(crate) fn forget(&self) {
        self.truth().keys.clear();
    }

    fn dial(&self) -> io::Result<Option<IpAddr>> {
        self.truth().last = 0;
        let Some(script) = self.planned() else { return Ok(None) };
        Ok(Some(match script.first() {
            Some(Step::NoName) => return Err(io::Error::new(io::ErrorKind::NotFound, "no such name")),
            Some(Step::NameNever) => return Ok(None),
            // Servers listen on the first address of this machine only.
            Some(Step::Refused) => Ipv4Addr::new(127, 0, 0, 2).into(),
            Some(Step::SynDropped) => Ipv4Addr::new(127, 0, 0, 3).into(),
            _ => {
                self.pending.lock().unwrap_or_else(PoisonError::into_inner).push_back(script.clone());
                Ipv4Addr::LOCALHOST.into()
            }
        }))
    }
}

/// Decides where a connection goes.
pub(crate) struct Dial(pub(crate) Arc<World>);

impl Resolver for Dial {
    fn resolve<'a>(&'a self, _: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        Box::pin(async move {
            match self.0.dial()? {
                Some(address) => Ok(vec![address]),
                None => std::future::pending().await,
            }
        })
    }
}
