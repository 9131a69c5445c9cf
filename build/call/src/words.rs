//! The words that follow SERVICE on the command line.

use clap::{Args as _, Command, FromArgMatches as _};
use sansmith_dynamic::{Finder, Model, Operation};

use crate::error::{Error, usage};
use crate::flags::Flags;
use crate::tool::{Arguments, Tool};
use crate::{help, names};

/// The kind of the word after SERVICE.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Operation,
    Waiter,
}

/// A command that was read.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) tool: Tool,
    pub(crate) model: Model,
    pub(crate) operation: Operation,
    /// The name of the waiter.
    pub(crate) waiter: Option<&'static str>,
    /// Members that were given as flags, as JSON.
    pub(crate) members: Flags,
    /// Help is asked for.
    pub(crate) help: bool,
}

/// Reads the words of a command.
pub(crate) fn read(arguments: Arguments, kind: Kind) -> Result<Asked, Error> {
    let Arguments { tool, words } = arguments;
    let mut words = words.into_iter();
    let service = words.next().unwrap_or_default();
    let mut words: Vec<String> = words.collect();
    let Some(place) = words.iter().position(|word| !word.starts_with("--")) else {
        let model = open(&tool, &service)?;
        return usage(help::names(model, kind));
    };
    // Options between SERVICE and OPERATION have their values joined by `=`.
    let name = words.remove(place);
    let after = words.split_off(place);
    let tool = parse(words)?.or(tool);
    let model = open(&tool, &service)?;
    let waiter = (kind == Kind::Waiter)
        .then(|| find_waiter(model, &name))
        .transpose()?;
    let operation = match waiter {
        Some(waiter) => {
            let facts = model.waiter(waiter);
            model.operation(facts.map_or("", |facts| facts.operation))?
        }
        None => find(model, &name)?,
    };
    let mut asked = Asked {
        tool,
        model,
        operation,
        waiter,
        members: Flags::default(),
        help: false,
    };
    let others = asked.take(after)?;
    asked.tool = parse(others)?.or(asked.tool);
    Ok(asked)
}

impl Asked {
    /// Takes the flags of members; returns those of the tool.
    fn take(&mut self, words: Vec<String>) -> Result<Vec<String>, Error> {
        let operation = self.operation;
        let mut others = Vec::new();
        let mut rest = words.into_iter().peekable();
        while let Some(word) = rest.next() {
            let Some(flag) = word.strip_prefix("--") else {
                return usage(format!("`{word}` is not a flag: expected `--member value`"));
            };
            let (flag, joined) = match flag.split_once('=') {
                Some((flag, value)) => (flag.to_owned(), Some(value.to_owned())),
                None => (flag.to_owned(), None),
            };
            let mut values: Vec<String> = joined.into_iter().collect();
            if values.is_empty() {
                while let Some(value) = rest.next_if(|next| !next.starts_with("--")) {
                    values.push(value);
                }
            }
            if !self.members.add(operation.input(), &flag, &values)? {
                if flag == "help" {
                    self.help = true;
                    continue;
                }
                if !is_tool(&flag) {
                    return usage(help::unknown(operation, &flag));
                }
                others.push(format!("--{flag}"));
                others.extend(values);
            }
        }
        Ok(others)
    }
}

/// The options of the tool as a command of clap.
pub(crate) fn command() -> Command {
    Tool::augment_args(Command::new("sansmith call").no_binary_name(true)).disable_help_flag(true)
}

/// Returns true for a flag of the tool.
pub(crate) fn is_tool(flag: &str) -> bool {
    command()
        .get_arguments()
        .any(|argument| argument.get_long() == Some(flag))
}

/// Parses options of the tool.
fn parse(words: Vec<String>) -> Result<Tool, Error> {
    let matches = command().try_get_matches_from(words);
    let tool = matches.and_then(|matches| Tool::from_arg_matches(&matches));
    tool.map_err(|error| Error::Usage(error.to_string().trim_end().to_owned()))
}

fn open(tool: &Tool, service: &str) -> Result<Model, Error> {
    Ok(Finder::of_user(tool.models.clone()).open(service)?)
}

/// The operation of a name, as in the model or in the AWS CLI.
fn find(model: Model, name: &str) -> Result<Operation, Error> {
    let mut known = model.operation_names();
    let found = known.find(|known| *known == name || names::command(known) == name);
    Ok(model.operation(found.unwrap_or(name))?)
}

fn find_waiter(model: Model, name: &str) -> Result<&'static str, Error> {
    let mut known = model.waiter_names();
    let found = known.find(|known| *known == name || names::command(known) == name);
    match found {
        Some(found) => Ok(found),
        None => usage(help::names(model, Kind::Waiter)),
    }
}
