//! Limits, in both spellings.

use super::delta::place;
use super::edit::Delta;
use super::read::Schema;
use crate::diff::rules::schema::{self as rules, Bound};
use crate::diff::view::Node;
use clientwright_document::Value;

pub(super) fn compare<'d>(delta: &mut Delta<'d>, base: Schema<'d>, head: Schema<'d>) {
    for bound in &rules::COUNTS {
        let at = |schema: Schema<'d>| limit(schema, bound.keyword);
        single(delta, bound, [base, head], [at(base), at(head)]);
    }
    pair(delta, [base, head], &rules::MIN, &rules::EXCLUSIVE_MIN);
    pair(delta, [base, head], &rules::MAX, &rules::EXCLUSIVE_MAX);
}

/// A limit, and where it stands.
#[derive(Clone, Copy)]
struct Limit<'d> {
    value: f64,
    at: Node<'d>,
}

impl Limit<'_> {
    fn text(self) -> String {
        self.at.value().scalar_text().unwrap_or_default()
    }
}

fn limit<'d>(schema: Schema<'d>, key: &str) -> Option<Limit<'d>> {
    let at = schema.get(key)?;
    Some(Limit { value: at.value().as_number()?.as_f64(), at })
}

fn single<'d>(
    delta: &mut Delta<'d>,
    bound: &Bound,
    [base, head]: [Schema<'d>; 2],
    limits: [Option<Limit<'d>>; 2],
) {
    let [from, to] = limits.map(|limit| limit.map(|limit| limit.value).or(bound.absent));
    let row = match (from, to) {
        (Some(from), Some(to)) if from < to => bound.increased,
        (Some(from), Some(to)) if from > to => bound.decreased,
        (None, Some(_)) => bound.set,
        (Some(_), None) => bound.unset,
        _ => return,
    };
    let text = |limit: Option<Limit<'_>>| limit.map_or_else(|| "0".to_owned(), Limit::text);
    let at = |schema, limit: Option<Limit<'d>>| {
        limit.map(|limit| limit.at).or_else(|| place(schema, bound.keyword))
    };
    delta.edit(row, &[&text(limits[0]), &text(limits[1])], at(base, limits[0]), at(head, limits[1]));
}

/// A limit that itself is allowed, and one that is not: `exclusiveMinimum: 5` is `minimum: 5, exclusiveMinimum: true`.
fn pair<'d>(delta: &mut Delta<'d>, sides: [Schema<'d>; 2], inclusive: &Bound, exclusive: &Bound) {
    let limits = sides.map(|schema| limit(schema, inclusive.keyword));
    let numbers = sides.map(|schema| limit(schema, exclusive.keyword));
    let flags =
        sides.map(|schema| schema.raw(exclusive.keyword).and_then(Value::as_bool).unwrap_or_default());
    let is_old_spelling = numbers.iter().all(Option::is_none);
    if is_old_spelling && (flags[0] == flags[1] || limits.iter().any(Option::is_none)) {
        return single(delta, inclusive, sides, limits);
    }
    let shut = |side: usize| if flags[side] { limits[side] } else { numbers[side] };
    let open = |side: usize| limits[side].filter(|_| !flags[side]);
    let (shut, open) = ([shut(0), shut(1)], [open(0), open(1)]);
    match (open, shut) {
        // The limit stays, or moves, and is itself allowed now, or not any more.
        ([Some(from), None], [None, Some(to)]) => swap(delta, from, to, inclusive, exclusive),
        ([None, Some(to)], [Some(from), None]) => swap(delta, from, to, exclusive, inclusive),
        _ => {
            single(delta, inclusive, sides, open);
            single(delta, exclusive, sides, shut);
        }
    }
}

fn swap<'d>(delta: &mut Delta<'d>, from: Limit<'d>, to: Limit<'d>, before: &Bound, after: &Bound) {
    let is_lower = before.is_lower;
    let is_tighter =
        if from.value == to.value { after.is_exclusive } else { (from.value < to.value) == is_lower };
    let row = if is_tighter { after.set } else { before.unset };
    delta.edit(row, &[&from.text(), &to.text()], Some(from.at), Some(to.at));
}
