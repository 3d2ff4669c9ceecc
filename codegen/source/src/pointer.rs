//! Writes and reads the tokens of a JSON Pointer.

/// A key as a token of a JSON Pointer (RFC 6901, section 3).
pub fn escape_token(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The key that a token of a JSON Pointer means (RFC 6901, section 4).
pub fn unescape_token(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_reads_back() {
        for (key, token) in [("", ""), ("a/b", "a~1b"), ("~1", "~01"), ("~/~", "~0~1~0")] {
            assert_eq!(escape_token(key), token);
            assert_eq!(unescape_token(token), key);
        }
    }
}
