//! What was generated while this package was built reads, keeps and writes back what a service sends.

use adoption::{DecodeError, EncodeError, Pet, decode, encode, json_schema, operation};

#[test]
fn a_pet_is_read_and_written_back() -> Result<(), DecodeError> {
    let text =
        r#"{"id":7,"name":"Rex","nickname":"canary","anything":null,"unheardOf":[1,"canary"]}"#;
    let pet: Pet = decode(text.as_bytes())?;
    let written: Result<Vec<u8>, EncodeError> = encode(&pet);
    assert_eq!(written.ok().as_deref(), Some(text.as_bytes()));
    assert!(!format!("{pet:?}").contains("canary"));
    Ok(())
}

#[test]
fn schemas_and_operations_come_with_it() {
    assert!(json_schema::REQUEST.contains("\"$schema\""));
    assert_eq!(operation::OPERATIONS.len(), 1);
}
