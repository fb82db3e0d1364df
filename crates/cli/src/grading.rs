//! The stream from records to answers: each record is graded, its answer written, its outcome counted.

use core_model::{Answer, Program};
use record_io::{About, Destination, Layout, Records, Row, Source, WriteFailure, Writer, answer, invalid};

use crate::console::Console;
use crate::exit::Exit;
use crate::progress::Progress;
use crate::render::Outcomes;
use crate::request::Request;
use crate::settings::Settings;
use crate::trouble::Trouble;

/// What grading has come to so far.
pub struct Grading<'a> {
    /// How many records had each outcome.
    pub outcomes: Outcomes,
    /// How far it has come.
    pub progress: Progress,
    program: &'a Program,
    settings: &'a Settings,
    never_said: usize,
}

impl<'a> Grading<'a> {
    /// Nothing graded yet.
    #[must_use]
    pub fn begin(program: &'a Program, settings: &'a Settings, destination: &Destination) -> Self {
        let progress = Progress::begin(settings, destination);
        Self { outcomes: Outcomes::default(), progress, program, settings, never_said: 0 }
    }

    /// Grades every record of every file. Ends early, and well, where nobody reads the answers any more.
    ///
    /// # Errors
    /// A file is not what it says, or the answers cannot be written.
    pub fn all(
        &mut self,
        files: &mut [Records<'_>],
        request: &Request,
        inputs: &[Source],
        console: &mut Console,
    ) -> Result<(), Trouble> {
        let columns = files.iter().map(Records::columns).collect();
        let about = About::of(self.program, &request.data);
        let layout = Layout { columns, files: request.options.files, lang: self.settings.column_lang, about };
        let written = Writer::create(&request.destination, request.format, &layout, inputs)
            .map_err(Stop::from)
            .and_then(|mut writer| {
                for (nth, records) in files.iter_mut().enumerate() {
                    self.file(nth, records, &mut writer, console)?;
                }
                Ok(writer.finish()?)
            });
        match written {
            Ok(()) | Err(Stop::Closed) => Ok(()),
            Err(Stop::Trouble(trouble)) => Err(trouble),
        }
    }

    /// The exit code where every record must be graded.
    #[must_use]
    pub fn strictly(&self) -> Exit {
        if self.outcomes.all_settled() && self.never_said == 0 { Exit::Well } else { Exit::No }
    }

    fn file(
        &mut self,
        nth: usize,
        records: &mut Records<'_>,
        writer: &mut Writer,
        console: &mut Console,
    ) -> Result<(), Stop> {
        self.tell(records, writer, console)?;
        while let Some(row) = records.next() {
            self.tell(records, writer, console)?;
            let row = row.map_err(|found| Trouble::Data(vec![found]))?;
            let answer = self.grade(&row);
            writer.write(nth, &row, &answer)?;
            self.outcomes.add(answer.outcome.as_str());
            self.progress.row(console)?;
        }
        self.tell(records, writer, console)
    }

    fn grade(&self, row: &Row) -> Answer {
        let lang = self.settings.column_lang;
        match &row.record {
            Ok(record) => answer(self.program, row.place.clone(), &self.program.grade(record), lang),
            Err(problems) => invalid(self.program, row.place.clone(), problems, lang),
        }
    }

    fn tell(&mut self, records: &mut Records<'_>, writer: &mut Writer, console: &mut Console) -> Result<(), Stop> {
        for found in records.findings() {
            self.never_said += usize::from(found.is_never_said());
            writer.note(&found)?;
            self.progress.clear(console)?;
            console.data(&found)?;
        }
        Ok(())
    }
}

/// Why the stream ends early.
enum Stop {
    /// Nobody reads the answers any more.
    Closed,
    /// Something is in the way.
    Trouble(Trouble),
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl From<WriteFailure> for Stop {
    fn from(failure: WriteFailure) -> Self {
        match failure {
            WriteFailure::Closed => Self::Closed,
            WriteFailure::Failed(found) => Self::Trouble(Trouble::Data(vec![*found])),
        }
    }
}
