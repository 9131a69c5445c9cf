//! Snapshots of the reports for broken models.

use miette::{GraphicalReportHandler, GraphicalTheme};
use sansmith_tests::{bundle, refuse};

#[test]
fn broken_models_are_reported() {
    insta::glob!("../../fixtures/errors", "*.json", |path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let report = refuse(&bundle(path, &name));
        let report = report.unwrap_or_else(|| panic!("{name} is generated"));
        let mut text = String::new();
        // No colours and fixed width: the same bytes on every machine.
        GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor())
            .with_width(100)
            .with_links(false)
            .render_report(&mut text, &report)
            .unwrap();
        let name = name.trim_end_matches(".json").to_owned();
        insta::with_settings!({
            snapshot_suffix => "",
            omit_expression => true,
            prepend_module_to_snapshot => false,
            snapshot_path => "snapshots/errors",
        }, {
            insta::assert_snapshot!(name, text);
        });
    });
}
