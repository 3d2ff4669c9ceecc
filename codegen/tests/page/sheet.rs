//! Makes up a page: the rows are those that a snapshot has, the wording is ours.

use codegen::page::edition::Edition;
use codegen::page::model::Said;

/// What a page says, before any form.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sheet {
    pub(crate) tables: Vec<Members>,
}

/// A table of members, under the name of its section.
#[derive(Debug, Clone)]
pub(crate) struct Members {
    pub(crate) section: String,
    pub(crate) heading: String,
    pub(crate) rows: Vec<Member>,
    /// Whether its head stands there twice, with a rule behind it.
    pub(crate) doubled: bool,
}

/// A row.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) path: String,
    pub(crate) type_name: String,
    pub(crate) required: bool,
    pub(crate) values: Vec<String>,
    pub(crate) note: String,
    pub(crate) item: Option<String>,
}

/// The headings that the page has for tables that have no name of a member.
const HEADINGS: [(&str, &str); 11] = [
    ("request-body-json", "If Content-Type: application/json"),
    (
        "request-body-multipart",
        "If Content-Type: multipart/form-data",
    ),
    ("request-images", "images"),
    ("response-body", "Response body"),
    ("response-images", "images"),
    ("personal-num", "personalNum"),
    ("issue-date", "issueDate"),
    ("bounding-polys", "boundingPolys"),
    ("masking-polys", "maskingPolys"),
    ("bounding-poly-vertices", "boundingPolyVertices"),
    ("", ""),
];

impl Sheet {
    pub(crate) fn of(snapshot: &Edition) -> Self {
        let mut tables: Vec<Members> = Vec::new();
        for row in &snapshot.rows {
            if row.path == "POST" || row.path == "example" {
                continue;
            }
            if tables
                .last()
                .is_none_or(|table| table.section != row.section)
            {
                let heading = HEADINGS.iter().find(|(section, _)| *section == row.section);
                tables.push(Members {
                    section: row.section.clone(),
                    heading: heading
                        .map_or(&*row.section, |(_, heading)| heading)
                        .to_owned(),
                    rows: Vec::new(),
                    doubled: row.section == "rois",
                });
            }
            let words = |said: &Said<Vec<String>>| match said {
                Said::Said(words) => words.clone(),
                _ => Vec::new(),
            };
            let mut values = words(&row.values);
            if row.path == "idType" {
                values = vec!["ID Card".to_owned()];
            }
            // In copied text its value is an item of a list.
            let has_list =
                row.path != "idType" && words(&row.note).get(1).is_some_and(|list| list != "-");
            let own = row.path.rsplit('.').next().unwrap();
            let note = match own {
                "vertices" => "vertices details".to_owned(),
                _ => format!("What the page says of {}", own.to_lowercase()),
            };
            tables.last_mut().unwrap().rows.push(Member {
                path: row.path.clone(),
                type_name: words(&row.type_name).concat(),
                required: words(&row.required) == ["yes"],
                values,
                note,
                item: has_list.then(|| format!("More words about {}", own.to_lowercase())),
            });
        }
        Self { tables }
    }

    /// Every row, by the numbers of its table and in it.
    pub(crate) fn rows(&self) -> Vec<(usize, usize)> {
        let tables = self.tables.iter().enumerate();
        tables
            .flat_map(|(at, table)| (0..table.rows.len()).map(move |row| (at, row)))
            .collect()
    }

    /// With one row otherwise.
    pub(crate) fn with(&self, (table, row): (usize, usize), change: impl Fn(&mut Member)) -> Self {
        let mut sheet = self.clone();
        change(&mut sheet.tables[table].rows[row]);
        sheet
    }

    pub(crate) fn row(&self, section: &str, path: &str) -> (usize, usize) {
        let rows = self.rows().into_iter();
        let is = |(t, r): &(usize, usize)| {
            self.tables[*t].section == section && self.tables[*t].rows[*r].path == path
        };
        rows.into_iter().find(is).unwrap()
    }
}
