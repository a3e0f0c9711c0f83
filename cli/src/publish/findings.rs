//! What stands in the way of a release.

use serde_json::Value;

use super::plan::Release;
use super::stage::Stage;

/// The limit of the default registry.
const LARGEST_PACKAGE: u64 = 10 * 1024 * 1024;

/// What stands in the way of a release: each with what to do about it.
#[derive(Debug, Default)]
pub(super) struct Findings(pub(super) Vec<(String, String)>);

impl Findings {
    pub(super) fn add(&mut self, message: impl Into<String>, hint: impl Into<String>) {
        self.0.push((message.into(), hint.into()));
    }

    /// What a package says of itself: registries refuse some of it only when it is uploaded, readers miss the rest.
    pub(super) fn check_metadata(&mut self, release: &Release, package: &Value, stage: &Stage) {
        let name = &release.name;
        let hint = match release.provider {
            // The other keys are the generator's.
            Some(ref provider) => format!("see `crate` in specs/{provider}/provider.yaml"),
            None => format!("see {}/Cargo.toml", release.folder),
        };
        for key in ["description", "license", "repository", "documentation", "rust_version", "readme"] {
            if package[key].as_str().is_none_or(str::is_empty) {
                self.add(format!("{name} has no `{}`", key.replace('_', "-")), &hint);
            }
        }
        for key in ["keywords", "categories"] {
            let count = package[key].as_array().map_or(0, Vec::len);
            if !(1..=5).contains(&count) {
                self.add(format!("{name} has {count} {key}, and should have one to five"), &hint);
            }
        }
        if let Some(readme) = package["readme"].as_str()
            && stage.read(&format!("{}/{readme}", release.folder)).is_none()
        {
            self.add(format!("{name} has no file `{readme}`"), &hint);
        }
        match stage.manifest(release) {
            Ok(manifest) if manifest["package"].get("include").is_some() => {}
            Ok(_) => self.add(format!("{name} does not say which files it includes"), &hint),
            Err(error) => self.add(format!("{error:#}"), &hint),
        }
    }

    pub(super) fn check_size(&mut self, release: &Release, size: u64) {
        if size > LARGEST_PACKAGE {
            let message = format!(
                "the package of {} has {}, the limit is {}",
                release.name,
                bytes(size),
                bytes(LARGEST_PACKAGE)
            );
            self.add(message, "take out of `include` what callers do not need");
        }
    }
}

/// A size for people.
pub(super) fn bytes(size: u64) -> String {
    match size {
        ..1024 => format!("{size} B"),
        1024..1_048_576 => format!("{} KiB", size / 1024),
        _ => format!("{}.{} MiB", size / 1_048_576, size % 1_048_576 * 10 / 1_048_576),
    }
}
