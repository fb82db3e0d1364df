//! `grade explain-code`: pages, the list of all, codes that do not exist.

mod grade;

use grade::Folder;

#[test]
fn a_page_is_shown_in_the_language_asked_for_whatever_the_letter_case() {
    let folder = Folder::of(&[]);
    let english = folder.grade("explain-code e0203");
    assert_eq!((english.code, english.err.as_str()), (0, ""));
    assert!(english.out.starts_with("E0203: words run together\n\n"), "{}", english.out);
    assert!(english.out.contains("\nwrong:\n\n    policy p") && english.out.contains("\nright:\n\n    policy p"));
    let chinese = folder.grade("explain-code E0203 D0101 --lang zh").out;
    assert!(chinese.starts_with("E0203: 词连写\n\n"), "{chinese}");
    assert!(chinese.contains("\nD0101: ") && chinese.contains("\n错误写法：\n\n    编号,职能\n"), "{chinese}");
}

#[test]
fn without_a_code_all_are_listed() {
    let folder = Folder::of(&[]);
    let done = folder.grade("explain-code");
    assert_eq!(done.code, 0);
    assert!(done.out.lines().any(|line| line == "E0203  words run together"), "{}", done.out);
    let listed = folder.grade("explain-code --message-format json");
    assert!(listed.lines().iter().any(|line| line["code"] == "D0101" && line["title"].is_string()));
}

#[test]
fn near_codes_are_proposed_for_one_that_does_not_exist() {
    let folder = Folder::of(&[]);
    for (typed, said) in [("E203", "did you mean E0203"), ("e0277", "did you mean E0"), ("x", "lists them all")] {
        let done = folder.grade(&format!("explain-code {typed}"));
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{typed}");
        assert!(done.err.contains(said), "{typed}: {}", done.err);
    }
    let both = folder.grade("explain-code --lang zh E9999 E0203");
    assert_eq!(both.code, 2);
    assert!(both.err.contains("没有代码“E9999”") && both.out.starts_with("E0203"), "{} {}", both.err, both.out);
}

#[test]
fn a_page_as_json_holds_its_examples() {
    let folder = Folder::of(&[]);
    let page = &folder.grade("explain-code D0101 --message-format json").lines()[0];
    let shows: Vec<&str> =
        page["examples"].as_array().unwrap().iter().map(|one| one["shows"].as_str().unwrap()).collect();
    assert_eq!(shows, ["both", "wrong", "right"]);
    assert_eq!(page["examples"][1]["kind"], "csv");
    assert!(page["text"].as_str().unwrap().contains("never guessed"));
}
