//! The command line, beside a running server and without one.

use crate::{
    app::PASSWORD,
    process::{Process, run, run_with_input},
    team::Team,
};
use serde_json::json;
use std::process::Output;

fn said(output: &Output) -> String {
    let (out, err) = (&output.stdout, &output.stderr);
    format!(
        "{}{}",
        String::from_utf8_lossy(out),
        String::from_utf8_lossy(err)
    )
}

fn fixture(name: &str) -> String {
    format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_work_beside_a_running_server_and_without_it() {
    let data = tempfile::tempdir().unwrap();
    let data = data.path();
    let server = Process::start(data);
    let mut direction = server.browser();
    direction.set_up().await;
    let campaign = Team::of(&mut direction)
        .await
        .open_campaign()
        .await
        .to_string();

    // The note that leads to the server is its owner's alone.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let note = std::fs::metadata(data.join("admin.json")).unwrap();
        assert_eq!(note.permissions().mode() & 0o777, 0o600);
    }

    let file = fixture("bad_rows.csv");
    let import = ["import", "answers", &file, "--campaign", &campaign];
    let preview = run(data, &import);
    let text = said(&preview);
    assert!(preview.status.success(), "{text}");
    assert!(
        text.contains("Row 5") && text.contains("out_of_range"),
        "{text}"
    );
    assert!(
        text.contains("6 rows: 4 new, 0 known already, 2 bad."),
        "{text}"
    );
    assert!(text.contains("Nothing was taken"), "{text}");

    let taken = run(data, &[&import[..], &["--yes"]].concat());
    assert!(
        said(&taken).contains("4 new answers taken, 0 known already, 2 bad"),
        "{}",
        said(&taken)
    );

    // Stopped: the note is gone and the command opens the database itself.
    assert!(server.stop());
    assert!(!data.join("admin.json").exists());
    let again = run(data, &[&import[..], &["--yes"]].concat());
    assert!(
        said(&again).contains("6 rows: 0 new, 4 known already, 2 bad."),
        "{}",
        said(&again)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_say_what_to_do_next() {
    let data = tempfile::tempdir().unwrap();
    let data = data.path();
    let server = Process::start(data);
    let nobody = "0193c3a1-7e57-7abc-8def-0123456789ab";
    let file = fixture("bad_rows.csv");
    let import = ["import", "answers", &file, "--campaign", nobody];
    for command in [&["demo"][..], &["demo", "--drop"], &import] {
        let output = run(data, command);
        let text = said(&output);
        assert!(!output.status.success(), "{text}");
        assert!(
            text.contains("create yours") && text.contains("http://"),
            "{text}"
        );
    }

    let mut direction = server.browser();
    direction.set_up().await;
    let text = said(&run(data, &["demo", "--drop"]));
    assert!(text.contains("nothing to drop"), "{text}");
    let text = said(&run(data, &import));
    assert!(text.contains("no such campaign"), "{text}");
    assert!(run(data, &["demo"]).status.success());
    // Two organisations: the campaign may be of either, so both are named.
    let me: serde_json::Value = direction.api("me", json!({})).await.json();
    let slugs = me["organisations"].as_array().unwrap();
    let slugs: Vec<&str> = slugs
        .iter()
        .map(|one| one["slug"].as_str().unwrap())
        .collect();
    assert_eq!(slugs.len(), 2);
    let elsewhere = [&import[..], &["--organisation", "nowhere"]].concat();
    for command in [&import[..], &elsewhere] {
        let text = said(&run(data, command));
        assert!(
            slugs
                .iter()
                .all(|slug| text.contains(&format!("--organisation {slug} ("))),
            "{text}"
        );
    }
    let named = [&import[..], &["--organisation", slugs[0]]].concat();
    let text = said(&run(data, &named));
    assert!(text.contains("no such campaign"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_ends_the_sessions_of_the_old_one() {
    let data = tempfile::tempdir().unwrap();
    let data = data.path();
    let server = Process::start(data);
    let mut direction = server.browser();
    direction.set_up().await;

    let fresh = "une autre phrase de passe";
    let reset = [
        "user",
        "reset-password",
        "direction@example.org",
        "--password-stdin",
    ];
    let output = run_with_input(data, &reset, fresh);
    assert!(output.status.success(), "{}", said(&output));
    direction
        .api("me", json!({}))
        .await
        .refused(401, "sign_in_needed");
    let sign_in = |password| json!({ "email": "direction@example.org", "password": password });
    direction
        .api("sign-in", sign_in(PASSWORD))
        .await
        .refused(401, "wrong_credentials");
    direction.api("sign-in", sign_in(fresh)).await.ok();

    let unknown = [
        "user",
        "reset-password",
        "nobody@example.org",
        "--password-stdin",
    ];
    let output = run_with_input(data, &unknown, fresh);
    assert!(
        !output.status.success() && said(&output).contains("Nobody here has this address"),
        "{}",
        said(&output)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_are_exported_under_a_passphrase_changed_and_brought_back() {
    let data = tempfile::tempdir().unwrap();
    let (data, file) = (data.path(), data.path().join("keys.json"));
    let server = Process::start(data);
    server.browser().set_up().await;
    let words = "quatre mots pris au hasard";
    let file = file.to_str().unwrap();
    let export = ["keys", "export", file, "--passphrase-stdin"];
    let import = ["keys", "import", file, "--passphrase-stdin"];
    let text = said(&run_with_input(data, &export, "court"));
    assert!(text.contains("passphrase_short"), "{text}");
    let text = said(&run_with_input(data, &export, words));
    assert!(text.contains("2 keys written to"), "{text}");
    let kept = std::fs::read_to_string(file).unwrap();
    assert!(kept.contains("boucle.keys.v1") && !kept.contains("private"));
    let text = said(&run_with_input(data, &export, words));
    assert!(text.contains("keys_exist"), "{text}");
    let text = said(&run(data, &["keys", "rotate", "--only", "seal"]));
    assert_eq!(text.matches("in use").count(), 2, "{text}");
    assert!(text.contains("kept"), "{text}");
    let text = said(&run_with_input(data, &import, "d’autres mots encore"));
    assert!(text.contains("keys_shut"), "{text}");
    let text = said(&run_with_input(data, &import, words));
    assert!(text.contains("0 keys brought back, 2 were here"), "{text}");
}

#[test]
fn what_cannot_be_done_is_said_with_what_to_write_instead() {
    let data = tempfile::tempdir().unwrap();
    let data = data.path();
    for (args, words) in [
        (&["serve", "--listen", "here"][..], "BOUCLE_LISTEN"),
        (&["serve", "--dist", "/nowhere"], "cargo xtask build"),
        (&["serve", "--database", "postgres://x"], "BOUCLE_DATABASE"),
        (
            &["import", "answers", "x.csv", "--campaign", "7"],
            "--campaign",
        ),
        (
            &[
                "import",
                "answers",
                "/nowhere.csv",
                "--campaign",
                "0193c3a1-7e57-7abc-8def-0123456789ab",
            ],
            "cannot read /nowhere.csv",
        ),
    ] {
        let output = run(data, args);
        assert!(!output.status.success(), "{args:?}");
        assert!(said(&output).contains(words), "{args:?}: {}", said(&output));
    }
}
