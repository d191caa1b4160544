//! Finds out for whom a request is made, believing nobody but the proxies that were named.
//!
//! Owns the word `Trusted`. It never believes what a browser says of its own address.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, Request},
    http::HeaderMap,
};

/// The proxies that are believed, and where they say for whom they ask.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trusted {
    /// Their addresses, each with the number of its bits that count.
    pub networks: Vec<(IpAddr, u8)>,
    /// The header in which they say it.
    pub header: String,
}

impl Trusted {
    fn holds(&self, address: IpAddr) -> bool {
        self.networks
            .iter()
            .any(|(network, bits)| within(address, *network, *bits))
    }
}

fn within(address: IpAddr, network: IpAddr, bits: u8) -> bool {
    let bits = u32::from(bits);
    match (address, network.to_canonical()) {
        (IpAddr::V4(one), IpAddr::V4(other)) => {
            let differ = one.to_bits() ^ other.to_bits();
            differ.leading_zeros() >= bits
        }
        (IpAddr::V6(one), IpAddr::V6(other)) => {
            let differ = one.to_bits() ^ other.to_bits();
            differ.leading_zeros() >= bits
        }
        _ => false,
    }
}

/// For whom a request is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked {
    /// Their address.
    pub(super) address: Option<IpAddr>,
    /// Whether a proxy says that they came by an open line.
    pub(super) is_open: bool,
}

/// Finds out for whom a request is made.
pub(super) fn of(request: &Request, trusted: &Trusted) -> Asked {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map(|ConnectInfo(address)| address.ip().to_canonical());
    asked(peer, request.headers(), trusted)
}

/// # Rule
/// From the end of the list, which the nearest proxy wrote, back to the first that is no proxy
/// of ours: whatever stands before it, anybody may have written.
fn asked(peer: Option<IpAddr>, headers: &HeaderMap, trusted: &Trusted) -> Asked {
    let Some(peer) = peer.filter(|peer| trusted.holds(*peer)) else {
        return Asked {
            address: peer,
            is_open: false,
        };
    };
    let lines = headers.get_all(&trusted.header).iter();
    let told: Vec<Option<IpAddr>> = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .map(|text| address(text.trim()))
        .collect();
    let mut address = peer;
    for one in told.into_iter().rev() {
        let Some(one) = one else {
            break;
        };
        address = one;
        if !trusted.holds(one) {
            break;
        }
    }
    let scheme = headers.get("x-forwarded-proto");
    Asked {
        address: Some(address),
        is_open: scheme.is_some_and(|scheme| scheme.as_bytes().eq_ignore_ascii_case(b"http")),
    }
}

/// An address, with a port or without.
fn address(text: &str) -> Option<IpAddr> {
    let found = text.parse().ok();
    let found = found.or_else(|| text.parse().ok().map(|with: SocketAddr| with.ip()));
    found.map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    fn found(peer: &str, lines: &[&'static str]) -> String {
        let trusted = Trusted {
            networks: vec![
                (ip("127.0.0.1"), 32),
                (ip("10.1.0.0"), 16),
                (ip("fd00::"), 8),
            ],
            header: "x-forwarded-for".to_owned(),
        };
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-forwarded-for", HeaderValue::from_static(line));
        }
        let asked = asked(Some(ip(peer).to_canonical()), &headers, &trusted);
        asked.address.expect("an address").to_string()
    }

    #[test]
    fn only_a_proxy_that_was_named_is_believed() {
        assert_eq!(found("203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
        assert_eq!(found("127.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(found("::ffff:127.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(found("fd00::7", &["2001:db8::1"]), "2001:db8::1");
        assert_eq!(found("10.2.0.1", &["198.51.100.1"]), "10.2.0.1");
        assert_eq!(found("127.0.0.1", &[]), "127.0.0.1");
    }

    #[test]
    fn what_a_browser_wrote_in_front_is_not_believed() {
        let forged = ["1.1.1.1, 198.51.100.1, 10.1.2.3"];
        assert_eq!(found("127.0.0.1", &forged), "198.51.100.1");
        let lines = ["1.1.1.1", "198.51.100.1:443"];
        assert_eq!(found("127.0.0.1", &lines), "198.51.100.1");
        assert_eq!(
            found("127.0.0.1", &["198.51.100.1, x, 10.1.2.3"]),
            "10.1.2.3"
        );
        assert_eq!(found("127.0.0.1", &["nonsense"]), "127.0.0.1");
    }

    #[test]
    fn an_open_line_is_told_by_a_named_proxy_alone() {
        let trusted = Trusted {
            networks: vec![(ip("127.0.0.1"), 32)],
            header: "x-forwarded-for".to_owned(),
        };
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-proto", HeaderValue::from_static("http"));
        assert!(asked(Some(ip("127.0.0.1")), &headers, &trusted).is_open);
        assert!(!asked(Some(ip("203.0.113.9")), &headers, &trusted).is_open);
    }
}
