//! Lists the formats that are read, by their names on the command line.

/// How payloads stand in an input. Compression is no format: it is found by content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// One payload.
    Json,
    /// A JSON array, each of its elements a payload.
    Array,
    /// A payload a line.
    Ndjson,
    /// An HTTP archive (HAR 1.2).
    Har,
    /// HTTP messages as `curl -i` leaves them.
    Http,
    /// What `curl --trace` and `curl --trace-ascii` write.
    CurlTrace,
    /// JSON values one behind the other, whatever stands between them; RFC 7464 too.
    Values,
    /// Text with JSON in it: what looks like a document of this API.
    Text,
    /// The log of a container as docker keeps it.
    Docker,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Json,
        Self::Array,
        Self::Ndjson,
        Self::Har,
        Self::Http,
        Self::CurlTrace,
        Self::Values,
        Self::Text,
        Self::Docker,
    ];

    /// What it is called on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Array => "array",
            Self::Ndjson => "ndjson",
            Self::Har => "har",
            Self::Http => "http",
            Self::CurlTrace => "curl-trace",
            Self::Values => "values",
            Self::Text => "text",
            Self::Docker => "docker",
        }
    }

    /// How an input of this format is read, in words.
    pub fn reading(self) -> &'static str {
        match self {
            Self::Json => "one document",
            Self::Array => "the elements of an array",
            Self::Ndjson => "a document a line",
            Self::Har => "the exchanges of an HTTP archive",
            Self::Http => "HTTP messages",
            Self::CurlTrace => "the exchanges of a curl trace",
            Self::Values => "documents one behind the other",
            Self::Text => "lines with text before or behind the JSON",
            Self::Docker => "the output of a container",
        }
    }

    /// The format of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == name)
    }
}
