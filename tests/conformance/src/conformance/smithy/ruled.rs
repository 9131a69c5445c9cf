//! Endpoint rules of services whose tests are about endpoints, where the model of the tests has none.

use serde_json::Value;

/// Services with the folders of their rules in the corpus of botocore, and the member that is a parameter of the rules.
const RULED: [(&str, &str, &str); 1] = [("S3", "s3/2006-03-01", "Bucket")];

/// A model with the rules of its service: `rules` gives the text of a file in the corpus. `None` if it needs none.
pub(in super::super) fn with_rules(
    model: &Value,
    rules: impl Fn(&str) -> Option<String>,
) -> Option<Value> {
    const RULES: &str = "smithy.rules#endpointRuleSet";
    let mut model = model.clone();
    let shapes = model.get_mut("shapes")?.as_object_mut()?;
    let mut found = None;
    for shape in shapes.values_mut() {
        let service = shape
            .pointer("/traits/aws.api#service/sdkId")
            .and_then(Value::as_str);
        let row = RULED.iter().find(|(known, ..)| Some(*known) == service);
        let traits = shape.get_mut("traits").and_then(Value::as_object_mut);
        if let (Some((_, folder, member)), Some(traits)) = (row, traits)
            && !traits.contains_key(RULES)
        {
            let text = rules(&format!("{folder}/endpoint-rule-set-1.json"))?;
            traits.insert(RULES.to_owned(), serde_json::from_str(&text).ok()?);
            found = Some(*member);
        }
    }
    let member = found?;
    for shape in shapes.values_mut() {
        let bound = shape.pointer_mut(&format!("/members/{member}/traits"));
        let bound = bound.and_then(Value::as_object_mut);
        if let Some(traits) = bound.filter(|traits| traits.contains_key("smithy.api#httpLabel")) {
            let param = serde_json::json!({"name": member});
            traits.insert("smithy.rules#contextParam".to_owned(), param);
        }
    }
    Some(model)
}

#[cfg(test)]
mod tests {
    use super::with_rules;
    use serde_json::json;

    #[test]
    fn a_model_without_rules_gets_those_of_its_service() {
        let model = |id: &str| {
            json!({"shapes": {
                "n#S": {"type": "service", "traits": {"aws.api#service": {"sdkId": id}}},
                "n#I": {"type": "structure", "members": {"Bucket": {"traits": {"smithy.api#httpLabel": {}}}}},
            }})
        };
        let rules = |file: &str| {
            (file == "s3/2006-03-01/endpoint-rule-set-1.json").then(|| "{}".to_owned())
        };
        let found = with_rules(&model("S3"), rules).unwrap();
        let at = |pointer: &str| found.pointer(pointer).cloned();
        assert_eq!(
            at("/shapes/n#S/traits/smithy.rules#endpointRuleSet"),
            Some(json!({}))
        );
        let member = "/shapes/n#I/members/Bucket/traits/smithy.rules#contextParam/name";
        assert_eq!(at(member), Some(json!("Bucket")));
        assert_eq!(with_rules(&model("Lamp"), rules), None);
        assert_eq!(with_rules(&found, rules), None);
    }
}
