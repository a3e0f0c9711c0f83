//! The call that the landing page begins with.

use crate::rust::{Examples, Expr, FirstCall, Method, Resource, Type};
use crate::wire::{HttpMethod, Status};

/// A read that needs no more than text, rather one with a credential and without arguments.
pub(super) fn first_call(resources: &[Resource], examples: &Examples) -> Option<FirstCall> {
    let all =
        resources.iter().flat_map(|resource| resource.methods.iter().map(move |method| (resource, method)));
    let simple = all.filter(|(_, method)| {
        method.http == HttpMethod::Get
            && method.body.is_none()
            && !method.docs.deprecated
            && method.status == Status::Available
            && method.output.ty().is_some_and(|ty| *ty != Type::Unit)
    });
    let calls = simple.filter_map(|(resource, method)| {
        let arguments = arguments(resource, method, examples)?;
        let rank = (method.security.is_empty(), arguments.len());
        Some((rank, resource, method, arguments))
    });
    let (_, resource, method, arguments) = calls.min_by_key(|(rank, ..)| *rank)?;
    Some(FirstCall { resource: resource.module.clone(), method: method.ident.clone(), arguments })
}

/// The documented values of the arguments.
fn arguments(resource: &Resource, method: &Method, examples: &Examples) -> Option<Vec<String>> {
    if method.asked().count() == 0 {
        return Some(Vec::new());
    }
    if method.required.is_some() {
        return None;
    }
    let program = examples.programs.iter().find(|program| program.resource == resource.module)?;
    let call = program.calls.iter().find(|call| call.method == method.ident)?;
    call.arguments
        .iter()
        .map(|(_, value)| match value {
            Expr::Text(text) => Some(text.clone()),
            _ => None,
        })
        .collect()
}
