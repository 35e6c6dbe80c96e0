import { join } from "node:path";
import type { SourceOfFiles } from "../../attest/publisher.ts";
import type { Finding } from "../../findings/finding.ts";
import type { Forge } from "../../forge/forge.ts";
import { PUBLISH_PREDICATE, SLSA_PREDICATE } from "../../index-client/endpoints.ts";
import type { Ports } from "../../ports/ports.ts";
import type { FrozenFile } from "../../publish/frozen-file.ts";
import { namedTrustRoot } from "../../rehearse/attestations/plan-attestations.ts";
import { ATTESTATION_OF_ANOTHER_SOURCE } from "../release-rules.ts";

/** Files of a release that was begun elsewhere, and where they are from. */
export interface RestoredFiles {
  readonly from: string;
  readonly forge: Pick<Forge, "id" | "repository">;
  readonly commit: string;
  readonly distributions: readonly Pick<FrozenFile, "fileName" | "sha256">[];
}

const ATTESTATION = /^(.+)\.\w+\.attestation$/;

/** What stands against attestations in `directory`: each is to be of its file, by this repository, at this commit. */
export async function judgeRestoredAttestations(
  names: readonly string[],
  directory: string,
  { from, forge, commit, distributions }: RestoredFiles,
  ports: Pick<Ports, "files" | "environment">,
): Promise<readonly Finding[]> {
  const attestations = names.filter((name) => ATTESTATION.test(name));
  if (attestations.length === 0) return [];
  const [{ parseAttestationText }, { trustRootOf }, { verifyAttestation }, { sourceMismatch }] =
    await Promise.all([
      import("../../attest/attestation.ts"),
      import("../../attest/trust-root.ts"),
      import("../../attest/verify.ts"),
      import("../../attest/publisher.ts"),
    ]);
  const root = trustRootOf(await namedTrustRoot(ports));
  const kind: SourceOfFiles["kind"] = forge.id === "github" ? "GitHub" : "GitLab";
  const predicateTypes = [PUBLISH_PREDICATE, SLSA_PREDICATE];

  async function problemOf(name: string): Promise<string | null> {
    const file = distributions.find(({ fileName }) => fileName === ATTESTATION.exec(name)?.[1]);
    if (file === undefined) return "the release has no file of that name";
    const attestation = parseAttestationText(await ports.files.readText(join(directory, name)));
    if (typeof attestation === "string") return attestation;
    const verdict = verifyAttestation(attestation, { file, publisher: null, predicateTypes }, root);
    return verdict.verified
      ? sourceMismatch(verdict.identity, { kind, repository: forge.repository, commit })
      : verdict.message;
  }

  const findings: Finding[] = [];
  for (const name of attestations) {
    const problem = await problemOf(name);
    if (problem === null) continue;
    findings.push(
      ATTESTATION_OF_ANOTHER_SOURCE.finding({
        message: `${name} of ${from} is not by ${forge.repository} at ${commit.slice(0, 12)}: ${problem}`,
        help: `find out who changed ${from}, delete it, and run the same command again`,
        location: { file: name },
        subject: name,
      }),
    );
  }
  return findings;
}
