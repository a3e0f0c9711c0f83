//! Where the values that changes speak of stand, in one walk through each document.

use std::collections::BTreeMap;
use std::ptr;

use super::change::Change;
use super::cx::Finding;
use clientwright_document::pointer::Pointer;
use clientwright_document::{Document, Value};

/// The findings with their places.
pub(super) fn located(findings: Vec<Finding<'_>>, base: &Document, head: &Document) -> Vec<Change> {
    let (base, head) = (places(base, wanted(&findings, 0)), places(head, wanted(&findings, 1)));
    let place = |places: &Places, value: Option<&Value>| {
        value.and_then(|value| places.get(&address(value)).cloned().flatten())
    };
    findings
        .into_iter()
        .map(|finding| Change {
            rust: finding.rule.rust,
            rule: finding.rule,
            operation: finding.operation,
            path: finding.path,
            subject: finding.subject,
            args: finding.args,
            base: place(&base, finding.base),
            head: place(&head, finding.head),
            identity: finding.identity,
            through: finding.through.map(|[was, is]| [place(&base, was), place(&head, is)]),
        })
        .collect()
}

/// The values of one document that have to be found.
fn wanted<'f, 'd>(findings: &'f [Finding<'d>], side: usize) -> impl Iterator<Item = &'d Value> + use<'f, 'd> {
    let of = move |finding: &'f Finding<'d>| {
        let through = finding.through.and_then(|through| through[side]);
        [[finding.base, finding.head][side], through].into_iter().flatten()
    };
    findings.iter().flat_map(of)
}

type Places = BTreeMap<usize, Option<Pointer>>;

fn address(value: &Value) -> usize {
    ptr::from_ref(value).addr()
}

fn places<'d>(document: &'d Document, wanted: impl Iterator<Item = &'d Value>) -> Places {
    let mut places: Places = wanted.map(|value| (address(value), None)).collect();
    if !places.is_empty() {
        for (file, tree) in document.files() {
            visit(tree, &mut Vec::new(), &mut |value, steps| {
                if let Some(place) = places.get_mut(&address(value)) {
                    *place = Some(steps.iter().fold(Pointer::of_file(file), |at, step| at.join(step)));
                }
            });
        }
    }
    places
}

fn visit<'d>(value: &'d Value, steps: &mut Vec<Step<'d>>, see: &mut impl FnMut(&Value, &[Step<'d>])) {
    see(value, steps);
    match value {
        Value::Mapping(mapping) => {
            for (key, below) in mapping {
                steps.push(Step::Key(key));
                visit(below, steps, see);
                steps.pop();
            }
        }
        Value::Sequence(items) => {
            for (index, below) in items.iter().enumerate() {
                steps.push(Step::Index(index));
                visit(below, steps, see);
                steps.pop();
            }
        }
        _ => {}
    }
}

enum Step<'d> {
    Key(&'d str),
    Index(usize),
}

impl std::fmt::Display for Step<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Key(key) => key.fmt(f),
            Self::Index(index) => index.fmt(f),
        }
    }
}
