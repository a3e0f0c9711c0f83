//! What schemas become, on small documents: each case is YAML under `components/schemas` and the types it makes.

use clientwright_codegen::api::{
    Additional, Alternative, Api, Effect, Kind, Origin, Rule, RuleKind, Scalar, StringFormat, Usage,
};
use clientwright_codegen::provider::Provider;
use clientwright_codegen::wire::WireName;
use clientwright_document::Sources;

fn lower(schemas: &str) -> Api {
    let indented: String = schemas.lines().map(|line| format!("    {line}\n")).collect();
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{indented}"
    );
    let document = clientwright_document::parse(&Sources::new("openapi.yaml", &text)).expect("a document");
    clientwright_codegen::lower::lower(&document, &Provider::for_document("small")).expect("an API")
}

/// All components, one a line, in a notation like TypeScript's.
fn types(schemas: &str) -> String {
    let api = lower(schemas);
    let components = api.schemas.iter().filter_map(|(_, schema)| match &schema.origin {
        Origin::Component(name) => Some(format!("{name} = {}\n", kind(&api, &schema.kind, 0))),
        Origin::Inline { .. } => None,
    });
    let notes = api.notes.iter().map(|note| format!("{:?} {}\n", note.effect, note.id));
    components.chain(notes).collect()
}

fn usage(api: &Api, usage: Usage, depth: usize) -> String {
    let schema = &api.schemas[usage.schema];
    let text = match &schema.origin {
        Origin::Component(name) => name.clone(),
        Origin::Inline { .. } if depth > 4 => "…".to_owned(),
        Origin::Inline { .. } => kind(api, &schema.kind, depth + 1),
    };
    if usage.nullable { format!("{text}?") } else { text }
}

fn kind(api: &Api, kind: &Kind, depth: usize) -> String {
    match kind {
        Kind::Object(object) => {
            let mut parts: Vec<String> = object
                .properties
                .iter()
                .map(|property| {
                    let mark = if property.required { "" } else { "?" };
                    let constant =
                        property.constant.as_ref().map(|value| format!(" = {value}")).unwrap_or_default();
                    format!("{}{mark}: {}{constant}", property.name, usage(api, property.usage, depth))
                })
                .collect();
            match object.additional {
                Additional::Unstated => {}
                Additional::Any => parts.push("..".to_owned()),
                Additional::Forbidden => parts.push("!".to_owned()),
                Additional::Typed(values) => parts.push(format!("..{}", usage(api, values, depth))),
            }
            parts.extend(object.rules.iter().map(rule));
            format!("{{{}}}", parts.join(", "))
        }
        Kind::Array(array) => format!("[{}]", usage(api, array.items, depth)),
        Kind::Map(map) => format!("map of {}", usage(api, map.values, depth)),
        Kind::StringEnum(values) => {
            values.values.iter().map(|value| format!("'{}'", value.value)).collect::<Vec<_>>().join("|")
        }
        Kind::Union(union) => {
            let members = union.members.iter().map(|member| {
                let tags = if member.tags.is_empty() {
                    String::new()
                } else {
                    format!("{}:", member.tags.join("+"))
                };
                format!("{tags}{}", usage(api, member.usage, depth))
            });
            let tag = union.tag.as_ref().map(|tag| format!("by {tag} ")).unwrap_or_default();
            format!("{tag}<{}>", members.collect::<Vec<_>>().join(" | "))
        }
        Kind::Scalar(Scalar::String(StringFormat::Plain)) => "string".to_owned(),
        Kind::Scalar(Scalar::String(format)) => format!("{format:?}").to_lowercase(),
        Kind::Scalar(Scalar::Integer(size)) => format!("{size:?}").to_lowercase(),
        Kind::Scalar(Scalar::Number(exact)) => format!("{exact:?}").to_lowercase(),
        Kind::Scalar(Scalar::Boolean) => "boolean".to_owned(),
        Kind::Scalar(Scalar::Null) => "null".to_owned(),
        Kind::Any => "any".to_owned(),
    }
}

fn rule(rule: &Rule) -> String {
    let join = |names: &[WireName]| names.iter().map(WireName::as_str).collect::<Vec<_>>().join("+");
    let lists = |all: &[Alternative]| all.iter().map(|one| join(&one.names)).collect::<Vec<_>>().join("|");
    match &rule.kind {
        RuleKind::ExactlyOne(all) => format!("one of {}", lists(all)),
        RuleKind::AtLeastOne(all) => format!("some of {}", lists(all)),
        RuleKind::Requires(name, others) => format!("{name}=>{}", join(others)),
        RuleKind::When(it) => {
            let absent = if it.or_absent { " or absent" } else { "" };
            let (then, otherwise) = (join(&it.then), join(&it.otherwise));
            format!("if {} is {}{absent} then {then} else {otherwise}", it.property, it.values.join("|"))
        }
    }
}

