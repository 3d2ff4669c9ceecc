//! Names texts by the way that they are written.

/// What a text is that is no JSON.
pub(super) fn name(text: &str) -> Option<String> {
    if has_conflict(text) {
        return Some("a file with the conflict markers of git in it: resolve them".to_owned());
    }
    if let Some(name) = page(text) {
        return Some(name);
    }
    let name = if text.starts_with("<?xml") || is_element(text) {
        "XML: of an export, as of Burp, save what is inside it as HTTP messages or a HAR"
    } else if text.starts_with("curl ") || text.starts_with("$ curl ") {
        "a curl command: run it with -i, and save what it prints"
    } else if is_python(text) {
        "what Python prints of an object, not JSON: write it with json.dumps"
    } else if is_java(text) {
        "what Java or Kotlin prints of an object, not JSON: write it with the JSON library"
    } else if is_base64(text) {
        "base64, of JSON by its first letters: --base64 decodes it"
    } else if is_yaml(text) {
        "YAML: convert it to JSON"
    } else if is_table(text) {
        "a table (CSV): export its column as a line of JSON a row"
    } else {
        return None;
    };
    Some(name.to_owned())
}

fn has_conflict(text: &str) -> bool {
    let begins = |mark: &str| text.lines().any(|line| line.starts_with(mark));
    begins("<<<<<<< ") && begins("=======") && begins(">>>>>>> ")
}

/// A page of HTML, with the status that its title has.
fn page(text: &str) -> Option<String> {
    let start: String = text
        .chars()
        .take(2048)
        .collect::<String>()
        .to_ascii_lowercase();
    let is_page = ["<!doctype html", "<html", "<head", "<body"]
        .iter()
        .any(|beginning| start.starts_with(beginning));
    if !is_page {
        return None;
    }
    let titles = ["<title>", "<h1>"].iter();
    let status = titles
        .filter_map(|tag| start.split_once(tag))
        .find_map(|(_, title)| {
            let mut words = title.split(|letter: char| !letter.is_ascii_alphanumeric());
            let is_status = |word: &&str| {
                word.len() == 3 && word.starts_with(['4', '5']) && word.parse::<u16>().is_ok()
            };
            words.by_ref().take(3).find(is_status)
        });
    Some(match status {
        Some(status) => {
            format!("an HTML page, of status {status} by its title: not the service's answer")
        }
        None => "an HTML page: not the service's answer".to_owned(),
    })
}

fn is_element(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('<') else {
        return false;
    };
    rest.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && rest.contains('>')
        && (rest.contains("</") || rest.contains("/>"))
}

/// `{'a': None}`, `[{'a': 1}]`, `b'{"a": 1}'`, `OrderedDict([('a', 1)])`.
fn is_python(text: &str) -> bool {
    let plain = text.trim_start_matches(['[', '(']);
    let is_dict = plain.starts_with("{'") && (plain.contains("':") || !plain.contains('}'));
    let of_bytes = ["b'{", "b\"{", "b'[", "OrderedDict(", "defaultdict("];
    is_dict || of_bytes.iter().any(|beginning| text.starts_with(beginning))
}

/// `Name(a=1, b=x)`, `Name{a='1'}`, `{a=1, b=x}`, `com.x.Name@1b2c`.
fn is_java(text: &str) -> bool {
    let is_name =
        |letter: &char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '$');
    let name: usize = text.chars().take_while(is_name).map(char::len_utf8).sum();
    let rest = &text[name..];
    let is_class = text[..name]
        .rsplit('.')
        .next()
        .is_some_and(|last| last.starts_with(|letter: char| letter.is_ascii_uppercase()));
    let has_field = |rest: &str| {
        let key: usize = rest.chars().take_while(is_name).map(char::len_utf8).sum();
        key > 0 && rest[key..].starts_with('=')
    };
    let Some(inside) = rest.strip_prefix(['(', '{', '[']) else {
        return is_class
            && rest
                .strip_prefix('@')
                .is_some_and(|hash| hash.starts_with(|digit: char| digit.is_ascii_hexdigit()));
    };
    has_field(inside) && (is_class || name == 0 && rest.starts_with('{'))
}

