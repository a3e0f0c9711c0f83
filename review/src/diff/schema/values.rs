//! Which values are allowed, one by one or by their text.

use super::delta::place;
use super::edit::Delta;
use super::read::{Schema, is_same_value};
use crate::diff::rules::schema::EditKind;
use crate::diff::view::Node;
use clientwright_document::Value;

pub(super) fn compare<'d>(delta: &mut Delta<'d>, base: Schema<'d>, head: Schema<'d>) {
    allowed(delta, base, head);
    extensible(delta, base, head);
    default(delta, base, head);
    pattern(delta, base, head);
    keyword(
        delta,
        [base, head],
        "multipleOf",
        [EditKind::MultipleOfSet, EditKind::MultipleOfChanged, EditKind::MultipleOfUnset],
    );
    match (base.flag("uniqueItems"), head.flag("uniqueItems")) {
        (false, true) => {
            delta.edit(EditKind::UniqueItemsSet, &[], Some(base.node()), head.get("uniqueItems"))
        }
        (true, false) => {
            delta.edit(EditKind::UniqueItemsUnset, &[], base.get("uniqueItems"), Some(head.node()))
        }
        _ => {}
    }
    for (key, kind) in [
        ("contentEncoding", EditKind::ContentEncodingChanged),
        ("contentMediaType", EditKind::ContentMediaTypeChanged),
    ] {
        keyword(delta, [base, head], key, [kind, kind, kind]);
    }
}

/// A keyword with one value: set, changed, unset.
fn keyword<'d>(delta: &mut Delta<'d>, [base, head]: [Schema<'d>; 2], key: &str, kinds: [EditKind; 3]) {
    let [set, changed, unset] = kinds;
    let kind = match (base.raw(key), head.raw(key)) {
        (None, Some(_)) => set,
        (Some(one), Some(other)) if !is_same_value(one, other, false) => changed,
        (Some(_), None) => unset,
        _ => return,
    };
    let text = |schema: Schema<'_>| schema.raw(key).map_or_else(|| "none".to_owned(), show);
    delta.edit(kind, &[&text(base), &text(head)], place(base, key), place(head, key));
}

fn allowed<'d>(delta: &mut Delta<'d>, base: Schema<'d>, head: Schema<'d>) {
    let is_text = base.types() == ["string"] && head.types() == ["string"];
    let at = |schema: Schema<'d>| schema.get("const").or_else(|| place(schema, "enum"));
    let (was, is) = (base.values(), head.values());
    let kind = match (&was, &is) {
        (None, None) => return,
        (None, Some(_)) if head.is_const() => EditKind::ConstAdded,
        (None, Some(_)) => EditKind::BecameEnum,
        (Some(_), None) if base.is_const() => EditKind::ConstRemoved,
        (Some(_), None) => EditKind::BecameNotEnum,
        (Some(was), Some(is)) => {
            let lacks = |list: &[Node<'d>], value: &Node<'d>| {
                !list.iter().any(|other| is_same_value(value.value(), other.value(), is_text))
            };
            let removed: Vec<_> = was.iter().filter(|value| lacks(is, value)).copied().collect();
            let added: Vec<_> = is.iter().filter(|value| lacks(was, value)).copied().collect();
            if let ([from], [to]) = (&removed[..], &added[..])
                && base.is_const()
                && head.is_const()
            {
                delta.edit(
                    EditKind::ConstChanged,
                    &[&show(from.value()), &show(to.value())],
                    Some(*from),
                    Some(*to),
                );
                return;
            }
            for value in removed {
                delta.edit(EditKind::EnumValueRemoved, &[&show(value.value())], Some(value), at(head));
            }
            for value in added {
                delta.edit(EditKind::EnumValueAdded, &[&show(value.value())], at(base), Some(value));
            }
            return;
        }
    };
    let values: Vec<String> = was.or(is).into_iter().flatten().map(|value| show(value.value())).collect();
    delta.edit(kind, &[&values.join(", ")], at(base), at(head));
}

/// Values that are known, where others may come.
fn extensible<'d>(delta: &mut Delta<'d>, base: Schema<'d>, head: Schema<'d>) {
    const KEY: &str = "x-extensible-enum";
    let values = |schema: Schema<'d>| schema.get(KEY).map(Node::items).unwrap_or_default();
    let (was, is) = (values(base), values(head));
    let lacks =
        |list: &[Node<'d>], value: &Node<'d>| !list.iter().any(|other| other.value() == value.value());
    // Without a list there is nothing to know.
    if !is.is_empty() {
        for value in was.iter().filter(|value| lacks(&is, value)) {
            delta.edit(
                EditKind::ExtensibleEnumValueRemoved,
                &[&show(value.value())],
                Some(*value),
                head.get(KEY),
            );
        }
    }
    if !was.is_empty() {
        for value in is.iter().filter(|value| lacks(&was, value)) {
            delta.edit(
                EditKind::ExtensibleEnumValueAdded,
                &[&show(value.value())],
                base.get(KEY),
                Some(*value),
            );
        }
    }
}

fn default<'d>(delta: &mut Delta<'d>, base: Schema<'d>, head: Schema<'d>) {
    let (was, is) = (base.get("default"), head.get("default"));
    let kind = match (was, is) {
        (None, Some(_)) => EditKind::DefaultAdded,
        (Some(one), Some(other)) if !is_same_value(one.value(), other.value(), false) => {
            EditKind::DefaultChanged
        }
        (Some(_), None) => EditKind::DefaultRemoved,
        _ => return,
    };
    let args: Vec<String> = [was, is].into_iter().flatten().map(|value| show(value.value())).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    delta.edit(kind, &args, place(base, "default"), place(head, "default"));
}

fn pattern<'d>(delta: &mut Delta<'d>, base: Schema<'d>, head: Schema<'d>) {
    let (was, is) = (base.text("pattern"), head.text("pattern"));
    let kind = match (was, is) {
        (None, Some(_)) => EditKind::PatternAdded,
        (Some(one), Some(other)) if one == other => return,
        (Some(_), Some(".*")) => EditKind::PatternGeneralized,
        (Some(_), Some(_)) => EditKind::PatternChanged,
        (Some(_), None) => EditKind::PatternRemoved,
        (None, None) => return,
    };
    let args: Vec<&str> = was.into_iter().chain(is).collect();
    delta.edit(kind, &args, place(base, "pattern"), place(head, "pattern"));
}

/// A value as it would be written.
pub(super) fn show(value: &Value) -> String {
    value.scalar_text().unwrap_or_else(|| value.to_json())
}
