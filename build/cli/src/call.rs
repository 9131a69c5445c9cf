//! The commands that call services: `call`, `wait`, `models` and `completions`.

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use sansmith_call::{Arguments, Error, Shell, Waiting};

/// Examples of `call`.
pub(crate) const EXAMPLES: &str = r"A flag after OPERATION is the member's if the input has such a member, else the tool's.
`sansmith call SERVICE OPERATION --help` lists the members.

Examples:
  sansmith call connect ListQueues --instance-id i --query 'QueueSummaryList[].Name'
  sansmith call sqs send-message --queue-url https://… --message-body hi --dry-run
  sansmith call connect StartChatContact --skeleton > input.json
  sansmith call connect StartChatContact --input @input.json
  sansmith call s3 GetObject --bucket b --key k --out file
  sansmith call model.smithy Glow --endpoint http://127.0.0.1:8080 --no-sign-request";

/// Manage the models that `call` finds
#[derive(Debug, Args)]
pub(crate) struct Models {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Fetch the model of a service from botocore, by pip
    Add {
        /// The service, as botocore names it
        #[arg(required = true)]
        services: Vec<String>,
        /// The version of botocore; the newest by default
        #[arg(long, value_name = "V")]
        version: Option<String>,
    },
}

/// Print a script that completes command lines
#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
}

/// Words that may stand at the last place of a command line.
#[derive(Debug, Args)]
#[command(hide = true)]
pub(crate) struct Words {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    line: Vec<String>,
}

/// Runs `sansmith call`.
pub(crate) fn call(arguments: Arguments) -> ExitCode {
    done(sansmith_call::call(arguments))
}

/// Runs `sansmith wait`.
pub(crate) fn wait(arguments: Waiting) -> ExitCode {
    done(sansmith_call::wait(arguments))
}

/// Runs `sansmith models`.
pub(crate) fn models(models: &Models) -> ExitCode {
    let Action::Add { services, version } = &models.action;
    done(services.iter().try_for_each(|service| {
        let folder = sansmith_call::add_model(service, version.as_deref())?;
        writeln!(io::stdout(), "{folder}").map_err(Error::from)
    }))
}

/// Runs `sansmith completions`.
pub(crate) fn completions(completions: &Completions) -> ExitCode {
    let script = sansmith_call::script(completions.shell);
    done(
        io::stdout()
            .write_all(script.as_bytes())
            .map_err(Error::from),
    )
}

/// Runs `sansmith complete-words`.
pub(crate) fn words(words: &Words, commands: &[String]) -> ExitCode {
    let commands: Vec<&str> = commands.iter().map(String::as_str).collect();
    let found = sansmith_call::completions(&commands, &words.line);
    done(
        found
            .iter()
            .try_for_each(|word| writeln!(io::stdout(), "{word}").map_err(Error::from)),
    )
}

/// Prints an error, and gives the exit status.
fn done(result: Result<(), Error>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody reads standard error: the status says enough.
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::from(error.status())
        }
    }
}
