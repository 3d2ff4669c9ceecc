//! Which card an answer is about, and whether one was recognised at all.

use super::*;
use clova_id_card::wire::Naming;
use clova_id_card::{Card, ErrorBody, ServiceErrorCode, TextField, Why};
use serde_json::json;

#[test]
fn each_kind_is_told() {
    let kind = |name: &str| sample(name).card().unwrap().kind();
    assert_eq!(kind("resident-card"), "resident registration card");
    assert_eq!(kind("driver-license"), "driver's licence");
    assert_eq!(kind("passport"), "passport");
    assert_eq!(kind("alien-card"), "alien registration card");
    assert_eq!(sample("failure").card(), None);
    assert_eq!(sample("no-image").card(), None);
}

#[test]
fn a_kind_that_is_not_known_is_kept_raw() {
    let mut answer = payload("samples/resident-card.json");
    let result = answer.pointer_mut(RESULT).unwrap().as_object_mut().unwrap();
    let block = result.remove("ic").unwrap();
    result.insert("vc".to_owned(), block.clone());
    result.insert("idtype".to_owned(), json!("Veterans Card"));
    let answer = response(&answer);
    let Some(Card::Unknown(result)) = answer.card() else {
        panic!("it is known");
    };
    assert_eq!(result.unknown_members().expose().get("vc"), Some(&block));
    assert_eq!(result.idtype.as_ref().unwrap().as_str(), "Veterans Card");
    assert_eq!(result.present_member_naming(), Naming::Differs);
}

#[test]
fn two_kinds_at_once_are_not_decided_between() {
    let answer = response(&payload("faulty/cards-several.json"));
    assert!(matches!(answer.card(), Some(Card::Several(_))));
}

#[test]
fn the_name_is_held_against_the_card() {
    let naming = |value: &Value| {
        response(value).images[0]
            .result()
            .unwrap()
            .present_member_naming()
    };
    assert_eq!(naming(&payload("samples/passport.json")), Naming::Agrees);
    assert_eq!(
        naming(&payload("faulty/idtype-at-odds.json")),
        Naming::Differs
    );
    assert_eq!(
        naming(&payload("faulty/idtype-missing.json")),
        Naming::Missing
    );
}

#[test]
fn a_card_that_was_recognised_goes_there_and_back() {
    for name in CARDS {
        let answer = sample(name);
        let recognized = answer.clone().into_recognized().unwrap();
        assert_eq!(Some(recognized.card()), answer.card());
        assert_eq!(Some(recognized.result()), answer.images[0].result());
        assert_eq!(recognized.into_response(), answer, "{name}");
    }
}

#[test]
fn what_was_not_recognised_says_why_and_is_kept() {
    let mut cases = vec![
        (payload("samples/failure.json"), Why::Failure),
        (payload("samples/bare-answer.json"), Why::Failure),
        (payload("samples/no-image.json"), Why::NotOneImage),
        (payload("faulty/enum-infer-result.json"), Why::Unknown),
    ];
    let mut error = payload("samples/failure.json");
    error["images"][0]["inferResult"] = json!("ERROR");
    cases.push((error, Why::Error));
    let mut two = payload("samples/passport.json");
    let image = two["images"][0].clone();
    two["images"].as_array_mut().unwrap().push(image);
    cases.push((two, Why::NotOneImage));
    for member in ["/images/0", "/images/0/idCard"] {
        let mut empty = payload("samples/passport.json");
        let parent = empty.pointer_mut(member).unwrap().as_object_mut().unwrap();
        assert!(
            parent
                .remove("idCard")
                .or(parent.remove("result"))
                .is_some()
        );
        cases.push((empty, Why::Empty));
    }
    for (value, why) in cases {
        let answer = response(&value);
        let error = answer.clone().into_recognized().unwrap_err();
        assert_eq!(error.why(), why);
        assert!(error.to_string().ends_with(why.advice()));
        assert_eq!(error.response(), &answer);
        assert_eq!(error.into_response(), answer);
    }
}

#[test]
fn a_success_beside_a_failure_in_name_only_is_none() {
    let mut value = payload("samples/passport.json");
    value["images"][0]["inferResult"] = json!("FAILURE");
    let error = response(&value).into_recognized().unwrap_err();
    assert_eq!(error.why(), Why::Failure);
}

#[test]
fn a_score_of_zero_is_none() {
    let scored = |score| TextField::new("").with_confidence_score(score).score();
    assert_eq!(scored(0.0), None);
    assert_eq!(scored(-0.0), None);
    assert_eq!(scored(0.93), Some(0.93));
    assert_eq!(scored(f64::MIN_POSITIVE), Some(f64::MIN_POSITIVE));
    assert_eq!(TextField::new("").score(), None);

    let answer = response(&payload("documented/success.json"));
    let Some(Card::Resident(card)) = answer.card() else {
        panic!("it is a resident's card");
    };
    assert_eq!(card.name.as_ref().unwrap()[0].confidence_score, Some(0.0));
    assert_eq!(card.name.as_ref().unwrap()[0].score(), None);
    assert_eq!(card.issue_date.as_ref().unwrap()[0].score(), None);
}

#[test]
fn every_refusal_says_what_to_do() {
    let advice = |name: &str| -> &'static str {
        let text = payload(&format!("samples/{name}.json")).to_string();
        decode::<ErrorBody>(text.as_bytes()).unwrap().advice()
    };
    assert_eq!(
        advice("error-0025"),
        ServiceErrorCode::RateLimited.explanation().unwrap()
    );
    assert!(advice("error-unlisted-code").contains("unknown code"));
    assert!(advice("gateway-error").contains("gateway"));
}
