//! Looks at the invoke URL before a call is made with it. It is a secret: no message shows it.

use super::{CommandError, failed};
use clova_id_card::Secret;
use clova_id_card::operation::POST_ID_CARD;
use url::{Host, Url};

/// Where the service is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// On this machine, so it is a stand-in.
    Here,
    /// Anywhere else.
    Elsewhere,
}

/// Tells where the service is. The path of the operation may end the URL once, as the vendor's
/// console shows it; a call with it twice would be refused, and perhaps charged.
pub(super) fn place(url: &Secret<String>) -> Result<Place, CommandError> {
    // What is no URL the client refuses, before anything is sent.
    let Ok(url) = Url::parse(url.expose()) else {
        return Ok(Place::Elsewhere);
    };
    let once = |path: &str| {
        let path = path.trim_end_matches('/').strip_suffix(POST_ID_CARD.path);
        path.map(ToOwned::to_owned)
    };
    if once(url.path()).and_then(|path| once(&path)).is_some() {
        let message = format!("the invoke URL ends in {} twice", POST_ID_CARD.path);
        return Err(failed(&message));
    }
    let here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    Ok(if here { Place::Here } else { Place::Elsewhere })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(url: &str) -> Option<Place> {
        place(&Secret::new(url.to_owned())).ok()
    }

    #[test]
    fn only_a_loopback_address_is_here() {
        for here in [
            "http://127.0.0.1:8080/custom/v1/0/mock",
            "http://127.9.9.9/",
            "http://localhost:1/x/document/id-card",
            "https://[::1]:8443/x",
        ] {
            assert_eq!(of(here), Some(Place::Here), "{here}");
        }
        for elsewhere in [
            "https://gateway.apigw.ntruss.com/custom/v1/1/key",
            "https://127.0.0.1@gateway.example/x",
            "https://localhost.example/x",
            "https://gateway.example/127.0.0.1",
            "https://gateway.example/x/document/id-card",
            "https://gateway.example/document/id-card/x/document/id-card/",
            "not a URL",
        ] {
            assert_eq!(of(elsewhere), Some(Place::Elsewhere), "{elsewhere}");
        }
    }

    #[test]
    fn a_path_that_is_there_twice_is_refused() {
        for twice in [
            "https://gateway.example/x/document/id-card/document/id-card",
            "http://127.0.0.1:1/document/id-card//document/id-card/",
        ] {
            assert_eq!(of(twice), None, "{twice}");
        }
    }
}
