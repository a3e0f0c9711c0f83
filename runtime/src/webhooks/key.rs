//! The keys that signatures are checked with, and how keys and signatures are written.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use secrecy::{ExposeSecret as _, SecretSlice};
use subtle::ConstantTimeEq as _;

use super::signature::{Scheme, Spelling};
use crate::mac::hmac_sha256;
#[cfg(feature = "test-util")]
use crate::mac::to_hex;
use crate::secret::Secret;

/// One secret of a verifier, ready for use.
pub(super) enum Key {
    Token(Secret),
    Hmac(SecretSlice<u8>),
    #[cfg(feature = "ed25519")]
    Ed25519([u8; 32]),
}

/// What a webhook shows for itself, read from its header.
pub(super) enum Proof {
    Token(Vec<u8>),
    Hmac([u8; 32]),
    #[cfg(feature = "ed25519")]
    Ed25519([u8; 64]),
}

impl Key {
    /// The key of a secret. `Err` goes on after "the secret".
    pub(super) fn new(scheme: Scheme, secret: &Secret) -> Result<Self, &'static str> {
        if let Some(accident) = secret.accident() {
            return Err(accident);
        }
        let text = secret.expose();
        match scheme {
            Scheme::StaticToken => Ok(Self::Token(secret.clone())),
            Scheme::HmacSha256(_) | Scheme::HmacSha256List => {
                Ok(Self::Hmac(SecretSlice::from(text.as_bytes().to_vec())))
            }
            #[cfg(feature = "ed25519")]
            Scheme::Ed25519(_) => public_key(text),
            #[cfg(feature = "ed25519")]
            Scheme::StandardWebhooks if text.starts_with("whpk_") => public_key(text),
            #[cfg(not(feature = "ed25519"))]
            Scheme::StandardWebhooks if text.starts_with("whpk_") => Err("needs the feature `ed25519`"),
            Scheme::StandardWebhooks => standard_secret(text).map(Self::Hmac),
        }
    }

    /// Whether the proof is this key's over `content`. It takes the same time whether it is or not.
    pub(super) fn fits(&self, proof: &Proof, content: &[&[u8]]) -> bool {
        match (self, proof) {
            (Self::Token(token), Proof::Token(shown)) => token.expose().as_bytes().ct_eq(shown).into(),
            (Self::Hmac(key), Proof::Hmac(shown)) => {
                hmac_sha256(key.expose_secret(), content).is_some_and(|mac| mac.ct_eq(shown).into())
            }
            #[cfg(feature = "ed25519")]
            (Self::Ed25519(key), Proof::Ed25519(shown)) => {
                let key = ring::signature::UnparsedPublicKey::new(&ring::signature::ED25519, key);
                key.verify(&content.concat(), shown).is_ok()
            }
            _ => false,
        }
    }
}

/// The key of Standard Webhooks, `whsec_` before it or not.
pub(super) fn standard_secret(text: &str) -> Result<SecretSlice<u8>, &'static str> {
    let bytes = from_base64(text.strip_prefix("whsec_").unwrap_or(text).as_bytes()).unwrap_or_default();
    if bytes.is_empty() { Err("is not of the form `whsec_` and base64") } else { Ok(bytes.into()) }
}

#[cfg(feature = "ed25519")]
fn public_key(text: &str) -> Result<Key, &'static str> {
    let text = text.strip_prefix("whpk_").unwrap_or(text).as_bytes();
    let bytes = from_hex(text).or_else(|| from_base64(text)?.try_into().ok());
    bytes.map(Key::Ed25519).ok_or("is not a public key of 32 bytes in hexadecimal digits or base64")
}

impl Proof {
    /// A proof as the scheme writes it, without the prefix.
    pub(super) fn read(scheme: Scheme, shown: &[u8]) -> Option<Self> {
        match scheme {
            Scheme::StaticToken => Some(Self::Token(shown.to_vec())),
            Scheme::HmacSha256(spelling) => spelling.read(shown).map(Self::Hmac),
            Scheme::HmacSha256List => Spelling::Hex.read(shown).map(Self::Hmac),
            #[cfg(feature = "ed25519")]
            Scheme::Ed25519(spelling) => spelling.read(shown).map(Self::Ed25519),
            Scheme::StandardWebhooks => match shown.split_at_checked(3)? {
                (b"v1,", rest) => Spelling::Base64.read(rest).map(Self::Hmac),
                #[cfg(feature = "ed25519")]
                (b"v1a", rest) => Spelling::Base64.read(rest.strip_prefix(b",")?).map(Self::Ed25519),
                _ => None,
            },
        }
    }
}

impl Spelling {
    /// Exactly so many bytes.
    fn read<const N: usize>(self, text: &[u8]) -> Option<[u8; N]> {
        match self {
            Self::Hex => from_hex(text),
            Self::Base64 => from_base64(text)?.try_into().ok(),
        }
    }

    #[cfg(feature = "test-util")]
    pub(super) fn write(self, bytes: &[u8]) -> String {
        match self {
            Self::Hex => to_hex(bytes),
            Self::Base64 => BASE64.encode(bytes),
        }
    }
}

/// Base64 whose padding may be missing.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

pub(super) fn from_base64(text: &[u8]) -> Option<Vec<u8>> {
    BASE64.decode(text).ok()
}

/// `N` bytes from twice as many hexadecimal digits, and from nothing shorter, longer or else.
pub(super) fn from_hex<const N: usize>(hex: &[u8]) -> Option<[u8; N]> {
    if hex.len() != 2 * N {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(hex.chunks_exact(2)) {
        *byte = u8::try_from(digit(pair[0])? << 4 | digit(pair[1])?).ok()?;
    }
    Some(bytes)
}
