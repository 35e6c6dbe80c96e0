import { terminal } from "../../adapters/terminal.ts";
import type { Version } from "../../version/pep440.ts";
import type { Outcome, Session } from "../session.ts";
import { defineCommand, type CommandDefinition } from "./definition.ts";
import { projectDirectory } from "./directory.ts";

/** `shipwheel changelog`: the entry of the next release, made, checked or read. */
export const changelogCommand: CommandDefinition = defineCommand({
  name: "changelog",
  summary: "the changelog's entry for a version: made from history or fragments, or checked",
  description:
    "Prints the entry that commits or news fragments make. --write puts it into the changelog, no other entry is touched; --check " +
    "looks whether the changelog is ready for the release; --notes prints an entry as Markdown for a forge.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: {
    check: {
      kind: "switch",
      scope: "changelog",
      help: "tell what is wrong with the changelog; exit with 1 when something is",
    },
    write: {
      kind: "switch",
      scope: "changelog",
      help: "put the entry into the changelog, and remove the fragments that it is made of",
    },
    notes: { kind: "text", value: "<version>", help: "print the entry of a version as Markdown" },
    for: { kind: "text", value: "<version>", help: "the version to be released; by default the project's" },
    date: { kind: "text", value: "<day>", help: "the day of the release, YYYY-MM-DD; by default today" },
    dryRun: { kind: "switch", help: "with --write: show the changes as a patch and make none" },
  },
  async run({ session, args, options }) {
    const directory = await projectDirectory(
      args[0],
      session.globals,
      terminal.directory(),
      session.ports.files,
    );
    if (options.notes !== undefined) return notes(directory, options.notes, session);
    const version = await wantedVersion(directory, options.for, session);
    const date = dayOf(options.date, session);
    if (options.check) return check(directory, version, date, session);
    return entry(directory, { version, date }, options, session);
  },
});

async function wantedVersion(
  directory: string,
  given: string | undefined,
  session: Session,
): Promise<Version> {
  const { typedVersion } = await import("../../changelog/write-changelog.ts");
  if (given !== undefined) return typedVersion(given, "--for");
  const { readVersionCopies } = await import("../../versioning/version-copies.ts");
  const { offline } = session.globals;
  const request = { directory, python: null, offline, metadata: false, to: null };
  const { version } = await readVersionCopies(request, session.ports);
  return typedVersion(version, directory);
}

/** As given, else by SOURCE_DATE_EPOCH, else today. */
function dayOf(given: string | undefined, { ports }: Session): string {
  if (given !== undefined) return given;
  const epoch = Number(ports.environment.variables["SOURCE_DATE_EPOCH"] ?? "");
  const now = Number.isInteger(epoch) && epoch > 0 ? new Date(epoch * 1000) : ports.clock.now();
  return now.toISOString().slice(0, 10);
}

async function notes(directory: string, given: string, { ports }: Session): Promise<Outcome> {
  const [{ releaseNotes }, { typedVersion }, { readProject }] = await Promise.all([
    import("../../changelog/release-notes.ts"),
    import("../../changelog/write-changelog.ts"),
    import("../../tree/read-project.ts"),
  ]);
  const tree = await readProject(directory, { allowNoGit: true }, ports);
  const made = await releaseNotes(tree, typedVersion(given, "--notes"), ports);
  if (made.leftAsWritten.length > 0) {
    const text = `left as reStructuredText: ${made.leftAsWritten.join(", ")}`;
    ports.events({ type: "note", level: "warning", text });
  }
  return { exitCode: 0, json: { schema: 1, ...made }, text: made.markdown };
}

async function check(directory: string, version: Version, date: string, session: Session): Promise<Outcome> {
  const [{ changelogFindings }, { renderFindings }, { formatVersion }] = await Promise.all([
    import("../../changelog/check-project-changelog.ts"),
    import("../render/findings.ts"),
    import("../../version/pep440.ts"),
  ]);
  const findings = await changelogFindings(directory, version, date, session.ports);
  const text =
    findings.length === 0
      ? `the changelog is ready for ${formatVersion(version)}`
      : renderFindings(findings, session.style);
  const failed = findings.some((finding) => finding.severity === "error");
  return { exitCode: failed ? 1 : 0, json: { schema: 1, version: formatVersion(version), findings }, text };
}

async function entry(
  directory: string,
  request: { readonly version: Version; readonly date: string },
  options: { readonly write: boolean; readonly dryRun: boolean },
  session: Session,
): Promise<Outcome> {
  const [{ readEntry }, { unifiedDiff }, { applyEdits }] = await Promise.all([
    import("../../changelog/write-changelog.ts"),
    import("../../text/unified-diff.ts"),
    import("../../git/apply-edits.ts"),
  ]);
  const { edits, strangers, ...made } = await readEntry(directory, request, session.ports);
  for (const { path, reason } of strangers) {
    session.ports.events({ type: "note", level: "warning", text: `${path} is no news fragment: ${reason}` });
  }
  const written = options.write && !options.dryRun;
  if (written) await applyEdits(directory, edits, session.ports);
  const diff = unifiedDiff(edits);
  const files = edits.map((edit) => edit.path);
  const text = written ? `${made.version}: ${files.join(", ")}` : options.write ? diff : made.section;
  return { exitCode: 0, json: { schema: 1, ...made, written, files, strangers, diff }, text };
}
