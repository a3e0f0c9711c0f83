//! Names that read like personal data or a secret.
//!
//! Names are compared word by word, so that `company` is no `pan` and `institution_name` no `name`. The phrase has to
//! end the name: `email_verified` says something about an e-mail address and is none.

use crate::lint::words::words;
use crate::lint::{Findings, Subject};
use clientwright_codegen::api::{Kind, Property, Scalar, StringFormat, Usage};
use clientwright_document::pointer::Pointer;

/// What a person is called, reached by, lives at, is paid on or proves to be.
const PERSONAL: &[&str] = &[
    "first name",
    "firstname",
    "last name",
    "lastname",
    "middle name",
    "full name",
    "fullname",
    "given name",
    "family name",
    "legal name",
    "native name",
    "maiden name",
    "surname",
    "mother name",
    "father name",
    "account name",
    "account holder",
    "holder name",
    "cardholder",
    "cardholder name",
    "card holder",
    "beneficiary name",
    "recipient name",
    "payee name",
    "payer name",
    "sender name",
    "receiver name",
    "customer name",
    "name on card",
    "birth",
    "birthday",
    "birthdate",
    "birth date",
    "date of birth",
    "birth place",
    "birth city",
    "birth country",
    "place of birth",
    "dob",
    "street",
    "street name",
    "street number",
    "street address",
    "house number",
    "address line",
    "home address",
    "residential address",
    "billing address",
    "shipping address",
    "mailing address",
    "postal address",
    "postal code",
    "post code",
    "postcode",
    "zip",
    "zip code",
    "zipcode",
    "gender",
    "nationality",
    "citizenship",
    "passport",
    "passport number",
    "document number",
    "id number",
    "identity number",
    "identification number",
    "national id",
    "national number",
    "ssn",
    "social security number",
    "tax id",
    "tax number",
    "tax identifier",
    "license number",
    "licence number",
    "bvn",
    "nin",
    "cpf",
    "curp",
    "pesel",
    "iban",
    "account number",
    "sort code",
    "routing number",
    "ip",
    "ip address",
    "verification url",
    "verification link",
];

/// Ways to reach somebody: those of a company are public.
const CONTACT: &[&str] = &[
    "email",
    "email address",
    "e mail",
    "mail address",
    "phone",
    "phone number",
    "mobile",
    "mobile number",
    "mobile phone",
    "cell phone",
    "telephone",
    "telephone number",
    "msisdn",
    "whatsapp",
    "whatsapp number",
];

/// Who is no person, before a way to reach somebody.
const ORGANISATIONS: &[&str] = &[
    "bank",
    "branch",
    "business",
    "company",
    "institution",
    "issuer",
    "merchant",
    "partner",
    "platform",
    "provider",
    "shop",
    "store",
    "support",
];

/// Somebody's home when they stand with other parts of one: alone, an address may be a wallet's or a contract's.
const PARTS_OF_ADDRESS: &[&str] = &["address", "city", "town"];

/// What makes it somebody's home.
const HOME: &[&str] =
    &["street", "postal code", "post code", "postcode", "zip", "zip code", "zipcode", "address line"];

/// What opens a door.
const SECRET: &[&str] = &[
    "password",
    "passphrase",
    "passcode",
    "secret",
    "secret key",
    "secret access key",
    "private key",
    "api key",
    "apikey",
    "access key",
    "encryption key",
    "signing key",
    "access token",
    "refresh token",
    "auth token",
    "authentication token",
    "authorization token",
    "bearer token",
    "session token",
    "security token",
    "id token",
    "api token",
    "login token",
    "user token",
    "verification token",
    "reset token",
    "sdk token",
    "jwt",
    "otp",
    "one time password",
    "verification code",
    "signature",
    "mnemonic",
    "seed phrase",
    "pin",
    "pin code",
    "card number",
    "pan",
    "cvv",
    "cvc",
    "cvn",
    "card verification code",
    "security code",
    "card expiry",
    "card expiration",
    "card expiry date",
    "expiry month",
    "expiry year",
    "exp month",
    "exp year",
    "expiration month",
    "expiration year",
];

pub(super) fn untagged_sensitive(subject: &Subject<'_>, found: &mut Findings) {
    let schemas = &subject.api.schemas;
    for (property, siblings) in subject.properties() {
        let is_tagged = property.sensitive.is_some();
        if !is_tagged && property.constant.is_none() && is_text(subject, property.usage) {
            let format = format(subject, property.usage);
            report(&property.at, property.name.as_str(), format, Some(siblings), found);
        }
    }
    let params = subject.api.operations.iter().flat_map(|operation| &operation.params);
    for param in params.filter(|param| param.sensitive.is_none() && param.constant.is_none()) {
        if is_text(subject, param.usage) && schemas[param.usage.schema].sensitive.is_none() {
            report(&param.at, param.name.as_str(), format(subject, param.usage), None, found);
        }
    }
}

