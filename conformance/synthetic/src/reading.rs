//! Makes up what a field of a card says: its text, and what the service makes of it.
//!
//! What looks like the number of a person must be nobody's: such a number has month 13 or day 00,
//! and everything else has too few digits in a row to be taken for one.

use super::wording;
use crate::Seeded;

/// What one field says.
#[derive(Default)]
pub(super) struct Reading {
    text: String,
    formatted: Formatted,
    /// Came without `formatted` and `maskingPolys`.
    bare: bool,
    masked: bool,
}

#[derive(Default)]
enum Formatted {
    #[default]
    Nothing,
    Value(String),
    Date {
        year: String,
        month: String,
        day: String,
    },
}

const PLACES: [&str; 3] = ["가상특별시", "견본광역시", "시험도 가상시"];

impl Reading {
    /// The reading of a field of a card.
    pub(super) fn new(card: &str, field: &str, seeded: &mut Seeded) -> Self {
        match field {
            "personalNum" | "alienRegNum" => Self::number(field == "alienRegNum", seeded),
            "issueDate" | "renewStartDate" | "renewEndDate" | "expireDate" | "birthDate" => {
                Self::date(card, field, seeded)
            }
            "num" => {
                let text = if card == "pp" {
                    format!("M{}", seeded.digits(8))
                } else {
                    let [region, year, check] = [2, 2, 2].map(|count| seeded.digits(count));
                    format!("{region}-{year}-{}-{check}", seeded.digits(6))
                };
                Self {
                    masked: true,
                    ..Self::text(&text, &text)
                }
            }
            _ => Self::words(card, field, seeded),
        }
    }

    fn text(text: &str, value: &str) -> Self {
        Self {
            text: text.to_owned(),
            formatted: Formatted::Value(value.to_owned()),
            bare: false,
            masked: false,
        }
    }

    fn words(card: &str, field: &str, seeded: &mut Seeded) -> Self {
        let place = seeded.word(&PLACES);
        // Two numbers are drawn for nothing, so that a corpus keeps its bytes.
        seeded.next();
        let (text, value) = match (card, field) {
            (_, "name" | "fullNameKor") => wording::name(seeded),
            (_, "address") => {
                seeded.next();
                wording::address(seeded)
            }
            ("ic" | "dl" | "ac", "authority") => {
                // The red seal is printed across it.
                let seal = seeded.word(&["", " 청바", " 인"]);
                (
                    format!("{place} 가상구청장{seal}"),
                    format!("{place} 가상구청장"),
                )
            }
            _ => {
                let word = seeded.word(choices(card, field));
                (word.to_owned(), word.to_owned())
            }
        };
        Self {
            bare: matches!(
                (card, field),
                ("dl", "type") | ("pp", "authority" | "issueCountry")
            ),
            ..Self::text(&text, &value)
        }
    }

    /// A number that nobody can have.
    fn number(of_foreigner: bool, seeded: &mut Seeded) -> Self {
        let year = seeded.digits(2);
        let (month, day) = if seeded.one_in(2) {
            (13, seeded.between(1, 31))
        } else {
            (seeded.between(1, 12), 0)
        };
        let seventh = if of_foreigner {
            seeded.between(5, 8)
        } else {
            seeded.between(1, 4)
        };
        let born = format!("{year}{month:02}{day:02}");
        let tail = format!("{seventh}{}", seeded.digits(6));
        let between = seeded.word(&["-", "-", "-", " - ", "- ", ""]);
        Self {
            masked: true,
            ..Self::text(&format!("{born}{between}{tail}"), &format!("{born}-{tail}"))
        }
    }

    fn date(card: &str, field: &str, seeded: &mut Seeded) -> Self {
        const MONTHS: [&str; 12] = [
            "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
        ];
        let year = match field {
            "expireDate" | "renewEndDate" => seeded.between(2026, 2035),
            "birthDate" => seeded.between(1900, 1999),
            _ => seeded.between(2000, 2025),
        };
        let month = seeded.between(1, 12);
        // Nobody was born on it; on others, every month has it.
        let day = match field {
            "birthDate" => 0,
            _ => seeded.between(1, 28),
        };
        let index = usize::try_from(month - 1).unwrap_or_default();
        let name = MONTHS.get(index).copied().unwrap_or_default();
        let text = match card {
            "pp" => format!("{day:02} {month}월/{name} {year}"),
            _ => match seeded.between(0, 2) {
                0 => format!("{year}. {month:02}.{day:02}"),
                1 => format!("{year}.{month}.{day}."),
                _ => format!("{year}.{month:02}.{day:02}"),
            },
        };
        Self {
            text,
            formatted: Formatted::Date {
                year: year.to_string(),
                month: format!("{month:02}"),
                day: format!("{day:02}"),
            },
            bare: false,
            masked: field == "issueDate",
        }
    }

    /// What the field has in this member, if it is one that this reading fills.
    pub(super) fn part(&self, member: &str) -> Option<&str> {
        match (member, &self.formatted) {
            ("text", _) => Some(&self.text),
            ("value", Formatted::Value(value)) => Some(value),
            ("year", Formatted::Date { year, .. }) => Some(year),
            ("month", Formatted::Date { month, .. }) => Some(month),
            ("day", Formatted::Date { day, .. }) => Some(day),
            _ => None,
        }
    }

    /// Whether the service sends nothing of it but the text and its place.
    pub(super) fn is_bare(&self) -> bool {
        self.bare
    }

    /// Whether the service says what to cover of it.
    pub(super) fn is_masked(&self) -> bool {
        self.masked
    }
}

/// What a field may say where nothing has to be put together.
fn choices(card: &str, field: &str) -> &'static [&'static str] {
    match (card, field) {
        ("dl", "type") => &["1종보통", "2종보통", "2종소형"],
        ("dl", "code") => &["A1B2C3", "X7Y8Z9"],
        ("dl", "condition") => &["A", "자동변속기"],
        ("dl", "organDonation") => &["장기기증"],
        ("pp", "type") => &["PM", "PS"],
        ("pp", "issueCountry") => &["KOR"],
        ("pp", "surName") => &["HONG", "KIM", "LEE"],
        ("pp", "givenName") => &["GILDONG", "GA SANG"],
        ("pp", "nationality") => &["REPUBLIC OF KOREA"],
        ("pp", "authority") => &["MINISTRY OF FOREIGN AFFAIRS"],
        ("pp", "mrz1") => &["PMKORHONG<<GILDONG<<<<<<<<<<<<<<<<<<<<<<<<<<"],
        // Born on the day 00, and without the part that would hold a number.
        ("pp", "mrz2") => &["M000000000KOR0013009M3001019<<<<<<<<<<<<<<<0"],
        ("ac", "alienRegNumEtc") => &["가상", "외국국적동포"],
        ("ac", "nationality") => &["UTOPIA", "ATLANTIS"],
        ("ac", "visaType") => &["F-4", "E-9", "재외동포(F-4)"],
        ("ac", "authorityEng") => &["CHIEF, GASANG IMMIGRATION OFFICE"],
        (_, "sex") => &["M", "F"],
        _ => &["가상", "견본"],
    }
}
