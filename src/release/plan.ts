import { sdistFileName, wheelNamePart } from "../distribution/file-names.ts";
import type { Finding } from "../findings/finding.ts";
import {
  compareVersions,
  formatVersion,
  isPrerelease,
  parseVersion,
  publicVersion,
  type Version,
} from "../version/pep440.ts";
import { DEFAULT_TAG_TEMPLATE, parseTagTemplate, type TagTemplate } from "../version/tag-template.ts";

/** One step of a release, as a value that can be shown, replayed or carried out. */
export interface Action {
  readonly kind:
    | "check"
    | "export"
    | "build"
    | "rehearse"
    | "verify"
    | "gate"
    | "sign"
    | "tag"
    | "upload"
    | "announce"
    | "seal";
  /** In the imperative: what is done, and to what. */
  readonly title: string;
  /** False: cannot be undone once it happened. */
  readonly reversible: boolean;
  /** What it is about: a file, a tag, a path. */
  readonly subject: string;
}

/** What deciding needs to know. */
export interface PlanInput {
  readonly name: string;
  /** As the project or its back-end says it; null: known after the build. */
  readonly version: string | null;
  readonly backend: string;
  /** Full hash, or null for a plain directory. */
  readonly commit: string | null;
  readonly tagsAtHead: readonly string[];
  /** Makes the tag of a version; `v` and the version without it. */
  readonly tag?: TagTemplate;
  readonly target: "pypi" | "testpypi" | "private";
  readonly installers: readonly string[];
  readonly pythons: readonly string[];
  readonly findings?: readonly Finding[];
  /** What `release` does besides; absent: nothing of it. */
  readonly release?: {
    /** As a person types them. */
    readonly gates: readonly string[];
    readonly signs: boolean;
    /** Name of the remote that takes the tag, or null. */
    readonly remote: string | null;
    /** `GitHub (owner/name)`, or null. */
    readonly forge: string | null;
    readonly verifiesPublished: boolean;
  };
}

/** A release, decided: the version that would ship and the steps in their order, reversible ones first. */
export interface ReleasePlan {
  readonly name: string;
  /** Null: dynamic, known after the build. */
  readonly version: string | null;
  /** Without the local segment: the form that may be uploaded; null when the version is invalid. */
  readonly publicVersion: string | null;
  readonly prerelease: boolean;
  readonly actions: readonly Action[];
  /** What strict mode says of the version. */
  readonly findings: readonly Finding[];
}

const TARGET_NAMES = { pypi: "PyPI", testpypi: "TestPyPI", private: "the private index" } as const;

const NO_RELEASE: NonNullable<PlanInput["release"]> = {
  gates: [],
  signs: false,
  remote: null,
  forge: null,
  verifiesPublished: false,
};

/** Decides what a release of this tree would do; pure. */
export function planRelease(input: PlanInput): ReleasePlan {
  const version = input.version === null ? null : parseVersion(input.version);
  const shown = version === null ? (input.version ?? "VERSION") : formatVersion(version);
  const sdist = sdistFileName(input.name, shown);
  const wheel = `${wheelNamePart(input.name)}-${shown}-….whl`;
  const target = TARGET_NAMES[input.target];
  const source = input.commit === null ? "the directory" : `commit ${input.commit.slice(0, 12)}`;
  const template = input.tag ?? parseTagTemplate(DEFAULT_TAG_TEMPLATE);
  const released = version === null ? shown : publicVersion(version);
  const tag =
    input.tagsAtHead.find((name) => isTagOf(template.parse(input.name, name), version)) ??
    template.format(input.name, released);
  const tagExists = input.tagsAtHead.includes(tag);
  const { gates, signs, remote, forge, verifiesPublished } = input.release ?? NO_RELEASE;
  const actions: Action[] = [
    step("check", "check the tree and its metadata", "."),
    step("export", `export ${source} cleanly`, source),
    step("build", `build ${sdist} with ${input.backend}`, sdist),
    step("build", `build the wheel from ${sdist}`, wheel),
    step("check", "check both distributions as PyPI would", `${sdist}, ${wheel}`),
    step(
      "rehearse",
      "upload both to an index inside this program, by trusted publishing",
      `${sdist}, ${wheel}`,
    ),
    ...input.pythons.flatMap((python) =>
      input.installers.map((installer) =>
        step(
          "verify",
          `install the wheel and the sdist with ${installer} on Python ${python}; import and run everything`,
          `${installer} ${python}`,
        ),
      ),
    ),
    ...gates.map((gate) => step("gate", `run the gate ${gate}`, gate)),
    ...(signs ? [step("sign", "sign SHA256SUMS", "SHA256SUMS")] : []),
    ...(input.commit === null || tagExists ? [] : [step("tag", `tag ${source} as ${tag}`, tag)]),
    ...(remote === null ? [] : [step("tag", `push the tag ${tag} to ${remote}`, tag)]),
    ...(forge === null
      ? []
      : [step("announce", `draft the release ${tag} on ${forge} and attach the files`, tag)]),
    step("upload", `upload the wheel to ${target}: its file name is burnt for ever`, wheel, false),
    step("upload", `upload ${sdist} to ${target}: its file name is burnt for ever`, sdist, false),
    ...(verifiesPublished
      ? [step("verify", `install the release from ${target} and smoke-test it`, target)]
      : []),
    ...(forge === null ? [] : [step("announce", `publish the release ${tag} on ${forge}`, tag, false)]),
    ...(input.release === undefined ? [] : [step("seal", "seal the record", "record.json")]),
  ];
  return {
    name: input.name,
    version: input.version === null ? null : shown,
    publicVersion: version === null ? null : publicVersion(version),
    prerelease: version !== null && isPrerelease(version),
    actions,
    findings: input.findings ?? [],
  };
}

function isTagOf(text: string | null, version: Version | null): boolean {
  const tagged = text === null ? null : parseVersion(text);
  return tagged !== null && version !== null && compareVersions(tagged, version) === 0;
}

function step(kind: Action["kind"], title: string, subject: string, reversible = true): Action {
  return { kind, title, subject, reversible };
}
