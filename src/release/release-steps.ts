import type { Distribution } from "../distribution/distribution.ts";
import type { ReleaseText } from "../forge/forge.ts";
import type { Ports } from "../ports/ports.ts";
import type { PublishTarget } from "../publish/target.ts";
import { gitRunner } from "../git/git-runner.ts";
import { tagText } from "../git/tag.ts";
import type { Journal } from "../engine/journal/journal.ts";
import { BILL_TYPE, billName, billOfMaterials } from "../sbom/bill-of-materials.ts";
import { materialTime } from "../sbom/material-time.ts";
import type { AttestationPlan } from "../rehearse/attestations/plan-attestations.ts";
import { openAssets } from "../announce/assets.ts";
import type { PreparedRelease } from "./prepare-release.ts";
import type { ReleaseState } from "./release-state.ts";
import type { ReleaseRequest } from "./request.ts";
import type { ReleaseStep } from "../engine/steps/step.ts";
import { attesting } from "./steps/attest.ts";
import { credentialsStep } from "./steps/credentials.ts";
import { announceStep, assetsStep, draftStep } from "../announce/forge-steps.ts";
import { gatesStep } from "./steps/gates.ts";
import { sealStep } from "./steps/seal.ts";
import { signatureName, signStep } from "./steps/sign.ts";
import { pushTagStep, tagStep } from "./steps/tag.ts";
import { uploadStep } from "./steps/upload.ts";
import { verifyPublishedStep } from "./steps/verify-published.ts";

/** What the steps of a release are made of. */
export interface ReleaseMaterial {
  readonly prepared: PreparedRelease;
  readonly target: PublishTarget;
  readonly files: readonly Distribution[];
  readonly text: ReleaseText;
  readonly state: ReleaseState;
  readonly request: ReleaseRequest;
  /** Null: the files are not attested. */
  readonly attestations: AttestationPlan | null;
}

/** The steps of a release, in their order: this list *is* it. */
export async function releaseSteps(
  { prepared, target, files, text, state, request, attestations }: ReleaseMaterial,
  ports: Ports,
): Promise<readonly ReleaseStep[]> {
  const { forge, remote, tag, config, project, version, commit } = prepared;
  const { journal } = state;
  const git = gitRunner(prepared.tree.root, ports);
  const signer = config.release["sign-checksums"];
  const signature = signer === "none" ? null : signatureName(signer);
  const assets = await openAssets(files, state, signature, ports);
  if (config.release.sbom) {
    await assets.keep(billName(project, version), BILL_TYPE, () => billOf(prepared, files, journal, ports));
  }
  const attest = attestations === null ? null : attesting(files, attestations, assets, ports);
  const gates = { commands: config.release.gates, directory: prepared.tree.root, commit };
  const { simpleUrl, title: index } = target;
  const trial =
    simpleUrl !== null && config.release["verify-published"]
      ? {
          request: { ...request.run, distributions: files.map((file) => file.path) },
          simpleUrl,
          index,
        }
      : null;
  return [
    ...(gates.commands.length === 0 ? [] : [gatesStep(gates, journal, ports)]),
    // Whatever adds companions comes before: SHA256SUMS tells their digests, too.
    ...(attest === null ? [] : [attest.step]),
    ...(signer === "none" ? [] : [signStep(assets, signer, git, ports)]),
    ...(target.opened === undefined ? [] : [credentialsStep(target.opened, index, journal)]),
    tagStep(tag, git),
    ...(remote === null ? [] : [pushTagStep(tag, remote, git)]),
    ...(forge === null ? [] : [draftStep(text, forge), assetsStep(text, assets, forge)]),
    uploadStep(files, target, journal, ports, {
      wait: config.publish.wait,
      ...(attest === null ? {} : { extraFields: attest.fields }),
    }),
    ...(trial === null ? [] : [verifyPublishedStep(trial, journal, ports)]),
    ...(forge === null ? [] : [announceStep(text, assets, forge)]),
    sealStep(
      async () => {
        const all = (await assets.all()).map((asset) => [asset.name, asset.sha256] as const);
        const tagObject = await tagText(git, tag.name);
        const names = { project, version, tag: tag.name, tagObject, commit, index };
        return { ...names, files: Object.fromEntries(all) };
      },
      state,
      ports,
    ),
  ];
}

async function billOf(
  { tree, project }: PreparedRelease,
  files: readonly Distribution[],
  journal: Journal,
  ports: Pick<Ports, "environment">,
): Promise<string> {
  const installed = (journal.last("rehearsed")?.data["installed"] ?? []) as readonly string[];
  const bill = await billOfMaterials({ files, installed, time: materialTime(tree, ports) });
  if (bill === null) throw new Error(`no file of ${project} has metadata, and they were rehearsed`);
  return bill;
}
