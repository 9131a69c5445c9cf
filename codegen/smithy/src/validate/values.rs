//! `TraitValue`: the value of each trait is one of the shape that defines the trait.
//!
//! <https://smithy.io/2.0/spec/model.html#trait-node-values>

use super::check::Check;
use super::report::Report;
use super::text::trait_name;
use super::views::Views;
use crate::model::Traits;
use crate::subject::Subject;

/// Checks the values of all traits that are not on bundled definitions.
pub(super) fn traits(views: &Views<'_>, report: &mut Report) {
    for shape in views.model.own_shapes() {
        check(views, Subject::Shape(shape), report);
        for member in shape.members.values() {
            check(views, Subject::Member(member), report);
        }
    }
}

fn check(views: &Views<'_>, subject: Subject<'_>, report: &mut Report) {
    let traits: &Traits = subject.traits();
    for found in traits {
        let Some(definition) = views.model.shape(&found.id) else {
            continue;
        };
        let path = vec![format!("trait `{}`", trait_name(&found.id))];
        let mut check = Check::new(views, report.name(), Some(subject.id()), path);
        check.shape(definition, None, &found.node);
        report.events.append(&mut check.events);
    }
}
