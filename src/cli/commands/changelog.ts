import { document } from "../documents.ts";
import { terminal } from "../../adapters/terminal.ts";
import type { ChangelogEntry, ChangelogRequest } from "../../changelog/entry.ts";
import { fault } from "../../findings/fault.ts";
import type { Outcome, Session } from "../session.ts";
import { defineCommand, type CommandDefinition } from "./definition.ts";
import { projectDirectory } from "./directory.ts";
import { BACKEND_OPTIONS } from "./options/run-options.ts";

/** `shipwheel changelog`: the entry of the next release, made, checked or read. */
export const changelogCommand: CommandDefinition = defineCommand({
  name: "changelog",
  summary: "print, write or check the changelog entry of the next release",
  group: "Version and changelog",
  examples: [
    { run: "shipwheel changelog", what: "print the entry" },
    { run: "shipwheel changelog --check", what: "check that the next release has its entry" },
  ],
  description:
    "Prints the entry of the next release: the one in the changelog, or one made from Unreleased, news fragments or commits. " +
    "--write puts it into the changelog and changes no other entry; --check reports whether the changelog is ready for the release; --notes prints the entry as Markdown for a release page.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: {
    check: {
      kind: "switch",
      scope: "changelog",
      help: "report what is wrong with the changelog; exit 1 if anything is",
    },
    write: {
      kind: "switch",
      scope: "changelog",
      help: "write the entry into the changelog and remove the fragments used for it",
    },
    notes: {
      kind: "text",
      value: "[version]",
      bare: "next",
      help: "print the entry of a version as Markdown (default: the next release)",
    },
    for: {
      kind: "text",
      value: "<version>",
      help: "the version to be released (default: HEAD's tag, else the result of `version next`)",
    },
    date: { kind: "text", value: "<day>", help: "release date, YYYY-MM-DD (default: today)" },
    ...BACKEND_OPTIONS,
    dryRun: { kind: "switch", help: "with --write: show the changes as a patch without applying them" },
  },
  onlyLooks: ({ write, dryRun, backend }) => (write && !dryRun ? null : { backend }),
  async run({ session, args, options }) {
    const directory = await projectDirectory(
      args[0],
      session.globals,
      terminal.directory(),
      session.ports.files,
    );
    const { typedVersion } = await import("../../changelog/write-changelog.ts");
    const date = dayOf(options.date, session);
    const { offline } = session.globals;
    if (options.notes !== undefined) return notes(directory, options.notes, date, session);
    const version = options.for === undefined ? null : typedVersion(options.for, "--for");
    const request = { version, date, offline };
    if (options.check) return check(directory, request, session);
    return entry(directory, request, options, session);
  },
});

/** As given, else by SOURCE_DATE_EPOCH, else today. */
function dayOf(given: string | undefined, { ports }: Session): string {
  if (given !== undefined) return given;
  const epoch = Number(ports.environment.variables["SOURCE_DATE_EPOCH"] ?? "");
  const now = Number.isInteger(epoch) && epoch > 0 ? new Date(epoch * 1000) : ports.clock.now();
  return now.toISOString().slice(0, 10);
}

async function notes(
  directory: string,
  given: string,
  date: string,
  { ports, globals }: Session,
): Promise<Outcome> {
  const [{ releaseNotes, comingNotes }, { typedVersion }, { readSourceTree }] = await Promise.all([
    import("../../changelog/release-notes.ts"),
    import("../../changelog/write-changelog.ts"),
    import("../../tree/read-source-tree.ts"),
  ]);
  const tree = await readSourceTree(directory, { allowNoGit: true }, ports);
  const made = await (given === "next"
    ? comingNotes(tree, date, ports, globals.offline)
    : releaseNotes(tree, typedVersion(given, "--notes"), ports, globals.offline));
  if (made.leftAsWritten.length > 0) {
    const text = `not converted from reStructuredText: ${made.leftAsWritten.join(", ")}`;
    ports.events({ type: "note", level: "warning", text });
  }
  return { exitCode: 0, json: document("release-notes", made), text: made.markdown };
}

async function check(directory: string, request: ChangelogRequest, session: Session): Promise<Outcome> {
  const [{ checkProjectChangelog }, { renderFindings }, { formatVersion }] = await Promise.all([
    import("../../changelog/check-project-changelog.ts"),
    import("../render/findings.ts"),
    import("../../version/pep440.ts"),
  ]);
  const { release, file, findings } = await checkProjectChangelog(directory, request, session.ports);
  const version = release.version === null ? null : formatVersion(release.version);
  const ready =
    file === null
      ? "found no changelog, and none is required; [tool.shipwheel.changelog] file names one"
      : version === null
        ? `${file} is valid; there is no release to prepare: ${release.reason}`
        : `${file} is ready for ${version}`;
  const text = findings.length === 0 ? ready : renderFindings(findings, session.style);
  const failed = findings.some((finding) => finding.severity === "error");
  return { exitCode: failed ? 1 : 0, json: document("changelog-check", { version, file, findings }), text };
}

async function entry(
  directory: string,
  request: ChangelogRequest,
  options: { readonly write: boolean; readonly dryRun: boolean },
  session: Session,
): Promise<Outcome> {
  const [{ readEntry }, { unifiedDiff }, { applyEdits }] = await Promise.all([
    import("../../changelog/write-changelog.ts"),
    import("../../text/unified-diff.ts"),
    import("../../git/apply-edits.ts"),
  ]);
  const { edits, ...made } = await readEntry(directory, request, session.ports);
  const warn = (text: string): void => session.ports.events({ type: "note", level: "warning", text });
  for (const { path, reason } of made.strangers) warn(`${path} is not a news fragment: ${reason}`);
  if (options.write) refuseUnwritable(made);
  const written = options.write && !options.dryRun && edits.length > 0;
  if (written) await applyEdits(directory, edits, session.ports);
  if (made.note !== null && made.section !== "") warn(made.note);
  const diff = unifiedDiff(edits);
  const files = edits.map((edit) => edit.path);
  const shown = made.section === "" ? (made.note ?? "") : made.section;
  const done = written
    ? `${made.version}: ${files.join(", ")}`
    : edits.length === 0
      ? made.section === ""
        ? shown
        : `${made.file} has the entry for ${made.version} already`
      : diff;
  return {
    exitCode: 0,
    json: document("changelog", { ...made, written, files, diff }),
    text: options.write ? done : shown,
  };
}

/** Throws `changelog/no-version` and `changelog/entry-exists`: what would be lost, or has no name yet, is not written. */
function refuseUnwritable({ version, note, section, origin, file }: Omit<ChangelogEntry, "edits">): void {
  if (version === null && section !== "") throw fault("changelog/no-version", { reason: note ?? "" });
  if (version !== null && origin === "entry" && note !== null) {
    throw fault("changelog/entry-exists", { file, version });
  }
}
