/** The trusted publisher of which an attestation has to be, with the keys that provenance objects have (PEP 740). */
export type AttestingPublisher =
  | {
      readonly kind: "GitHub";
      /** `owner/name`. */
      readonly repository: string;
      /** File name below `.github/workflows/`. */
      readonly workflow: string;
      readonly environment?: string | null;
    }
  | {
      readonly kind: "GitLab";
      /** `namespace/project`. */
      readonly repository: string;
      /** Path of the pipeline's file, usually `.gitlab-ci.yml`. */
      readonly workflow_filepath: string;
      readonly environment?: string | null;
    }
  | { readonly kind: "Google"; readonly email: string };

/** What a certificate of Sigstore's authority says of its holder: Fulcio's extensions, in its own terms. */
export interface CertificateIdentity {
  /** The subject's alternative name: the address of a workflow, or an e-mail address. */
  readonly subject: string | null;
  readonly issuer: string | null;
  readonly sourceRepository: string | null;
  /** The commit. */
  readonly sourceDigest: string | null;
  /** For example `refs/tags/v1.0`. */
  readonly sourceRef: string | null;
  /** The workflow that ran, with the reference at which it was read. */
  readonly buildConfig: string | null;
  /** Address of the run; null when the certificate does not say. */
  readonly run: string | null;
}

/** Who issues the identities of each kind of publisher: a certificate names it. */
export const ISSUERS: Readonly<Record<AttestingPublisher["kind"], string>> = {
  GitHub: "https://token.actions.githubusercontent.com",
  GitLab: "https://gitlab.com",
  Google: "https://accounts.google.com",
};

/** The extensions of Fulcio's certificates, below 1.3.6.1.4.1.57264.1. */
export const FULCIO_EXTENSIONS: Readonly<Record<Exclude<keyof CertificateIdentity, "subject">, string>> = {
  issuer: "1.3.6.1.4.1.57264.1.8",
  sourceRepository: "1.3.6.1.4.1.57264.1.12",
  sourceDigest: "1.3.6.1.4.1.57264.1.13",
  sourceRef: "1.3.6.1.4.1.57264.1.14",
  buildConfig: "1.3.6.1.4.1.57264.1.18",
  run: "1.3.6.1.4.1.57264.1.21",
};

/** Which part of an identity is not the publisher's, and how it reads. */
export interface IdentityMismatch {
  readonly part: "issuer" | "repository" | "workflow";
  readonly message: string;
}

/**
 * Compares a certificate with a publisher as PyPI does: issuer, repository, and the workflow at the commit or the
 * reference that the certificate itself names. The environment is not in certificates. Null: it is the publisher's.
 */
export function identityMismatch(
  identity: CertificateIdentity,
  publisher: AttestingPublisher,
): IdentityMismatch | null {
  const { issuer, repository, configs } = expectationOf(publisher, identity);
  if (identity.issuer !== issuer) {
    return { part: "issuer", message: differs("issuer", identity.issuer, issuer) };
  }
  if (publisher.kind === "Google") {
    if (identity.subject === publisher.email) return null;
    return { part: "repository", message: differs("identity", identity.subject, publisher.email) };
  }
  if (identity.sourceRepository !== repository) {
    return { part: "repository", message: differs("repository", identity.sourceRepository, repository) };
  }
  if (identity.buildConfig !== null && configs.includes(identity.buildConfig)) return null;
  const message = `Certificate's Build Config URI (${identity.buildConfig ?? "none"}) does not match expected Trusted Publisher (${workflowOf(publisher)} @ ${publisher.repository})`;
  return { part: "workflow", message };
}

/**
 * Whether a workflow of one repository, whichever, signed at one commit. The case of a repository's name is the host's
 * affair. Null: it did.
 */
export function sourceMismatch(
  identity: CertificateIdentity,
  { kind, repository, commit }: SourceOfFiles,
): string | null {
  const source = sourceOf(kind, repository);
  if (identity.issuer !== ISSUERS[kind]) return differs("issuer", identity.issuer, ISSUERS[kind]);
  if (identity.sourceRepository?.toLowerCase() !== source.toLowerCase())
    return differs("repository", identity.sourceRepository, source);
  return identity.sourceDigest === commit ? null : differs("commit", identity.sourceDigest, commit);
}

/** Of what files were made. */
export interface SourceOfFiles {
  readonly kind: Exclude<AttestingPublisher["kind"], "Google">;
  /** `owner/name`. */
  readonly repository: string;
  readonly commit: string;
}

/** The address by which a certificate names a repository. */
function sourceOf(kind: SourceOfFiles["kind"], repository: string): string {
  return `https://${kind === "GitHub" ? "github.com" : "gitlab.com"}/${repository}`;
}

function expectationOf(
  publisher: AttestingPublisher,
  { sourceDigest, sourceRef }: CertificateIdentity,
): { readonly issuer: string; readonly repository: string; readonly configs: readonly string[] } {
  if (publisher.kind === "Google") {
    return { issuer: ISSUERS.Google, repository: "", configs: [] };
  }
  const isGitHub = publisher.kind === "GitHub";
  const repository = sourceOf(publisher.kind, publisher.repository);
  const file = `${repository}${isGitHub ? "/.github/workflows/" : "//"}${workflowOf(publisher)}`;
  return {
    issuer: ISSUERS[publisher.kind],
    repository,
    configs: [sourceDigest, sourceRef].flatMap((end) => (end === null ? [] : [`${file}@${end}`])),
  };
}

function workflowOf(publisher: Exclude<AttestingPublisher, { kind: "Google" }>): string {
  return publisher.kind === "GitHub" ? publisher.workflow : publisher.workflow_filepath;
}

function differs(what: string, actual: string | null, expected: string): string {
  return `the certificate's ${what} is ${actual ?? "none"}, not ${expected}`;
}

/** A publisher for people: `release.yml of owner/name (GitHub)`. */
export function publisherWords(publisher: AttestingPublisher): string {
  return publisher.kind === "Google"
    ? `${publisher.email} (Google)`
    : `${workflowOf(publisher)} of ${publisher.repository} (${publisher.kind})`;
}
