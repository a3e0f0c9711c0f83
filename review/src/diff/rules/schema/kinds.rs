//! The kinds of edits: what can happen to a schema, wherever it stands.

use std::borrow::Cow;

use super::limits::{Limit, Moved};
use crate::diff::{Bump, Level};

/// What a kind of edit is, whatever the place.
pub(super) struct Facts {
    /// What stands in ids, after the place.
    pub(super) name: Cow<'static, str>,
    pub(super) of: Of,
    /// How bad it is in what callers send, and in what they receive.
    pub(super) sent: Level,
    pub(super) received: Level,
    pub(super) rust: Bump,
    /// The sentence, without who is hurt.
    pub(super) text: Cow<'static, str>,
    /// Who is hurt, sending and receiving, where the levels do not say it well.
    pub(super) hurts: Option<[&'static str; 2]>,
}

/// What the subject is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Schema,
    /// A property of the schema: so no body, no parameter and no header.
    Property,
}

/// One kind, one row: its name in ids, what the subject is, the levels in a request and in a response, what it does to the
/// crate, the sentence and, where the levels do not say it well, who is hurt in a request and in a response.
macro_rules! kinds {
    ($($kind:ident = $name:literal, $of:ident, $sent:ident $received:ident, $rust:ident, $text:literal
        $(=> $who:literal, $whom:literal)?;)*) => {
        /// A kind of edit.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(in crate::diff) enum EditKind { Limit(Limit, Moved), $($kind),* }

        const ROWS: &[EditKind] = &[$(EditKind::$kind),*];

        impl EditKind {
            pub(super) fn facts(self) -> Facts {
                match self {
                    Self::Limit(limit, moved) => limit.facts(moved),
                    $(Self::$kind => Facts {
                        name: Cow::Borrowed($name),
                        of: Of::$of,
                        sent: Level::$sent,
                        received: Level::$received,
                        rust: Bump::$rust,
                        text: Cow::Borrowed($text),
                        hurts: None$(.or(Some([$who, $whom])))?,
                    }),*
                }
            }
        }
    };
}

