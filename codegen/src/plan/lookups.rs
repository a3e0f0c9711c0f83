//! Look-ups: which method shows what became of a call.

use std::collections::BTreeMap;

use crate::api::{self, Api, In, Operation};
use crate::rust::{Known, Lookup, LookupCall, Resource};
use crate::wire::LookupSource;

/// Tells methods what shows what became of their calls.
pub(super) fn add(resources: &mut [Resource], api: &Api) {
    let mut places = BTreeMap::new();
    for resource in &*resources {
        for method in &resource.methods {
            let place = (&method.marker, &resource.module, &resource.ident, &method.ident);
            // A second method of the operation is for another body.
            places.entry(method.id.clone()).or_insert_with(|| {
                let (marker, module, handle, method) = place;
                (marker.clone(), module.clone(), handle.clone(), method.clone())
            });
        }
    }
    let operations: BTreeMap<&str, &Operation> =
        api.operations.iter().map(|operation| (operation.id.as_str(), operation)).collect();
    for method in resources.iter_mut().flat_map(|resource| &mut resource.methods) {
        let Some(operation) = operations.get(method.id.as_str()) else { continue };
        method.lookup = match &operation.lookup {
            None => None,
            Some(api::Lookup::None(reason)) => Some(Lookup::None(reason.clone())),
            Some(api::Lookup::By { operation: id, by, found }) => places.get(id).map(|place| {
                let (marker, module, handle, method) = place.clone();
                let by = by.iter().map(|(name, source)| (name.clone(), known(operation, source))).collect();
                Lookup::By(LookupCall { marker, module, handle, method, by, found: found.clone() })
            }),
        };
    }
}

fn known(operation: &Operation, source: &LookupSource) -> Known {
    match source {
        LookupSource::Body(pointer) => Known::Body(pointer.clone()),
        LookupSource::Response(pointer) => Known::Response(pointer.clone()),
        LookupSource::Key => Known::Key,
        LookupSource::Param(name) => {
            let own = operation
                .params
                .iter()
                .find(|param| param.name.as_str() == name && param.place != In::Cookie);
            match own.map(|param| param.place) {
                Some(In::Query) => Known::Query(name.clone()),
                Some(In::Header) => Known::Header(name.clone()),
                _ => Known::Path(name.clone()),
            }
        }
    }
}
