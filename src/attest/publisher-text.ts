import type { AttestingPublisher } from "./publisher.ts";

/** The forms in which a publisher is written, for help and messages. */
export const PUBLISHER_FORMS =
  "github:OWNER/NAME/WORKFLOW.yml, gitlab:GROUP/NAME/.gitlab-ci.yml or google:EMAIL";

/** Reads a publisher as people write it, see {@link PUBLISHER_FORMS}; null: it is none. */
export function parsePublisher(text: string): AttestingPublisher | null {
  const [, kind = "", rest = ""] = /^(github|gitlab|google):(.+)$/.exec(text) ?? [];
  if (kind === "google") return /^[^@\s]+@[^@\s]+$/.test(rest) ? { kind: "Google", email: rest } : null;
  if (kind === "github") {
    const [, repository = "", workflow = ""] = /^([^/\s]+\/[^/\s]+)\/([^/\s]+\.ya?ml)$/.exec(rest) ?? [];
    return workflow === "" ? null : { kind: "GitHub", repository, workflow };
  }
  if (kind !== "gitlab") return null;
  // A pipeline's file may lie in a directory: two slashes then stand before it, as in GitLab's own identities.
  const [, repository = "", file = ""] =
    /^(\S+?)\/\/(\S+\.ya?ml)$/.exec(rest) ?? /^([^\s]+\/[^/\s]+)\/([^/\s]+\.ya?ml)$/.exec(rest) ?? [];
  return file === "" ? null : { kind: "GitLab", repository, workflow_filepath: file };
}
