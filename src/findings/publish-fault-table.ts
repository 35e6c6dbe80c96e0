import { faultEntry as entry, type FaultEntries, type Words } from "./fault-entry.ts";

/** Why files could not be published; sorted. */
export interface PublishFaults {
  readonly "auth/foreign-token": Words<"index" | "source" | "home">;
  readonly "auth/half-set": Words<"index" | "has" | "missing">;
  readonly "auth/identity-missing": Words<"index" | "missing" | "source">;
  readonly "auth/insecure-index": Words<"index">;
  readonly "auth/mint-refused": Words<"index" | "words" | "obstacle" | "provider" | "fields" | "where">;
  readonly "auth/no-credentials": Words<"index" | "variable"> & {
    readonly missing?: string;
    /** What is there for another index. */
    readonly elsewhere?: string;
    /** True where the index takes identities. */
    readonly trusts: boolean;
  };
  readonly "auth/no-identity": Words<"words"> & { readonly remedy?: string };
  readonly "auth/no-provider": Words<"index"> & { readonly missing?: string };
  readonly "auth/no-trusted-publishing": Words<"index" | "words">;
  readonly "auth/password-refused": Words<"variable" | "index">;
  readonly "auth/session-refused": Words<"index" | "what" | "words" | "user">;
  readonly "auth/token-refused": Words<"index" | "source" | "words">;
  readonly "publish/no-such-host": Words<"index" | "host" | "reason">;
  readonly "publish/page-unreadable": Words<"index" | "files" | "reason">;
  readonly "publish/pages-elsewhere": Words<"index" | "looked" | "found">;
  readonly "publish/session-refused": Words<"index" | "what" | "words">;
  readonly "publish/session-unreadable": Words<"index" | "reason">;
  readonly "publish/tls": Words<"index" | "host" | "reason" | "remedy">;
  readonly "publish/unreachable": Words<"index" | "reason">;
  readonly "usage/no-such-index": Words<"index" | "nearest"> & {
    /** The variable that names it. */
    readonly source?: string;
  };
  readonly "usage/not-a-distribution": Words<"file" | "reason">;
  readonly "usage/not-an-attestation": Words<"file" | "reason">;
  readonly "usage/not-distributions": Words<"files">;
  readonly "usage/promoted-to-itself": Words<"index">;
}

