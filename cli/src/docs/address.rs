//! Addresses that a page of documentation must not lead to.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Resolves names, and refuses those of machines that only this one can reach. What is checked is what is connected to: a
/// name that means another address a moment later leads nowhere else.
pub(super) struct Guarded {
    inner: DefaultResolver,
    allow_local: bool,
}

impl Guarded {
    pub(super) fn new(allow_local: bool) -> Self {
        Self { inner: DefaultResolver::default(), allow_local }
    }
}

impl fmt::Debug for Guarded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guarded").field("allow_local", &self.allow_local).finish_non_exhaustive()
    }
}

impl Resolver for Guarded {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        match found.iter().find(|address| !self.allow_local && !is_public(address.ip())) {
            Some(address) => Err(Error::Io(io::Error::new(io::ErrorKind::PermissionDenied, refusal(address.ip())))),
            None => Ok(found),
        }
    }
}

fn refusal(address: IpAddr) -> String {
    format!("{address} is an address of this machine or its network; `--allow-local` allows it")
}

/// Whether an address is one of the internet.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_reserved = a == 0 || a >= 240 || (a, b, c) == (192, 0, 0) || (a == 198 && b & 0xfe == 18);
    // Of carriers, behind which many share an address.
    let is_shared = a == 100 && b & 0xc0 == 64;
    !(is_reserved
        || is_shared
        || address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation())
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, .., seventh, eighth] = address.segments();
    let embedded = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    if let Some(address) = address.to_ipv4_mapped() {
        return is_public_v4(address);
    }
    match first {
        // Ways to an address of the older kind.
        0x2002 => is_public_v4(embedded(second, address.segments()[2])),
        0x64 if second == 0xff9b => is_public_v4(embedded(seventh, eighth)),
        // The rest is local, multicast, documentation or nobody's.
        0x2001 => second != 0xdb8 && second > 0x1ff,
        _ => (0x2000..0x4000).contains(&first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_internet_and_others() {
        let is_public = |text: &str| is_public(text.parse().unwrap());
        for address in ["1.1.1.1", "172.15.0.1", "192.0.1.1", "100.128.0.1", "2606:4700::1111", "2a00::1", "::ffff:8.8.8.8"] {
            assert!(is_public(address), "{address}");
        }
        for address in [
            "127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "0.1.2.3",
            "100.64.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd12::1",
            "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "2002:7f00:1::", "64:ff9b::a00:1",
            "64:ff9b::7f00:1", "2001:db8::1", "2001::1",
        ] {
            assert!(!is_public(address), "{address}");
        }
    }
}
