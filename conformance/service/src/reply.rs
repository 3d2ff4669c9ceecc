//! Holds an answer in pieces, a status, a media type and a body, so that a fault can take them
//! apart.

/// An answer that was made and not yet sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) media_type: &'static str,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
}

const JSON: &str = "application/json;charset=UTF-8";

impl Reply {
    pub(super) fn json(status: u16, body: Vec<u8>) -> Self {
        Self::of(status, JSON, body)
    }

    pub(super) fn of(status: u16, media_type: &'static str, body: Vec<u8>) -> Self {
        Self {
            status,
            media_type,
            headers: Vec::new(),
            body,
        }
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Everything before the body.
    pub(super) fn head(&self, length: Length, keep_alive: bool) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, phrase(self.status));
        let mut line = |name: &str, value: &str| {
            head.extend([name, ": ", value, "\r\n"]);
        };
        if !self.body.is_empty() {
            line("Content-Type", self.media_type);
        }
        match length {
            Length::Known(length) => line("Content-Length", &length.to_string()),
            Length::Chunked => line("Transfer-Encoding", "chunked"),
        }
        for (name, value) in &self.headers {
            line(name, value);
        }
        line(
            "Connection",
            if keep_alive { "keep-alive" } else { "close" },
        );
        head.push_str("\r\n");
        head.into_bytes()
    }
}

/// How the end of a body is declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    Known(u64),
    Chunked,
}

fn phrase(status: u16) -> &'static str {
    match status {
        200 => "OK",
        400 => "Bad Request",
        401 => "Unauthorized",
        404 => "Not Found",
        405 => "Method Not Allowed",
        413 => "Content Too Large",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "Unknown",
    }
}

/// A moment, in seconds since 1970, as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT`.
pub(super) fn http_date(seconds: u64) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let day = seconds / 86_400;
    let name = |names: &[&'static str], index: u64| {
        let index = usize::try_from(index).unwrap_or_default();
        names.get(index).copied().unwrap_or_default()
    };
    // Days are counted from the first of March of the year 0, so that the leap day comes last.
    let shifted = day + 719_468;
    let era = shifted / 146_097;
    let of_era = shifted % 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let date = of_year - (153 * from_march + 2) / 5 + 1;
    let month = (from_march + 2) % 12;
    let year = year_of_era + era * 400 + u64::from(month < 2);
    format!(
        "{}, {date:02} {} {year:04} {:02}:{:02}:{:02} GMT",
        name(&DAYS, day % 7),
        name(&MONTHS, month),
        seconds / 3600 % 24,
        seconds / 60 % 60,
        seconds % 60,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_what_http_wants() {
        let reply = Reply::json(429, b"{}".to_vec()).with("Retry-After", "1");
        let head = String::from_utf8(reply.head(Length::Known(2), false)).unwrap();
        assert_eq!(
            head,
            "HTTP/1.1 429 Too Many Requests\r\nContent-Type: application/json;charset=UTF-8\r\n\
             Content-Length: 2\r\nRetry-After: 1\r\nConnection: close\r\n\r\n"
        );
        let empty = Reply::of(520, "", Vec::new());
        let head = String::from_utf8(empty.head(Length::Known(0), true)).unwrap();
        assert_eq!(
            head,
            "HTTP/1.1 520 Unknown\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n"
        );
    }

    #[test]
    fn a_date_is_one_of_the_calendar() {
        for (seconds, date) in [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
            (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"),
            (1_735_689_600, "Wed, 01 Jan 2025 00:00:00 GMT"),
        ] {
            assert_eq!(http_date(seconds), date);
        }
    }
}
