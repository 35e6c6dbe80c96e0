import { dirname, join } from "node:path";
import { openDistribution } from "../../distribution/distribution.ts";
import type { Released } from "../../engine/page/evidence.ts";
import type { Description } from "../../engine/page/readme.ts";
import { writeRunPage } from "../../engine/page/write-run-page.ts";
import type { RunReport } from "../../engine/report.ts";
import { faultFields } from "../../findings/fault.ts";
import type { Ports } from "../../ports/ports.ts";
import type { ReleaseReport } from "./release-report.ts";

/** Writes the rehearsal's page anew, with what the release did; nothing where the rehearsal's files are gone. */
export async function writeReleasePage(release: ReleaseReport, ports: Ports): Promise<void> {
  if (release.report === null) return;
  const root = dirname(release.report);
  const document = join(root, "report.json");
  if ((await ports.files.stat(document)) === null) return;
  const report = JSON.parse(await ports.files.readText(document)) as RunReport;
  const place = { root, reportHtml: release.report };
  await writeRunPage(
    { report, description: await descriptionOf(report, ports), place, released: releasedOf(release) },
    ports,
  );
}

function releasedOf({ fault, steps, findings, index, install, complete, isPartly }: ReleaseReport): Released {
  return {
    steps,
    findings,
    index,
    install,
    complete,
    isPartly,
    error: fault === null ? null : faultFields(fault),
  };
}

async function descriptionOf({ artifacts }: RunReport, ports: Ports): Promise<Description | null> {
  const path = artifacts.find(({ kind }) => kind === "wheel")?.path;
  if (path === undefined || (await ports.files.stat(path)) === null) return null;
  await using wheel = await openDistribution(path, ports.files);
  const { description = null, descriptionContentType = null } = wheel.metadata ?? {};
  return description === null ? null : { text: description, contentType: descriptionContentType };
}
