//! Options of the tool.

use std::path::PathBuf;

use clap::builder::RangedU64ValueParser;
use clap::{Args, ValueEnum};

/// Arguments of `sansmith call`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Options of the tool
    #[command(flatten)]
    pub tool: Tool,
    /// Service or model, operation, and flags for the members of the input
    #[arg(
        value_name = "WORDS",
        required = true,
        num_args = 1..,
        trailing_var_arg = true,
        allow_hyphen_values = true
    )]
    pub words: Vec<String>,
}

/// Arguments of `sansmith wait`.
#[derive(Debug, Args)]
pub struct Waiting {
    /// Options of the tool
    #[command(flatten)]
    pub tool: WaitTool,
    /// Service or model, waiter, and flags for the members of the input
    #[arg(
        value_name = "WORDS",
        required = true,
        num_args = 1..,
        trailing_var_arg = true,
        allow_hyphen_values = true
    )]
    pub words: Vec<String>,
}

/// Options of `call`, before SERVICE or after OPERATION.
#[derive(Debug, Clone, Default, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct Tool {
    /// Options of both commands
    #[command(flatten)]
    pub shared: Shared,
    /// Print the curl command instead of sending the request
    #[arg(long)]
    pub dry_run: bool,
    /// Do not redact sensitive values in the curl command
    #[arg(long)]
    pub reveal: bool,
    /// Print a valid sample of the input
    #[arg(long)]
    pub skeleton: bool,
    /// Apply a `JMESPath` expression to the output
    #[arg(long, value_name = "EXPR")]
    pub query: Option<String>,
    /// Call until the last page, and print all items
    #[arg(long)]
    pub all_pages: bool,
    /// The payload of the request, from a file or standard input; its events as lines of JSON
    #[arg(long, value_name = "FILE|-")]
    pub body: Option<String>,
    /// The destination of a streamed output
    #[arg(long, value_name = "FILE|-")]
    pub out: Option<String>,
    /// The form of the output
    #[arg(long, value_name = "FORM", value_enum)]
    pub output: Option<Form>,
}

/// Options of `wait`, before SERVICE or after WAITER.
#[derive(Debug, Clone, Default, Args)]
pub struct WaitTool {
    /// Options of both commands
    #[command(flatten)]
    pub shared: Shared,
    /// The total time to wait, in seconds; 300 by default
    #[arg(long, value_name = "SECONDS", value_parser = RangedU64ValueParser::<u64>::new().range(1..))]
    pub timeout: Option<u64>,
}

/// Options of `call` and `wait`.
#[derive(Debug, Clone, Default, Args)]
pub struct Shared {
    /// The input as JSON, or @FILE with it, or @- for standard input; flags for members take precedence
    #[arg(long, value_name = "JSON|@FILE")]
    pub input: Option<String>,
    /// The region
    #[arg(long, value_name = "R")]
    pub region: Option<String>,
    /// The URL that requests go to
    #[arg(long, value_name = "URL")]
    pub endpoint: Option<String>,
    /// The profile of the configuration files
    #[arg(long, value_name = "P")]
    pub profile: Option<String>,
    /// Send the request without a signature
    #[arg(long)]
    pub no_sign_request: bool,
    /// A folder with models
    #[arg(long, value_name = "DIR")]
    pub models: Option<PathBuf>,
}

/// The form of an output.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// JSON, indented
    #[default]
    Json,
    /// A table
    Table,
    /// One line of JSON, or one text, per item
    Lines,
}

/// Options of either command.
#[derive(Debug, Default)]
pub(crate) struct Given {
    pub(crate) tool: Tool,
    /// The total time to wait, in seconds.
    pub(crate) timeout: Option<u64>,
}

impl From<Tool> for Given {
    fn from(tool: Tool) -> Self {
        Self {
            tool,
            timeout: None,
        }
    }
}

impl From<WaitTool> for Given {
    fn from(tool: WaitTool) -> Self {
        Self {
            tool: Tool {
                shared: tool.shared,
                ..Tool::default()
            },
            timeout: tool.timeout,
        }
    }
}

impl Given {
    /// These options, or those of `earlier` where they are absent.
    #[must_use]
    pub(crate) fn or(self, earlier: Self) -> Self {
        Self {
            tool: self.tool.or(earlier.tool),
            timeout: self.timeout.or(earlier.timeout),
        }
    }
}

impl Tool {
    fn or(self, earlier: Self) -> Self {
        Self {
            shared: self.shared.or(earlier.shared),
            dry_run: self.dry_run || earlier.dry_run,
            reveal: self.reveal || earlier.reveal,
            skeleton: self.skeleton || earlier.skeleton,
            query: self.query.or(earlier.query),
            all_pages: self.all_pages || earlier.all_pages,
            body: self.body.or(earlier.body),
            out: self.out.or(earlier.out),
            output: self.output.or(earlier.output),
        }
    }
}

impl Shared {
    fn or(self, earlier: Self) -> Self {
        Self {
            input: self.input.or(earlier.input),
            region: self.region.or(earlier.region),
            endpoint: self.endpoint.or(earlier.endpoint),
            profile: self.profile.or(earlier.profile),
            no_sign_request: self.no_sign_request || earlier.no_sign_request,
            models: self.models.or(earlier.models),
        }
    }
}
