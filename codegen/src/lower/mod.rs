//! Verb: document → API. The only place that says `openapiv3::`; reports every problem with its place.
//!
//! Objects are read piece by piece (`read`), schemas are known by their places (`shape`), what several places say
//! together is merged (`compose`), and each such place becomes one schema (`arena`, `schema`, `union`, `tags`).

mod arena;
mod auth;
mod body;
mod check;
mod compose;
mod cycles;
mod enums;
mod envelope;
mod events;
mod example;
mod extension;
mod hierarchy;
mod info;
mod keys;
mod lookup;
mod nesting;
mod operation;
mod origin;
mod param;
mod path;
mod read;
mod report;
mod response;
mod rules;
mod sandbox;
mod schema;
mod servers;
mod shape;
mod signing;
mod tags;
mod union;
mod webhook;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use indexmap::IndexMap;

use crate::api::{Api, Effect, Note};
use crate::coverage;
use crate::diagnostics::{Diagnostic, Diagnostics, Place};
use crate::provider::Provider;
use clientwright_document::Document;
use clientwright_document::pointer::Pointer;

/// Reads a document as an API.
///
/// For a provider of ours, whatever is wrong or not supported is an error unless provider.yaml waives it; for any
/// other document it is left out or untyped, and named in [`Api::notes`].
///
/// # Errors
/// Every problem that the stage has found.
pub fn lower(document: &Document, provider: &Provider) -> Result<Api, Diagnostics> {
    let Examined { api, errors, .. } = examine(document, provider);
    errors.into_result().map(|()| api)
}

/// What lowering finds in a document.
#[derive(Clone, Debug, Default)]
pub struct Examined {
    /// What can be read.
    pub api: Api,
    /// What [`lower`] refuses.
    pub errors: Diagnostics,
    /// What is wrong all the same, and only a note when the document is not a provider's of ours.
    pub tolerated: Diagnostics,
    /// What is not wrong, and about which nothing is done.
    pub remarks: Vec<Note>,
    /// The waivers of provider.yaml that a problem has asked for, by index.
    pub waived: BTreeSet<usize>,
}

/// Reads a document as far as it can be read, and tells all that is wrong with it.
pub fn examine(document: &Document, provider: &Provider) -> Examined {
    let mut cx = Context {
        document,
        provider,
        report: report::Report::new(provider),
        arena: arena::Arena::default(),
        shapes: ByPlace::default(),
        nullable: ByPlace::default(),
        alternatives: ByPlace::default(),
        roots: ByPlace::default(),
        other_schemes: BTreeSet::new(),
        pending: Vec::new(),
        renamed: BTreeSet::new(),
        followed: RefCell::default(),
    };
    cx.notes_of_source();
    cx.check_frame();
    let mut api = cx.info();
    api.schemes = cx.schemes();
    // Ids first: they name what stands in an operation, and a component may refer to the middle of one.
    let operations = cx.find_operations();
    let webhooks = cx.find_webhooks();
    for (_, at) in cx.entries(&Pointer::root().join("components"), "schemas") {
        cx.usage(&at);
    }
    cx.drain();
    let security = cx.security(&Pointer::root()).unwrap_or_default();
    api.operations =
        operations.into_iter().filter_map(|found| cx.operation(found, &security, &api)).collect();
    api.webhooks = webhooks.into_iter().map(|found| cx.webhook(found)).collect();
    cx.settle_unions();
    cx.limit_nesting();
    cx.settle_properties();
    api.schemas = std::mem::take(&mut cx.arena.schemas);
    cx.open_envelopes(&mut api);
    cx.check_lookups(&mut api);
    api.events = events::events(&api.schemas, &api.webhooks);
    api.sandbox = cx.triggers(&api.schemas);
    cx.check_examples(&mut api);
    cx.check_keys();
    cx.note_unused_components();
    cx.check(&api);
    let mut examined = cx.report.finish(api);
    // Last: what cannot be read has no place in the index either.
    if let Some(index) = provider.coverage.as_ref().filter(|_| examined.errors.0.is_empty()) {
        examined.errors = coverage::check(index, &examined.api);
    }
    examined
}

/// Something for each place. Places are looked up by their hash: they share long beginnings, which an ordered map would
/// compare again and again.
type ByPlace<V> = IndexMap<Pointer, V, foldhash::fast::RandomState>;

/// What lowering knows so far.
struct Context<'a> {
    document: &'a Document,
    provider: &'a Provider,
    report: report::Report<'a>,
    arena: arena::Arena,
    /// Schemas as they are written, by place.
    shapes: ByPlace<Rc<shape::Shape<'a>>>,
    /// Which places allow `null`, as far as anybody has asked.
    nullable: ByPlace<bool>,
    /// The alternatives of bases, references followed, as far as anybody has asked.
    alternatives: ByPlace<Rc<BTreeSet<Pointer>>>,
    /// Operations and webhooks by place: what stands in them is named after them.
    roots: ByPlace<origin::Root>,
    /// Security schemes of HTTP that callers see to themselves.
    other_schemes: BTreeSet<String>,
    /// Unions to settle at the end.
    pending: Vec<union::Pending>,
    /// Which renames of provider.yaml have found what they name.
    renamed: BTreeSet<usize>,
    /// What references have led to.
    followed: RefCell<BTreeSet<Pointer>>,
}

impl Context<'_> {
    /// What `source` could not bring into the shape of 3.0 counts as any other thing that is not supported.
    fn notes_of_source(&mut self) {
        for note in self.document.notes() {
            match note.effect {
                Effect::Ignored => self.report.note(note.clone()),
                effect => {
                    let at = Place::Key(note.at.clone());
                    let message = note.reason.clone();
                    let hint = Some("write it another way, or waive it in provider.yaml".to_owned());
                    self.report.problem(Diagnostic { id: note.id, at, message, hint }, effect);
                }
            }
        }
    }
}
