//! What was tried, as JSON.

use serde::Serialize;

use crate::subject::{Facts, Told};
use crate::world::Truth;

/// A fault, tried on an operation.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// Fault.
    pub fault: String,
    /// Name of the provider.
    pub provider: &'static str,
    /// `operationId`.
    pub operation: &'static str,
    /// Retry class.
    pub class: &'static str,
    /// Attempts that the client says it made.
    pub attempts: u32,
    /// Bytes of requests that the server read.
    pub bytes: u64,
    /// How often the server did what was asked for.
    pub effects: u32,
    /// `ok` or the outcome.
    pub said: &'static str,
    /// Reasons why that is wrong.
    pub wrong: Vec<String>,
}

impl Line {
    pub(crate) fn new(facts: &Facts, fault: &str) -> Self {
        Self {
            fault: fault.to_owned(),
            provider: facts.provider,
            operation: facts.operation,
            class: facts.class,
            attempts: 0,
            bytes: 0,
            effects: 0,
            said: "",
            wrong: Vec::new(),
        }
    }

    pub(crate) fn with(self, told: &Told, truth: &Truth, intention: &str, wrong: Vec<String>) -> Self {
        let effects = truth.effects.get(intention).copied().unwrap_or(0);
        Self { attempts: told.attempts, bytes: truth.bytes, effects, said: told.word(), wrong, ..self }
    }

    pub(crate) fn broken(self, problem: String) -> Self {
        Self { wrong: vec![problem], ..self }
    }
}

/// Many calls at once: figures, and what is wrong.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Figures {
    /// Name and value, in order.
    pub figures: Vec<(&'static str, String)>,
    /// What is wrong.
    pub wrong: Vec<String>,
}
