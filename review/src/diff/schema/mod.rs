//! What a schema says about values, compared keyword by keyword.
//!
//! [`read`] evens out the spellings, [`delta`] works out in what two schemas differ, whoever uses them, and the walk here
//! asks at each place which way the values go: an [`edit`] and a [`place`] make a rule.

mod bounds;
mod delta;
mod discriminator;
mod edit;
mod extensions;
mod matched;
mod members;
mod merged;
mod null;
mod place;
mod properties;
mod read;
mod types;
mod values;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ptr;
use std::rc::Rc;

use self::delta::delta;
use self::edit::{Delta, Edit, What};
pub(super) use self::extensions::{SENSITIVE, sensitive, sensitivity};
use self::place::Place;
use super::cx::Cx;
use super::view::{self, Node, Through};
use clientwright_codegen::wire::MediaType;
use clientwright_document::Mapping;

/// Where a schema stands, and so which way its values go.
#[derive(Clone, Copy)]
pub(super) enum Site<'d> {
    RequestBody {
        media_type: &'d str,
    },
    ResponseBody {
        status: &'d str,
        media_type: &'d str,
    },
    /// The parameter objects: `in`, `name`, `style`.
    Parameter {
        base: Node<'d>,
        head: Node<'d>,
    },
    ResponseHeader {
        status: &'d str,
        name: &'d str,
    },
}

impl Site<'_> {
    fn is_body(&self) -> bool {
        matches!(self, Self::RequestBody { .. } | Self::ResponseBody { .. })
    }
}

/// What was compared already within one operation: what it uses twice is told of once.
#[derive(Default)]
pub(super) struct State {
    visited: BTreeSet<(Pair, Place, bool, Option<Address>)>,
    /// Other words beside a reference lead to the same schema.
    told: BTreeSet<Told>,
}

/// An edit that was told.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Told {
    rule: Cow<'static, str>,
    places: [usize; 2],
    through: Option<Address>,
    args: Vec<String>,
    identity: Option<String>,
}

/// What is known about pairs of schemas in the whole comparison.
#[derive(Default)]
pub(super) struct Memo<'d> {
    deltas: BTreeMap<Pair, Rc<Delta<'d>>>,
    alike: BTreeMap<Question, bool>,
    /// Pairs that are taken for alike while it is found out whether they are: schemas lead back to themselves.
    assumed: BTreeSet<Question>,
    /// Pairs whose entries may rest on an assumption.
    resting: Vec<Question>,
}

impl Memo<'_> {
    /// Forgets what was found since then.
    fn forget_since(&mut self, len: usize) {
        for question in self.resting.drain(len..) {
            self.deltas.remove(&question.0);
            self.alike.remove(&question);
        }
    }
}

/// The schemas, and what stands beside the references to them.
type Pair = [usize; 4];

/// Whether a pair is alike, or alike but for `null`.
type Question = (Pair, bool);

/// The references that lead to something else than before.
type Address = [usize; 2];

fn address(through: Option<Through<'_>>) -> Option<Address> {
    through.map(|through| through.map(|value| value.map_or(0, |value| ptr::from_ref(value).addr())))
}

fn pair(base: Node<'_>, head: Node<'_>) -> Pair {
    let beside = |node: Node<'_>| node.beside().map_or(0, |mapping: &Mapping| ptr::from_ref(mapping).addr());
    [base.address(), head.address(), beside(base), beside(head)]
}

/// A pair on the way of the walk.
struct Visit<'d> {
    base: Node<'d>,
    head: Node<'d>,
    place: Place,
    /// Whether what is around allows `null`, or refuses it, before and after.
    is_null_settled: bool,
    through: Option<Through<'d>>,
    /// The visit that led here, and what the pair is called from there.
    from: Option<(usize, String)>,
}

/// Compares the schemas that two places give to the same values.
pub(super) fn compare<'d>(cx: &mut Cx<'d>, site: Site<'d>, base: Node<'d>, head: Node<'d>) {
    let outside = cx.through;
    let is_typed = is_typed(&site);
    let (place, through) = (Place::of(&site), view::through(outside, base, head));
    let mut visits = vec![Visit { base, head, place, is_null_settled: false, through, from: None }];
    let mut waiting = vec![0];
    while let Some(index) = waiting.pop() {
        let Visit { base, head, place, is_null_settled, through, .. } = visits[index];
        let key = (pair(base, head), place, is_null_settled, address(through));
        if cx.same(base, head) || !cx.schema.visited.insert(key) {
            continue;
        }
        let delta = delta(cx, base, head);
        let through = delta.through(through, base, head);
        for edit in delta.edits.iter().filter(|edit| !(is_null_settled && edit.is_about_null())) {
            cx.through = edit.through(through);
            emit(cx, &site, &visits, index, edit, is_typed);
        }
        let first = visits.len();
        for below in &delta.below {
            let is_hidden = read::flag(below.head, place.hidden_by());
            visits.push(Visit {
                base: below.base,
                head: below.head,
                place: place.below().hidden_if(is_hidden),
                is_null_settled: below.is_part && (is_null_settled || delta.is_null_settled),
                through: view::through(through, below.base, below.head),
                from: Some((index, below.step.clone())),
            });
        }
        waiting.extend((first..visits.len()).rev());
    }
    cx.through = outside;
}

