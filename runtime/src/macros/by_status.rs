//! `by_status!`.

/// Implements [`FromResponse`](crate::FromResponse) for an enum with one variant per documented status.
///
/// A row is a status, a range such as `4XX`, or `default`; a variant; and the type of its content, unless it has
/// none. A response belongs to the row with its exact status, else to its range, else to `default`; without such a
/// row it does not decode. A media type behind the status tells responses apart that have the same one.
///
/// ```
/// use clientwright_runtime::{Text, by_status};
///
/// pub enum CreateUserError {
///     BadRequest(Text),
///     Gone,
///     Server(Text),
/// }
/// by_status! { CreateUserError { 400 => BadRequest(Text), 410 => Gone, 5XX => Server(Text) } }
///
/// pub enum Failure {
///     Plain(Text),
///     Problem(Text),
/// }
/// by_status! { Failure { 400 => Plain(Text), 400 "application/problem+json" => Problem(Text) } }
/// ```
#[macro_export]
macro_rules! by_status {
    ($name:ident { $($status:tt $($media_type:literal)? => $variant:ident $(($content:ty))?),* $(,)? }) => {
        impl $crate::FromResponse for $name {
            fn from_response(
                response: &$crate::RawResponse,
            ) -> ::core::result::Result<Self, $crate::json::DecodeError> {
                let row = $crate::__private::row_of_status(response, &[
                    $(::core::concat!(::core::stringify!($status) $(, " ", $media_type)?)),*
                ])?;
                $(
                    if row == ::core::concat!(::core::stringify!($status) $(, " ", $media_type)?) {
                        return ::core::result::Result::Ok(
                            Self::$variant $((<$content as $crate::FromResponse>::from_response(response)?))?,
                        );
                    }
                )*
                ::core::result::Result::Err($crate::__private::undocumented(response))
            }
        }
    };
}