fn report(at: &Pointer, name: &str, format: &str, siblings: Option<&[Property]>, found: &mut Findings) {
    let (what, tag) = match kind(name, format, siblings) {
        Some(Sensitivity::Personal) => ("personal data", "pii"),
        Some(Sensitivity::Secret) => ("a secret", "secret"),
        None => return,
    };
    let hint = format!("add `x-sensitive: {tag}`, or waive this with the reason");
    found.key(at, format!("`{name}` reads like {what}, which logs would show"), &hint);
}

#[derive(Debug, PartialEq, Eq)]
enum Sensitivity {
    Personal,
    Secret,
}

fn kind(name: &str, format: &str, siblings: Option<&[Property]>) -> Option<Sensitivity> {
    let mut name = words(name);
    // `address_line_2`
    while name.last().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit())) {
        name.pop();
    }
    let ends = |phrases: &[&str]| phrases.iter().any(|phrase| prefix(&name, phrase).is_some());
    let is_personal =
        |prefix: &[String]| !prefix.last().is_some_and(|word| ORGANISATIONS.contains(&word.as_str()));
    if ends(SECRET) || format == "password" {
        return Some(Sensitivity::Secret);
    }
    let contact = CONTACT.iter().find_map(|phrase| prefix(&name, phrase));
    let contact = contact.or_else(|| (format == "email").then_some(name.as_slice()));
    let is_home = || {
        siblings.is_some_and(|siblings| {
            siblings.iter().any(|other| {
                let other = words(other.name.as_str());
                HOME.iter().any(|phrase| prefix(&other, phrase).is_some())
            })
        })
    };
    let is_sensitive =
        ends(PERSONAL) || contact.is_some_and(is_personal) || ends(PARTS_OF_ADDRESS) && is_home();
    is_sensitive.then_some(Sensitivity::Personal)
}

/// The words before the phrase that ends a name, the last word in singular or plural.
fn prefix<'w>(name: &'w [String], phrase: &str) -> Option<&'w [String]> {
    let count = phrase.split(' ').count();
    let (prefix, end) = name.split_at_checked(name.len().checked_sub(count)?)?;
    let is_same = |(word, wanted): (&String, &str)| {
        word == wanted || word.strip_prefix(wanted).is_some_and(|rest| matches!(rest, "s" | "es"))
    };
    end.iter().zip(phrase.split(' ')).all(is_same).then_some(prefix)
}

/// Whether a value, or an item of a list, is text or a number of anybody's choice.
fn is_text(subject: &Subject<'_>, usage: Usage) -> bool {
    let schema = &subject.api.schemas[usage.schema];
    match &schema.kind {
        Kind::Scalar(Scalar::String(_) | Scalar::Integer(_) | Scalar::Number(_)) => {
            schema.sensitive.is_none()
        }
        Kind::Array(array) => {
            let items = &subject.api.schemas[array.items.schema];
            schema.sensitive.is_none()
                && items.sensitive.is_none()
                && matches!(items.kind, Kind::Scalar(Scalar::String(_)))
        }
        _ => false,
    }
}

fn format<'a>(subject: &Subject<'a>, usage: Usage) -> &'a str {
    match &subject.api.schemas[usage.schema].kind {
        Kind::Scalar(Scalar::String(StringFormat::Other(format))) => format,
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_words() {
        use Sensitivity::{Personal, Secret};
        for (name, expected) in [
            ("firstName", Some(Personal)),
            ("bank_account_name", Some(Personal)),
            ("institution_name", None),
            ("bank_name", None),
            ("email", Some(Personal)),
            ("recipient_emails", Some(Personal)),
            ("support_email", None),
            ("email_verified", None),
            ("phone_country_code", None),
            ("address_line2", Some(Personal)),
            ("contract_address", None),
            ("address", None),
            ("IBAN", Some(Personal)),
            ("cardPAN", Some(Secret)),
            ("company", None),
            ("spinning", None),
            ("webhook_secret", Some(Secret)),
            ("secretId", None),
            ("token", None),
            ("accessToken", Some(Secret)),
            ("bank", None),
            ("", None),
        ] {
            assert_eq!(kind(name, "", None), expected, "{name}");
        }
        assert_eq!(kind("contact", "email", None), Some(Personal));
        assert_eq!(kind("support", "password", None), Some(Secret));
    }
}
