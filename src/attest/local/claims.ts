/** What a certificate says of its holder: the subject, and Fulcio's extensions by their last number. */
export interface CertifiedIdentity {
  readonly subject: { readonly kind: "uri" | "email"; readonly value: string };
  readonly issuer: string;
  readonly extensions: Readonly<Record<number, string>>;
}

/** The claims of an identity token that was verified. */
export type IdentityClaims = Readonly<Record<string, unknown>>;

/**
 * What Fulcio makes of an identity: a workflow of GitHub or GitLab becomes an address with the repository, commit and
 * workflow in extensions of their own; anybody else an e-mail address. Null: it can make nothing of it.
 */
export function certifiedIdentity(claims: IdentityClaims, issuer: string): CertifiedIdentity | null {
  if (typeof claims["job_workflow_ref"] === "string") return fromGitHub(claims, issuer);
  if (typeof claims["ci_config_ref_uri"] === "string") return fromGitLab(claims, issuer);
  const email = text(claims, "email");
  return email === "" || claims["email_verified"] !== true
    ? null
    : { subject: { kind: "email", value: email }, issuer, extensions: { 8: issuer } };
}

function fromGitHub(claims: IdentityClaims, issuer: string): CertifiedIdentity {
  const site = "https://github.com";
  const repository = `${site}/${text(claims, "repository")}`;
  const called = `${site}/${text(claims, "job_workflow_ref")}`;
  return {
    subject: { kind: "uri", value: called },
    issuer,
    extensions: {
      8: issuer,
      9: called,
      10: text(claims, "job_workflow_sha"),
      11: text(claims, "runner_environment"),
      12: repository,
      13: text(claims, "sha"),
      14: text(claims, "ref"),
      15: text(claims, "repository_id"),
      16: `${site}/${text(claims, "repository_owner")}`,
      17: text(claims, "repository_owner_id"),
      18: `${site}/${text(claims, "workflow_ref")}`,
      19: text(claims, "workflow_sha"),
      20: text(claims, "event_name"),
      21: `${repository}/actions/runs/${text(claims, "run_id")}/attempts/${text(claims, "run_attempt")}`,
      22: text(claims, "repository_visibility"),
    },
  };
}

function fromGitLab(claims: IdentityClaims, issuer: string): CertifiedIdentity {
  const config = `https://${text(claims, "ci_config_ref_uri")}`;
  const reference = text(claims, "ref_path") || `refs/heads/${text(claims, "ref")}`;
  return {
    subject: { kind: "uri", value: config },
    issuer,
    extensions: {
      8: issuer,
      9: config,
      10: text(claims, "ci_config_sha"),
      12: `https://gitlab.com/${text(claims, "project_path")}`,
      13: text(claims, "sha"),
      14: reference,
      18: config,
      19: text(claims, "ci_config_sha"),
      20: text(claims, "pipeline_source"),
      21: `https://gitlab.com/${text(claims, "project_path")}/-/jobs/${text(claims, "job_id")}`,
    },
  };
}

function text(claims: IdentityClaims, name: string): string {
  const value = claims[name];
  return typeof value === "string" ? value : "";
}
