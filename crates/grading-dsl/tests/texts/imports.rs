//! What importing brings, and what stands in its way.

use grading_dsl::{Files, Unreadable, compile};
use messages::Lang;

use crate::marked::errors_stand_where_marked;

#[test]
fn an_imported_file_brings_declarations_and_rules_ahead() {
    let compiled = errors_stand_where_marked(&[
        ("own.rules", "policy own\nimport \"common/base.rules\"\nrule mine when a then level 2\notherwise level 3"),
        (
            "common/base.rules",
            "policy base combine unique\nimport \"../types.rules\"\nfactor a : yes/no\nfactor b : degree\n\
             rule theirs when a then level 1\notherwise level 1\nalso give a\n\
             test \"fails\" given a = no expect level 2",
        ),
        ("types.rules", "scale degree : low < high"),
    ]);
    let policy = compiled.policy.unwrap();
    assert_eq!(policy.named.name, "own");
    assert_eq!(policy.rules.iter().map(|rule| rule.named.name.as_str()).collect::<Vec<_>>(), ["theirs", "mine"]);
    assert_eq!(policy.combine, core_model::Combine::MostSevere);
    assert!(policy.also_give.is_empty());
    assert!(compiled.tests.is_empty());
}

#[test]
fn a_file_reached_twice_is_brought_in_once() {
    let compiled = errors_stand_where_marked(&[
        ("own.rules", "policy own\nimport \"a.rules\"\nimport \"b.rules\"\nimport \"./a.rules\""),
        ("a.rules", "import \"c.rules\"\nmeasure m"),
        ("b.rules", "import \"c.rules\""),
        ("c.rules", "measure n"),
    ]);
    assert_eq!(compiled.policy.unwrap().measures.len(), 2);
}

#[test]
fn a_circle_is_told_at_its_first_member() {
    errors_stand_where_marked(&[
        ("own.rules", "policy own\nimport \"a.rules\"   # error E1007\n"),
        ("a.rules", "import \"own.rules\""),
    ]);
    errors_stand_where_marked(&[("own.rules", "policy own\nimport \"own.rules\"   # error E1007\n")]);
}

#[test]
fn a_circle_of_three_is_told_once_with_its_places_in_order() {
    let compiled = errors_stand_where_marked(&[
        ("own.rules", "policy own\nimport \"b.rules\"   # error E1007\n"),
        ("b.rules", "import \"a.rules\""),
        ("a.rules", "measure m\nimport \"own.rules\""),
    ]);
    let [told] = compiled.diagnostics.as_slice() else { panic!("{:?}", compiled.diagnostics) };
    assert_eq!(told.problem.words(Lang::En).message, "\"b.rules\" leads back to this file");
    let places = told.related.iter().map(|related| {
        let span = related.span();
        (compiled.sources.name(span.file), compiled.sources.line_column(span.file, span.start).0)
    });
    assert_eq!(places.collect::<Vec<_>>(), [("b.rules", 1), ("a.rules", 2)]);
}

#[test]
fn errors_of_an_imported_file_stand_on_the_import_too() {
    errors_stand_where_marked(&[
        ("own.rules", "policy own\nimport \"a.rules\"   # error E1008\nimport \"b.rules\"   # error E1008\n"),
        ("a.rules", "import \"b.rules\"   # error E1008\n"),
        ("b.rules", "factor x : nothing   # error E0401\n"),
    ]);
}

#[test]
fn what_cannot_be_imported() {
    errors_stand_where_marked(&[
        (
            "sub/own.rules",
            "policy own
             import \"missing.rules\"                       # error E1001
             import \"../outside.rules\"                    # error E1002
             import \"../../far.rules\"                     # error E1002
             import \"/root.rules\"                         # error E1006
             import \"\"                                    # error E1006
            ",
        ),
        ("outside.rules", ""),
    ]);
}

#[test]
fn imports_may_lie_sixteen_deep() {
    for (deepest, error) in [(16, ""), (17, "   # error E0307")] {
        let path = |depth: usize| format!("f{depth}.rules");
        let text = |depth: usize| match depth {
            _ if depth == deepest => String::new(),
            16 => format!("import \"{}\"{error}\n", path(17)),
            _ if error.is_empty() => format!("import \"{}\"\n", path(depth + 1)),
            _ => format!("import \"{}\"   # error E1008\n", path(depth + 1)),
        };
        let files: Vec<(String, String)> = (0..=deepest).map(|depth| (path(depth), text(depth))).collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        errors_stand_where_marked(&files);
    }
}

#[test]
fn a_policy_has_at_most_sixty_four_files() {
    for (further, error) in [(63, ""), (64, "   # error E0307")] {
        let imports: String = (1..further).map(|file| format!("import \"f{file}.rules\"\n")).collect();
        let first = format!("policy p\n{imports}import \"f{further}.rules\"{error}\n");
        let names: Vec<String> = (1..=further).map(|file| format!("f{file}.rules")).collect();
        let mut files = vec![("first.rules", first.as_str())];
        files.extend(names.iter().map(|name| (name.as_str(), "")));
        errors_stand_where_marked(&files);
    }
}

#[test]
fn an_imported_file_may_accept_on_its_own_policy() {
    let compiled = errors_stand_where_marked(&[
        ("own.rules", "policy own\nimport \"base.rules\""),
        ("base.rules", "policy base\naccept W0104 on base because \"留待上级\""),
    ]);
    assert!(compiled.accepted.is_empty());
}

/// A folder in which nothing but the first file can be read.
struct Refusing(Unreadable);

impl Files for Refusing {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        if path == "own.rules" { Ok(b"policy own\nimport \"other.rules\"".to_vec()) } else { Err(self.0.clone()) }
    }
}

#[test]
fn why_a_file_cannot_be_read_is_told() {
    let refusals = [
        (Unreadable::Missing, "E1001"),
        (Unreadable::Outside, "E1002"),
        (Unreadable::NotRegular, "E1003"),
        (Unreadable::Denied, "E1004"),
        (Unreadable::Other("the disk is gone".into()), "E1005"),
    ];
    for (why, code) in refusals {
        let compiled = compile("own.rules", &Refusing(why));
        let told: Vec<&str> = compiled.diagnostics.iter().map(|told| told.problem.code()).collect();
        assert_eq!(told, [code]);
        assert!(compiled.policy.is_none());
    }
}

#[test]
fn a_first_file_that_cannot_be_read_is_told_at_its_beginning() {
    let compiled = compile("missing.rules", &Refusing(Unreadable::Missing));
    assert_eq!(compiled.diagnostics[0].problem.code(), "E1001");
    assert_eq!(compiled.sources.name(compiled.diagnostics[0].span.file), "missing.rules");
}
