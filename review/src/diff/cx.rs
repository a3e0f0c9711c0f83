//! What a comparison has at hand wherever it is, and what it found so far.

use super::rule::Rule;
use super::same::Same;
use super::schema;
use super::view::{Node, Through, through};
use crate::day::Day;
use clientwright_codegen::wire::HttpMethod;
use clientwright_document::{Document, Value};

/// A change whose places are not looked up yet.
pub(super) struct Finding<'d> {
    pub(super) rule: Rule,
    pub(super) operation: Option<HttpMethod>,
    pub(super) path: Option<String>,
    pub(super) subject: String,
    pub(super) args: Vec<String>,
    pub(super) base: Option<&'d Value>,
    pub(super) head: Option<&'d Value>,
    pub(super) through: Option<Through<'d>>,
    pub(super) identity: Option<String>,
}

pub(super) struct Cx<'d> {
    pub(super) base: Node<'d>,
    pub(super) head: Node<'d>,
    pub(super) today: Day,
    operation: Option<HttpMethod>,
    path: Option<String>,
    /// The references on the way that lead to something else than before.
    pub(super) through: Option<Through<'d>>,
    same: Same,
    /// What the comparison of schemas remembers within one operation.
    pub(super) schema: schema::State,
    /// What the comparison of schemas knows of pairs of them, for all operations.
    pub(super) memo: schema::Memo<'d>,
    findings: Vec<Finding<'d>>,
}

impl<'d> Cx<'d> {
    pub(super) fn new(base: &'d Document, head: &'d Document, today: Day) -> Self {
        Self {
            base: Node::root(base),
            head: Node::root(head),
            today,
            operation: None,
            path: None,
            through: None,
            same: Same::default(),
            schema: schema::State::default(),
            memo: schema::Memo::default(),
            findings: Vec::new(),
        }
    }

    /// Says that a rule fires: what it happened to, the values that its sentence speaks of, and both places.
    pub(super) fn emit(
        &mut self,
        rule: &Rule,
        subject: impl Into<String>,
        args: &[&str],
        base: Option<Node<'d>>,
        head: Option<Node<'d>>,
    ) {
        self.emit_as(None, rule, subject, args, base, head);
    }

    /// As [`Self::emit`], with what tells the edit from others of the same places.
    pub(super) fn emit_as(
        &mut self,
        identity: Option<String>,
        rule: &Rule,
        subject: impl Into<String>,
        args: &[&str],
        base: Option<Node<'d>>,
        head: Option<Node<'d>>,
    ) {
        self.findings.push(Finding {
            rule: rule.clone(),
            operation: self.operation,
            path: self.path.clone(),
            subject: subject.into(),
            args: args.iter().map(|arg| (*arg).to_owned()).collect(),
            base: base.map(Node::value),
            head: head.map(Node::value),
            through: self.through,
            identity,
        });
    }

    /// Compares what two places mean, knowing by which references.
    pub(super) fn within(&mut self, base: Node<'d>, head: Node<'d>, compare: impl FnOnce(&mut Self)) {
        let outside = self.through;
        self.through = through(outside, base, head);
        compare(self);
        self.through = outside;
    }

    /// Whether both mean the same in every part, so that there is nothing to look for. Cheap to ask often. `false` says
    /// only that something is written otherwise somewhere below.
    pub(super) fn same(&mut self, base: Node<'d>, head: Node<'d>) -> bool {
        self.same.ask(base, head)
    }

    /// What is emitted from here on happens to this operation.
    pub(super) fn enter(&mut self, operation: Option<HttpMethod>, path: Option<&str>) {
        self.operation = operation;
        self.path = path.map(str::to_owned);
        self.schema = schema::State::default();
    }

    pub(super) fn findings(&self) -> &[Finding<'d>] {
        &self.findings
    }

    pub(super) fn into_findings(self) -> Vec<Finding<'d>> {
        self.findings
    }
}
