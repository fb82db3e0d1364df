//! File names as URIs: relative ones stay relative, Chinese letters and blanks are percent-encoded.

use std::path::MAIN_SEPARATOR;

/// The name of a file as a URI.
pub fn of(path: &str) -> String {
    let path = path.replace(MAIN_SEPARATOR, "/");
    let encoded = percent_encoded(&path);
    let drive = path.chars().nth(1) == Some(':') && path.starts_with(|first: char| first.is_ascii_alphabetic());
    match (path.starts_with('/'), drive && cfg!(windows)) {
        (true, _) => format!("file://{encoded}"),
        (false, true) => format!("file:///{}", encoded.replacen("%3A", ":", 1)),
        (false, false) => encoded,
    }
}

fn percent_encoded(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn only_what_needs_it_is_encoded() {
        assert_eq!(of("rules/a-b_1.rules"), "rules/a-b_1.rules");
        assert_eq!(of("../标准 %1:2#?.rules"), "../%E6%A0%87%E5%87%86%20%251%3A2%23%3F.rules");
        assert_eq!(of("/x/甲.rules"), "file:///x/%E7%94%B2.rules");
        assert_eq!(of("-"), "-");
    }
}
