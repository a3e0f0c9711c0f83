//! Limits, in both spellings.

use super::delta::place;
use super::edit::Delta;
use super::read::Schema;
use crate::diff::rules::schema::{EditKind, Limit, Moved};
use crate::diff::view::Node;
use clientwright_document::Value;

pub(super) fn compare<'d>(delta: &mut Delta<'d>, base: Schema<'d>, head: Schema<'d>) {
    for limit in Limit::counts() {
        let at = |schema: Schema<'d>| bound(schema, limit.keyword());
        single(delta, limit, [base, head], [at(base), at(head)]);
    }
    pair(delta, [base, head], Limit::Min, Limit::ExclusiveMin);
    pair(delta, [base, head], Limit::Max, Limit::ExclusiveMax);
}

/// What a limit is, and where it stands.
#[derive(Clone, Copy)]
struct Bound<'d> {
    value: f64,
    at: Node<'d>,
}

impl Bound<'_> {
    fn text(self) -> String {
        self.at.value().scalar_text().unwrap_or_default()
    }
}

fn bound<'d>(schema: Schema<'d>, key: &str) -> Option<Bound<'d>> {
    let at = schema.get(key)?;
    Some(Bound { value: at.value().as_number()?.as_f64(), at })
}

fn single<'d>(
    delta: &mut Delta<'d>,
    limit: Limit,
    [base, head]: [Schema<'d>; 2],
    bounds: [Option<Bound<'d>>; 2],
) {
    let [from, to] = bounds.map(|bound| bound.map(|bound| bound.value).or(limit.absent()));
    let moved = match (from, to) {
        (Some(from), Some(to)) if from < to => Moved::Increased,
        (Some(from), Some(to)) if from > to => Moved::Decreased,
        (None, Some(_)) => Moved::Set,
        (Some(_), None) => Moved::Unset,
        _ => return,
    };
    let text = |bound: Option<Bound<'_>>| bound.map_or_else(|| "0".to_owned(), Bound::text);
    let at = |schema, bound: Option<Bound<'d>>| {
        bound.map(|bound| bound.at).or_else(|| place(schema, limit.keyword()))
    };
    let args = [&*text(bounds[0]), &*text(bounds[1])];
    delta.edit(EditKind::Limit(limit, moved), &args, at(base, bounds[0]), at(head, bounds[1]));
}

/// A limit that itself is allowed, and one that is not: `exclusiveMinimum: 5` is `minimum: 5, exclusiveMinimum: true`.
fn pair<'d>(delta: &mut Delta<'d>, sides: [Schema<'d>; 2], inclusive: Limit, exclusive: Limit) {
    let bounds = sides.map(|schema| bound(schema, inclusive.keyword()));
    let numbers = sides.map(|schema| bound(schema, exclusive.keyword()));
    let flags =
        sides.map(|schema| schema.raw(exclusive.keyword()).and_then(Value::as_bool).unwrap_or_default());
    let is_old_spelling = numbers.iter().all(Option::is_none);
    if is_old_spelling && (flags[0] == flags[1] || bounds.iter().any(Option::is_none)) {
        return single(delta, inclusive, sides, bounds);
    }
    let shut = |side: usize| if flags[side] { bounds[side] } else { numbers[side] };
    let open = |side: usize| bounds[side].filter(|_| !flags[side]);
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

fn swap<'d>(delta: &mut Delta<'d>, from: Bound<'d>, to: Bound<'d>, before: Limit, after: Limit) {
    let is_tighter = if from.value == to.value {
        after.is_exclusive()
    } else {
        (from.value < to.value) == before.is_lower()
    };
    let kind =
        if is_tighter { EditKind::Limit(after, Moved::Set) } else { EditKind::Limit(before, Moved::Unset) };
    delta.edit(kind, &[&from.text(), &to.text()], Some(from.at), Some(to.at));
}
