use grading_dsl::parse;
use messages::FileId;
#[test]
fn depth() {
    let kib: usize = std::env::var("KIB").unwrap().parse().unwrap();
    let d: usize = std::env::var("DEPTH").unwrap().parse().unwrap();
    let text = format!("rule r when {}a{} then level 1", std::env::var("OPEN").unwrap().repeat(d), ")".repeat(d));
    let t = std::thread::Builder::new()
        .stack_size(kib << 10)
        .spawn(move || {
            let (f, d) = parse(FileId(0), &text);
            std::mem::forget(f);
            d.len()
        })
        .unwrap();
    println!("{:?}", t.join().unwrap());
}
