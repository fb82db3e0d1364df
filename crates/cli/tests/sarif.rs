//! `--message-format sarif`: one log whose objects have the keys of SARIF 2.1.0 and no others, on the stream where JSON goes.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says no by panicking")]

mod grade;

use grade::{Done, Folder, clean};
use serde_json::{Value, json};

const TWICE: &str = "标准 样例 \"样例\"\n因素 duty \"职能\" : none \"无\" < important \"重要\"\n因素 duty \"职务\" : 是否\n规则 甲 当 职龙 为 重要 则 列为 一级\n其余 三级\n";

/// The keys that each object may have, those it must have first, before the bar.
const SHAPES: &[(&str, &str)] = &[
    ("sarifLog", "version runs | $schema"),
    ("run", "tool | language columnKind invocations results"),
    ("tool", "driver |"),
    ("toolComponent", "name | version language rules"),
    ("reportingDescriptor", "id | name shortDescription fullDescription help defaultConfiguration"),
    ("reportingConfiguration", "| level"),
    ("multiformatMessageString", "text | markdown"),
    ("invocation", "executionSuccessful | exitCode toolExecutionNotifications"),
    ("notification", "message | level"),
    ("result", "message | ruleId ruleIndex level locations relatedLocations fixes suppressions properties"),
    ("location", "| id physicalLocation logicalLocations message"),
    ("logicalLocation", "| name fullyQualifiedName kind"),
    ("physicalLocation", "artifactLocation | region"),
    ("artifactLocation", "| uri"),
    ("region", "| startLine startColumn endLine endColumn"),
    ("fix", "artifactChanges | description"),
    ("artifactChange", "artifactLocation replacements |"),
    ("replacement", "deletedRegion | insertedContent"),
    ("artifactContent", "| text"),
    ("message", "| text"),
    ("suppression", "kind | status justification"),
    ("propertyBag", "| expected record witness raised as_of"),
];

/// Which object stands under a key.
const UNDER: &[(&str, &str)] = &[
    ("runs", "run"),
    ("tool", "tool"),
    ("driver", "toolComponent"),
    ("rules", "reportingDescriptor"),
    ("defaultConfiguration", "reportingConfiguration"),
    ("shortDescription", "multiformatMessageString"),
    ("fullDescription", "multiformatMessageString"),
    ("help", "multiformatMessageString"),
    ("invocations", "invocation"),
    ("toolExecutionNotifications", "notification"),
    ("results", "result"),
    ("locations", "location"),
    ("relatedLocations", "location"),
    ("physicalLocation", "physicalLocation"),
    ("logicalLocations", "logicalLocation"),
    ("artifactLocation", "artifactLocation"),
    ("region", "region"),
    ("deletedRegion", "region"),
    ("fixes", "fix"),
    ("artifactChanges", "artifactChange"),
    ("replacements", "replacement"),
    ("insertedContent", "artifactContent"),
    ("message", "message"),
    ("description", "message"),
    ("suppressions", "suppression"),
    ("properties", "propertyBag"),
];

#[test]
fn a_log_holds_places_other_places_proposals_and_rules() {
    let folder = Folder::of(&[("标准/样 例.rules", TWICE)]);
    let done = folder.grade_args(&["check", "标准/样 例.rules", "--message-format", "sarif", "--lang", "zh"]);
    assert_eq!((done.code, done.err.as_str()), (1, ""));
    let run = only_run(&done.out);
    assert_eq!((&run["columnKind"], &run["language"]), (&json!("unicodeCodePoints"), &json!("zh-CN")));
    assert_eq!(run["invocations"][0], json!({"executionSuccessful": true, "exitCode": 1}));
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.iter().map(|one| one["ruleId"].clone()).collect::<Vec<_>>(), ["E0402", "E0401"]);
    let uri = json!("%E6%A0%87%E5%87%86/%E6%A0%B7%20%E4%BE%8B.rules");
    let place = &results[1]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], uri);
    assert_eq!(place["region"], json!({"startLine": 4, "startColumn": 8, "endLine": 4, "endColumn": 10}));
    let change = &results[1]["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["artifactLocation"]["uri"], uri);
    assert_eq!(
        change["replacements"][0],
        json!({"deletedRegion": place["region"], "insertedContent": {"text": "职能"}})
    );
    assert_eq!(results[0]["relatedLocations"][0]["physicalLocation"]["region"]["startLine"], 2);
    assert_eq!(results[0]["relatedLocations"][0]["message"]["text"], "在此声明");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in results {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!((&rule["id"], &result["level"]), (&result["ruleId"], &json!("error")));
        assert!(rule["help"]["markdown"].as_str().unwrap().contains("```rules fails"), "{rule}");
    }
}

