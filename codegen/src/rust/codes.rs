//! Error codes.

use serde::Serialize;

use super::Ident;
use crate::wire::{Advice, CodeEffect, Link, WireName};

/// A documented error code.
#[derive(Clone, Debug, Serialize)]
pub struct Code {
    /// The variant.
    pub ident: Ident,
    /// As it is sent.
    pub wire: WireName,
    /// What it means; several where operations differ.
    pub meanings: Vec<Meaning>,
    /// Whether a call that failed with it had its effect, where the status does not tell.
    pub effect: Option<CodeEffect>,
    /// Names in the meanings that are something in the crate.
    pub links: Vec<Link>,
}

/// What an error code means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Meaning {
    /// What went wrong.
    pub text: Option<String>,
    /// Whether trying again helps.
    pub advice: Option<Advice>,
    /// The ids of the operations at which it means this; empty for all others.
    pub operations: Vec<String>,
}
