//! A call: an operation with its arguments, ready to be sent.

use std::collections::BTreeMap;
use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::time::Duration;

use bytes::Bytes;

use crate::client::Core;
use crate::draft::Draft;
use crate::error::{BuildError, CallError, Error, ErrorKind};
use crate::json::{Encode, Json};
use crate::limits::Place;
use crate::multipart::{Multipart, ToMultipart};
use crate::operation::Operation;
use crate::outcome::Outcome;
use crate::param::{Param, ToParam};
use crate::request::Request;
use crate::response::{RawResponse, Response};
use crate::retry::RetryPolicy;
use crate::send::{Record, Sent, send};
use crate::style::Style;
use crate::transport::BoxFuture;

/// An operation with its arguments. Nothing happens until it is awaited or sent.
///
/// Generated methods return it with everything required filled in. What cannot be sent is kept and returned as a
/// [`BuildError`], the first if there are several.
///
/// A clone repeats the call and carries the same idempotency key; a second call that is meant to have an effect of its
/// own is made anew. `Debug` shows the operation and no argument.
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct Call<O> {
    pub(crate) core: Core,
    pub(crate) draft: Draft,
    operation: PhantomData<fn() -> O>,
}

/// Arguments: what generated methods fill in.
impl<O: Operation> Call<O> {
    /// A call without arguments.
    pub fn new(core: &Core) -> Self {
        Self { core: core.clone(), draft: Draft::new(O::META, core.shared.limits), operation: PhantomData }
    }

    /// Fills in a parameter of the path. An empty value, `.` and `..` are refused: they would name another path.
    pub fn path(self, name: &str, value: impl ToParam) -> Self {
        self.path_as(name, Style::Simple, value)
    }

    /// Fills in a parameter of the path in a style of its own.
    pub fn path_as(mut self, name: &str, style: Style, value: impl ToParam) -> Self {
        self.draft.path(name, style, &value.to_param());
        self
    }

    /// Adds a parameter to the query.
    pub fn query(self, name: &str, value: impl ToParam) -> Self {
        self.query_as(name, Style::Form, value)
    }

    /// Adds a parameter to the query in a style of its own.
    pub fn query_as(mut self, name: &str, style: Style, value: impl ToParam) -> Self {
        self.draft.query(name, style, &value.to_param());
        self
    }

    /// Adds a value to the query in the style `deepObject`, however deep it is: `name[key][inner]=…`, `name[key][0]=…`. An
    /// absent value adds nothing.
    pub fn query_deep(mut self, name: &str, value: &(impl Encode + ?Sized)) -> Self {
        if !value.is_absent() {
            self.draft.query_deep(name, &Json::encode(value));
        }
        self
    }

    /// Sets a header. Characters other than visible ASCII are refused, and headers that frame the message.
    pub fn header(self, name: &str, value: impl ToParam) -> Self {
        self.header_as(name, Style::Simple, value)
    }

    /// Sets a header in a style of its own.
    pub fn header_as(mut self, name: &str, style: Style, value: impl ToParam) -> Self {
        self.draft.header(name, style, &value.to_param());
        self
    }

    /// Adds a parameter to the query as JSON text; an absent value adds nothing.
    pub fn query_json(mut self, name: &str, value: &(impl Encode + ?Sized)) -> Self {
        if let Some(json) = self.draft.encoded(Place::Query, name, value) {
            self.draft.push_query(name, Style::Form, &Param::One(json));
        }
        self
    }

    /// Sets a header to JSON text; an absent value sets nothing.
    pub fn header_json(mut self, name: &str, value: &(impl Encode + ?Sized)) -> Self {
        if let Some(json) = self.draft.encoded(Place::Header, name, value) {
            self.draft.push_header(name, Style::Simple, &Param::One(json));
        }
        self
    }

    /// Adds a cookie.
    pub fn cookie(mut self, name: &str, value: impl ToParam) -> Self {
        self.draft.cookie(name, &value.to_param());
        self
    }

    /// Sets the body to the JSON of a value; an absent value is no body.
    pub fn json(mut self, body: &(impl Encode + ?Sized)) -> Self {
        self.draft.json(body);
        self
    }

    /// Sets the body to a value as `application/x-www-form-urlencoded`; an absent value is no body.
    ///
    /// A list repeats its name; an object, and one in a list, is its JSON.
    pub fn form(self, body: &(impl Encode + ?Sized)) -> Self {
        self.form_as(body, &[])
    }

    /// The same, with members that are written in a style of their own, as a parameter of a query is.
    pub fn form_as(mut self, body: &(impl Encode + ?Sized), styles: &[(&str, Style)]) -> Self {
        self.draft.form(body, styles);
        self
    }

    /// Sets the body to a multipart form.
    pub fn multipart(mut self, body: &impl ToMultipart) -> Self {
        let mut form = self.draft.form_of_parts();
        body.parts(&mut form);
        self.draft.multipart(form);
        self
    }

    /// Sets the body to a multipart form with the entries of a map; `add` says what a part is, such as
    /// [`Multipart::text`].
    pub fn multipart_map<'v, T>(
        mut self,
        parts: &'v BTreeMap<String, T>,
        add: impl Fn(&mut Multipart, &str, &'v T),
    ) -> Self {
        let mut form = self.draft.form_of_parts();
        parts.iter().for_each(|(name, value)| add(&mut form, name, value));
        self.draft.multipart(form);
        self
    }

    /// Sets the body to text.
    pub fn text(self, body: impl Into<String>) -> Self {
        self.bytes(body.into(), "text/plain; charset=utf-8")
    }

