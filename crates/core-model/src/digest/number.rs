//! Numbers in the canonical text. Bounds and possible values follow from the rest, and so are left out.

use super::canonical::Canonical;
use crate::number::{Number, Term, gcd};

impl Canonical<'_> {
    /// A number, by how it is computed.
    pub fn number(&mut self, number: &Number) {
        let Number { term, den, least: _, most: _, finite: _ } = number;
        match term {
            Term::Constant(numerator) => self.constant(*numerator, *den),
            Term::Factor(factor) => self.atoms(&[&"factor", &factor.0]),
            Term::Define(define) => self.define(*define),
            Term::Sum(of) => self.sum(of),
            Term::Times(of, numerator) => self.times(of, *numerator, *den),
            Term::Product(one, other) => {
                self.atom("product");
                self.number(one);
                self.number(other);
            }
            Term::Highest(of) => {
                self.atom("highest");
                self.list(of.iter(), Self::number);
            }
            Term::Lowest(of) => {
                self.atom("lowest");
                self.list(of.iter(), Self::number);
            }
            Term::Round(of) => {
                self.atoms(&[&"round", den]);
                self.number(of);
            }
            Term::Cases(cases, otherwise) => {
                self.atom("cases");
                self.list(cases.iter(), |out, (when, number)| {
                    out.condition(when);
                    out.number(number);
                });
                self.number(otherwise);
            }
            Term::Count(of) => {
                self.atom("count");
                self.list(of.iter(), Self::condition);
            }
            Term::Size(set) => self.atoms(&[&"size", &set.0]),
            Term::Dates(list, window) => {
                self.atoms(&[&"dates", &list.0]);
                self.window(*window);
            }
        }
    }

    fn constant(&mut self, numerator: i128, den: i128) {
        let (numerator, den) = reduced(numerator, den);
        self.atoms(&[&"constant", &numerator, &den]);
    }

    /// A number times a constant fraction; of a constant, the constant that it makes.
    fn times(&mut self, of: &Number, numerator: i128, den: i128) {
        if let Term::Constant(constant) = of.term {
            return self.constant(constant.saturating_mul(numerator), den);
        }
        let (numerator, den) = reduced(numerator, den.checked_div(of.den).unwrap_or(den));
        self.atoms(&[&"times", &numerator, &den]);
        self.number(of);
    }

    fn sum(&mut self, of: &[Number]) {
        let mut addends = Vec::new();
        open(of, &mut addends);
        self.atom("sum");
        self.list(addends.into_iter(), Self::number);
    }
}

/// The addends, those of sums among them included.
fn open<'n>(of: &'n [Number], addends: &mut Vec<&'n Number>) {
    for number in of {
        if let Term::Sum(within) = &number.term {
            open(within, addends);
        } else {
            addends.push(number);
        }
    }
}

fn reduced(numerator: i128, den: i128) -> (i128, i128) {
    let common = gcd(numerator, den).max(1);
    (numerator / common, den / common)
}
