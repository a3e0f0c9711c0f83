//! Which parts of two documents mean the same, whatever refers to them.
//!
//! The parts are pairs of what references lead to: a pair differs when its own text does, or when it leads to a pair that
//! differs. Pairs that lead to each other in a circle and have the same text are the same.

use std::collections::BTreeMap;

use super::view::Node;
use clientwright_document::Value;

type Pair = (usize, usize);

/// What is known so far.
#[derive(Default)]
pub(super) struct Same {
    known: BTreeMap<Pair, bool>,
}

/// A pair whose text was compared.
struct Compared<'d> {
    pair: Pair,
    is_same: bool,
    /// The pairs that its references lead to.
    leads_to: Vec<(Node<'d>, Node<'d>)>,
}

impl Same {
    pub(super) fn ask<'d>(&mut self, base: Node<'d>, head: Node<'d>) -> bool {
        if base.beside() != head.beside() {
            return false;
        }
        let asked = pair(base, head);
        if !self.known.contains_key(&asked) {
            self.explore(base, head);
        }
        self.known[&asked]
    }

    /// Compares a pair and all that it leads to.
    fn explore<'d>(&mut self, base: Node<'d>, head: Node<'d>) {
        let mut waiting = vec![(base, head)];
        let mut compared = Vec::new();
        let mut index = BTreeMap::new();
        while let Some((base, head)) = waiting.pop() {
            let pair = pair(base, head);
            if self.known.contains_key(&pair) || index.contains_key(&pair) {
                continue;
            }
            let mut leads_to = Vec::new();
            let is_same = equal(base, head, &mut leads_to);
            waiting.extend(leads_to.iter().copied());
            index.insert(pair, compared.len());
            compared.push(Compared { pair, is_same, leads_to });
        }
        self.settle(&compared, &index);
    }

    /// Carries each difference back to the pairs that lead to it.
    fn settle(&mut self, compared: &[Compared<'_>], index: &BTreeMap<Pair, usize>) {
        let mut differs: Vec<bool> = compared.iter().map(|compared| !compared.is_same).collect();
        let mut led_from = vec![Vec::new(); compared.len()];
        for (from, compared) in compared.iter().enumerate() {
            for (base, head) in &compared.leads_to {
                let pair = pair(*base, *head);
                match index.get(&pair) {
                    Some(to) => led_from[*to].push(from),
                    None => differs[from] |= !self.known.get(&pair).copied().unwrap_or_default(),
                }
            }
        }
        let mut waiting: Vec<usize> = (0..compared.len()).filter(|at| differs[*at]).collect();
        while let Some(at) = waiting.pop() {
            for from in &led_from[at] {
                if !differs[*from] {
                    differs[*from] = true;
                    waiting.push(*from);
                }
            }
        }
        for (compared, differs) in compared.iter().zip(differs) {
            self.known.insert(compared.pair, !differs);
        }
    }
}

fn pair(base: Node<'_>, head: Node<'_>) -> Pair {
    (base.address(), head.address())
}

/// Whether the texts are the same, up to the order of keys and up to what references lead to.
fn equal<'d>(base: Node<'d>, head: Node<'d>, leads_to: &mut Vec<(Node<'d>, Node<'d>)>) -> bool {
    match (base.value(), head.value()) {
        (Value::Mapping(one), Value::Mapping(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, one)| {
                    other.get(key).is_some_and(|other| part(base, one, head, other, leads_to))
                })
        }
        (Value::Sequence(one), Value::Sequence(other)) => {
            one.len() == other.len()
                && one.iter().zip(other).all(|(one, other)| part(base, one, head, other, leads_to))
        }
        (one, other) => one == other,
    }
}

fn part<'d>(
    base: Node<'d>,
    one: &'d Value,
    head: Node<'d>,
    other: &'d Value,
    leads_to: &mut Vec<(Node<'d>, Node<'d>)>,
) -> bool {
    let (one, other) = (base.with(one), head.with(other));
    let (one_means, other_means) = (one.followed(), other.followed());
    // Members of a union may be told apart by their names.
    let has_other_name = schema_name(one).zip(schema_name(other)).is_some_and(|(one, other)| one != other);
    if has_other_name || one_means.beside() != other_means.beside() {
        return false;
    }
    if one_means.address() != one.address() || other_means.address() != other.address() {
        leads_to.push((one_means, other_means));
        return true;
    }
    equal(one, other, leads_to)
}

fn schema_name(reference: Node<'_>) -> Option<&str> {
    reference.text("$ref")?.split_once("#/components/schemas/").map(|(_, name)| name)
}
