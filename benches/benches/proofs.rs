//! How long everything that `grade check` finds in a policy takes, by shape and number of rules: its text compiled, its
//! warnings found, and both after a change of one line.

use std::time::Duration;

use core_model::limits::ANALYSIS_STEPS;
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use grading_benches::{Shape, compiled};
use policy_analysis::findings;

/// Shapes, and the most rules of each that are tried.
const MOST: [(Shape, usize); 6] = [
    (Shape::Chance, 10_000),
    (Shape::Ladder, 1_000),
    (Shape::Table, 1_000),
    (Shape::AtLeast, 1_000),
    (Shape::Matrix, 1_000),
    (Shape::Scorecard, 80),
];

fn found(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("findings");
    group.sample_size(10).warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_secs(1));
    for (shape, name) in Shape::ALL {
        let most = MOST.iter().find(|(of, _)| *of == shape).map_or(0, |(_, most)| *most);
        for rules in [10, 80, 1_000, 10_000].into_iter().filter(|rules| *rules <= most) {
            let text = shape.policy(rules);
            let Some(policy) = compiled(&text) else { continue };
            group.bench_with_input(BenchmarkId::new(name, rules), &policy, |bench, policy| {
                bench.iter(|| findings(policy, ANALYSIS_STEPS));
            });
        }
    }
    group.finish();
}

fn checked(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("compiled");
    group.sample_size(10).warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_secs(1));
    for rules in [10, 80, 1_000, 10_000] {
        let text = Shape::Chance.policy(rules);
        group.bench_with_input(BenchmarkId::from_parameter(rules), &text, |bench, text| bench.iter(|| compiled(text)));
    }
    group.finish();
}

criterion_group!(benches, found, checked);
criterion_main!(benches);
