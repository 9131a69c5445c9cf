//! The words that follow SERVICE on the command line.

use clap::{Args as _, Command, FromArgMatches as _};
use sansmith_dynamic::{Finder, Model, Operation, Waiter};

use crate::error::{Error, usage};
use crate::flags::Flags;
use crate::tool::{Given, Tool, WaitTool};
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
    /// The total time to wait, in seconds.
    pub(crate) timeout: Option<u64>,
    pub(crate) operation: Operation,
    pub(crate) waiter: Option<Waiter>,
    /// Members that were given as flags, as JSON.
    pub(crate) members: Flags,
    /// Help is asked for.
    pub(crate) help: bool,
}

/// Reads the words of a command, after the options `given` before them; `open` opens a model by its name.
pub(crate) fn read(
    open: impl Fn(&Tool, &str) -> Result<Model, Error>,
    given: Given,
    words: Vec<String>,
    kind: Kind,
) -> Result<Asked, Error> {
    let mut words = words.into_iter();
    let service = words.next().unwrap_or_default();
    let mut words: Vec<String> = words.collect();
    let Some(place) = words.iter().position(|word| !word.starts_with("--")) else {
        let model = open(&given.tool, &service)?;
        return usage(help::names(model, kind));
    };
    // Options between SERVICE and OPERATION have their values joined by `=`.
    let name = words.remove(place);
    let after = words.split_off(place);
    let given = parse(kind, words)?.or(given);
    let model = open(&given.tool, &service)?;
    let (operation, waiter) = match kind {
        Kind::Operation => (find(model, &name)?, None),
        Kind::Waiter => {
            let waiter = find_waiter(model, &name)?;
            (waiter.operation, Some(waiter))
        }
    };
    let mut asked = Asked {
        tool: Tool::default(),
        timeout: None,
        operation,
        waiter,
        members: Flags::default(),
        help: false,
    };
    let others = asked.take(after)?;
    Given {
        tool: asked.tool,
        timeout: asked.timeout,
    } = parse(kind, others)?.or(given);
    Ok(asked)
}

impl Asked {
    /// The kind of the command.
    pub(crate) const fn kind(&self) -> Kind {
        match self.waiter {
            Some(_) => Kind::Waiter,
            None => Kind::Operation,
        }
    }

    /// Takes the flags of members; returns those of the tool.
    fn take(&mut self, words: Vec<String>) -> Result<Vec<String>, Error> {
        let (operation, kind) = (self.operation, self.kind());
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
                if !is_tool(kind, &flag) {
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
pub(crate) fn command(kind: Kind) -> Command {
    let command = match kind {
        Kind::Operation => Tool::augment_args(Command::new("sansmith call")),
        Kind::Waiter => WaitTool::augment_args(Command::new("sansmith wait")),
    };
    command.no_binary_name(true).disable_help_flag(true)
}

/// Returns true for a flag of the tool.
fn is_tool(kind: Kind, flag: &str) -> bool {
    command(kind)
        .get_arguments()
        .any(|argument| argument.get_long() == Some(flag))
}

/// Parses options of the tool.
fn parse(kind: Kind, words: Vec<String>) -> Result<Given, Error> {
    let matches = command(kind).try_get_matches_from(words);
    let given = matches.and_then(|matches| match kind {
        Kind::Operation => Tool::from_arg_matches(&matches).map(Given::from),
        Kind::Waiter => WaitTool::from_arg_matches(&matches).map(Given::from),
    });
    given.map_err(|error| Error::Usage(error.to_string().trim_end().to_owned()))
}

/// Opens the model of a service, by its name or path.
pub(crate) fn open(tool: &Tool, service: &str) -> Result<Model, Error> {
    Ok(Finder::of_user(tool.shared.models.clone()).open(service)?)
}

/// The operation of a name, as in the model or in the AWS CLI.
pub(crate) fn find(model: Model, name: &str) -> Result<Operation, Error> {
    let mut known = model.operation_names();
    let found = known.find(|known| *known == name || names::command(known) == name);
    Ok(model.operation(found.unwrap_or(name))?)
}

/// The waiter of a name, as in the model or in the AWS CLI.
pub(crate) fn find_waiter(model: Model, name: &str) -> Result<Waiter, Error> {
    let mut known = model.waiter_names();
    let found = known.find(|known| *known == name || names::command(known) == name);
    Ok(model.waiter(found.unwrap_or(name))?)
}
