//! Writes random lines for `wire`: inputs, valid and not, and responses, damaged and not. What `cargo xtask differential --dynamic`
//! runs: `lines MODEL NAME COUNT SEED [PROTOCOL [OPERATIONS]]`.

use std::error::Error;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use arbitrary::Unstructured;
use sansmith::arbitrary::{Codec, RandomTree, Range, ValueOptions};
use sansmith::deserializer::read_as;
use sansmith::json::{JsonWriter, Names};
use sansmith::schema::Location;
use sansmith::{Codecs as _, Schema, serializer};
use sansmith_build::bundle::read_bundle;
use sansmith_codegen::Config;
use sansmith_codegen::ir::Protocol;
use sansmith_dynamic::{DynValue, Model, Operation};
use serde_json::{Value, json};

/// Random numbers: xorshift.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % (count.max(1) as u64)).unwrap_or(0)
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn value(&mut self, schema: &'static Schema, codec: Codec) -> DynValue {
        let count = self.below(64);
        let bytes: Vec<u8> = (0..count).flat_map(|_| self.next().to_le_bytes()).collect();
        let range = if self.one_in(2) {
            Range::Valid
        } else {
            Range::Any
        };
        let options = ValueOptions { range, codec };
        let mut bytes = Unstructured::new(&bytes);
        let mut tree = RandomTree::new(&mut bytes, options);
        let root = tree.root();
        read_as(&mut tree, root, schema)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [model, name, count, seed, rest @ ..] = &*arguments else {
        return Err("usage: lines MODEL NAME COUNT SEED [PROTOCOL [OPERATIONS]]".into());
    };
    let operations = rest
        .get(1)
        .map(|list| list.split(',').map(str::to_owned).collect());
    let config = Config {
        protocol: rest.first().and_then(|name| Protocol::from_name(name)),
        operations,
        ..Config::default()
    };
    let bundle = read_bundle(Path::new(model), model)?;
    let model = Model::of_bundle(&bundle, &config)?;
    let operations: Vec<Operation> = model.operations().collect();
    let mut random = Random(seed.parse::<u64>()?.wrapping_mul(2).wrapping_add(1));
    let mut output = BufWriter::new(io::stdout().lock());
    for _ in 0..count.parse::<u64>()? {
        let place = random.below(operations.len());
        let operation = operations.get(place).ok_or("the model has no operations")?;
        let mut line = match random.below(8) {
            0..=3 => json!({"input": input(*operation, &mut random)}),
            4 => json!({"input": input(*operation, &mut random), "validate": true}),
            _ => json!({"response": response(*operation, &mut random), "shape": true}),
        };
        line["operation"] = operation.name().into();
        line["service"] = name.as_str().into();
        writeln!(output, "{line}")?;
    }
    Ok(())
}

/// An input, sometimes with a member of another type.
fn input(operation: Operation, random: &mut Random) -> Value {
    let value = random.value(operation.input(), Codec::Json);
    let mut value: Value = serde_json::from_str(&value.to_json()).unwrap_or_default();
    if random.one_in(6) {
        disturb(&mut value, random);
    }
    value
}

/// Changes a value anywhere within a value.
fn disturb(value: &mut Value, random: &mut Random) {
    let others = [
        Value::Null,
        json!(true),
        json!(-1),
        json!(1e30),
        json!("text"),
        json!([]),
        json!([1, "a", null]),
        json!({}),
        json!({"Unknown": 1}),
    ];
    if !random.one_in(4) {
        match value {
            Value::Object(members) if !members.is_empty() => {
                let place = random.below(members.len());
                if let Some((_, inner)) = members.iter_mut().nth(place) {
                    disturb(inner, random);
                }
                return;
            }
            Value::Array(items) if !items.is_empty() => {
                let place = random.below(items.len());
                if let Some(inner) = items.get_mut(place) {
                    disturb(inner, random);
                }
                return;
            }
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_)
            | Value::Object(_) => {}
        }
    }
    let place = random.below(others.len());
    *value = others.get(place).cloned().unwrap_or_default();
}

/// A response: an output or an error in the format of the protocol, sometimes damaged.
fn response(operation: Operation, random: &mut Random) -> Value {
    let errors = operation.errors();
    let error = if random.one_in(3) {
        errors.get(random.below(errors.len())).copied()
    } else {
        None
    };
    let schema = error.unwrap_or_else(|| operation.output());
    let protocol = operation.any().protocol.spec().name;
    let codec = match protocol {
        "awsQuery" | "ec2Query" | "restXml" => Codec::Xml,
        "rpcv2Cbor" => Codec::Cbor,
        _ => Codec::Json,
    };
    let value = random.value(schema, codec);
    let mut headers = json!({"x-amzn-requestid": "r"});
    let mut body = body(operation, &value, error, codec);
    for member in schema.members() {
        let text = value.get(member.name).map(DynValue::to_json);
        let text = text.map(|text| text.trim_matches('"').to_owned());
        let plain = |text: &String| text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        if let (Location::Header(name), Some(text)) = (member.location, text.filter(plain)) {
            headers[name] = text.into();
        }
    }
    if let Some(error) = error {
        headers["x-amzn-errortype"] = error.error.unwrap_or(error.name).into();
    }
    if protocol.starts_with("rpcv2") {
        let name = if protocol == "rpcv2Cbor" {
            "rpc-v2-cbor"
        } else {
            "rpc-v2-json"
        };
        headers["smithy-protocol"] = name.into();
    }
    if random.one_in(5) && !body.is_empty() {
        let place = random.below(body.len());
        if random.one_in(2) {
            body.truncate(place);
        } else if let Some(byte) = body.get_mut(place) {
            *byte = b"{}[]\"<>&0a,:"[random.below(12)];
        }
    }
    let status = match error {
        Some(error) => error.http_status.unwrap_or(400),
        None => [200, 200, 200, 200, 204, 301, 404, 429, 500, 503][random.below(10)],
    };
    let mut response = json!({"status": status, "headers": headers});
    match String::from_utf8(body) {
        Ok(text) => response["body"] = text.into(),
        Err(error) => {
            response["body_base64"] = sansmith::Blob::from(error.into_bytes()).to_base64().into();
        }
    }
    response
}

/// The body of a response.
fn body(operation: Operation, value: &DynValue, error: Option<&Schema>, codec: Codec) -> Vec<u8> {
    let name = operation.name();
    match codec {
        Codec::Cbor => value.to_cbor(),
        Codec::Xml => {
            let xml = value.to_xml();
            let inner = xml
                .split_once('>')
                .and_then(|(_, rest)| rest.rsplit_once("</"))
                .map_or("", |(inner, _)| inner);
            let code = error.map(|error| error.error.unwrap_or(error.name));
            match (code, operation.any().protocol.spec().name) {
                (Some(code), _) => format!(
                    "<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code>{inner}</Error><RequestId>r</RequestId></ErrorResponse>"
                ),
                (None, "awsQuery") => format!(
                    "<{name}Response><{name}Result>{inner}</{name}Result></{name}Response>"
                ),
                (None, _) => xml,
            }
            .into_bytes()
        }
        Codec::Json => {
            let mut writer = JsonWriter::new(Names::Wire);
            serializer::write(value, &mut writer);
            writer.finish().into_bytes()
        }
    }
}
