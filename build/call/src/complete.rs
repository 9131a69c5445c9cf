//! Scripts that complete command lines, for `bash`, `zsh` and `fish`.
//!
//! A script asks `sansmith complete-words` for the words at a place, so that operations and members come from the model.

use clap::ValueEnum;
use sansmith_dynamic::Model;

use crate::error::Error;
use crate::names;
use crate::tool::Tool;
use crate::words::{Kind, command, find, find_waiter, open};

/// A shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    /// GNU Bash
    Bash,
    /// Z shell
    Zsh,
    /// fish
    Fish,
}

/// The script for a shell; it asks the program that the command line begins with.
pub const fn script(shell: Shell) -> &'static str {
    match shell {
        Shell::Bash => {
            r#"_sansmith() {
    local words program="${1/#\~\//$HOME/}"
    words=$("$program" complete-words -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _sansmith sansmith
"#
        }
        Shell::Zsh => {
            r#"#compdef sansmith
_sansmith() {
    local -a found
    found=(${(f)"$(${(Q)~words[1]} complete-words -- "${(@)words[2,CURRENT]}" 2>/dev/null)"})
    compadd -a found
    _files
}
compdef _sansmith sansmith
"#
        }
        Shell::Fish => {
            r"complete -c sansmith -f -a '(set -l words (commandline -opc); $words[1] complete-words -- $words[2..] (commandline -ct) 2>/dev/null)'
"
        }
    }
}

/// The words that may stand at the last place of a command line, without the name of the program.
pub fn words(commands: &[&str], line: &[String]) -> Vec<String> {
    let open = |service: &str| open(&Tool::default(), service);
    find_words(open, commands, line)
}

/// The words at the last place; `open` opens a model by its name.
fn find_words(
    open: impl Fn(&str) -> Result<Model, Error>,
    commands: &[&str],
    line: &[String],
) -> Vec<String> {
    let Some((_, before)) = line.split_last() else {
        return Vec::new();
    };
    let Some(first) = before.first() else {
        return commands.iter().map(|name| (*name).to_owned()).collect();
    };
    if first != "call" && first != "wait" {
        return Vec::new();
    }
    let kind = if first == "call" {
        Kind::Operation
    } else {
        Kind::Waiter
    };
    let tool = || {
        let command = command(kind);
        let flags = command
            .get_arguments()
            .filter_map(|argument| argument.get_long());
        flags.map(|flag| format!("--{flag}")).collect::<Vec<_>>()
    };
    let plain: Vec<&String> = before
        .iter()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .collect();
    let Some(service) = plain.first() else {
        return tool();
    };
    let Ok(model) = open(service) else {
        return Vec::new();
    };
    let Some(name) = plain.get(1) else {
        let known: Vec<&str> = match kind {
            Kind::Operation => model.operation_names().collect(),
            Kind::Waiter => model.waiter_names().collect(),
        };
        return known.into_iter().map(str::to_owned).collect();
    };
    let operation = match kind {
        Kind::Operation => find(model, name),
        Kind::Waiter => find_waiter(model, name).map(|waiter| waiter.operation),
    };
    let Ok(operation) = operation else {
        return Vec::new();
    };
    let members = operation.input().members().iter();
    let mut flags: Vec<String> = members
        .map(|member| format!("--{}", names::flag(member.name)))
        .collect();
    flags.extend(tool());
    flags
}

#[cfg(test)]
mod tests {
    use sansmith_dynamic::Source;

    use super::*;

    const HOUSE: &str = r#"{
"metadata":{"protocol":"json","jsonVersion":"1.1","targetPrefix":"House","serviceId":"House","apiVersion":"2026-01-01","endpointPrefix":"house"},
"operations":{"ListLamps":{"name":"ListLamps","http":{"method":"POST","requestUri":"/"},"input":{"shape":"In"}}},
"shapes":{"In":{"type":"structure","members":{"RoomName":{"shape":"Text"}}},"Text":{"type":"string"}}}"#;

    const WAITERS: &str = r#"{"version":2,"waiters":{"LampsLit":{"delay":5,"maxAttempts":3,"operation":"ListLamps","acceptors":[
{"matcher":"status","expected":200,"state":"success"}]}}}"#;

    fn found(line: &str) -> Vec<String> {
        let open = |_: &str| {
            let waiters = Source::new("waiters-2.json", WAITERS);
            Ok(Model::of_sources(
                Source::new("service-2.json", HOUSE),
                [waiters],
            )?)
        };
        let line: Vec<String> = line.split(' ').map(str::to_owned).collect();
        find_words(open, &["call", "wait"], &line)
    }

    #[test]
    fn scripts_ask_the_program_of_the_command_line() {
        for shell in Shell::value_variants() {
            let script = script(*shell);
            assert!(script.contains(" complete-words -- "), "{script}");
            assert!(!script.contains("sansmith complete-words"), "{script}");
        }
    }

    #[test]
    fn words_are_those_of_the_place() {
        assert_eq!(found(""), ["call", "wait"]);
        assert_eq!(found("call house "), ["ListLamps"]);
        assert_eq!(found("wait house "), ["LampsLit"]);
        assert_eq!(found("ir house "), [""; 0]);
    }

    #[test]
    fn flags_are_found_by_both_names_of_an_operation_or_a_waiter() {
        for line in ["call house ListLamps ", "call house list-lamps "] {
            let flags = found(line);
            assert_eq!(flags.first().map(String::as_str), Some("--room-name"));
            assert!(flags.contains(&"--dry-run".to_owned()), "{flags:?}");
        }
        for line in ["wait house LampsLit ", "wait house lamps-lit "] {
            let flags = found(line);
            assert_eq!(flags.first().map(String::as_str), Some("--room-name"));
            assert!(flags.contains(&"--timeout".to_owned()), "{flags:?}");
            assert!(!flags.contains(&"--dry-run".to_owned()), "{flags:?}");
        }
    }
}
