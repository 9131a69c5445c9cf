//! Names the sources that decide on the compact form of a model, so that a cache of other sources is not used.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// Folders with these sources; absent in a published package, whose version says the same.
const FOLDERS: [&str; 3] = ["src", "../codegen/src", "../codegen/smithy/src"];

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for folder in FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
        visit(&root.join(folder), &mut hash);
    }
    println!("cargo::rustc-env=SANSMITH_SOURCES={hash:016x}");
}

/// Adds the files below a folder, in order: FNV-1a.
fn visit(path: &Path, hash: &mut u64) {
    let Ok(entries) = fs::read_dir(path) else {
        for byte in fs::read(path).unwrap_or_default() {
            *hash = (*hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        return;
    };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        visit(&path, hash);
    }
}
