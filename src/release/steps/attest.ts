import { join } from "node:path";
import { attestationFileName, parseAttestationText, type Attestation } from "../../attest/attestation.ts";
import type { AttestedPredicate } from "../../attest/sign.ts";
import type { Distribution } from "../../distribution/distribution.ts";
import type { Ports } from "../../ports/ports.ts";
import type { FormField } from "../../distribution/acceptance/file-form.ts";
import type { AttestationPlan } from "../../rehearse/attestations/plan-attestations.ts";
import type { ReleaseAssets } from "../../announce/assets.ts";
import type { StepAction, StepDefinition } from "../../engine/steps/step.ts";

/** Attests every distribution (PEP 740), before SHA256SUMS is written over all companions. */
export const attest: StepDefinition<{ readonly attests: boolean }, { readonly attesting: Attesting | null }> =
  {
    id: "attest",
    phase: "publish",
    reversible: true,
    plan: ({ attests }) => (attests ? { title: "attest the distributions", subject: "distributions" } : null),
    carryOut({ attesting: made }) {
      if (made === null) throw new Error("attestations were planned, but there is no identity to sign them");
      return made.action;
    },
  };

/** The attestations of a release: how they are made, and what an upload sends of them. */
export interface Attesting {
  readonly action: StepAction;
  /** The field of a file's upload; none for a file without attestations. */
  readonly fields: (file: Pick<Distribution, "fileName">) => readonly FormField[];
}

const CONTENT_TYPE = "application/json";

/**
 * Attests every file, once: attestations are kept beside the journal, become companions, and a run that comes later
 * takes them as they are, when they still verify for the very bytes.
 */
export function attesting(
  files: readonly Pick<Distribution, "fileName" | "digests">[],
  plan: AttestationPlan,
  assets: Pick<ReleaseAssets, "directory" | "add">,
  ports: Pick<Ports, "files" | "http" | "pause" | "signal">,
): Attesting {
  const held = new Map<string, Attestation>();
  const wanted = files.flatMap((file) => plan.predicates.map((predicate) => ({ file, predicate })));
  const nameOf = ({ file, predicate }: (typeof wanted)[number]): string =>
    attestationFileName(file.fileName, predicate.kind);

  /** What is kept and holds; each is added to what is attached. The identities that signed. */
  async function look(): Promise<ReadonlySet<string>> {
    const [{ trustRootOf }, { verifyAttestation }] = await Promise.all([
      import("../../attest/trust-root.ts"),
      import("../../attest/verify.ts"),
    ]);
    const root = trustRootOf(plan.trustRoot);
    const signers = new Set<string>();
    for (const each of wanted) {
      const name = nameOf(each);
      const path = join(assets.directory, name);
      if ((await ports.files.stat(path)) === null) continue;
      const content = await ports.files.readText(path);
      const attestation = parseAttestationText(content);
      if (typeof attestation === "string") continue;
      const { fileName, digests } = each.file;
      const verdict = verifyAttestation(
        attestation,
        {
          file: { fileName, sha256: digests.sha256 },
          publisher: null,
          predicateTypes: [each.predicate.type],
        },
        root,
      );
      if (!verdict.verified) continue;
      held.set(name, attestation);
      signers.add(verdict.identity.subject ?? "nobody named");
      await assets.add({ name, content, contentType: CONTENT_TYPE });
    }
    return signers;
  }

  async function sign(predicates: readonly AttestedPredicate[]): Promise<void> {
    const { SIGSTORE_AUDIENCE, signAttestations } = await import("../../attest/sign.ts");
    const open = files.filter((file) =>
      predicates.some((predicate) => !held.has(attestationFileName(file.fileName, predicate.kind))),
    );
    const made = await signAttestations(
      {
        files: open.map(({ fileName, digests }) => ({ fileName, sha256: digests.sha256 })),
        predicates,
        identity: () => plan.provider.identity(SIGSTORE_AUDIENCE),
        services: plan.services,
      },
      ports,
    );
    for (const { fileName, attestation } of made) {
      if (held.has(fileName)) continue;
      await assets.add({ name: fileName, content: JSON.stringify(attestation), contentType: CONTENT_TYPE });
    }
  }

  const action: StepAction = {
    async observe() {
      const signers = await look();
      const missing = wanted.map(nameOf).filter((name) => !held.has(name));
      if (missing.length > 0) return { state: "absent", detail: `${missing.join(", ")} not there` };
      const signer = [...signers].join(", ");
      const proof = { attestations: wanted.map(nameOf), signer, log: plan.services.rekorUrl };
      return { state: "done", detail: `signed by ${signer} (${plan.services.title})`, proof };
    },
    async act() {
      await sign(plan.predicates);
      return [];
    },
  };
  return {
    action,
    fields(file) {
      const own = wanted.filter((each) => each.file.fileName === file.fileName);
      const attestations = own.flatMap((each) => held.get(nameOf(each)) ?? []);
      return attestations.length === 0 ? [] : [["attestations", JSON.stringify(attestations)]];
    },
  };
}
