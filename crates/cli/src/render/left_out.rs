//! What is said of diagnostics that are not shown.

use std::collections::BTreeMap;

use messages::Lang;

/// How many are not shown, by code.
#[must_use]
pub fn left_out(counts: &BTreeMap<&'static str, usize>, lang: Lang) -> String {
    let all: usize = counts.values().sum();
    match lang {
        Lang::En => {
            let each: Vec<String> = counts.iter().map(|(code, count)| format!("{code}: {count}")).collect();
            format!("{all} more are not shown ({}); mend those above first", each.join(", "))
        }
        Lang::Zh => {
            let each: Vec<String> = counts.iter().map(|(code, count)| format!("{code} {count} 处")).collect();
            format!("另有 {all} 处未列出（{}），请先改正以上各处", each.join("，"))
        }
    }
}
