//! Files of a multipart form.

use std::fmt;
use std::io;
use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;

use crate::json::{Decode, DecodeError, Decoder, Encode, Encoder, Shape};

/// A file to upload: a name, a content type and the content, in memory.
///
/// Clones share the content. `Debug` shows its size alone.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    pub(crate) name: String,
    pub(crate) content_type: String,
    pub(crate) content: Bytes,
}

impl File {
    /// A file from memory. The name goes to the server; the content type is `application/octet-stream`.
    pub fn from_bytes(name: impl Into<String>, content: impl Into<Bytes>) -> Self {
        Self {
            name: name.into(),
            content_type: "application/octet-stream".to_owned(),
            content: content.into(),
        }
    }

    /// Reads a file now, blocking the thread; the server gets the last part of the path as its name.
    ///
    /// Inside an async runtime read the file with the runtime's own means and use [`File::from_bytes`].
    ///
    /// # Errors
    ///
    /// What reading the file gives.
    pub fn from_path(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self::from_bytes(name, std::fs::read(path)?))
    }

    /// Sets the content type, such as `image/png`. A malformed one is an error when the request is built.
    #[must_use]
    pub fn with_content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = content_type.into();
        self
    }

    /// The name that the server gets.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The content.
    pub fn content(&self) -> &Bytes {
        &self.content
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The name is left out: people's documents are often named after them.
        write!(f, "File({}, {} bytes)", self.content_type.escape_debug(), self.content.len())
    }
}

/// Inside JSON, where a file has no form of its own, its content is a string in base64.
impl Encode for File {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.str(&BASE64_STANDARD.encode(&self.content));
    }
}

impl Decode for File {
    const SHAPE: Shape = Shape::Text(None);

    fn decode(decoder: &mut Decoder<'_>) -> Result<Self, DecodeError> {
        let content = BASE64_STANDARD.decode(decoder.str()?.as_bytes());
        content
            .map(|content| Self::from_bytes("", content))
            .map_err(|_| DecodeError::new("base64", "other text"))
    }
}

/// Where a multipart form takes files: one, perhaps one, or several under the same name.
pub trait ToFiles {
    /// The files, in order.
    fn files(&self) -> impl Iterator<Item = &File>;
}

impl ToFiles for File {
    fn files(&self) -> impl Iterator<Item = &File> {
        std::iter::once(self)
    }
}

impl<T: ToFiles> ToFiles for Option<T> {
    fn files(&self) -> impl Iterator<Item = &File> {
        self.iter().flat_map(T::files)
    }
}

impl<T: ToFiles> ToFiles for Vec<T> {
    fn files(&self) -> impl Iterator<Item = &File> {
        self.iter().flat_map(T::files)
    }
}
