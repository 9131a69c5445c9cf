//! Smithy models: IDL and JSON AST, loaded, validated, formatted and compared.
