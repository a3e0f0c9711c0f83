//! The client that the build script makes is one as any other.

use clientwright_runtime::ScriptedTransport;
use example_build_script::{Client, Environment};

#[tokio::test]
async fn a_pet_is_got() -> Result<(), Box<dyn std::error::Error>> {
    let transport = ScriptedTransport::new().json(200, r#"{"name":"Rex","legs":4}"#);
    let client = Client::builder(Environment::Live).transport(transport.clone()).build()?;
    let pet = client.pets().get("Rex").await?;
    assert_eq!((pet.name.as_str(), pet.legs), ("Rex", Some(4)));
    assert_eq!(transport.requests()[0].url, "https://petshop.example/pets/Rex");
    Ok(())
}
