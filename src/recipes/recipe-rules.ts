import { defineStageRule, type StageRule } from "../findings/stage-rule.ts";

export const RECIPE_OUT_OF_DATE: StageRule = defineStageRule({
  code: "J001",
  slug: "recipe-out-of-date",
  title: "A recipe does not match the release",
  phase: "check",
  docs: {
    what: "A file of a recipe is missing, or differs from the one that the files of the release give. Of an edited file only the version and the digests are compared.",
    why: "The channel still installs the previous release, or rejects the download because of its digest.",
    fix: "run shipwheel recipe after each release, and commit the files",
    bad: 'packaging/conda/recipe.yaml with version: "1.0.0", and the release is 1.1.0',
    good: "shipwheel recipe --check in the scheduled workflow",
  },
});

export const RECIPE_REQUIREMENT: StageRule = defineStageRule({
  code: "J002",
  slug: "requirement-not-expressible",
  title: "A channel cannot express a requirement",
  severity: "warning",
  phase: "check",
  docs: {
    what: "A requirement has an extra, a URL or a marker for which the channel has no form, so the recipe has a wider one or none.",
    why: "The package installs more than the wheel does, or lacks a dependency.",
    fix: "correct the requirement in the recipe by hand, or name the package in [tool.shipwheel.recipe.conda-names]",
    bad: "httpx[http2]>=0.27",
    good: "httpx>=0.27 and h2>=4",
  },
});

export const RECIPE_FIELD: StageRule = defineStageRule({
  code: "J003",
  slug: "recipe-field-missing",
  title: "A channel requires a field that the release does not have",
  phase: "check",
  docs: {
    what: "The metadata lacks what the channel requires: an SPDX license expression, a maintainer with an address, a summary in the form of the channel.",
    why: "The channel's own linter or reviewers reject the recipe.",
    fix: "add the field to [project], or set it in [tool.shipwheel.recipe]",
    bad: 'license = { text = "my license" }',
    good: 'license = "MIT"',
  },
});

export const IMAGE_BASE: StageRule = defineStageRule({
  code: "J005",
  slug: "image-base-unpinned",
  title: "The base image has no digest, or does not fit the project",
  severity: "warning",
  phase: "check",
  docs: {
    what: "The base of the image is named by a tag alone, or its Python does not satisfy requires-python.",
    why: "A tag is moved to other contents: the same Containerfile then builds a different image.",
    fix: "set base in [tool.shipwheel.image] to the image with its digest, as skopeo inspect prints it",
    bad: 'base = "python:3.13-slim"',
    good: 'base = "python:3.13-slim@sha256:" and 64 hexadecimal digits',
  },
});

export const IMAGE_WHEEL: StageRule = defineStageRule({
  code: "J006",
  slug: "image-needs-a-compiler",
  title: "The image cannot install a dependency without building it",
  phase: "check",
  docs: {
    what: "The release or one of its dependencies has no wheel for Linux; the image installs wheels only, so that it has no build tools.",
    why: 'pip ends with "No matching distribution found".',
    fix: "build a wheel of the dependency and add it to an index, or require a release that has one",
    bad: "a dependency with an sdist alone",
    good: "a dependency with a wheel for manylinux or for every machine",
  },
});

export const IMAGE_COMMAND: StageRule = defineStageRule({
  code: "J007",
  slug: "image-without-a-command",
  title: "The image has nothing to start",
  phase: "check",
  docs: {
    what: "The template needs a script of the wheel, or app in [tool.shipwheel.image], and there is none; or the wheel does not require the server that the template starts.",
    why: "The container ends at once, with an error.",
    fix: "set script, app or template in [tool.shipwheel.image]",
    bad: 'template = "streamlit" without app',
    good: 'template = "streamlit"\napp = "demo/app.py"',
  },
});

export const RECIPE_SUITE: StageRule = defineStageRule({
  code: "J004",
  slug: "debian-suite-too-old",
  title: "The Debian suite cannot build the release",
  phase: "check",
  docs: {
    what: "The suite's Python or build backend is older than what the sdist requires, or lacks a feature that its pyproject.toml uses, such as the license keys of PEP 639.",
    why: 'The package does not build; Debian 12\'s hatchling ends with "TypeError: Field `project.license-files` must be a table".',
    fix: "set debian-suite in [tool.shipwheel.recipe] to a newer suite, or use the older form of the key",
    bad: 'debian-suite = "bookworm" with license-files = ["LICENSE"] and hatchling',
    good: 'debian-suite = "trixie"',
  },
});
