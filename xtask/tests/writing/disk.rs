//! Full disks, file size limits, and read-only folders.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

use crate::bench::{Bench, arguments, files};

#[test]
fn a_file_that_cannot_be_written_whole_leaves_the_old_crate() {
    let bench = Bench::new();
    let out = bench.path("out");
    assert!(bench.command(0, &out).status().unwrap().success());
    // The signal is ignored, so that the limit causes a write error; 2 KiB is between the sizes of the files.
    let script = "trap '' XFSZ; ulimit -f 4; exec \"$@\"";
    let status = Command::new("sh")
        .args(["-c", script, "sh", env!("CARGO_BIN_EXE_xtask")])
        .args(arguments(1))
        .arg(&out)
        .current_dir(bench.folder.path())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(1));
    assert_eq!(bench.version_in(&out), 0);
    assert_eq!(
        names(&bench),
        ["0.json", "1.json", "out", "whole-0", "whole-1"]
    );
}

#[test]
fn a_folder_that_may_not_be_written_is_left_as_it_was() {
    let bench = Bench::new();
    let out = bench.path("out");
    assert!(bench.command(0, &out).status().unwrap().success());
    for mode in [0o555, 0o755] {
        fs::set_permissions(&out, Permissions::from_mode(mode)).unwrap();
        fs::set_permissions(bench.folder.path(), Permissions::from_mode(0o755)).unwrap();
        let mut command = bench.command(1, &out);
        let is_root = fs::metadata("/proc/self").is_ok_and(|data| is_owned_by_root(&data));
        if is_root {
            // Root may write everywhere; the user nobody may not.
            command.uid(65_534);
        } else if mode == 0o755 {
            continue;
        }
        // The user nobody may lack access to the executable in a home folder.
        if let Ok(status) = command.status() {
            assert_eq!(status.code(), Some(1), "with mode {mode:o}");
        }
        assert_eq!(bench.version_in(&out), 0);
    }
}

fn is_owned_by_root(data: &fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::uid(data) == 0
}

#[test]
fn a_full_disk_and_one_that_is_read_only_keep_the_old_crate() {
    let can_mount = Command::new("unshare")
        .args(["-rm", "sh", "-c", "mount -t tmpfs none /mnt"])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !can_mount {
        println!("skipped: this system lets nobody mount a small disk");
        return;
    }
    let bench = Bench::new();
    let disk = bench.path("disk");
    fs::create_dir(&disk).unwrap();
    // The disk fits the first version twice, but not the second in addition.
    let bytes: usize = bench.whole[0]
        .values()
        .map(|bytes| bytes.len().next_multiple_of(4096))
        .sum();
    let size = 2 * bytes + bytes / 4;
    let script = format!(
        "set -e; mount -t tmpfs -o size={size} none disk
        {xtask} {first} disk/out
        cp -r disk/out disk/copy
        if {xtask} {second} disk/out; then exit 10; fi
        diff -r disk/out disk/copy || exit 11
        test \"$(ls -A disk)\" = \"copy\nout\" || exit 12
        mount -o remount,ro disk
        if {xtask} {second} disk/out; then exit 13; fi
        diff -r disk/out disk/copy || exit 14
        {xtask} {first} disk/out --check || exit 15",
        xtask = env!("CARGO_BIN_EXE_xtask"),
        first = arguments(0).join(" "),
        second = arguments(1).join(" "),
    );
    let output = Command::new("unshare")
        .args(["-rm", "sh", "-c", &script])
        .current_dir(bench.folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(
        files(&disk).is_empty(),
        "the disk was mounted for everybody"
    );
}

fn names(bench: &Bench) -> Vec<String> {
    let entries = fs::read_dir(bench.folder.path())
        .unwrap()
        .map(Result::unwrap);
    let mut names: Vec<_> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
