import type { Distribution } from "../distribution/distribution.ts";
import type { Ports } from "../ports/ports.ts";
import type { Staging } from "../publish/sessions/staging.ts";
import type { UploadToken } from "../publish/upload-token.ts";
import { auditInstalled, vexName } from "../audit/audit-installed.ts";
import { vexDocument } from "../audit/vex.ts";
import { openAssets } from "../announce/assets.ts";
import type { Journal } from "../engine/journal/journal.ts";
import { BILL_TYPE, billName, billOfMaterials } from "../sbom/bill-of-materials.ts";
import { sourceDate } from "../build/source-date-epoch.ts";
import type { RehearsedMaterial, ReleaseMaterial } from "./material.ts";
import type { PreparedRelease } from "./read-release.ts";
import { withBuild } from "../rehearse/attestations/plan-attestations.ts";
import { recordedBuild } from "./record/recorded-build.ts";
import { releaseText } from "./release-text.ts";
import { attesting } from "./steps/attest.ts";
import { signatureName } from "./steps/sign.ts";

/** What is made of the files before the first step needs it: the notes, and the companions that are attached. */
export async function rehearsedMaterial(
  material: ReleaseMaterial,
  files: readonly Distribution[],
  token: UploadToken,
  staging: Staging | null,
  ports: Ports,
): Promise<RehearsedMaterial> {
  const { release, state, notes, attestations } = material;
  const { config, project, version, forge } = release;
  const signer = config.release["sign-checksums"];
  const assets = await openAssets(files, state, signer === "none" ? null : signatureName(signer), ports);
  if (config.release.sbom) {
    const make = (): Promise<string> => billOf(release, files, state.journal, ports);
    await assets.keep(billName(project, version), BILL_TYPE, make);
  }
  if (config.release.audit !== "off") {
    const make = (): Promise<string> => vexOf(release, state.journal, ports);
    await assets.keep(vexName(project, version), BILL_TYPE, make);
  }
  return {
    ...material,
    files,
    text: release.tag === null ? null : releaseText(release, release.tag, notes, files),
    assets,
    attesting:
      attestations === null
        ? null
        : attesting(files, withBuild(attestations, recordedBuild(state.journal.entries)), assets, ports),
    token,
    staging,
    forge,
    wait: config.publish.wait,
  };
}

async function vexOf(
  { tree, config, project }: PreparedRelease,
  journal: Journal,
  ports: Ports,
): Promise<string> {
  const installed = (journal.last("rehearsed")?.data["installed"] ?? []) as readonly string[];
  return vexDocument(await auditInstalled({ project, installed, tree, config, offline: false }, ports));
}

async function billOf(
  { tree, project }: PreparedRelease,
  files: readonly Distribution[],
  journal: Journal,
  ports: Pick<Ports, "environment">,
): Promise<string> {
  const installed = (journal.last("rehearsed")?.data["installed"] ?? []) as readonly string[];
  const built = recordedBuild(journal.entries)?.environment ?? [];
  const bill = await billOfMaterials({ files, installed, built, time: sourceDate(tree, ports) });
  if (bill === null) throw new Error(`no file of ${project} has metadata, although they were rehearsed`);
  return bill;
}
