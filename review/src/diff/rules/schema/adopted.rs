//! What oasdiff says that does not follow from kind and place, and where it says nothing.

use super::at::At::{self, *};
use super::kinds::EditKind::{self, *};
use super::limits::{Limit::*, Moved::*};
use crate::diff::Level;

/// The rules whose id is not the place and the name of the kind.
#[rustfmt::skip]
const IDS: &[(EditKind, At, &str)] = &[
    (NewRequired, RequestProperty, "new-required-request-property"),
    (NewRequired, ParameterProperty, "new-required-request-parameter-property"),
    (NewRequired, SentHeaderProperty, "new-required-request-header-property"),
    (NewRequired, ResponseProperty, "response-required-property-added"),
    (NewRequired, WriteOnly, "response-required-write-only-property-added"),
    (NewRequiredWithDefault, RequestProperty, "new-required-request-property-with-default"),
    (NewRequiredWithDefault, ParameterProperty, "new-required-request-parameter-property-with-default"),
    (NewOptional, RequestProperty, "new-optional-request-property"),
    (NewOptional, ParameterProperty, "new-optional-request-parameter-property"),
    (NewOptional, ResponseProperty, "response-optional-property-added"),
    (NewOptional, WriteOnly, "response-optional-write-only-property-added"),
    (RequiredRemoved, ResponseProperty, "response-required-property-removed"),
    (RequiredRemoved, WriteOnly, "response-required-write-only-property-removed"),
    (RequiredRemoved, HeaderProperty, "response-header-required-property-removed"),
    (OptionalRemoved, ResponseProperty, "response-optional-property-removed"),
    (OptionalRemoved, WriteOnly, "response-optional-write-only-property-removed"),
    (BecameRequired, SentHeaderProperty, "request-header-property-became-required"),
    (RequiredBecameReadOnly, ReadOnly, "request-required-property-became-read-only"),
    (RequiredBecameReadOnly, ResponseProperty, "response-required-property-became-read-only"),
    (OptionalBecameReadOnly, ReadOnly, "request-optional-property-became-read-only"),
    (OptionalBecameReadOnly, ResponseProperty, "response-optional-property-became-read-only"),
    (RequiredBecameNotReadOnly, RequestProperty, "request-required-property-became-not-read-only"),
    (RequiredBecameNotReadOnly, ResponseProperty, "response-required-property-became-not-read-only"),
    (OptionalBecameNotReadOnly, RequestProperty, "request-optional-property-became-not-read-only"),
    (OptionalBecameNotReadOnly, ResponseProperty, "response-optional-property-became-not-read-only"),
    (RequiredBecameWriteOnly, RequestProperty, "request-required-property-became-write-only"),
    (RequiredBecameWriteOnly, WriteOnly, "response-required-property-became-write-only"),
    (OptionalBecameWriteOnly, RequestProperty, "request-optional-property-became-write-only"),
    (OptionalBecameWriteOnly, WriteOnly, "response-optional-property-became-write-only"),
    (RequiredBecameNotWriteOnly, RequestProperty, "request-required-property-became-not-write-only"),
    (RequiredBecameNotWriteOnly, ResponseProperty, "response-required-property-became-not-write-only"),
    (OptionalBecameNotWriteOnly, RequestProperty, "request-optional-property-became-not-write-only"),
    (OptionalBecameNotWriteOnly, ResponseProperty, "response-optional-property-became-not-write-only"),
    (BecameEnum, SentHeaderProperty, "request-header-property-became-enum"),
    (EnumValueAdded, ResponseBody, "response-mediatype-enum-value-added"),
    (EnumValueRemoved, ResponseBody, "response-mediatype-enum-value-removed"),
    // The lists in a list parameter are taken for the parameter.
    (EditKind::Limit(MaxItems, Increased), ParameterProperty, "request-parameter-max-items-increased"),
    (EditKind::Limit(MaxItems, Decreased), ParameterProperty, "request-parameter-max-items-decreased"),
];

/// The rules whose level is not that of the direction.
const LEVELS: &[(EditKind, At, Level)] = &[
    (TypeChanged, ParameterProperty, Level::Warning),
    (DefaultAdded, Parameter, Level::Error),
    (DefaultChanged, Parameter, Level::Error),
    (DefaultRemoved, Parameter, Level::Error),
    (RequiredBecameNotWriteOnly, HeaderProperty, Level::Info),
];

pub(super) fn id(kind: EditKind, at: At) -> Option<&'static str> {
    entry(IDS, kind, at)
}

pub(super) fn level(kind: EditKind, at: At) -> Option<Level> {
    entry(LEVELS, kind, at)
}