/// Base64 of what begins with a brace, or of gzip.
fn is_base64(text: &str) -> bool {
    let beginnings = ["eyJ", "eyA", "ewo", "ew0", "W3s", "H4sI"];
    let mut letters = text.trim_end().bytes();
    text.len() >= 8
        && beginnings
            .iter()
            .any(|beginning| text.starts_with(beginning))
        && letters.all(|byte| {
            byte.is_ascii_alphanumeric() || byte.is_ascii_whitespace() || b"+/-_=".contains(&byte)
        })
}

/// `---`, or two lines that begin with a key.
fn is_yaml(text: &str) -> bool {
    let is_key = |line: &&str| {
        let key: usize = { line.chars() }
            .take_while(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-'))
            .count();
        let rest = &line[key..];
        key > 0
            && line.starts_with(|first: char| first.is_ascii_alphabetic())
            && (rest == ":" || rest.starts_with(": "))
    };
    let mut lines = text.lines();
    let is_marked = lines
        .clone()
        .next()
        .is_some_and(|line| line.trim_end() == "---");
    is_marked && text.contains(':')
        || lines.next().as_ref().is_some_and(is_key)
            && lines.next().is_some_and(|line| {
                is_key(&line) || line.starts_with("  ") || line.starts_with("- ")
            })
}

/// A first line that is names of columns, and another line.
fn is_table(text: &str) -> bool {
    let mut lines = text.lines();
    let head = lines.next().unwrap_or_default();
    let is_name = |cell: &str| {
        let cell = cell.trim().trim_matches('"');
        cell.starts_with(|first: char| first.is_alphabetic() || matches!(first, '_' | '@'))
            && cell.len() <= 64
            && cell.chars().all(|letter| {
                letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | ' ' | '@')
            })
    };
    let separator = [',', '\t', ';']
        .into_iter()
        .find(|separator| head.contains(*separator));
    let Some(separator) = separator else {
        return false;
    };
    head.split(separator).all(is_name) && lines.next().is_some_and(|line| line.contains(separator))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_known_by_how_they_are_written() {
        for (text, expected) in [
            ("{'a': None, 'b': [True]}", "what Python prints"),
            ("[{'a': 1}]", "what Python prints"),
            ("b'{\"a\": 1}'", "what Python prints"),
            (
                "OcrResponse(version=V2, images=[Image(uid=1)])",
                "what Java",
            ),
            ("OcrResponse{version='V2'}", "what Java"),
            ("{version=V2, images=[]}", "what Java"),
            ("com.x.OcrResponse@1b2c3d", "what Java"),
            (
                "<html><head><title>502 Bad Gateway</title></head>",
                "an HTML page, of status 502",
            ),
            (
                "<!DOCTYPE html>\n<h1>Error 503</h1>",
                "an HTML page, of status 503",
            ),
            ("<!DOCTYPE html><title>Login</title>", "an HTML page: not"),
            ("<?xml version=\"1.0\"?><items/>", "XML"),
            ("<Error><Code>1</Code></Error>", "XML"),
            (
                "id,created_at,response\n0,1,\"{\"\"a\"\": 1}\"\n",
                "a table",
            ),
            ("\"번호\"\t\"응답\"\n1\t{}\n", "a table"),
            ("---\nversion: V2\n", "YAML"),
            ("version: V2\nimages:\n- uid: a\n", "YAML"),
            ("eyJ2ZXJzaW9uIjogIlYyIn0=\n", "base64"),
            ("curl -X POST https://x -d '{}'", "a curl command"),
            (
                "{\n<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> b\n}",
                "a file with the conflict markers",
            ),
        ] {
            let found = name(text).unwrap_or_default();
            assert!(found.starts_with(expected), "{text}: {found}");
        }
    }
}
