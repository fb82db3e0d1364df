//! The shape of a SARIF 2.1.0 log, as far as it is used here: which objects there are and what their keys are called.

use core_model::{ByName, Date};
use serde::Serialize;

/// `sarifLog`
#[derive(Debug, Serialize)]
pub struct Log {
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    pub version: &'static str,
    pub runs: Vec<Run>,
}

/// `run`
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Run {
    pub tool: Tool,
    pub language: &'static str,
    pub column_kind: &'static str,
    pub invocations: Vec<Invocation>,
    pub results: Vec<Outcome>,
}

/// `tool`
#[derive(Debug, Serialize)]
pub struct Tool {
    pub driver: Driver,
}

/// `toolComponent`
#[derive(Debug, Serialize)]
pub struct Driver {
    pub name: &'static str,
    pub version: &'static str,
    pub language: &'static str,
    pub rules: Vec<Rule>,
}

/// `reportingDescriptor`
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    pub id: &'static str,
    #[serde(flatten)]
    pub described: Option<Described>,
    pub default_configuration: Configuration,
}

/// What the page of a code says.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Described {
    pub name: &'static str,
    pub short_description: MessageString,
    pub full_description: MessageString,
    pub help: MessageString,
}

/// `reportingConfiguration`
#[derive(Debug, Serialize)]
pub struct Configuration {
    pub level: &'static str,
}

/// `invocation`
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Invocation {
    pub execution_successful: bool,
    pub exit_code: u8,
    #[serde(rename = "toolExecutionNotifications", skip_serializing_if = "Vec::is_empty")]
    pub notifications: Vec<Notification>,
}

/// `notification`
#[derive(Debug, Serialize)]
pub struct Notification {
    pub level: &'static str,
    pub message: Message,
}

/// `result`
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    pub rule_id: &'static str,
    pub rule_index: usize,
    pub level: &'static str,
    pub message: Message,
    pub locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related_locations: Vec<RelatedLocation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fixes: Vec<Fix>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub suppressions: Vec<Suppression>,
    #[serde(skip_serializing_if = "Properties::is_empty")]
    pub properties: Properties,
}

/// `propertyBag` of a result: what only this tool says.
#[derive(Debug, Default, Serialize)]
pub struct Properties {
    /// What was expected.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub expected: String,
    /// The data record, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<u64>,
    /// What a record says that shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub witness: Option<ByName>,
    /// The second of two records, in which something is raised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raised: Option<ByName>,
    /// The day as of which they show it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
}

impl Properties {
    fn is_empty(&self) -> bool {
        self.expected.is_empty() && self.record.is_none() && self.witness.is_none()
    }
}

/// `suppression`
#[derive(Debug, Serialize)]
pub struct Suppression {
    pub kind: &'static str,
    pub status: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub justification: String,
}

/// `location`
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Location {
    pub physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub logical_locations: Vec<LogicalLocation>,
}

/// `logicalLocation`: a place that is none in a text.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LogicalLocation {
    pub name: String,
    pub fully_qualified_name: String,
    pub kind: &'static str,
}

/// `location` among the related ones
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RelatedLocation {
    pub id: usize,
    pub physical_location: PhysicalLocation,
    pub message: Message,
}

/// `physicalLocation`
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PhysicalLocation {
    pub artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
}

/// `artifactLocation`
#[derive(Debug, Serialize)]
pub struct ArtifactLocation {
    pub uri: String,
}

/// `region`: from 1, columns in code points, the end column being the one after the last.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Region {
    pub start_line: usize,
    pub start_column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

/// `fix`
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Fix {
    pub description: Message,
    pub artifact_changes: Vec<ArtifactChange>,
}

/// `artifactChange`
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ArtifactChange {
    pub artifact_location: ArtifactLocation,
    pub replacements: Vec<Replacement>,
}

/// `replacement`
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Replacement {
    pub deleted_region: Region,
    pub inserted_content: ArtifactContent,
}

/// `artifactContent`
#[derive(Debug, Serialize)]
pub struct ArtifactContent {
    pub text: String,
}

/// `message`
#[derive(Debug, Serialize)]
pub struct Message {
    text: String,
}

impl Message {
    pub fn of(words: &str) -> Self {
        Self { text: braces_doubled(words) }
    }
}

/// `multiformatMessageString`
#[derive(Debug, Serialize)]
pub struct MessageString {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    markdown: Option<String>,
}

impl MessageString {
    pub fn of(words: &str) -> Self {
        Self { text: braces_doubled(words), markdown: None }
    }

    pub fn with_markdown(words: &str, markdown: &str) -> Self {
        Self { markdown: Some(braces_doubled(markdown)), ..Self::of(words) }
    }
}

/// A single brace would begin a placeholder (section 3.11.5 of the standard).
fn braces_doubled(words: &str) -> String {
    words.replace('{', "{{").replace('}', "}}")
}
