//! The packing of a workbook: parts in a ZIP file, inflated under limits that count what really comes out.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Take};
use std::rc::Rc;
use std::sync::Arc;

use core_model::limits::{PACKED_BYTES, PARTS, UNPACKED_BYTES};
use flate2::Crc;
use flate2::read::DeflateDecoder;
use messages::{Counted, DataProblem, FileProblem, Size, WorkbookProblem};
use zip::{CompressionMethod, ZipArchive};

use super::xml::Xml;
use crate::input::{Input, read_some, unreadable};
use crate::source::Source;

/// Where the packed bytes are.
pub(crate) enum Store {
    File(File),
    Memory(Cursor<Arc<[u8]>>),
}

/// A workbook's parts, by name.
pub(crate) struct Package {
    store: Store,
    parts: BTreeMap<String, Part>,
    left: Rc<Cell<u64>>,
}

/// Where one part lies.
#[derive(Debug, Clone)]
struct Part {
    name: String,
    start: u64,
    packed: u64,
    unpacked: u64,
    crc: u32,
    is_deflated: bool,
}

/// One part while it is inflated.
pub(crate) struct Inflating {
    from: Packed,
    left: Rc<Cell<u64>>,
    crc: Crc,
    expected: (u32, u64),
}

enum Packed {
    Deflated(DeflateDecoder<Take<Store>>),
    Stored(Take<Store>),
}

/// What the reading ends with where a part unpacks to more than is read.
#[derive(Debug, thiserror::Error)]
#[error("unpacks to more than is read")]
pub(crate) struct TooMuch;

impl Package {
    /// Opens the workbook and lists its parts.
    pub(crate) fn open(source: &Source, input: Input) -> Result<Self, DataProblem> {
        let mut store = Store::of(source, input)?;
        let length = store.seek(SeekFrom::End(0)).map_err(|error| unreadable(&error))?;
        if length > PACKED_BYTES {
            return Err(WorkbookProblem::TooLarge { size: Size::Packed, most: PACKED_BYTES }.into());
        }
        if entries(&mut store)? > PARTS {
            return Err(WorkbookProblem::TooMany { what: Counted::Parts, most: PARTS }.into());
        }
        let broken = || WorkbookProblem::Broken { part: "ZIP".to_owned() };
        let mut archive = ZipArchive::new(store).map_err(|_| broken())?;
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            let part = archive.by_index_raw(index).map_err(|_| broken())?;
            let name = part.name().map_err(|_| broken())?.replace('\\', "/");
            let is_deflated = part.compression() == CompressionMethod::Deflated;
            if !is_deflated && part.compression() != CompressionMethod::Stored {
                continue;
            }
            let Some(start) = part.data_start().filter(|_| !part.encrypted()) else { continue };
            let (packed, unpacked, crc) = (part.compressed_size(), part.size(), part.crc32());
            let part = Part { name: name.clone(), start, packed, unpacked, crc, is_deflated };
            if parts.insert(key(&name), part).is_some() {
                return Err(WorkbookProblem::Broken { part: name }.into());
            }
        }
        Ok(Self { store: archive.into_inner(), parts, left: Rc::new(Cell::new(UNPACKED_BYTES)) })
    }

    /// Whether there is a part of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&key(name))
    }

    /// The XML of a part, counted against what the whole workbook may unpack to.
    pub(crate) fn xml(&mut self, name: &str) -> Result<Option<Xml>, DataProblem> {
        let left = Rc::clone(&self.left);
        self.inflating(name, left)
    }

    /// The XML of a part that was read before, to be read once more.
    pub(crate) fn again(&mut self, name: &str) -> Result<Option<Xml>, DataProblem> {
        self.inflating(name, Rc::new(Cell::new(UNPACKED_BYTES)))
    }

    fn inflating(&mut self, name: &str, left: Rc<Cell<u64>>) -> Result<Option<Xml>, DataProblem> {
        let Some(part) = self.parts.get(&key(name)) else { return Ok(None) };
        let mut store = self.store.twin().map_err(|error| unreadable(&error))?;
        store.seek(SeekFrom::Start(part.start)).map_err(|error| unreadable(&error))?;
        let packed = store.take(part.packed);
        let from =
            if part.is_deflated { Packed::Deflated(DeflateDecoder::new(packed)) } else { Packed::Stored(packed) };
        let inflating = Inflating { from, left, crc: Crc::new(), expected: (part.crc, part.unpacked) };
        Ok(Some(Xml::new(inflating, &part.name)))
    }
}

/// How the entry of a part begins in the list at the end of the file.
const ENTRY: &[u8] = b"PK\x01\x02";

/// As many entries as the file can have: places at which one may begin. The list itself is read as a whole, so they are
/// counted before it is, and not by what the file says of itself.
fn entries(store: &mut Store) -> Result<usize, FileProblem> {
    store.rewind().map_err(|error| unreadable(&error))?;
    let (mut found, mut window, mut more) = (0, Vec::new(), Vec::new());
    loop {
        read_some(store, &mut more)?;
        if more.is_empty() {
            return Ok(found);
        }
        window.extend_from_slice(&more);
        found += window.windows(ENTRY.len()).filter(|place| *place == ENTRY).count();
        let read = window.len().saturating_sub(ENTRY.len() - 1);
        window.drain(..read);
    }
}

/// Names are compared in any letter case, since some programs write them so.
fn key(name: &str) -> String {
    name.trim_start_matches('/').to_ascii_lowercase()
}

impl Store {
    /// The bytes of a source, where they can be read from any place; of a pipe a copy of them, up to the limit.
    fn of(source: &Source, input: Input) -> Result<Self, FileProblem> {
        let file = |source: &Source| match source {
            Source::Path(path) => File::open(path).ok().filter(|file| file.metadata().is_ok_and(|of| of.is_file())),
            Source::Standard | Source::Memory(..) => None,
        };
        if let Source::Memory(_, bytes) = source {
            return Ok(Self::Memory(Cursor::new(Arc::clone(bytes))));
        }
        if let Some(file) = file(source) {
            return Ok(Self::File(file));
        }
        let Input { beginning, rest, .. } = input;
        let mut bytes = beginning;
        let more = PACKED_BYTES.saturating_add(1);
        rest.take(more).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
        Ok(Self::Memory(Cursor::new(bytes.into())))
    }

    /// The same bytes, to be read from another place. Only one of the two is read at a time.
    fn twin(&self) -> io::Result<Self> {
        Ok(match self {
            Self::File(file) => Self::File(file.try_clone()?),
            Self::Memory(bytes) => Self::Memory(bytes.clone()),
        })
    }
}

impl Read for Store {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Memory(bytes) => bytes.read(buffer),
        }
    }
}

impl Seek for Store {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File(file) => file.seek(to),
            Self::Memory(bytes) => bytes.seek(to),
        }
    }
}

impl Read for Inflating {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match &mut self.from {
            Packed::Deflated(from) => from.read(buffer)?,
            Packed::Stored(from) => from.read(buffer)?,
        };
        if read == 0 && !buffer.is_empty() {
            let (crc, size) = self.expected;
            let (sum, amount) = (self.crc.sum(), u64::from(self.crc.amount()));
            let holds = sum == crc && amount == size & u64::from(u32::MAX);
            return if holds { Ok(0) } else { Err(io::ErrorKind::InvalidData.into()) };
        }
        self.crc.update(buffer.get(..read).unwrap_or_default());
        let left = self.left.get().checked_sub(u64::try_from(read).unwrap_or(u64::MAX));
        self.left.set(left.ok_or_else(|| io::Error::other(TooMuch))?);
        Ok(read)
    }
}