kinds! {
    // Conditions that schemas put on parts of a value, by schemas of their own.
    ContainsAdded = "contains-added", Schema, Error Info, Patch,
        "an item of {subject} has to be of a certain kind now";
    ContainsRemoved = "contains-removed", Schema, Info Error, Patch,
        "no item of {subject} has to be of a certain kind any more";
    ContentSchemaAdded = "content-schema-added", Schema, Error Info, Patch,
        "what the text in {subject} holds has a schema now";
    ContentSchemaRemoved = "content-schema-removed", Schema, Info Error, Patch,
        "what the text in {subject} holds has no schema any more";
    DependentRequiredAdded = "dependent-required-added", Schema, Error Info, Patch,
        "with `{0}`, {subject} has to have {1} now";
    DependentRequiredChanged = "dependent-required-changed", Schema, Error Error, Patch,
        "what {subject} has to have with `{0}` went from {1} to {2}";
    DependentRequiredRemoved = "dependent-required-removed", Schema, Info Error, Patch,
        "with `{0}`, {subject} does not have to have {1} any more";
    RequiredChoiceAdded = "required-choice-added", Schema, Error Info, Patch,
        "{subject} has to have {0} now";
    RequiredChoiceChanged = "required-choice-changed", Schema, Error Error, Patch,
        "what {subject} has to have went from {0} to {1}";
    RequiredChoiceRemoved = "required-choice-removed", Schema, Info Error, Patch,
        "{subject} does not have to have {0} any more";
    DependentSchemaAdded = "dependent-schema-added", Schema, Error Info, Patch,
        "with `{0}`, {subject} has to follow another schema now";
    DependentSchemaRemoved = "dependent-schema-removed", Schema, Info Error, Patch,
        "with `{0}`, {subject} does not have to follow another schema any more";
    IfAdded = "if-added", Schema, Error Info, Patch, "{subject} has a condition now";
    IfRemoved = "if-removed", Schema, Info Error, Patch, "{subject} has no condition any more";
    ThenAdded = "then-added", Schema, Error Info, Patch, "what {subject} has to follow under its condition is new";
    ThenRemoved = "then-removed", Schema, Info Error, Patch,
        "what {subject} had to follow under its condition is gone";
    ElseAdded = "else-added", Schema, Error Info, Patch, "what {subject} has to follow without its condition is new";
    ElseRemoved = "else-removed", Schema, Info Error, Patch,
        "what {subject} had to follow without its condition is gone";
    NotAdded = "not-added", Schema, Error Info, Patch, "{subject} excludes values now";
    NotChanged = "not-changed", Schema, Warning Warning, Patch, "{subject} excludes other values now";
    NotRemoved = "not-removed", Schema, Info Error, Patch, "{subject} excludes no values any more";
    PatternPropertyAdded = "pattern-property-added", Schema, Error Info, Major,
        "properties of {subject} whose name matches `{0}` have a schema now";
    PatternPropertyRemoved = "pattern-property-removed", Schema, Info Error, Major,
        "properties of {subject} whose name matches `{0}` have no schema any more";
    PropertyNamesAdded = "property-names-added", Schema, Error Info, Patch,
        "the names of {subject}'s properties have a schema now";
    PropertyNamesRemoved = "property-names-removed", Schema, Info Error, Patch,
        "the names of {subject}'s properties have no schema any more";
    UnevaluatedItemsAdded = "unevaluated-items-added", Schema, Error Info, Patch,
        "items of {subject} that nothing describes have a schema now";
    UnevaluatedItemsRemoved = "unevaluated-items-removed", Schema, Info Error, Patch,
        "items of {subject} that nothing describes have no schema any more";
    UnevaluatedPropertiesAdded = "unevaluated-properties-added", Schema, Error Info, Patch,
        "properties of {subject} that nothing describes have a schema now";
    UnevaluatedPropertiesRemoved = "unevaluated-properties-removed", Schema, Info Error, Patch,
        "properties of {subject} that nothing describes have no schema any more";
    // Those who receive are asked to pass over what they do not know.
    AdditionalPropertiesRefused = "additional-properties-refused", Schema, Error Info, Major,
        "{subject} has no properties beyond those described any more";
    AdditionalPropertiesAllowed = "additional-properties-allowed", Schema, Info Info, Major,
        "{subject} can have properties beyond those described now";
    AdditionalPropertiesTyped = "additional-properties-typed", Schema, Error Info, Major,
        "properties of {subject} beyond those described have a schema now";
    AdditionalPropertiesUntyped = "additional-properties-untyped", Schema, Info Error, Major,
        "properties of {subject} beyond those described can be anything now";
    ItemsAdded = "items-added", Schema, Error Info, Major, "the items of {subject} have a schema now";
    ItemsRemoved = "items-removed", Schema, Info Error, Major, "the items of {subject} can be anything now";

    // Whether objects have a property, and who sends it.
    NewRequired = "added-required", Property, Error Info, Major, "{subject} is new and required"
        => "calls that leave it out are refused", "callers can read it";
    NewRequiredWithDefault = "added-required-with-default", Property, Error Info, Major,
        "{subject} is new and required, in spite of its default"
        => "calls that leave it out are refused", "callers can read it";
    NewOptional = "added-optional", Property, Info Info, Minor, "{subject} is new"
        => "callers can send it", "callers can read it where it is";
    RequiredRemoved = "removed", Property, Warning Error, Major, "{subject} is gone"
        => "what callers send in it is ignored or refused", "callers that read it find nothing";
    OptionalRemoved = "removed", Property, Warning Warning, Major, "{subject} is gone"
        => "what callers send in it is ignored or refused", "callers that read it find nothing";
    BecameRequired = "became-required", Property, Error Info, Major, "{subject} is required now"
        => "calls that leave it out are refused", "callers can count on it";
    BecameRequiredWithDefault = "became-required-with-default", Property, Error Info, Major,
        "{subject} is required now, in spite of its default"
        => "calls that leave it out are refused", "callers can count on it";
    BecameOptional = "became-optional", Property, Info Error, Major, "{subject} is optional now"
        => "callers can leave it out", "callers cannot count on it";
    RequiredBecameReadOnly = "became-read-only", Property, Info Info, Major, "{subject} is only received now"
        => "what callers send in it is ignored", "callers still receive it";
    OptionalBecameReadOnly = "became-read-only", Property, Info Info, Major, "{subject} is only received now"
        => "what callers send in it is ignored", "callers still receive it";
    RequiredBecameNotReadOnly = "became-not-read-only", Property, Info Info, Major, "{subject} is sent too now"
        => "callers can send it", "callers still receive it";
    OptionalBecameNotReadOnly = "became-not-read-only", Property, Info Info, Major, "{subject} is sent too now"
        => "callers can send it", "callers still receive it";
    RequiredBecameWriteOnly = "became-write-only", Property, Info Info, Major, "{subject} is only sent now"
        => "callers still send it", "callers that read it find nothing";
    OptionalBecameWriteOnly = "became-write-only", Property, Info Info, Major, "{subject} is only sent now"
        => "callers still send it", "callers that read it find nothing";
    RequiredBecameNotWriteOnly = "became-not-write-only", Property, Info Warning, Major,
        "{subject} is received too now"
        => "callers still send it", "callers may meet what they do not know";
    OptionalBecameNotWriteOnly = "became-not-write-only", Property, Info Info, Major, "{subject} is received too now"
        => "callers still send it", "callers may meet what they do not know";
    Deprecated = "deprecated", Property, Info Info, Patch, "{subject} is deprecated"
        => "callers should stop sending it", "callers should stop reading it";
    DeprecatedWithSunset = "deprecated-with-sunset", Property, Info Info, Patch, "{subject} is deprecated, until {0}"
        => "callers should stop sending it", "callers should stop reading it";
    Reactivated = "reactivated", Property, Info Info, Patch, "{subject} is no longer deprecated"
        => "callers can go on sending it", "callers can go on reading it";
    SunsetInvalid = "deprecated-sunset-invalid", Property, Error Error, Patch,
        "{subject} is deprecated, until a day that is none: `{0}`"
        => "callers cannot know how long they can send it", "callers cannot know how long they can read it";
    SunsetTooSmall = "sunset-date-too-small", Property, Error Error, Patch,
        "{subject} is deprecated, until {0}, which has passed"
        => "callers had no time to stop sending it", "callers had no time to stop reading it";
    StabilityDecreased = "stability-decreased", Property, Error Error, Patch, "{subject} was {0} and is {1} now"
        => "callers have other promises", "callers have other promises";
    StabilityIncreased = "stability-increased", Property, Info Info, Patch, "{subject} was {0} and is {1} now"
        => "callers have other promises", "callers have other promises";

    // Schemas made of schemas.
    AllOfAdded = "all-of-added", Schema, Error Info, Major, "{subject} has to follow {0} too";
    AllOfAddedAnnotationOnly = "all-of-added-annotation-only", Schema, Info Info, Patch,
        "{subject} has a new part that only documents: {0}";
    AllOfRemoved = "all-of-removed", Schema, Warning Info, Major, "{subject} does not have to follow {0} any more";
    AllOfRemovedAnnotationOnly = "all-of-removed-annotation-only", Schema, Info Info, Patch,
        "{subject} lost a part that only documented: {0}";
    AnyOfAdded = "any-of-added", Schema, Info Info, Minor, "{subject} can be {0} too";
    AnyOfRemoved = "any-of-removed", Schema, Error Info, Major, "{subject} cannot be {0} any more";
    OneOfAdded = "one-of-added", Schema, Info Error, Minor, "{subject} can be {0} too";
    OneOfRemoved = "one-of-removed", Schema, Error Info, Major, "{subject} cannot be {0} any more";
    WrappedInOneOf = "wrapped-in-one-of", Schema, Error Error, Major, "{subject} is now one of {0} alternatives";
    AnyOfBecameOneOf = "any-of-became-one-of", Schema, Warning Info, Patch,
        "{subject} has to be exactly one of its alternatives now, and could be several";
    OneOfBecameAnyOf = "one-of-became-any-of", Schema, Info Warning, Patch,
        "{subject} can be several of its alternatives now, and was exactly one";
    PrefixItemsAdded = "prefix-items-added", Schema, Info Error, Major,
        "item {0} of {subject} has a schema of its own now";
    PrefixItemsRemoved = "prefix-items-removed", Schema, Error Info, Major,
        "item {0} of {subject} has no schema of its own any more";
    DiscriminatorAdded = "discriminator-added", Schema, Info Info, Major,
        "the members of {subject} are told apart by `{0}` now";
    DiscriminatorRemoved = "discriminator-removed", Schema, Info Info, Major,
        "the members of {subject} are no longer told apart by `{0}`";
    DiscriminatorPropertyChanged = "discriminator-property-name-changed", Schema, Info Info, Major,
        "the members of {subject} are told apart by `{1}` now, and not by `{0}`";
    DiscriminatorMappingAdded = "discriminator-mapping-added", Schema, Info Info, Minor,
        "`{0}` means {1} now, in {subject}";
    DiscriminatorMappingChanged = "discriminator-mapping-changed", Schema, Info Info, Major,
        "`{0}` means {2} now, and not {1}, in {subject}";
    DiscriminatorMappingRemoved = "discriminator-mapping-deleted", Schema, Info Info, Major,
        "`{0}` no longer means {1}, in {subject}";
    // What oasdiff passes on without an opinion.
    DiscriminatorRenamed = "discriminator-renamed", Schema, Error Error, Major,
        "the members of {subject} are told apart by `{1}` now, and not by `{0}`";
    DiscriminatorValueAdded = "discriminator-value-added", Schema, Info Warning, Minor,
        "`{0}` means {1} now, in {subject}";
    DiscriminatorValueChanged = "discriminator-value-changed", Schema, Error Error, Major,
        "`{0}` means {2} now, and not {1}, in {subject}";
    DiscriminatorValueRemoved = "discriminator-value-removed", Schema, Error Info, Major,
        "`{0}` no longer means {1}, in {subject}";

    // Which values: types, formats, enums, constants, patterns, defaults, null.
    // A type that took another's place.
    TypeChanged = "type-changed", Schema, Error Error, Major, "the type of {subject} went from {0} to {1}";
    TypeGeneralized = "type-generalized", Schema, Info Error, Major,
        "the type of {subject} was {0} and is wider now: {1}";
    TypeSpecialized = "type-specialized", Schema, Error Info, Major,
        "the type of {subject} was {0} and is narrower now: {1}";
    // In a form, a path or a header, every value is text.
    TypeCompatible = "type-compatible", Schema, Info Info, Major,
        "the type of {subject} went from {0} to {1}, which is sent as the same text";
    ListOfTypesWidened = "list-of-types-widened", Schema, Info Error, Major, "{subject} can now also be {0}";
    ListOfTypesNarrowed = "list-of-types-narrowed", Schema, Error Info, Major, "{subject} can no longer be {0}";
    BecameNullable = "became-nullable", Schema, Info Error, Major, "{subject} can now be null";
    BecameNotNullable = "became-not-nullable", Schema, Error Info, Major, "{subject} can no longer be null";
    BecameEnum = "became-enum", Schema, Error Info, Major, "{subject} is now one of {0}";
    BecameNotEnum = "became-not-enum", Schema, Info Warning, Major, "{subject} is no longer limited to {0}";
    EnumValueAdded = "enum-value-added", Schema, Info Warning, Minor, "`{0}` is a new value of {subject}";
    EnumValueRemoved = "enum-value-removed", Schema, Error Info, Major, "`{0}` is no longer a value of {subject}";
    ExtensibleEnumValueAdded = "x-extensible-enum-value-added", Schema, Info Info, Minor,
        "`{0}` is a new known value of {subject}";
    ExtensibleEnumValueRemoved = "x-extensible-enum-value-removed", Schema, Error Info, Major,
        "`{0}` is no longer a known value of {subject}";
    ConstAdded = "const-added", Schema, Error Info, Major, "{subject} is now always `{0}`";
    ConstChanged = "const-changed", Schema, Error Error, Major, "{subject} is now always `{1}`, and was `{0}`";
    ConstRemoved = "const-removed", Schema, Info Error, Major, "{subject} is no longer always `{0}`";
    DefaultAdded = "default-value-added", Schema, Info Info, Patch, "{subject} now has the default `{0}`"
        => "what callers leave out means something now", "callers can read it that way";
    DefaultChanged = "default-value-changed", Schema, Info Info, Patch,
        "the default of {subject} went from `{0}` to `{1}`"
        => "what callers leave out means something else", "what is left out means something else";
    DefaultRemoved = "default-value-removed", Schema, Info Info, Patch, "{subject} no longer has the default `{0}`"
        => "what callers leave out means nothing any more", "what is left out means nothing any more";
    PatternAdded = "pattern-added", Schema, Error Info, Patch, "{subject} has to match `{0}` now";
    // Which of two patterns is wider, nobody can say.
    PatternChanged = "pattern-changed", Schema, Warning Info, Patch,
        "{subject} has to match `{1}` now, and not `{0}`";
    PatternGeneralized = "pattern-generalized", Schema, Info Warning, Patch,
        "{subject} had to match `{0}`, and now any text does";
    PatternRemoved = "pattern-removed", Schema, Info Info, Patch, "{subject} does not have to match `{0}` any more";
    MultipleOfSet = "multiple-of-set", Schema, Warning Info, Patch, "{subject} has to be a multiple of {0} now";
    MultipleOfChanged = "multiple-of-changed", Schema, Warning Warning, Patch,
        "{subject} has to be a multiple of {1} now, and not of {0}";
    MultipleOfUnset = "multiple-of-unset", Schema, Info Error, Patch,
        "{subject} does not have to be a multiple of {0} any more";
    UniqueItemsSet = "unique-items-set", Schema, Error Info, Patch, "the items of {subject} have to be unique now";
    UniqueItemsUnset = "unique-items-unset", Schema, Info Warning, Patch, "the items of {subject} can repeat now";
    ContentEncodingChanged = "content-encoding-changed", Schema, Error Error, Major,
        "the encoding of the text in {subject} went from {0} to {1}";
    ContentMediaTypeChanged = "content-media-type-changed", Schema, Error Error, Major,
        "the media type of the text in {subject} went from {0} to {1}";
    // `false` as a schema.
    BecameImpossible = "became-impossible", Schema, Error Info, Major,
        "{subject} has no value that is allowed any more";
    BecamePossible = "became-possible", Schema, Info Error, Major, "{subject} has values now, and none was allowed";
}