#[test]
fn a_policy_without_findings_gives_a_log_without_results_and_no_summary() {
    for command in ["check", "test"] {
        let done = Folder::of(&[("p.rules", &clean())]).grade(&format!("{command} p.rules --message-format sarif"));
        assert_eq!((done.code, done.err.as_str()), (0, ""));
        assert_eq!(only_run(&done.out)["results"], json!([]));
    }
}

#[test]
fn witnesses_and_reasons_of_acceptance_are_in_the_log() {
    let text = "policy p \"p\"\nfactor a : yes/no\nfactor b : yes/no\nrule r when a then level 1\naccept W0108 on b because \"later\"\nproperty \"q\" raising a never lowers level\n";
    let done = Folder::of(&[("x.rules", text)]).grade("check x.rules --message-format sarif");
    let results = only_run(&done.out)["results"].clone();
    let of = |code: &str| results.as_array().unwrap().iter().find(|one| one["ruleId"] == code).unwrap().clone();
    assert_eq!(of("W0104")["properties"]["witness"], json!({"a": false, "b": false}), "{results}");
    assert_eq!(of("W0104")["level"], "warning");
    let accepted = json!([{"kind": "inSource", "status": "accepted", "justification": "later"}]);
    assert_eq!(of("W0108")["suppressions"], accepted);
    assert_eq!(done.code, 0);
}

#[test]
fn several_files_give_one_log() {
    let folder = Folder::of(&[("a.rules", TWICE), ("b.rules", TWICE), ("p.rules", &clean())]);
    let done = folder.grade("check a.rules p.rules none.rules b.rules --message-format sarif");
    let run = only_run(&done.out);
    assert_eq!((done.code, run["results"].as_array().unwrap().len()), (2, 4));
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    let told = &run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    assert!(told.as_str().unwrap().contains("none.rules"), "{told}");
    assert!(done.err.contains("none.rules"), "whoever reads the terminal is told, too: {}", done.err);
}

#[test]
fn the_log_of_run_goes_beside_the_answers() {
    let folder = Folder::sample();
    folder.write("twice.csv", "编号,职能,经济损失\n1,重要,5\n1,重要,6\n");
    let done = folder.grade("run p.rules twice.csv --message-format sarif");
    assert_eq!((done.code, done.lines().len()), (0, 2));
    let result = &only_run(&done.err)["results"][0];
    assert_eq!((&result["ruleId"], &result["level"]), (&json!("D0142"), &json!("warning")));
    assert_eq!(result["properties"]["record"], 2);
    folder.write("none.csv", "编号,职能\n1,重要\n");
    let refused = folder.grade("run p.rules none.csv --message-format sarif");
    let run = only_run(&refused.err);
    assert_eq!((refused.code, refused.out.as_str(), &run["results"][0]["ruleId"]), (2, "", &json!("D0138")));
    assert_eq!(run["invocations"][0], json!({"executionSuccessful": false, "exitCode": 2}));
    folder.write("p.rules", TWICE);
    let wrong: Done = folder.grade("run p.rules twice.csv --message-format sarif");
    assert_eq!((wrong.code, only_run(&wrong.err)["results"].as_array().unwrap().len()), (1, 2));
}

/// The one run of a log, whose objects all have their shapes.
fn only_run(text: &str) -> Value {
    let log: Value = serde_json::from_str(text).unwrap();
    assert_eq!(log["version"], "2.1.0");
    has_shape(&log, "sarifLog");
    assert_eq!(log["runs"].as_array().unwrap().len(), 1);
    log["runs"][0].clone()
}

fn has_shape(object: &Value, shape: &str) {
    let (_, keys) = SHAPES.iter().find(|(name, _)| *name == shape).unwrap();
    let (needed, allowed) = keys.split_once('|').unwrap();
    let object = object.as_object().unwrap();
    for key in needed.split_whitespace() {
        assert!(object.contains_key(key), "{shape} without {key}");
    }
    for (key, value) in object {
        let known = needed.split_whitespace().chain(allowed.split_whitespace()).any(|other| other == key);
        assert!(known, "{shape} has no {key}");
        let Some((_, inner)) = UNDER.iter().find(|(under, _)| under == key) else { continue };
        match value.as_array() {
            Some(list) => list.iter().for_each(|one| has_shape(one, inner)),
            None => has_shape(value, inner),
        }
    }
}