#[track_caller]
fn case(schemas: &str, expected: &str) {
    let expected: String = expected.lines().map(|line| format!("{}\n", line.trim())).collect();
    assert_eq!(types(schemas), expected.trim_start().replace("\n\n", "\n"));
}

#[test]
fn a_reference_with_words_is_the_schema_itself() {
    case(
        "
A: {type: object, properties: {x: {$ref: '#/components/schemas/B', description: words, nullable: true}}}
B: {type: object, properties: {y: {type: string}}}
C: {$ref: '#/components/schemas/B'}
D: {allOf: [{$ref: '#/components/schemas/C'}, {description: words}]}
E: {type: array, items: {$ref: '#/components/schemas/D'}}",
        "A = {x?: B?}
         B = {y?: string}
         E = [B]",
    );
}

#[test]
fn all_of_merges_objects_in_order() {
    case(
        "
Base: {type: object, required: [id], properties: {id: {type: string}, note: {type: string}}}
Child:
  allOf:
    - {$ref: '#/components/schemas/Base'}
    - {type: object, required: [age, note], properties: {age: {type: integer}}}
  properties:
    id: {type: string, format: uuid}",
        "Base = {id: string, note?: string}
         Child = {id: uuid, note: string, age: i64}",
    );
}

#[test]
fn a_property_that_is_said_twice_is_merged() {
    case(
        "
Base: {type: object, properties: {at: {type: object, properties: {x: {type: string}}}}}
Child:
  allOf:
    - {$ref: '#/components/schemas/Base'}
    - {properties: {at: {type: object, required: [y], properties: {y: {type: integer}}}}}
Told:
  allOf:
    - {$ref: '#/components/schemas/Base'}
    - {properties: {at: {description: only words}}}",
        "Base = {at?: {x?: string}}
         Child = {at?: {x?: string, y: i64}}
         Told = {at?: {x?: string}}",
    );
}

#[test]
fn contradictions_are_untyped_and_named() {
    case(
        "
A: {allOf: [{type: string}, {type: object, properties: {x: {type: string}}}]}
B: {allOf: [{$ref: '#/components/schemas/B'}, {properties: {x: {type: string}}}]}
C: {$ref: '#/components/schemas/D'}
D: {$ref: '#/components/schemas/C'}
E: {type: object, properties: {x: {$ref: '#/components/schemas/Missing'}}}",
        "A = any
         B = any
         C = any
         E = {x?: any}
         Untyped reference-cycle
         Untyped unmergeable
         Untyped unmergeable
         Untyped unresolved-ref",
    );
}

#[test]
fn null_is_no_alternative() {
    case(
        "
A: {type: object, properties: {x: {anyOf: [{$ref: '#/components/schemas/B'}, {nullable: true}]}}}
B: {oneOf: [{type: string}, {type: integer}, {enum: [null]}]}
C: {type: object, properties: {b: {$ref: '#/components/schemas/B'}, c: {oneOf: [{type: string}, {enum: [null]}]}}}",
        "A = {x?: B?}
         B = <string | i64>
         C = {b?: B?, c?: string?}",
    );
}

#[test]
fn alternatives_that_are_text_are_one_text() {
    case(
        "
Open: {anyOf: [{type: string}, {type: string, enum: [a, b]}, {$ref: '#/components/schemas/More'}]}
More: {type: string, enum: [b, c]}
Formats: {oneOf: [{type: string, format: uuid}, {type: string, format: email}]}
Numbers: {oneOf: [{type: integer, minimum: 1}, {type: integer, maximum: -1}]}",
        "Open = 'a'|'b'|'c'
         More = 'b'|'c'
         Formats = string
         Numbers = <i64 | i64>",
    );
}

#[test]
fn discriminators_name_their_members() {
    case(
        "
Mapped:
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
  discriminator: {propertyName: kind, mapping: {cat: Cat, kitten: '#/components/schemas/Cat', dog: Dog}}
Cat: {type: object, required: [kind], properties: {kind: {type: string}, lives: {type: integer}}}
Dog: {type: object, properties: {good: {type: boolean}}}
ByName:
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
  discriminator: {propertyName: kind}
ByValue:
  oneOf: [{$ref: '#/components/schemas/Eel'}, {$ref: '#/components/schemas/Fox'}]
  discriminator: {propertyName: type}
Eel: {type: object, required: [type], properties: {type: {type: string, enum: [eel]}}}
Fox: {type: object, required: [type], properties: {type: {type: string, enum: [fox, vixen]}}}",
        "Mapped = by kind <cat+kitten:Cat | dog:Dog>
         Cat = {kind: string, lives?: i64}
         Dog = {kind: string = dog, good?: boolean}
         ByName = by kind <Cat:Cat | Dog:Dog>
         ByValue = by type <eel:Eel | fox+vixen:Fox>
         Eel = {type: 'eel' = eel}
         Fox = {type: 'fox'|'vixen'}",
    );
}

