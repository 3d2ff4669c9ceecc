//! Reads a command of `curl`: the one program that reference pages call services with.

use super::super::model::{Command, Fault, Part};
use super::json::json;

/// Whether a block of code is a command that can be read.
pub(super) fn is_command(text: &str) -> bool {
    text.split_whitespace().next() == Some("curl")
}

/// Reads a command whose text begins at a line.
pub(super) fn read(text: &str, line: usize) -> Command {
    let (words, slips) = words(text, line);
    let mut command = Command {
        slips,
        ..Command::default()
    };
    let mut bare: Vec<String> = Vec::new();
    let mut words = words.into_iter().skip(1);
    while let Some(word) = words.next() {
        let Some((option, given)) = Opt::of(&word.text) else {
            if !word.text.starts_with('-') {
                bare.push(word.text);
            }
            continue;
        };
        let given = given.map(|text| Word { text, ..word });
        let Some(value) = given.or_else(|| words.next()) else {
            command.slips.push(Fault {
                line,
                message: "an option without what belongs to it".to_owned(),
            });
            break;
        };
        match option {
            Opt::Method => command.method = Some(value.text.to_uppercase()),
            Opt::Url => command.url = Some(value.text),
            Opt::Header => {
                let (name, text) = value.text.split_once(':').unwrap_or((&value.text, ""));
                command
                    .headers
                    .push((name.trim().to_owned(), text.trim().to_owned()));
            }
            Opt::Data => command.parts.push(part(None, value.text, value.line)),
            Opt::Form => {
                let (name, text) = value.text.split_once('=').unwrap_or((&value.text, ""));
                let part = part(Some(name.to_owned()), unquoted(text), value.line);
                command.parts.push(part);
            }
        }
    }
    if command.url.is_none() {
        // Options that are not known here leave what belongs to them bare.
        let url = bare.iter().position(|word| word.contains("://"));
        command.url = bare.into_iter().nth(url.unwrap_or_default());
    }
    if command.method.is_none() {
        let sends = !command.parts.is_empty();
        command.method = Some(if sends { "POST" } else { "GET" }.to_owned());
    }
    command
}

fn part(name: Option<String>, text: String, line: usize) -> Part {
    Part {
        name,
        json: json(&text, line),
        text,
        line,
    }
}

/// An option that is read.
#[derive(Clone, Copy)]
enum Opt {
    Method,
    Url,
    Header,
    Data,
    Form,
}

impl Opt {
    const LONG: [(&str, Self); 10] = [
        ("--request", Self::Method),
        ("--url", Self::Url),
        ("--header", Self::Header),
        ("--data", Self::Data),
        ("--data-raw", Self::Data),
        ("--data-binary", Self::Data),
        ("--data-ascii", Self::Data),
        ("--json", Self::Data),
        ("--form", Self::Form),
        ("--form-string", Self::Form),
    ];
    const SHORT: [(&str, Self); 4] = [
        ("-X", Self::Method),
        ("-H", Self::Header),
        ("-d", Self::Data),
        ("-F", Self::Form),
    ];

    /// The option, and what is joined to it.
    fn of(word: &str) -> Option<(Self, Option<String>)> {
        let (name, given) = match word.split_once('=') {
            Some((name, given)) if word.starts_with("--") => (name, Some(given.to_owned())),
            _ => (word, None),
        };
        if let Some((_, option)) = Self::LONG.iter().find(|(long, _)| *long == name) {
            return Some((*option, given));
        }
        Self::SHORT.iter().find_map(|(short, option)| {
            let given = word.strip_prefix(short)?;
            let given = (!given.is_empty()).then(|| given.to_owned());
            Some((*option, given))
        })
    }
}

/// A word of the shell.
#[derive(Default)]
struct Word {
    text: String,
    line: usize,
}

/// The words of a command as a shell reads them, but that a line may end without a backslash.
fn words(text: &str, line: usize) -> (Vec<Word>, Vec<Fault>) {
    let mut words: Vec<Word> = Vec::new();
    let mut word: Option<Word> = None;
    let mut quote: Option<(char, usize)> = None;
    let mut line = line;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let here = line;
        line += usize::from(c == '\n');
        let begun = || Word {
            text: String::new(),
            line: here,
        };
        match (c, quote) {
            (c, Some((open, _))) if c == open => quote = None,
            ('\\', Some(('"', _)) | None) => {
                let next = rest.next_if(|&next| quote.is_none() || "\"\\$`\n".contains(next));
                line += usize::from(next == Some('\n'));
                if next != Some('\n') {
                    let text = &mut word.get_or_insert_with(begun).text;
                    text.push(next.unwrap_or(c));
                }
            }
            ('\'' | '"', None) => {
                word.get_or_insert_with(begun);
                quote = Some((c, here));
            }
            (c, None) if c.is_whitespace() => words.extend(word.take()),
            (c, _) => word.get_or_insert_with(begun).text.push(c),
        }
    }
    words.extend(word);
    let open = quote.map(|(_, line)| Fault {
        line,
        message: "a quote that does not end".to_owned(),
    });
    (words, open.into_iter().collect())
}

/// The value of a field of a form: the program takes quotes off it too.
fn unquoted(text: &str) -> String {
    let inner = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    let Some(inner) = inner else {
        return text.to_owned();
    };
    let mut plain = String::with_capacity(inner.len());
    let mut rest = inner.chars().peekable();
    while let Some(c) = rest.next() {
        let escaped = rest.next_if(|&next| c == '\\' && matches!(next, '"' | '\\'));
        plain.push(escaped.unwrap_or(c));
    }
    plain
}
