//! From a name to addresses.

use std::io;
use std::net::{IpAddr, SocketAddr};

use crate::transport::BoxFuture;

/// Finds the addresses of a name: for those who have a name service of their own, or pin addresses.
///
/// It is asked for the names of servers and proxies, not for what is an IP address already. The certificate is still
/// checked against the name, and plain http still goes to this machine only.
///
/// ```
/// use std::io;
/// use std::net::IpAddr;
///
/// use clientwright_runtime::{BoxFuture, HyperTransport, Resolver};
///
/// /// Knows one address.
/// struct Pinned(IpAddr);
///
/// impl Resolver for Pinned {
///     fn resolve<'a>(&'a self, _: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
///         Box::pin(std::future::ready(Ok(vec![self.0])))
///     }
/// }
///
/// let transport = HyperTransport::builder().resolver(Pinned([203, 0, 113, 1].into())).build();
/// # drop(transport);
/// ```
pub trait Resolver: Send + Sync + 'static {
    /// The addresses in the order in which they are tried.
    fn resolve<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>>;
}

/// The system's name service.
pub(super) struct System;

impl Resolver for System {
    fn resolve<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        Box::pin(async move {
            Ok(tokio::net::lookup_host((name, 0)).await?.map(|address: SocketAddr| address.ip()).collect())
        })
    }
}
