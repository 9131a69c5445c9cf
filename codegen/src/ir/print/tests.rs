use crate::bundle::{Bundle, Source};
use crate::config::Config;

#[test]
fn a_model_is_readable() {
    let text = r#"{
        "metadata": {"protocol": "rest-json", "serviceId": "Lamp", "endpointPrefix": "lamp"},
        "operations": {
            "Glow": {"http": {"method": "PUT", "requestUri": "/{Id}"}, "input": {"shape": "In"},
                     "errors": [{"shape": "Dark"}]}
        },
        "shapes": {
            "In": {"type": "structure", "required": ["Id"], "members": {
                "Id": {"shape": "Id", "location": "uri"},
                "Next": {"shape": "In", "locationName": "next"}}},
            "Id": {"type": "string", "min": 1, "max": 9, "pattern": "\\d+", "sensitive": true},
            "Hue": {"type": "string", "enum": ["red\n"]},
            "Dark": {"type": "structure", "exception": true, "error": {"httpStatusCode": 500},
                     "members": {}}
        }
    }"#;
    let bundle = Bundle::new(Source::new("service-2.json", text));
    let (ir, _) = crate::front(&bundle, &Config::default()).expect("the model is right");
    let expected = r#"service Lamp: "Lamp" "Lamp"  speaks(restJson1) at("lamp") signs("lamp v4") auth(SigV4)

operation Glow: PUT /{Id} 200
    in In
    out GlowOutput
    error Dark

structure Dark error(Server) http_status(500) in_error

structure GlowOutput is_output in_output synthetic

enum Hue
    "red\n"

string Id sensitive length(1..=9) pattern("\\d+") in_input holds_sensitive

structure In is_input in_input recursive holds_sensitive
    Id: Id required label
    Next: In boxed json("next")
"#;
    assert_eq!(ir.to_string(), expected);
}
