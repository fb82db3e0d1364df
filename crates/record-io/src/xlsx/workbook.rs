//! A workbook: its sheets in order, which of them are shown, where their parts lie, and from when it counts days.

use core_model::limits::SHEETS;
use messages::{Binary, Counted, DataProblem, FileProblem, WorkbookProblem};

use super::package::Package;

/// A workbook, its sheets not yet read.
#[derive(Debug, Default)]
pub(crate) struct Workbook {
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) is_1904: bool,
    pub(crate) strings: Option<String>,
    pub(crate) styles: Option<String>,
}

/// A sheet of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) part: String,
    pub(crate) shown: Shown,
}

/// Whether a sheet is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    Visible,
    Hidden,
}

/// What one part says of another.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

impl Workbook {
    /// Reads what the package says of itself.
    pub(crate) fn read(package: &mut Package) -> Result<Self, DataProblem> {
        let roots = relations(package, "")?;
        let main = roots.iter().find(|relation| relation.kind.ends_with("/officeDocument"));
        let Some(main) = main.map(|relation| relation.target.clone()).filter(|main| package.has(main)) else {
            return Err(FileProblem::Binary(other(package)).into());
        };
        if main.to_ascii_lowercase().ends_with(".bin") {
            return Err(FileProblem::Binary(Binary::BinaryWorkbook).into());
        }
        let relations = relations(package, &main)?;
        let of = |kind: &str| relations.iter().find(|relation| relation.kind.ends_with(kind));
        let part = |kind: &str| of(kind).map(|relation| relation.target.clone());
        let mut book = Self { strings: part("/sharedStrings"), styles: part("/styles"), ..Self::default() };
        let Some(xml) = package.xml(&main)? else { return Err(FileProblem::Binary(Binary::Zip).into()) };
        let mut is_workbook = false;
        xml.each(|tag| {
            is_workbook |= tag.is("workbook");
            if tag.is("workbookPr") {
                book.is_1904 = tag.says("date1904");
            }
            if tag.is("sheet") && book.sheets.len() == SHEETS {
                return Err(WorkbookProblem::TooMany { what: Counted::Sheets, most: SHEETS });
            }
            if tag.is("sheet") {
                let id = tag.get("id").unwrap_or_default();
                let sheet =
                    relations.iter().find(|relation| relation.id == id && relation.kind.ends_with("/worksheet"));
                if let (Some(sheet), Some(name)) = (sheet, tag.get("name")) {
                    let shown = match tag.get("state").as_deref() {
                        Some("hidden" | "veryHidden") => Shown::Hidden,
                        Some(_) | None => Shown::Visible,
                    };
                    book.sheets.push(Sheet { name: name.into_owned(), part: sheet.target.clone(), shown });
                }
            }
            Ok(())
        })?;
        if is_workbook { Ok(book) } else { Err(FileProblem::Binary(other(package)).into()) }
    }
}

/// What the package is, if it is no workbook.
fn other(package: &Package) -> Binary {
    if package.has("mimetype") && package.has("content.xml") {
        Binary::OpenDocument
    } else if package.has("word/document.xml") || package.has("ppt/presentation.xml") {
        Binary::Document
    } else if package.has("xl/workbook.bin") {
        Binary::BinaryWorkbook
    } else {
        Binary::Zip
    }
}

/// What a part, or the package as a whole, says of others.
fn relations(package: &mut Package, part: &str) -> Result<Vec<Relation>, DataProblem> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let between = if folder.is_empty() { "" } else { "/" };
    let Some(xml) = package.xml(&format!("{folder}{between}_rels/{name}.rels"))? else { return Ok(Vec::new()) };
    let mut relations = Vec::new();
    xml.each(|tag| {
        let told = (tag.get("Id"), tag.get("Type"), tag.get("Target"));
        if let (true, (Some(id), Some(kind), Some(target))) = (tag.is("Relationship"), told) {
            let target = resolved(folder, &target);
            relations.push(Relation { id: id.into_owned(), kind: kind.into_owned(), target });
        }
        if relations.len() > 4 * SHEETS {
            return Err(WorkbookProblem::Broken { part: format!("{name}.rels") });
        }
        Ok(())
    })?;
    Ok(relations)
}

/// The name of a part that another in this folder speaks of.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let (base, target) = target.strip_prefix('/').map_or((folder, target.as_str()), |whole| ("", whole));
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
