//! Keeping the shown value and noting the others in a remark: one decision, nothing out of reach.

use crate::support::{Device, Server, action, set, text};
use serde_json::json;
use sync::{
    Body,
    decide::keep_in_remarks,
    wire::OpStatus::{self, Stored},
};

const NOTED: &str = "Deux valeurs : de deux, de trois";

/// Devices 2 and 3 wrote over each other, and 2 has seen it.
fn contended(two_wrote: &Body, three_wrote: &Body) -> (Server, Device, Device) {
    let mut server = Server::with_action();
    let (mut two, mut three) = (Device::new(2, &server), Device::new(3, &server));
    two.write(two_wrote);
    three.write(three_wrote);
    two.push(&mut server);
    three.push(&mut server);
    two.pull(&server);
    three.pull(&server);
    assert!(server.action().in_conflict());
    (server, two, three)
}

/// Writes the decision as the screen does: both or nothing.
fn keep(device: &mut Device, field: &str) {
    let view = device.view();
    let record = view.get(action()).unwrap();
    let changes = keep_in_remarks(record, action().kind, field, vec![NOTED.to_owned()]).unwrap();
    for (base, body) in changes {
        // The base that the screen would give it is the one that the decision names.
        let op = device.write(&body);
        assert_eq!(op.base, base);
    }
}

fn statuses(device: &mut Device, server: &mut Server) -> Vec<OpStatus> {
    let results = device.push(server);
    results.into_iter().map(|one| one.status).collect()
}

#[test]
fn the_shown_value_stays_and_the_other_is_in_a_remark() {
    let (mut server, mut two, mut three) =
        contended(&set("title", "de deux"), &set("title", "de trois"));
    keep(&mut two, "title");
    assert!(!two.view().get(action()).unwrap().in_conflict(), "at once");

    assert_eq!(statuses(&mut two, &mut server), [Stored, Stored]);
    two.pull(&server);
    three.pull(&server);
    assert_eq!(two.view(), three.view());
    let record = server.action();
    assert!(!record.in_conflict());
    assert_eq!(record.fields["title"].value, json!("de deux"));
    assert_eq!(record.comments[0].text, NOTED);
}

#[test]
fn a_push_cut_after_the_remark_closes_nothing() {
    let (mut server, mut two, _) = contended(&set("title", "de deux"), &set("title", "de trois"));
    keep(&mut two, "title");
    let remark = two.pending[..1].to_vec();
    server.push(2, remark).unwrap();
    assert_eq!(server.action().comments.len(), 1);
    assert!(server.action().in_conflict());
    two.pull(&server);
    two.push(&mut server);
    assert!(!server.action().in_conflict());
    assert_eq!(server.action().comments.len(), 1, "once");
}

#[test]
fn what_a_third_person_wrote_meanwhile_stays_to_be_decided() {
    let (mut server, mut two, _) = contended(&set("title", "de deux"), &set("title", "de trois"));
    let mut four = Device::new(4, &Server::with_action());
    four.write(&set("title", "de quatre"));
    keep(&mut two, "title");
    four.push(&mut server);
    two.push(&mut server);
    let title = &server.action().fields["title"];
    assert_eq!(title.value, json!("de deux"));
    let left: Vec<_> = title.contenders.iter().map(|one| &one.value).collect();
    assert_eq!(left, [&json!("de quatre")]);
}

#[test]
fn long_texts_and_moves_of_the_status_close_in_the_same_way() {
    let (mut server, mut two, _) = contended(
        &text("description", "Une phrase de deux.", ""),
        &text("description", "Une phrase de trois.", ""),
    );
    keep(&mut two, "description");
    assert_eq!(statuses(&mut two, &mut server), [Stored, Stored]);
    assert!(!server.action().in_conflict());
    assert_eq!(
        server.action().fields["description"].value,
        json!("Une phrase de deux.")
    );

    // A move that the machine does not know waits beside the value.
    let (mut server, mut two, _) =
        contended(&set("status", "in_progress"), &set("status", "effective"));
    assert_eq!(server.action().fields["status"].proposals.len(), 1);
    keep(&mut two, "status");
    assert_eq!(statuses(&mut two, &mut server), [Stored, Stored]);
    let status = &server.action().fields["status"];
    assert_eq!(status.value, json!("in_progress"));
    assert!(!status.is_contested());
}