#[test]
fn a_tag_is_found_where_the_document_names_none() {
    case(
        "
Event:
  oneOf:
    - {type: object, properties: {id: {type: string}, event: {type: string, enum: [a]}}}
    - {type: object, properties: {id: {type: string}, event: {type: string, enum: [b]}}}
    - {type: string}
Nested: {oneOf: [{$ref: '#/components/schemas/Event'}, {type: object, properties: {event: {type: string, enum: [c]}}}]}",
        "Event = by event <a:{id?: string, event?: 'a' = a} | b:{id?: string, event?: 'b' = b} | string>
         Nested = <Event | {event?: 'c' = c}>",
    );
}

#[test]
fn members_with_the_same_tag_are_one_member() {
    case(
        "
Item:
  oneOf: [{$ref: '#/components/schemas/In'}, {$ref: '#/components/schemas/Out'}, {$ref: '#/components/schemas/Call'}]
  discriminator: {propertyName: type}
In: {type: object, properties: {type: {type: string, enum: [message]}, role: {type: string, enum: [user]}}}
Out: {type: object, properties: {type: {type: string, enum: [message]}, role: {type: string, enum: [assistant]}}}
Call: {type: object, properties: {type: {type: string, enum: [call]}}}",
        "Item = by type <message:by role <user:In | assistant:Out> | call:Call>
         In = {type?: 'message' = message, role?: 'user' = user}
         Out = {type?: 'message' = message, role?: 'assistant' = assistant}
         Call = {type?: 'call' = call}",
    );
}

#[test]
fn what_stands_beside_alternatives_is_in_each_of_them() {
    case(
        "
Paid:
  type: object
  required: [amount]
  properties: {amount: {type: integer}}
  oneOf:
    - {properties: {card: {type: string}}, required: [card]}
    - {$ref: '#/components/schemas/ByBank'}
ByBank: {type: object, properties: {iban: {type: string}}}
Either:
  type: object
  properties: {id: {type: string}, mail: {type: string}}
  anyOf: [{required: [id]}, {required: [mail]}]",
        "Paid = <{amount: i64, card: string} | {amount: i64, iban?: string}>
         ByBank = {iban?: string}
         Either = {id?: string, mail?: string, some of id|mail}",
    );
}

#[test]
fn rules_between_properties_are_kept_where_they_say_nothing_else() {
    case(
        "
Base: {type: object, required: [k], properties: {k: {type: string}, a: {type: string}, b: {type: string}}}
Both:
  allOf:
    - {$ref: '#/components/schemas/Base'}
    - {oneOf: [{required: [a]}, {required: [b]}]}
    - {$ref: '#/components/schemas/Base'}
    - {if: {properties: {k: {enum: [x, y]}}}, then: {required: [a]}, else: {required: [b], description: words}}
    - {if: {properties: {a: {enum: [true]}}}, then: {required: [b]}}
  dependentRequired: {a: [b], b: []}
Twice: {allOf: [{$ref: '#/components/schemas/Both'}, {$ref: '#/components/schemas/Both'}]}",
        "Base = {k: string, a?: string, b?: string}
         Both = {k: string, a?: string, b?: string, if k is x|y then a else b, \
         if a is true or absent then b else , a=>b, one of a|b}
         Twice = {k: string, a?: string, b?: string, if k is x|y then a else b, \
         if a is true or absent then b else , a=>b, one of a|b}",
    );
}

#[test]
fn a_rule_that_says_more_is_named() {
    case(
        "
Unknown: {type: object, properties: {a: {type: string}}, anyOf: [{required: [a]}, {required: [b]}]}
Empty: {type: object, properties: {a: {type: string}}, oneOf: [{required: [a]}, {}]}
Typed: {type: object, properties: {a: {type: string}}, if: {properties: {a: {minLength: 2}}}, then: {required: [a]}}
Then: {type: object, properties: {a: {type: string}}, if: {properties: {a: {enum: [x]}}}, then: {properties: {a: {}}}}
Others: {type: object, properties: {a: {type: string}}, dependentRequired: {a: [b]}}
Map: {type: object, dependentRequired: {a: [b]}}
Text: {type: string, if: {properties: {a: {enum: [x]}}, required: [a]}, then: {required: [a]}}
Union:
  type: object
  properties: {a: {type: string}}
  oneOf: [{required: [a]}, {required: [a]}]
  anyOf: [{properties: {x: {type: string}}}, {properties: {y: {type: string}}}]",
        "Unknown = {a?: string}
         Empty = {a?: string}
         Typed = {a?: string}
         Then = {a?: string}
         Others = {a?: string}
         Map = map of any
         Text = string
         Union = <{a?: string, x?: string} | {a?: string, y?: string}>
         Ignored if-then-else
         Ignored if-then-else
         Ignored alternatives-of-required
         Ignored alternatives-of-required
         Ignored dependent-required
         Ignored dependent-required
         Ignored if-then-else
         Ignored alternatives-of-required",
    );
}

