//! Any bytes as a workbook.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKED: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The parts whose XML the bytes may be, in this order.
const PARTS: [&str; 5] = [
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
];

/// A file as it stands where the bytes begin as one; else a sound one, of whose parts the bytes give the content, parted
/// by NUL; a part that is not given is as sheet programs write it.
pub fn book(bytes: &[u8]) {
    let bytes = if bytes.starts_with(b"PK") { bytes.to_vec() } else { packed(bytes) };
    super::records::read("data.xlsx", &bytes);
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut given = bytes.split(|byte| *byte == 0).map(<[u8]>::to_vec);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let root = relations(&relation("rId1", "officeDocument", "xl/workbook.xml"));
    let parts = PARTS.map(|name| (name, given.next().filter(|part| !part.is_empty()).unwrap_or_else(|| usual(name))));
    for (name, part) in [("_rels/.rels", root.into_bytes())].iter().chain(&parts) {
        zip.start_file(*name, stored).unwrap();
        zip.write_all(part).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn usual(part: &str) -> Vec<u8> {
    match part {
        "xl/sharedStrings.xml" => format!("<sst xmlns=\"{MAIN}\"><si><t>职能</t></si><si><t>重要</t></si></sst>"),
        "xl/styles.xml" => format!("<styleSheet xmlns=\"{MAIN}\"><cellXfs count=\"4\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"10\"/><xf numFmtId=\"49\"/></cellXfs></styleSheet>"),
        "xl/workbook.xml" => format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{KINDS}\"><sheets><sheet name=\"风险点\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"),
        "xl/_rels/workbook.xml.rels" => relations(&[
            relation("rId1", "worksheet", "worksheets/sheet1.xml"),
            relation("rId2", "sharedStrings", "sharedStrings.xml"),
            relation("rId3", "styles", "styles.xml"),
        ].concat()),
        _ => format!("<worksheet xmlns=\"{MAIN}\"><sheetData/></worksheet>"),
    }
    .into_bytes()
}

fn relation(id: &str, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{KINDS}/{kind}\" Target=\"{target}\"/>")
}

fn relations(all: &str) -> String {
    format!("<Relationships xmlns=\"{PACKED}\">{all}</Relationships>")
}