/// A header that callers send is a parameter, unless there is a word for headers.
fn entry<T: Copy>(table: &[(EditKind, At, T)], kind: EditKind, at: At) -> Option<T> {
    let of =
        |place: At| table.iter().find(|(of, there, _)| (*of, *there) == (kind, place)).map(|entry| entry.2);
    of(at).or_else(|| if at == SentHeaderProperty { of(ParameterProperty) } else { None })
}

/// Whether oasdiff has the rule: it looks at bodies and their properties first.
pub(super) fn has(kind: EditKind, at: At) -> bool {
    places(kind).contains(&at)
}

#[rustfmt::skip]
fn places(kind: EditKind) -> &'static [At] {
    const BODIES: &[At] = &[RequestBody, RequestProperty, ResponseBody, ResponseProperty];
    const ANYWHERE: &[At] = &[
        RequestBody, RequestProperty, Parameter, ParameterProperty, SentHeaderProperty, ResponseBody, ResponseProperty, Header,
    ];
    match kind {
        EditKind::Limit(MaxLength, Unset) => &[ResponseBody, ResponseProperty],
        EditKind::Limit(MinProperties | MaxProperties, _)
        | EditKind::Limit(MaxItems | MinContains | MaxContains, Set)
        | EditKind::Limit(_, Unset) => &[],
        EditKind::Limit(MinContains | MaxContains, _) => BODIES,
        EditKind::Limit(MaxItems, _) => &[Parameter, ParameterProperty, SentHeaderProperty],
        EditKind::Limit(MinItems, Decreased) => &[Parameter, ResponseBody, ResponseProperty],
        EditKind::Limit(_, Set) | EditKind::Limit(MinItems | MinLength, Increased) => &[RequestBody, RequestProperty, Parameter],
        EditKind::Limit(limit, moved) if limit.is_narrowed(moved) => {
            &[RequestBody, RequestProperty, ReadOnly, Parameter]
        }
        EditKind::Limit(..) => &[RequestBody, RequestProperty, Parameter, ResponseBody, ResponseProperty],

        RequiredChoiceAdded | RequiredChoiceChanged | RequiredChoiceRemoved | NotAdded | NotChanged | NotRemoved
        | ItemsAdded | ItemsRemoved | AdditionalPropertiesRefused
        | AdditionalPropertiesAllowed | AdditionalPropertiesTyped | AdditionalPropertiesUntyped => &[],

        NewRequired | NewRequiredWithDefault | BecameRequired | BecameRequiredWithDefault => {
            &[RequestBody, RequestProperty, SentHeaderProperty, ResponseBody, ResponseProperty, WriteOnly]
        }
        NewOptional | RequiredRemoved | OptionalRemoved | BecameOptional | RequiredBecameWriteOnly | OptionalBecameWriteOnly => {
            &[RequestBody, RequestProperty, ResponseBody, ResponseProperty, WriteOnly]
        }
        RequiredBecameReadOnly | OptionalBecameReadOnly => {
            &[RequestBody, RequestProperty, ReadOnly, ResponseBody, ResponseProperty]
        }

        WrappedInOneOf => &[RequestBody, ResponseBody],
        AnyOfBecameOneOf | OneOfBecameAnyOf | DiscriminatorRenamed | DiscriminatorValueAdded | DiscriminatorValueChanged
        | DiscriminatorValueRemoved => &[],

        TypeChanged | TypeGeneralized | TypeSpecialized | TypeCompatible | BecameNullable | BecameNotNullable => ANYWHERE,
        ListOfTypesWidened | ListOfTypesNarrowed => {
            &[RequestBody, RequestProperty, Parameter, ParameterProperty, SentHeaderProperty, ResponseBody, ResponseProperty]
        }
        DefaultAdded | DefaultChanged | DefaultRemoved => {
            &[RequestBody, RequestProperty, Parameter, ResponseBody, ResponseProperty]
        }
        BecameEnum => &[RequestBody, RequestProperty, Parameter, SentHeaderProperty],
        EnumValueAdded => {
            &[RequestProperty, Parameter, ParameterProperty, SentHeaderProperty, ResponseProperty, WriteOnly]
        }
        EnumValueRemoved => &[
            RequestBody, RequestProperty, ReadOnly, Parameter, ParameterProperty, SentHeaderProperty, ResponseBody,
            ResponseProperty,
        ],
        ExtensibleEnumValueRemoved | PatternGeneralized => &[RequestProperty, Parameter],
        PatternAdded | PatternChanged | PatternRemoved => &[RequestProperty, Parameter, ResponseProperty],
        BecameNotEnum | ExtensibleEnumValueAdded | MultipleOfSet | MultipleOfChanged | MultipleOfUnset | UniqueItemsSet
        | UniqueItemsUnset | BecameImpossible | BecamePossible => &[],

        _ => BODIES,
    }
}
