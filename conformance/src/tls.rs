//! Chooses the cryptography of TLS connections.

/// Makes ring the default of the process, for the client that is built next. Where there is a default
/// already, that stays.
pub fn install_provider() {
    // The error is the provider that could not take the place of another.
    let _ = rustls::crypto::ring::default_provider().install_default();
}
