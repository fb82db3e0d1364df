//! JSON in the making, with members in the order given.

/// A JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    Null,
    Flag(bool),
    /// A number as it is written.
    Number(String),
    Text(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

/// A text.
pub(super) fn text(text: impl Into<String>) -> Node {
    Node::Text(text.into())
}

/// A number.
pub(super) fn number(number: impl ToString) -> Node {
    Node::Number(number.to_string())
}

/// A list of texts.
pub(super) fn texts<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Node {
    Node::List(texts.into_iter().map(text).collect())
}

/// An object.
pub(super) fn object<const N: usize>(members: [(&str, Node); N]) -> Node {
    Node::Object(members.into_iter().map(|(name, node)| (name.to_owned(), node)).collect())
}

impl Node {
    /// The object with one more member; any other value as it is.
    pub(super) fn with(mut self, name: &str, node: Node) -> Self {
        if let Self::Object(members) = &mut self {
            members.push((name.to_owned(), node));
        }
        self
    }

    /// As text, a member a line; lists of single values on one.
    pub(super) fn written(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, 0);
        out.push('\n');
        out
    }

    fn write(&self, out: &mut String, depth: usize) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Flag(flag) => out.push_str(if *flag { "true" } else { "false" }),
            Self::Number(number) => out.push_str(number),
            Self::Text(text) => out.push_str(&quoted(text)),
            Self::List(items) if items.iter().all(Self::is_single) => {
                out.push('[');
                separated(out, items, ", ", |out, item| item.write(out, depth));
                out.push(']');
            }
            Self::List(items) => {
                out.push('[');
                let between = line(depth + 1);
                out.push_str(&between);
                separated(out, items, &format!(",{between}"), |out, item| item.write(out, depth + 1));
                out.push_str(&line(depth));
                out.push(']');
            }
            Self::Object(members) if members.is_empty() => out.push_str("{}"),
            Self::Object(members) => {
                out.push('{');
                let between = line(depth + 1);
                out.push_str(&between);
                separated(out, members, &format!(",{between}"), |out, (name, node)| {
                    out.push_str(&quoted(name));
                    out.push_str(": ");
                    node.write(out, depth + 1);
                });
                out.push_str(&line(depth));
                out.push('}');
            }
        }
    }

    fn is_single(&self) -> bool {
        match self {
            Self::Null | Self::Flag(_) | Self::Number(_) | Self::Text(_) => true,
            Self::List(_) | Self::Object(_) => false,
        }
    }
}

fn separated<T>(out: &mut String, items: &[T], between: &str, write: impl Fn(&mut String, &T)) {
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push_str(between);
        }
        write(out, item);
    }
}

fn line(depth: usize) -> String {
    format!("\n{}", "  ".repeat(depth))
}

/// A JSON string: marks and control characters escaped.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{0}'..='\u{1f}' | '\u{7f}' => out.push_str(&format!("\\u{:04x}", u32::from(letter))),
            _ => out.push(letter),
        }
    }
    out.push('"');
    out
}
