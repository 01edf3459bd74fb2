use super::*;

#[test]
fn af_hot_has_its_twelve_keys_in_order() {
    let keys: Vec<String> = builtins()
        .remove(0)
        .questions
        .into_iter()
        .map(|question| question.key)
        .collect();
    assert_eq!(
        keys.join(" "),
        "objectives_met content_fit pace methods trainer_clarity trainer_listen org usefulness \
         overall nps best improve"
    );
}
