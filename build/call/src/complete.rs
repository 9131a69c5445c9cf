//! Scripts that complete command lines, for `bash`, `zsh` and `fish`.
//!
//! A script asks `sansmith complete-words` for the words at a place, so that operations and members come from the model.

use clap::ValueEnum;
use sansmith_dynamic::Finder;

use crate::names;
use crate::words::command;

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

/// The script for a shell.
pub const fn script(shell: Shell) -> &'static str {
    match shell {
        Shell::Bash => {
            r#"_sansmith() {
    local words
    words=$(sansmith complete-words -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _sansmith sansmith
"#
        }
        Shell::Zsh => {
            r#"#compdef sansmith
_sansmith() {
    local -a found
    found=(${(f)"$(sansmith complete-words -- "${(@)words[2,CURRENT]}" 2>/dev/null)"})
    compadd -a found
    _files
}
compdef _sansmith sansmith
"#
        }
        Shell::Fish => {
            r"complete -c sansmith -f -a '(sansmith complete-words -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
"
        }
    }
}

/// The words that may stand at the last place of a command line, without the name of the program.
pub fn words(commands: &[&str], line: &[String]) -> Vec<String> {
    let Some((_, before)) = line.split_last() else {
        return Vec::new();
    };
    let Some(first) = before.first() else {
        return commands.iter().map(|name| (*name).to_owned()).collect();
    };
    if first != "call" && first != "wait" {
        return Vec::new();
    }
    let tool = || {
        let command = command();
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
    let Ok(model) = Finder::of_user(None).open(service) else {
        return Vec::new();
    };
    let Some(name) = plain.get(1) else {
        let known: Vec<&str> = if first == "call" {
            model.operation_names().collect()
        } else {
            model.waiter_names().collect()
        };
        return known.into_iter().map(str::to_owned).collect();
    };
    let waiter = model.waiter(name).map(|waiter| waiter.operation);
    let Ok(operation) = model.operation(waiter.unwrap_or(name.as_str())) else {
        return Vec::new();
    };
    let members = operation.input().members().iter();
    let mut flags: Vec<String> = members
        .map(|member| format!("--{}", names::flag(member.name)))
        .collect();
    flags.extend(tool());
    flags
}
