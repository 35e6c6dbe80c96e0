import * as v from "valibot";
import { argv, flag, oneOf, text } from "./value-schemas.ts";

/** Settings of a release, beyond the upload. */
export interface ReleaseConfig {
  readonly forge: "auto" | "github" | "gitlab" | "none";
  /** Web address of the repository; absent: the remote's. */
  readonly repository?: string | undefined;
  /** The remote to which the tag is pushed. */
  readonly remote: string;
  /** Where each kind of version goes: a public index, a name of `publish.indexes`, or `none`. */
  readonly routes: { readonly stable: string; readonly pre: string; readonly dev: string };
  /** Branches that may be released from; empty for any. */
  readonly branches: readonly string[];
  /** `auto`: where the index takes them and the workflow has an identity. */
  readonly attestations: "auto" | "always" | "never";
  /** Whether SLSA provenance is attested, too. */
  readonly provenance: boolean;
  readonly sbom: boolean;
  /** Whether what the release brings is audited, and whether a finding stops it. */
  readonly audit: "error" | "warn" | "off";
  /** Commands that must end with 0 before anything is tagged; a string is split as a shell would, without expansion. */
  readonly gates: readonly (string | readonly string[])[];
  /** How SHA256SUMS is signed. */
  readonly "sign-checksums": "none" | "gpg" | "ssh";
  /** Whether real installers try the published release from the index. */
  readonly "verify-published": boolean;
}

const route = (what: string, standard: string): v.OptionalSchema<v.GenericSchema<unknown, string>, string> =>
  v.optional(
    v.pipe(text, v.description(`Index for ${what}; none: such a version is not released.`)),
    standard,
  );

/** [tool.shipwheel.release]. */
export const releaseSection: v.GenericSchema<unknown, ReleaseConfig> = v.strictObject({
  forge: v.optional(
    v.pipe(
      oneOf(["auto", "github", "gitlab", "none"]),
      v.description("Host of the GitHub or GitLab release; `auto` detects it from the repository's URL."),
    ),
    "auto",
  ),
  repository: v.optional(
    v.pipe(
      text,
      v.url("must be an address"),
      v.description("URL of the repository; by default that of the remote."),
    ),
  ),
  remote: v.optional(v.pipe(text, v.description("The remote to which the tag is pushed.")), "origin"),
  routes: v.optional(
    v.pipe(
      v.strictObject({
        stable: route("final and post releases", "pypi"),
        pre: route("alpha, beta and candidate releases", "pypi"),
        dev: route("development releases", "testpypi"),
      }),
      v.description("The index for each kind of version."),
    ),
    {},
  ),
  branches: v.optional(
    v.pipe(
      v.array(text, "must be a list of branches"),
      v.description("Branches that may be released from; by default any."),
    ),
    [],
  ),
  attestations: v.optional(
    v.pipe(
      oneOf(["auto", "always", "never"]),
      v.description(
        "Attestations (PEP 740); `auto`: if the index accepts them and the workflow has an identity.",
      ),
    ),
    "auto",
  ),
  provenance: v.optional(flag("Whether each file also gets a build provenance attestation (SLSA)."), false),
  sbom: v.optional(flag("Whether an SBOM (CycloneDX) is attached."), true),
  audit: v.optional(
    v.pipe(
      oneOf(["error", "warn", "off"]),
      v.description(
        "Whether vulnerabilities, licenses and the history are audited; `error`: a finding stops the release. The VEX document is attached.",
      ),
    ),
    "off",
  ),
  gates: v.optional(
    v.pipe(
      v.array(v.union([text, argv], "must be a command or a list of arguments"), "must be a list"),
      v.description("Commands to run in the tree; each must exit with 0 before anything is tagged."),
    ),
    [],
  ),
  "sign-checksums": v.optional(
    v.pipe(oneOf(["none", "gpg", "ssh"]), v.description("How SHA256SUMS is signed.")),
    "none",
  ),
  "verify-published": v.optional(
    flag("Whether real installers try the published release from the index."),
    true,
  ),
});
