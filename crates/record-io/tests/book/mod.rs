//! Workbooks made part by part, also such as no sheet program makes.
#![allow(dead_code, clippy::unwrap_used, reason = "each test file uses a part of it; a test says no by panicking")]

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A workbook in the making.
#[derive(Clone)]
pub struct Book {
    /// Its parts, by name.
    pub parts: Vec<(String, Vec<u8>)>,
    sheets: Vec<(String, &'static str)>,
    is_1904: bool,
    pub sheet_type: &'static str,
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKED: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// Formats by number: none, a day, a day in Chinese without a code, per cent, text.
pub const STYLES: &str = r#"<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="31"/><xf numFmtId="10"/><xf numFmtId="49"/></cellXfs></styleSheet>"#;

impl Book {
    /// A workbook of one sheet with this XML in it.
    pub fn of(sheet: &str) -> Self {
        Self { parts: Vec::new(), sheets: Vec::new(), is_1904: false, sheet_type: "worksheet" }
            .part("xl/styles.xml", STYLES)
            .sheet("风险点", "visible", sheet)
    }

    /// The same with one more sheet.
    pub fn sheet(mut self, name: &str, state: &'static str, sheet: &str) -> Self {
        self.sheets.push((name.to_owned(), state));
        let part = format!("xl/worksheets/sheet{}.xml", self.sheets.len());
        self.part(
            &part,
            format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet xmlns=\"{MAIN}\">{sheet}</worksheet>"),
        )
    }

    /// The same with one more part.
    pub fn part(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.parts.retain(|(other, _)| other != name);
        self.parts.push((name.to_owned(), bytes.into()));
        self
    }

    /// The same with these texts to point to, as XML.
    pub fn strings(self, items: &str) -> Self {
        self.part("xl/sharedStrings.xml", format!("<sst xmlns=\"{MAIN}\">{items}</sst>"))
    }

    /// The same with days counted from 1904.
    pub fn since_1904(mut self) -> Self {
        self.is_1904 = true;
        self
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        self.zipped(SimpleFileOptions::default())
    }

    /// The file, its parts not deflated.
    pub fn stored(&self) -> Vec<u8> {
        self.zipped(SimpleFileOptions::default().compression_method(CompressionMethod::Stored))
    }

    /// How many parts it has.
    pub fn count(&self) -> usize {
        self.frame().len() + self.parts.len()
    }

    /// The bytes of all parts that are read.
    pub fn unpacked(&self) -> usize {
        self.frame().iter().chain(&self.parts).map(|(_, bytes)| bytes.len()).sum()
    }

    fn zipped(&self, options: SimpleFileOptions) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in self.frame().iter().chain(&self.parts) {
            zip.start_file(name.as_str(), options).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn frame(&self) -> Vec<(String, Vec<u8>)> {
        let numbered = self.sheets.iter().zip(1..);
        let sheets: String = numbered
            .clone()
            .map(|((name, state), id)| {
                format!("<sheet name=\"{name}\" sheetId=\"{id}\" state=\"{state}\" r:id=\"rId{id}\"/>")
            })
            .collect();
        let parts: String = numbered
            .map(|(_, id)| relation(&format!("rId{id}"), self.sheet_type, &format!("worksheets/sheet{id}.xml")))
            .collect();
        let dates = if self.is_1904 { "<workbookPr date1904=\"1\"/>" } else { "" };
        let more =
            relation("rIdS", "sharedStrings", "sharedStrings.xml") + &relation("rIdT", "styles", "/xl/styles.xml");
        vec![
            ("_rels/.rels".to_owned(), relations(&relation("rId1", "officeDocument", "xl/workbook.xml")).into_bytes()),
            (
                "xl/workbook.xml".to_owned(),
                format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{KINDS}\">{dates}<sheets>{sheets}</sheets></workbook>")
                    .into_bytes(),
            ),
            ("xl/_rels/workbook.xml.rels".to_owned(), relations(&(parts + &more)).into_bytes()),
        ]
    }
}

fn relation(id: &str, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{KINDS}/{kind}\" Target=\"{target}\"/>")
}

fn relations(all: &str) -> String {
    format!("<Relationships xmlns=\"{PACKED}\">{all}</Relationships>")
}

/// A sheet of rows of texts; of `s="1"|<v>5</v>` the attributes of the cell and the XML inside it.
pub fn data(rows: &[&[&str]]) -> String {
    let rows: String = rows.iter().zip(1..).map(|(cells, row)| line(row, cells)).collect();
    format!("<sheetData>{rows}</sheetData>")
}

/// A row with this number.
pub fn line(row: u32, cells: &[&str]) -> String {
    let cells: String = cells.iter().zip(b'A'..).map(|(cell, column)| one(char::from(column), row, cell)).collect();
    format!("<row r=\"{row}\">{cells}</row>")
}

fn one(column: char, row: u32, cell: &str) -> String {
    match cell.split_once("|<") {
        Some((attributes, inner)) => format!("<c r=\"{column}{row}\" {attributes}><{inner}</c>"),
        None if cell.is_empty() => String::new(),
        None => format!("<c r=\"{column}{row}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{cell}</t></is></c>"),
    }
}
