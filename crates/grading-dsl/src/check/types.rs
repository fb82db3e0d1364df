//! Scales and choices: values declared together, by name or in place.

use core_model::{Named, limits};
use messages::{Called, Countable};

use super::collect::Typed;
use super::scope::{DeclaredType, Scope, TypeId};
use super::space::{Space, Spelling, spellings};
use crate::syntax::{Broken, Name, Text, TypeDecl, ValueList};

/// Declares every scale and choice.
pub(crate) fn declare_all(scope: &mut Scope, types: &[Typed<'_>]) {
    for declared in types {
        match declared {
            Typed::Declared(declared) => declare(scope, declared),
            Typed::Broken(broken) => {
                let spellings = of_broken(broken);
                scope.types.declare(None, &Called::Type, &spellings, &mut scope.diagnostics);
            }
        }
    }
}

/// The values of a list, as a type of its own.
pub(crate) fn values(scope: &mut Scope, title: &str, list: &ValueList) -> TypeId {
    let mut declared =
        DeclaredType { title: title.to_owned(), ordered: list.ordered, values: Vec::new(), names: Space::default() };
    let what = Called::Value(title.to_owned());
    for (index, value) in (0..=u8::MAX).zip(&list.values) {
        let spellings = spellings(&value.name, value.label.as_ref(), &value.aka);
        declared.names.declare(index, &what, &spellings, &mut scope.diagnostics);
        declared.values.push(named(&value.name, value.label.as_ref(), &value.aka));
    }
    if let Some(too_many) = list.values.get(limits::VALUES) {
        scope.tell(super::over(Countable::Values, limits::VALUES, too_many.name.span));
    }
    let id = TypeId(scope.type_values.len());
    scope.type_values.push(declared);
    id
}

/// A name with what else the thing is called.
pub(crate) fn named(name: &Name, label: Option<&Text>, aka: &[Text]) -> Named {
    Named {
        name: name.text.clone(),
        label: label.map(|label| label.text.clone()),
        aka: aka.iter().map(|further| further.text.clone()).collect(),
    }
}

/// What is known of the spellings of a declaration that could not be read.
pub(crate) fn of_broken(broken: &Broken) -> Vec<Spelling<'_>> {
    broken.name.iter().map(Spelling::from).chain(broken.label.iter().map(Spelling::from)).collect()
}

fn declare(scope: &mut Scope, declared: &TypeDecl) {
    let title = declared.label.as_ref().map_or(&declared.name.text, |label| &label.text);
    let id = values(scope, title, &declared.values);
    let spellings = spellings(&declared.name, declared.label.as_ref(), &[]);
    scope.types.declare(Some(id), &Called::Type, &spellings, &mut scope.diagnostics);
}
