//! Ends the generator by a signal, while it waits for rustfmt.

use super::Workspace;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

#[test]
fn an_interrupted_run_leaves_nothing() {
    for (signal, number) in [("-HUP", 1), ("-INT", 2), ("-QUIT", 3), ("-TERM", 15)] {
        let workspace = Workspace::generated();
        let document = workspace.read("schema/parcels.yaml");
        let changed = document.replacen("description: ", "description: Changed. ", 1);
        assert_ne!(changed, document);
        workspace.put("schema/parcels.yaml", &changed);
        workspace.put("slow", "#!/bin/sh\nexec sleep 20\n");
        let slow = workspace.path("slow");
        fs::set_permissions(&slow, fs::Permissions::from_mode(0o755)).unwrap();
        let temporary = workspace.path("temporary");
        fs::create_dir(&temporary).unwrap();
        let before = workspace.crate_files();
        let count = || fs::read_dir(&temporary).unwrap().count();

        let mut child = Command::new(env!("CARGO_BIN_EXE_codegen"))
            .current_dir(workspace.path("."))
            .env("RUSTFMT", slow)
            .env("TMPDIR", &temporary)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let patience = Instant::now() + Duration::from_mins(1);
        while count() == 0 {
            assert!(Instant::now() < patience, "it does not begin");
            thread::sleep(Duration::from_millis(5));
        }
        let id = child.id().to_string();
        assert!(
            Command::new("kill")
                .args([signal, &id])
                .status()
                .unwrap()
                .success()
        );
        assert_eq!(child.wait().unwrap().signal(), Some(number));
        assert_eq!(count(), 0, "{signal}");
        assert_eq!(workspace.crate_files(), before);
    }
}
