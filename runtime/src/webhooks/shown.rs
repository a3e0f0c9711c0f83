//! What the headers of a webhook show: proofs, a time, an identifier.

use super::SignatureError;
use super::key::Proof;
use super::signature::{ID_HEADER, Scheme, Signature};

/// More signatures than any rotation needs. Each is checked against each secret, which an attacker must not multiply.
const MOST_PROOFS: usize = 16;

/// What a webhook shows for itself.
pub(super) struct Shown {
    pub(super) proofs: Vec<Proof>,
    pub(super) time: Option<Vec<u8>>,
    pub(super) id: Option<String>,
}

impl Shown {
    /// `header` gives all values of a header.
    pub(super) fn read<V: AsRef<[u8]>, I: IntoIterator<Item = V>>(
        signature: &Signature,
        header: impl Fn(&'static str) -> I,
    ) -> Result<Self, SignatureError> {
        // Of two, another program might look at the other one.
        let the = |name| {
            let mut values = header(name).into_iter();
            match (values.next(), values.next()) {
                (Some(value), None) => Ok(value.as_ref().to_vec()),
                (None, _) => Err(SignatureError::MissingHeader(name)),
                (Some(_), Some(_)) => Err(SignatureError::RepeatedHeader(name)),
            }
        };
        let name = signature.header;
        let malformed = SignatureError::MalformedHeader(name);
        let whole = the(name)?;
        let shown = match whole.strip_prefix(signature.prefix.as_bytes()) {
            Some(shown) => shown,
            None if signature.prefix_optional => &whole,
            None => return Err(malformed),
        };
        let (mut time, mut id) = (None, None);
        let read = |text: &[u8]| Proof::read(signature.scheme, text);
        let proofs: Vec<Proof> = match signature.scheme {
            // Signatures of versions that are not known are passed over, as the standard has it.
            Scheme::StandardWebhooks => {
                let text = String::from_utf8(the(ID_HEADER)?).ok().filter(|id| !id.is_empty());
                id = Some(text.ok_or(SignatureError::MalformedHeader(ID_HEADER))?);
                shown.split(|byte| *byte == b' ').filter_map(read).collect()
            }
            Scheme::HmacSha256List => {
                let members = || shown.split(|byte| *byte == b',');
                let mut times = members().filter_map(|member| member.strip_prefix(b"t="));
                time = times.next().map(<[u8]>::to_vec);
                if time.is_none() || times.next().is_some() {
                    return Err(malformed);
                }
                members().filter_map(|member| read(member.strip_prefix(b"v1=")?)).collect()
            }
            _ => read(shown).into_iter().collect(),
        };
        if proofs.is_empty() || proofs.len() > MOST_PROOFS {
            return Err(malformed);
        }
        if let Some(header) = signature.timestamp {
            time = Some(the(header)?);
        }
        Ok(Self { proofs, time, id })
    }

    /// What is signed, in parts.
    pub(super) fn content<'a>(&'a self, signature: &'a Signature, body: &'a [u8]) -> Vec<&'a [u8]> {
        let mut parts = Vec::new();
        if let Some(id) = &self.id {
            parts.extend([id.as_bytes(), b"."]);
        }
        if let Some(time) = &self.time {
            parts.extend([time, signature.separator.as_bytes()]);
        }
        parts.push(body);
        parts
    }
}
