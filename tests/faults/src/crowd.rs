//! Many calls at once over shared clients, and the judgement of all of them in the end.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use clientwright_runtime::{HyperTransport, Outcome};

use crate::certificates::Certificates;
use crate::mill::{Badness, Ledger, Mill};
use crate::report::Figures;
use crate::subject::{ANSWER_CANARY, Again, Caller, SECRET, Setup, Shared, Subject, Told};

/// More mistakes than this are not listed.
const LISTED: usize = 20;

/// One server and one client for each operation; the calls are dealt out in turn.
pub(crate) struct Crowd {
    pub(crate) ledger: Arc<Ledger>,
    subjects: Vec<(Subject, Caller, Mill)>,
}

/// What the client said of calls.
#[derive(Default)]
pub(crate) struct Tally {
    /// Number of the call, what is said, attempts, and whether nothing else was sent for it.
    told: Vec<(u32, Said, u8, bool)>,
    wrong: Vec<String>,
    attempts: u64,
    pub(crate) dropped: usize,
    pub(crate) ended_before_drop: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Ok,
    Failed(Outcome),
}

impl Tally {
    pub(crate) fn add(&mut self, number: usize, told: Told, is_alone: bool) {
        let said = told.failure.as_ref().map_or(Said::Ok, |failure| Said::Failed(failure.outcome));
        self.attempts += u64::from(told.attempts);
        if let Some(echo) = told.echo.filter(|echo| *echo != number.to_string()) {
            self.wrong.push(format!("{number}: the answer is that to {echo}"));
        }
        if let Some(failure) =
            told.failure.filter(|it| it.text.contains(SECRET) || it.text.contains(ANSWER_CANARY))
        {
            self.wrong.push(format!("{number}: an error shows what it must not: {}", failure.text));
        }
        let attempts = u8::try_from(told.attempts).unwrap_or(u8::MAX);
        self.told.push((u32::try_from(number).unwrap_or(u32::MAX), said, attempts, is_alone));
    }

    pub(crate) fn reserve(&mut self, calls: usize) {
        self.told.reserve(calls);
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.told.extend(other.told);
        self.wrong.extend(other.wrong);
        self.attempts += other.attempts;
        self.dropped += other.dropped;
        self.ended_before_drop += other.ended_before_drop;
    }
}

impl Crowd {
    pub(crate) async fn start(
        subjects: Vec<Subject>,
        calls: usize,
        badness: Badness,
        limit: Duration,
    ) -> Result<Self, String> {
        let certificates = Certificates::new().map_err(|error| error.to_string())?;
        let ledger = Ledger::new(calls);
        let mut ready = Vec::new();
        for subject in subjects {
            let mill = Mill::start(subject.facts, Arc::clone(&certificates), Arc::clone(&ledger), badness);
            let mill = mill.await.map_err(|error| error.to_string())?;
            let transport = HyperTransport::builder()
                .root_certificates(&certificates.authority)
                .without_platform_certificates()
                .no_proxy()
                .build()
                .map_err(|error| error.to_string())?;
            let setup = Setup {
                url: format!("http://127.0.0.1:{}", mill.port),
                transport: Shared(Arc::new(transport)),
                clock: None,
                attempt_timeout: Some(limit),
            };
            let caller = subject.start(&setup)?;
            ready.push((subject, caller, mill));
        }
        Ok(Self { ledger, subjects: ready })
    }

    fn subject(&self, number: usize) -> &(Subject, Caller, Mill) {
        &self.subjects[number % self.subjects.len()]
    }

    pub(crate) fn call(&self, number: usize) -> Result<Again, String> {
        (self.subject(number).1)(&number.to_string())
    }

    /// Whether a clone could do the work twice, as its caller would know.
    pub(crate) fn must_not_be_cloned(&self, number: usize) -> bool {
        matches!(self.subject(number).0.facts.class, "unsent" | "never")
    }

    /// Lets the servers end, and judges.
    pub(crate) async fn judge(&self, tally: Tally, mut figures: Vec<(&'static str, String)>) -> Figures {
        // What was sent is read by now, or it is when the servers had a moment for it.
        tokio::time::sleep(Duration::from_millis(300)).await;
        let mut wrong = tally.wrong;
        wrong.extend(self.ledger.complaints());
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let (mut effects_of_changes, mut pessimistic) = (0_u64, 0_usize);
        for (number, said, attempts, is_alone) in &tally.told {
            let number = *number as usize;
            let facts = &self.subject(number).0.facts;
            let (effects, requests) = (self.ledger.effects(number), self.ledger.requests(number));
            let changes = facts.class != "safe";
            let word = match said {
                Said::Ok => "ok",
                Said::Failed(outcome) => outcome.as_str(),
            };
            *counts.entry(word).or_default() += 1;
            let mut note = |what: &str| {
                wrong.push(format!(
                    "{number}, {} {}, {}: {what}",
                    facts.provider, facts.operation, facts.class
                ));
            };
            if changes {
                effects_of_changes += u64::from(effects);
                match said {
                    Said::Ok if effects == 0 => note("it says ok, and the server did nothing"),
                    Said::Failed(Outcome::NoEffect) if effects > 0 => {
                        note("it says no effect, and the server did it")
                    }
                    Said::Failed(Outcome::Unknown) if requests == 0 => pessimistic += 1,
                    _ => {}
                }
                if effects > 1 {
                    note(&format!("the server did it {effects} times"));
                }
            }
            if *is_alone && requests > *attempts {
                note(&format!("the server read {requests} requests of {attempts} attempts"));
            }
        }
        figures.push(("calls", tally.told.len().to_string()));
        figures.push(("attempts", tally.attempts.to_string()));
        figures.push(("faults", self.ledger.faults.load(Ordering::SeqCst).to_string()));
        figures.push(("connections", self.ledger.connections.load(Ordering::SeqCst).to_string()));
        figures.extend(counts.into_iter().map(|(word, count)| (word, count.to_string())));
        figures.push(("unknown, and nothing was read", pessimistic.to_string()));
        figures.push(("effects, reads left out", effects_of_changes.to_string()));
        if tally.dropped > 0 {
            figures.push(("dropped for good", tally.dropped.to_string()));
        }
        let left_out = wrong.len().saturating_sub(LISTED);
        wrong.truncate(LISTED);
        if left_out > 0 {
            wrong.push(format!("{left_out} more"));
        }
        Figures { figures, wrong }
    }
}