#[test]
fn a_base_that_lists_its_children_is_a_union() {
    case(
        "
Pet:
  type: object
  required: [kind]
  properties: {kind: {type: string}}
  discriminator: {propertyName: kind, mapping: {cat: Cat, dog: Dog}}
Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {lives: {type: integer}}}]}
Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {good: {type: boolean}}}]}
Shape:
  oneOf: [{$ref: '#/components/schemas/Square'}]
  properties: {name: {type: string}}
Square: {allOf: [{$ref: '#/components/schemas/Shape'}, {properties: {side: {type: integer}}}]}",
        "Pet = by kind <cat:Cat | dog:Dog>
         Cat = {kind: string, lives?: i64}
         Dog = {kind: string, good?: boolean}
         Shape = {side?: i64, name?: string}
         Square = {name?: string, side?: i64}",
    );
}

#[test]
fn enums() {
    case(
        "
A: {type: string, enum: [a, a, 1, true]}
B: {enum: [a, b]}
C: {enum: [1, 2]}
D: {enum: [1, a]}
E: {type: object, properties: {e: {type: string, nullable: true, enum: [only]}}}",
        "A = 'a'|'1'|'true'
         B = 'a'|'b'
         C = i64
         D = any
         E = {e?: 'only'?}
         Ignored duplicate-value
         Untyped mixed-enum",
    );
}

#[test]
fn objects_without_properties_are_maps() {
    case(
        "
A: {type: object}
B: {type: object, additionalProperties: {type: integer}}
C: {type: object, additionalProperties: false}
D: {type: object, properties: {x: {type: string}}, additionalProperties: {type: integer}}
E: {additionalProperties: true}
F: {}",
        "A = map of any
         B = map of i64
         C = {!}
         D = {x?: string, ..i64}
         E = map of any
         F = any",
    );
}

#[test]
fn formats() {
    case(
        "
A: {type: object, properties: {a: {type: string, format: date-time}, b: {type: string, format: email}}}
B: {type: number, x-decimal: true}
C: {type: string, x-decimal: true}
D: {type: integer, format: uint64}
E: {type: string, minLength: '5'}",
        "A = {a?: datetime, b?: other(\"email\")}
         B = decimal
         C = decimal
         D = u64
         E = string
         Ignored bad-keyword",
    );
}

#[test]
fn a_chain_of_references_needs_no_stack() {
    let mut schemas = String::new();
    for index in 0..5_000 {
        let next = index + 1;
        schemas.push_str(&format!(
            "S{index}: {{type: object, properties: {{next: {{$ref: '#/components/schemas/S{next}'}}}}}}\n\
             U{index}: {{oneOf: [{{type: integer}}, {{$ref: '#/components/schemas/U{next}'}}]}}\n"
        ));
    }
    schemas.push_str("S5000: {type: string}\nU5000: {type: boolean}\n");
    let api = lower(&schemas);
    assert!(api.schemas.len() > 10_000);
    assert!(api.notes.iter().all(|note| note.effect != Effect::Skipped));
}

#[test]
fn compositions_that_multiply_are_read_once() {
    let mut schemas = String::new();
    for index in 0..60 {
        let next = index + 1;
        schemas.push_str(&format!(
            "A{index}: {{allOf: [{{$ref: '#/components/schemas/A{next}'}}, {{$ref: '#/components/schemas/B{next}'}}]}}\n\
             B{index}: {{allOf: [{{$ref: '#/components/schemas/A{next}'}}, {{$ref: '#/components/schemas/B{next}'}}]}}\n\
             U{index}: {{oneOf: [{{$ref: '#/components/schemas/U{next}'}}, {{$ref: '#/components/schemas/V{next}'}}]}}\n\
             V{index}: {{oneOf: [{{$ref: '#/components/schemas/U{next}'}}, {{$ref: '#/components/schemas/V{next}'}}]}}\n"
        ));
    }
    for name in ["A", "B", "U", "V"] {
        schemas.push_str(&format!("{name}60: {{type: object, properties: {{{name}: {{type: string}}}}}}\n"));
    }
    let api = lower(&schemas);
    let (_, first) = api.schemas.iter().next().expect("a schema");
    assert_eq!(kind(&api, &first.kind, 0), "{A?: string, B?: string}");
}
