//! `call!`.

/// Declares a crate's own type of calls around [`Call`](crate::Call).
///
/// It has what every call has. What is optional in an operation can become a method of the calls of that operation
/// alone, which a type of another crate does not allow:
///
/// ```
/// use clientwright_runtime::{Json, Meta, Method, Operation, Undocumented, call};
///
/// call!(Call);
///
/// #[derive(Debug)]
/// pub enum ListUsers {}
///
/// impl Operation for ListUsers {
///     type Output = Json;
///     type Error = Undocumented;
///     const META: Meta = Meta::new(Method::Get, "listUsers", "/users");
/// }
///
/// impl Call<ListUsers> {
///     /// Which page.
///     pub fn page(self, page: i64) -> Self {
///         Self(self.0.query("page", page))
///     }
/// }
/// ```
#[macro_export]
macro_rules! call {
    ($name:ident) => {
        /// A call that is ready to be sent: `.await` it for the value, or `.send().await` it to keep status and headers.
        #[must_use = "a call does nothing until it is awaited"]
        pub struct $name<O>(pub(crate) $crate::Call<O>);

        impl<O: $crate::Operation> $name<O> {
            /// Sends this idempotency key rather than a new one.
            pub fn with_idempotency_key(self, key: impl ::core::convert::AsRef<str>) -> Self {
                Self(self.0.with_idempotency_key(key))
            }

            /// The key that the call carries, worth storing before it is sent.
            #[must_use]
            pub fn idempotency_key(&self) -> ::core::option::Option<&str> {
                self.0.idempotency_key()
            }

            /// Gives up after this time rather than the client's.
            pub fn with_timeout(self, timeout: ::core::time::Duration) -> Self {
                Self(self.0.with_timeout(timeout))
            }

            /// Gives up an attempt after this time; by default an attempt may take what is left of the call's time.
            pub fn with_attempt_timeout(self, timeout: ::core::time::Duration) -> Self {
                Self(self.0.with_attempt_timeout(timeout))
            }

            /// Makes failed attempts again by this policy rather than the client's, where the operation allows it.
            pub fn with_retries(self, policy: $crate::RetryPolicy) -> Self {
                Self(self.0.with_retries(policy))
            }

            /// Sends one more header.
            pub fn with_header(self, name: &str, value: &str) -> Self {
                Self(self.0.with_header(name, value))
            }

            /// The request, without credentials.
            ///
            /// # Errors
            ///
            /// A value cannot be sent: an empty path parameter, say.
            pub fn request(&self) -> ::core::result::Result<$crate::Request, $crate::BuildError> {
                self.0.request()
            }

            /// Sends the call and keeps status and headers.
            ///
            /// # Errors
            ///
            /// The call could not be built or sent, or the answer is not a success.
            pub async fn send(
                self,
            ) -> ::core::result::Result<$crate::Response<O::Output>, $crate::CallError<O::Error>> {
                self.0.send().await
            }
        }

        $crate::__send_blocking!($name);
        $crate::__journaled!($name);

        impl<O> ::core::clone::Clone for $name<O> {
            fn clone(&self) -> Self {
                Self(self.0.clone())
            }
        }

        impl<O> ::core::fmt::Debug for $name<O> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.0, f)
            }
        }

        impl<O: $crate::Operation> ::core::future::IntoFuture for $name<O> {
            type Output = ::core::result::Result<O::Output, $crate::CallError<O::Error>>;
            type IntoFuture = $crate::BoxFuture<'static, Self::Output>;

            fn into_future(self) -> Self::IntoFuture {
                ::core::future::IntoFuture::into_future(self.0)
            }
        }
    };
}

/// `send_blocking`, where this crate has it: a `cfg` in an expansion would ask for a feature of the other crate.
#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! __send_blocking {
    ($name:ident) => {
        impl<O: $crate::Operation> $name<O> {
            /// Sends the call, keeps status and headers, and blocks the thread meanwhile. It needs no async runtime.
            ///
            /// # Errors
            ///
            /// The call could not be built or sent, or the answer is not a success.
            pub fn send_blocking(
                self,
            ) -> ::core::result::Result<$crate::Response<O::Output>, $crate::CallError<O::Error>> {
                self.0.send_blocking()
            }
        }
    };
}

/// Without the feature `blocking` there is nothing to add.
#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __send_blocking {
    ($name:ident) => {};
}

/// What calls have of a journal, where this crate has it.
#[cfg(feature = "journal")]
#[doc(hidden)]
#[macro_export]
macro_rules! __journaled {
    ($name:ident) => {
        impl<O: $crate::Operation> $name<O> {
            /// Sets the name by which the client's journal knows the call, such as the number of an order.
            pub fn with_intent_id(self, id: impl ::core::convert::Into<::std::string::String>) -> Self {
                Self(self.0.with_intent_id(id))
            }

            /// Makes it the call that the journal has noted: it carries the same idempotency key. It is sent only if that
            /// cannot do its work twice.
            pub fn resume(self, intent: &$crate::journal::Intent) -> Self {
                Self(self.0.resume(intent))
            }
        }
    };
}

/// Without the feature `journal` there is nothing to add.
#[cfg(not(feature = "journal"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __journaled {
    ($name:ident) => {};
}
