import { resolve } from "node:path";
import { terminal } from "../../../adapters/terminal.ts";
import { AUDIT_CHECKS, type AuditReport } from "../../../audit/audit.ts";
import type { AuditInput } from "../../../audit/audited-package.ts";
import { fault } from "../../../findings/fault.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import { document } from "../../documents.ts";
import type { OptionDeclarations } from "../../options/declaration.ts";
import type { Outcome, Session } from "../../session.ts";
import { writeResult } from "../../write-result.ts";
import { defineCommand, type CommandDefinition } from "../definition.ts";
import { projectDirectory, workingDirectory } from "../directory.ts";

const FORMATS = ["text", "json", "sarif", "markdown"] as const;

const OPTIONS = {
  only: {
    kind: "list",
    scope: "audit",
    value: "<part>",
    choices: AUDIT_CHECKS,
    help: "audit only these parts (default: all)",
  },
  import: {
    kind: "text",
    scope: "audit",
    value: "<file>",
    help: "import OSV's exported data (PyPI/all.zip), which --offline then uses",
  },
  service: {
    kind: "text",
    scope: "audit",
    value: "<url>",
    help: "service of OSV's form to ask (default: OSV's own)",
  },
  format: {
    kind: "choice",
    scope: "audit",
    value: "<name>",
    choices: FORMATS,
    default: "text",
    help: "report format",
  },
  outputFile: {
    kind: "text",
    scope: "audit",
    value: "<file>",
    help: "write the report to a file, and text to standard output",
  },
  vex: {
    kind: "text",
    scope: "audit",
    value: "<file>",
    help: "write vulnerabilities and waivers as a VEX document (CycloneDX)",
  },
} as const satisfies OptionDeclarations;

/** `shipwheel audit`: what the release brings with it. */
export const auditCommand: CommandDefinition = defineCommand({
  name: "audit",
  summary: "audit dependencies, licenses and the repository's history",
  group: "Check and build",
  opening: "Audit",
  examples: [
    { run: "shipwheel audit", what: "the project in this directory, with all of its extras" },
    { run: "shipwheel audit --only vulnerabilities --format sarif", what: "for a code scanning service" },
  ],
  description:
    "Resolves what an installation brings, with each extra, and looks for known vulnerabilities (OSV), yanked and " +
    "quarantined releases, licenses that [tool.shipwheel.audit] does not allow, credentials in the tree and in every " +
    "commit, unlocked build requirements and unsafe workflows. What could not be checked ends with exit code 7.",
  arguments: [
    {
      name: "[subject]",
      description:
        "a project directory, a wheel, an sdist, a lock file, or NAME==VERSION (default: the project here)",
    },
  ],
  options: OPTIONS,
  async run({ session, args: [subject], options }) {
    const { ports, globals, style } = session;
    const here = workingDirectory(globals, terminal.directory());
    if (options.import !== undefined) return importOutcome(resolve(here, options.import), session);
    const [{ audit }, { directorySettings }] = await Promise.all([
      import("../../../audit/audit.ts"),
      import("../distributions/directory-settings.ts"),
    ]);
    const { input, tree } = await readSubject(subject, here, session);
    const settings =
      tree?.root ?? (await projectDirectory(undefined, globals, terminal.directory(), ports.files));
    const report = await audit(
      {
        input,
        tree,
        config: await directorySettings(settings, ports.files),
        checks: options.only ?? AUDIT_CHECKS,
        offline: globals.offline,
        service: serviceAddress(options.service),
      },
      ports,
    );
    if (options.vex !== undefined) {
      const { vexDocument } = await import("../../../audit/vex.ts");
      await writeResult(resolve(here, options.vex), await vexDocument(report), ports.files);
    }
    if (options.outputFile !== undefined) {
      const text = await render(report, options.format, session);
      await writeResult(resolve(here, options.outputFile), text, ports.files);
    }
    const shown = options.outputFile === undefined ? options.format : "text";
    const { auditVerdict } = await import("../../render/audit/report.ts");
    return {
      exitCode: report.exitCode,
      json: document("audit", report),
      text: await render(report, shown, session),
      ...(shown === "text" ? { brief: auditVerdict(report, style) } : {}),
      escaped: shown !== "text",
    };
  },
});

function serviceAddress(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (!/^https?:$/.test(URL.parse(text)?.protocol ?? ""))
    throw fault("usage/bad-address", { option: "--service" });
  return text;
}

async function importOutcome(file: string, { ports }: Session): Promise<Outcome> {
  const [{ importDatabase }, { databasePath }] = await Promise.all([
    import("../../../advisories/import-database.ts"),
    import("../../../advisories/database.ts"),
  ]);
  const facts = await importDatabase(file, await databasePath(ports), ports);
  const unread = facts.unread === 0 ? "" : `, ${facts.unread} could not be read`;
  return {
    exitCode: 0,
    json: document("advisory-database", facts),
    text: `imported ${facts.records} advisories of ${facts.projects} projects, the newest of ${facts.newest.slice(0, 10)}${unread}`,
  };
}

/** What the argument names, and the project's tree where it names one. */
async function readSubject(
  subject: string | undefined,
  here: string,
  { ports, globals }: Session,
): Promise<{ readonly input: AuditInput; readonly tree: SourceTree | null }> {
  const { namedRelease, releaseInput, fileInput, treeInput } = await import("../../../audit/read-input.ts");
  const path = subject === undefined ? null : resolve(here, subject);
  const real = path === null ? null : await ports.files.realPath(path).catch(() => null);
  const kind = real === null ? null : ((await ports.files.stat(real))?.kind ?? null);
  if (subject !== undefined && path !== null && kind !== "directory") {
    const release = namedRelease(subject);
    if (kind === "file") return { input: await fileInput(path, ports), tree: null };
    if (release === null) throw fault("usage/no-such-path", { path });
    if (globals.offline) throw fault("compare/offline", { release: subject });
    return { input: await releaseInput(release.name, release.version, ports), tree: null };
  }
  const { readSourceTree } = await import("../../../tree/read-source-tree.ts");
  const root = path ?? (await projectDirectory(undefined, globals, terminal.directory(), ports.files));
  const tree = await readSourceTree(root, { allowNoGit: true }, ports);
  return { input: treeInput(tree, ports), tree };
}

async function render(report: AuditReport, format: string, { style }: Session): Promise<string> {
  if (format === "json") {
    const { safeJson } = await import("../../../text/printable.ts");
    return `${safeJson(document("audit", report))}\n`;
  }
  if (format === "sarif") {
    const { auditSarif } = await import("../../render/audit/sarif.ts");
    return auditSarif(report, style);
  }
  const { auditMarkdown, renderAudit } = await import("../../render/audit/report.ts");
  return format === "markdown" ? auditMarkdown(report, style) : renderAudit(report, style);
}