/** The faults of publishing and of its credentials; sorted by code. */
export const PUBLISH_FAULTS: FaultEntries<PublishFaults> = {
  "auth/foreign-token": entry(
    "auth",
    (p) => `the token from ${p.source} belongs to ${p.home} and must not be sent to ${p.index}`,
    (p) => `put a token of ${p.index} there, or publish to ${p.home}`,
  ),
  "auth/half-set": entry(
    "auth",
    (p) => `${p.has} is set for ${p.index}, but ${p.missing} is not; both are needed`,
    (p) => `set ${p.missing}, or remove ${p.has}`,
  ),
  "auth/identity-missing": entry(
    "auth",
    (p) =>
      `this CI job has no identity for ${p.index}, and the token from ${p.source} is not used instead: ${p.missing}`,
    (p) => `give the job an identity, or use the token from ${p.source} explicitly: --auth token`,
  ),
  "auth/insecure-index": entry(
    "auth",
    (p) => `the connection to ${p.index} does not use TLS; a token is never sent without it`,
    () => "use the https URL of the index",
  ),
  "auth/mint-refused": entry(
    "auth",
    (p) => `${p.index} issued no upload token for this identity: ${p.words}`,
    (p) =>
      `${p.obstacle}give the project a ${p.provider} publisher with exactly these fields: ${p.fields} (${p.where})`,
  ),
  "auth/no-credentials": entry(
    "auth",
    (p) =>
      `no credentials for ${p.index}: ${p.trusts ? "neither a trusted-publishing identity nor an API token" : "no API token and no password"}${p.elsewhere === undefined ? "" : `; ${p.elsewhere}, and is not sent to another index`}`,
    (p) =>
      p.trusts
        ? `${p.missing ?? "publish from a workflow with a trusted publisher (GitHub: permissions: { contents: read, id-token: write })"}; or put an API token into ${p.variable} or the keyring`
        : `put an API token or a password into ${p.variable} or the keyring (any text, if the index requires none)`,
  ),
  "auth/no-identity": entry(
    "auth",
    (p) => `the identity issuer returned no token: ${p.words}`,
    (p) => p.remedy ?? "run the job again to get a new identity token",
  ),
  "auth/no-provider": entry(
    "auth",
    (p) =>
      `no OIDC identity found; trusted publishing to ${p.index} needs GitHub Actions, GitLab CI or Google Cloud`,
    (p) =>
      `${p.missing ?? "run it in GitHub Actions with permissions: { contents: read, id-token: write }, in GitLab CI with id_tokens, or on Google Cloud"}; elsewhere: --auth token`,
  ),
  "auth/no-trusted-publishing": entry(
    "auth",
    (p) => `${p.index} does not offer trusted publishing: ${p.words}`,
    () => "upload with an API token of that index instead: --auth token",
  ),
  "auth/password-refused": entry(
    "auth",
    (p) => `${p.variable} names a user, but ${p.index} does not accept passwords`,
    () => "unset it, and use trusted publishing or an API token",
  ),
  "auth/session-refused": entry(
    "auth",
    (p) => `${p.index} ${p.what}: ${p.words}`,
    (p) =>
      `check the token and the user name it belongs to ("${p.user}" was sent), and whether it has permission to upload to this project`,
  ),
  "auth/token-refused": entry(
    "auth",
    (p) => `${p.index} rejects the token from ${p.source}: ${p.words}`,
    (p) => `create a new API token on ${p.index} and replace the one in ${p.source}`,
  ),
  "publish/no-such-host": entry(
    "publish",
    (p) => `${p.index} could not be found: there is no host ${p.host} (${p.reason})`,
    () =>
      "correct the host in the URL of the index; if it is correct, check this machine's network, VPN and DNS",
  ),
  "publish/page-unreadable": entry(
    "incomplete",
    (p) => `${p.index} accepted ${p.files}, but its page does not confirm it: ${p.reason}`,
    () =>
      "use credentials that can read the index, or set its software (--index-kind) or the base URL of its project pages (--simple-url), and run again; no file is uploaded twice",
  ),
  "publish/pages-elsewhere": entry(
    "incomplete",
    (p) => `${p.index} shows the files below ${p.found}; ${p.looked} answers 404`,
    (p) =>
      `run again with --simple-url ${p.found} (or simple in [tool.shipwheel.publish.indexes]); no file is uploaded twice`,
  ),
  "publish/session-refused": entry(
    "publish",
    (p) => `${p.index} ${p.what}: ${p.words}`,
    () =>
      'follow the message of the index, or upload file by file: sessions = "none" in [tool.shipwheel.publish.indexes]',
  ),
  "publish/session-unreadable": entry(
    "publish",
    (p) => `${p.index} does not follow the Upload 2.0 API (PEP 694): ${p.reason}`,
    () => 'correct sessions in [tool.shipwheel.publish.indexes], or upload file by file: sessions = "none"',
  ),
  "publish/tls": entry(
    "publish",
    (p) => `no trusted connection to ${p.index} (${p.host}): ${p.reason}`,
    (p) => p.remedy,
  ),
  "publish/unreachable": entry(
    "unavailable",
    (p) => `${p.index} is unavailable: ${p.reason}`,
    () => "run the same command again; no file is uploaded twice",
  ),
  "usage/no-such-index": entry(
    "usage",
    (p) => `there is no index ${p.index}${p.source === undefined ? "" : ` (named by ${p.source})`}`,
    (p) =>
      `did you mean ${p.nearest}? For a different index, give its URL or add it to [tool.shipwheel.publish.indexes]${p.source === undefined ? "" : " or ~/.pypirc"}`,
  ),
  "usage/not-a-distribution": entry(
    "usage",
    (p) => `${p.file} is neither a wheel nor an sdist of this project: ${p.reason}`,
    () => "use the files of one release, for example: shipwheel publish dist/*",
  ),
  "usage/not-an-attestation": entry(
    "usage",
    (p) => `${p.file} is not a usable attestation: ${p.reason}`,
    () => "omit it, or create it again",
  ),
  "usage/not-distributions": entry(
    "usage",
    (p) => `not a distribution: ${p.files}`,
    () => "name only wheels and the sdist (dist/*.whl dist/*.tar.gz), or their directory (dist)",
  ),
  "usage/promoted-to-itself": entry(
    "usage",
    (p) => `${p.index} is the target index: its files cannot be promoted to itself`,
    () => "use another index for --promote-from, or set the target with --index",
  ),
};