impl EditKind {
    /// Every kind.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        let limits = |limit: Limit| limit.moves().iter().map(move |moved| Self::Limit(limit, *moved));
        Limit::ALL.into_iter().flat_map(limits).chain(ROWS.iter().copied())
    }

    /// Whether it changes which values are allowed.
    pub(in crate::diff) fn is_about_values(self) -> bool {
        !self.is_about_default()
            && !matches!(
                self,
                Self::AllOfAddedAnnotationOnly
                    | Self::AllOfRemovedAnnotationOnly
                    | Self::Deprecated
                    | Self::DeprecatedWithSunset
                    | Self::Reactivated
                    | Self::SunsetInvalid
                    | Self::SunsetTooSmall
                    | Self::StabilityDecreased
                    | Self::StabilityIncreased
            )
    }

    pub(in crate::diff) fn is_about_default(self) -> bool {
        matches!(self, Self::DefaultAdded | Self::DefaultChanged | Self::DefaultRemoved)
    }

    pub(in crate::diff) fn is_about_null(self) -> bool {
        matches!(self, Self::BecameNullable | Self::BecameNotNullable)
    }

    /// Kinds of ours that say whom an edit hurts, and what oasdiff takes the same edit for, without an opinion.
    pub(super) const SECOND_OPINIONS: [[Self; 2]; 4] = [
        [Self::DiscriminatorRenamed, Self::DiscriminatorPropertyChanged],
        [Self::DiscriminatorValueAdded, Self::DiscriminatorMappingAdded],
        [Self::DiscriminatorValueChanged, Self::DiscriminatorMappingChanged],
        [Self::DiscriminatorValueRemoved, Self::DiscriminatorMappingRemoved],
    ];

    pub(in crate::diff) fn is_second_opinion(self) -> bool {
        Self::SECOND_OPINIONS.iter().any(|[second, _]| *second == self)
    }
}