fn emit<'d>(
    cx: &mut Cx<'d>,
    site: &Site<'d>,
    visits: &[Visit<'d>],
    index: usize,
    edit: &Edit<'d>,
    is_typed: bool,
) {
    let mut place = visits[index].place;
    if let Some(property) = edit.property {
        place = place.below().hidden_if(read::flag(property.schema, place.hidden_by()));
    }
    if edit.is_about_default() && is_required(site) {
        return;
    }
    // Of a parameter it is told as a whole, and headers of answers are never shown.
    let is_of_site = index == 0 && edit.property.is_none();
    if matches!(edit.what, What::Rule(_)) && is_of_site && !site.is_body() {
        return;
    }
    let Some((rule, args)) = edit.rule(place, is_typed) else { return };
    let told = Told {
        rule: rule.id.clone(),
        places: [edit.base, edit.head].map(|node| node.map_or(0, Node::address)),
        through: address(cx.through),
        args: args.clone(),
        identity: edit.identity.clone(),
    };
    if !cx.schema.told.insert(told) {
        return;
    }
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let path = path(visits, index, edit.property.map(|property| property.name));
    let subject = place::subject(site, &path);
    cx.emit_as(edit.identity.clone(), &rule, subject, &args, edit.base, edit.head);
}

/// The steps from the root of the schema.
fn path(visits: &[Visit<'_>], mut index: usize, property: Option<&str>) -> String {
    let mut steps: Vec<&str> = property.into_iter().collect();
    while let Some((from, step)) = &visits[index].from {
        steps.push(step);
        index = *from;
    }
    steps.reverse();
    steps.join("/")
}

/// Whether a number is told from the text that shows it.
fn is_typed(site: &Site<'_>) -> bool {
    match *site {
        Site::RequestBody { media_type } | Site::ResponseBody { media_type, .. } => {
            MediaType::new(media_type).is_json()
        }
        Site::Parameter { head, .. } => head.has("content"),
        Site::ResponseHeader { .. } => false,
    }
}

/// Whether callers always send the value: then its default says nothing.
fn is_required(site: &Site<'_>) -> bool {
    matches!(site, Site::Parameter { head, .. } if head.flag("required"))
}

/// Whether the same values are allowed by both.
fn alike<'d>(cx: &mut Cx<'d>, base: Node<'d>, head: Node<'d>) -> bool {
    alike_up_to(cx, base, head, false)
}

/// Whether the same values are allowed by both but for `null`, of which what is around has the say.
fn alike_but_null<'d>(cx: &mut Cx<'d>, base: Node<'d>, head: Node<'d>) -> bool {
    alike_up_to(cx, base, head, true)
}

fn alike_up_to<'d>(cx: &mut Cx<'d>, base: Node<'d>, head: Node<'d>, to_null: bool) -> bool {
    /// Further down, what is written otherwise is taken for something else.
    const MAX_DEPTH: usize = 40;
    let asked = (pair(base, head), to_null);
    if cx.same(base, head) || cx.memo.assumed.contains(&asked) {
        return true;
    }
    if let Some(known) = cx.memo.alike.get(&asked) {
        return *known;
    }
    if cx.memo.assumed.len() > MAX_DEPTH {
        return false;
    }
    let len = cx.memo.resting.len();
    cx.memo.assumed.insert(asked);
    let delta = delta(cx, base, head);
    let counts = |edit: &Edit<'d>| edit.is_about_values() && !(to_null && edit.is_about_null());
    let alike =
        !delta.edits.iter().any(counts) && delta.below.iter().all(|below| alike(cx, below.base, below.head));
    cx.memo.assumed.remove(&asked);
    if !alike {
        cx.memo.forget_since(len);
    }
    cx.memo.alike.insert(asked, alike);
    if cx.memo.assumed.is_empty() {
        cx.memo.resting.clear();
    } else if alike {
        cx.memo.resting.push(asked);
    }
    alike
}