    /// Sets the body to bytes of a content type.
    pub fn bytes(mut self, body: impl Into<Bytes>, content_type: &str) -> Self {
        self.draft.bytes(body.into(), content_type);
        self
    }

    /// Calls the body by another media type than the one that comes with its form, such as
    /// `application/vnd.api+json`. A multipart form keeps its own.
    pub fn media_type(mut self, media_type: &'static str) -> Self {
        self.draft.media_type(media_type);
        self
    }
}

/// Options that every call has, and sending.
impl<O: Operation> Call<O> {
    /// Sets the key by which the server knows a repetition. An operation that takes none refuses it.
    ///
    /// Without it the call carries a random key of its own, if the operation takes one.
    pub fn with_idempotency_key(mut self, key: impl AsRef<str>) -> Self {
        self.draft.set_idempotency_key(key.as_ref());
        self
    }

    /// The key by which the server knows a repetition. Worth storing before the call is sent.
    pub fn idempotency_key(&self) -> Option<&str> {
        self.draft.idempotency_key()
    }

    /// Sets the time that the whole call may take, all attempts and the waits between them.
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.draft.set_timeout(timeout);
        self
    }

    /// Sets the time that one attempt may take; by default what is left of the whole call's.
    pub fn with_attempt_timeout(mut self, timeout: Duration) -> Self {
        self.draft.set_attempt_timeout(timeout);
        self
    }

    /// Sets how often and how soon a failed attempt is made again, where the operation allows it.
    /// [`RetryPolicy::none`] switches repetitions off.
    pub fn with_retries(mut self, policy: RetryPolicy) -> Self {
        self.draft.retries = Some(policy);
        self
    }

    /// Sets the name by which the client's [journal](crate::journal) knows the call, such as the number of an order.
    /// Without it the name is a random UUID.
    #[cfg(feature = "journal")]
    pub fn with_intent_id(mut self, id: impl Into<String>) -> Self {
        self.draft.set_intent_id(id.into());
        self
    }

    /// Makes it the call that a [journal](crate::journal) has noted: it carries the same idempotency key, and what it says
    /// of its outcome includes the attempts from before.
    ///
    /// Sent, it fails and sends nothing if the arguments are not those that were noted, if the provider may have forgotten
    /// the key, or if the operation takes none and must not be repeated. The last two leave open whether it worked: look
    /// it up.
    #[cfg(feature = "journal")]
    pub fn resume(mut self, intent: &crate::journal::Intent) -> Self {
        self.draft.resume(intent, crate::attempts::Moment::of(&*self.core.shared.clock));
        self
    }

    /// Sets a header that the operation does not document. `authorization` replaces the client's credential.
    pub fn with_header(mut self, name: &str, value: impl AsRef<str>) -> Self {
        self.draft.push_header(name, Style::Simple, &value.as_ref().to_param());
        self
    }

    /// The request as it would be sent, without the client's address and credentials.
    ///
    /// # Errors
    ///
    /// The first argument that cannot be sent.
    pub fn request(&self) -> Result<Request, BuildError> {
        self.draft.clone().take_request()
    }

    /// Sends the call and decodes the answer. Awaiting the call itself gives the value alone.
    ///
    /// A failed attempt is made again as the [`RetryPolicy`] says and the operation allows. A future that is dropped before
    /// it ends may have done the call's work: nobody learns of it, unless the client has a journal.
    ///
    /// # Errors
    ///
    /// Whatever kept a documented answer from coming; see [`Error`].
    pub async fn send(self) -> Result<Response<O::Output>, CallError<O::Error>> {
        let Sent { result, mut record } = send(self.core, self.draft).await;
        let (outcome, result) = finish::<O>(result, &mut record);
        record.close(outcome).await;
        result
    }

    /// Sends the call and decodes the answer, blocking the thread. The runtime keeps a thread for such calls. That thread
    /// does not survive a `fork`: in the child such a call waits for ever.
    ///
    /// # Errors
    ///
    /// Whatever kept a documented answer from coming; see [`Error`].
    #[cfg(feature = "blocking")]
    pub fn send_blocking(self) -> Result<Response<O::Output>, CallError<O::Error>> {
        let Sent { result, mut record } = crate::blocking::send(self.core, self.draft)?;
        let (outcome, result) = finish::<O>(result, &mut record);
        crate::blocking::close(record, outcome);
        result
    }
}

type Answer<O> = Result<Response<<O as Operation>::Output>, CallError<<O as Operation>::Error>>;

/// Decodes the answer, and says what became of the call.
fn finish<O: Operation>(result: Result<RawResponse, Error>, record: &mut Record) -> (Outcome, Answer<O>) {
    let error = match result {
        Ok(raw) => match O::decode(&raw) {
            Ok(value) => return (Outcome::Done, Ok(Response::new(value, raw, O::META, record.attempts()))),
            Err(error) => record.unreadable(Error::decode(&O::META, record.api(), raw, error)),
        },
        Err(error) => error,
    };
    let api = error.response().filter(|_| error.kind() == ErrorKind::Status).and_then(O::decode_error);
    (error.outcome(), Err(CallError::new(error, api)))
}

impl<O: Operation> IntoFuture for Call<O> {
    type Output = Result<O::Output, CallError<O::Error>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.send().await.map(Response::into_value) })
    }
}

impl<O> Clone for Call<O> {
    fn clone(&self) -> Self {
        Self { core: self.core.clone(), draft: self.draft.clone(), operation: PhantomData }
    }
}

impl<O> fmt::Debug for Call<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let meta = &self.draft.meta;
        f.debug_struct("Call")
            .field("operation", &meta.id())
            .field("method", &meta.method())
            .field("path", &meta.path())
            .finish_non_exhaustive()
    }
}
