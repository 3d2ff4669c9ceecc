//! Generates the crate from the document of the pets, of which one operation is enough here.

use codegen::Part;
use codegen::build_script::{Build, Error};

fn main() -> Result<(), Error> {
    Build::new("../fixtures/specs/pets.yaml")
        .operations(["adoptPet"])
        .with([Part::JsonSchema])
        .run()
}
