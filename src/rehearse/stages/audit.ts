import { join } from "node:path";
import { auditInstalled, vexName, weighedFindings } from "../../audit/audit-installed.ts";
import { vexDocument } from "../../audit/vex.ts";
import { defineStage, type Stage } from "../../engine/stage.ts";
import { plural } from "../../text/plural.ts";

/** Audits what the trials installed, and the repository; writes the VEX document that the release will attach. */
export const auditRelease: Stage = defineStage({
  id: "audit",
  title: "audit dependencies and history",
  phase: "verify",
  needs: ["request", "distributions", "verified", "output", "config", "tree"],
  gives: [],
  async run({ request, distributions, verified, output, config, tree }, { ports }) {
    const { audit: level } = config.release;
    if (level === "off") return { values: {}, idle: 'release.audit = "off"' };
    const metadata = distributions.find((each) => each.metadata !== null)?.metadata;
    if (metadata == null) return { values: {}, idle: "no distribution has metadata" };
    const { name: project, version } = metadata;
    const installed = verified.trials.flatMap((trial) => trial.dependencies);
    const report = await auditInstalled(
      { project, installed, tree, config, offline: request.offline },
      ports,
    );
    await ports.files.write(join(output.root, vexName(project, version)), await vexDocument(report));
    const open = report.notChecked.map(({ check }) => check);
    const missing = open.length === 0 ? "" : `, not checked: ${[...new Set(open)].join(", ")}`;
    return {
      values: {},
      findings: weighedFindings(report, level),
      detail: `${plural(report.packages.length, "package")}, ${plural(report.findings.length, "finding")}${missing}`,
    };
  },
});
