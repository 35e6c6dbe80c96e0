import { document } from "../documents.ts";
import { terminal } from "../../adapters/terminal.ts";
import { fault } from "../../findings/fault.ts";
import { EXIT_CODES } from "../../findings/phase.ts";
import type { MigrateResult } from "../../migrate/migrate.ts";
import type { Acceptance } from "../../migrate/prove/difference.ts";
import { TARGET_CHOICES } from "../../migrate/targets/choices.ts";
import type { OptionDeclarations, OptionsOf } from "../options/declaration.ts";
import type { Outcome, Session } from "../session.ts";
import { defineCommand, type CommandDefinition } from "./definition.ts";
import { projectDirectory } from "./directory.ts";
import { BUILD_OPTIONS, PYTHON_OPTIONS } from "./options/run-options.ts";

const OPTIONS = {
  to: {
    kind: "choice",
    scope: "migrate",
    value: "<backend>",
    choices: TARGET_CHOICES,
    default: "auto",
    help: "build backend to migrate to",
  },
  scm: { kind: "switch", help: "take the version from git tags, as setuptools-scm does" },
  versionFile: {
    kind: "negation",
    help: "with --scm: no _version.py; __version__ comes from importlib.metadata",
  },
  diff: { kind: "switch", help: "print only the diff, for git apply; exit 1 if there are changes" },
  prove: {
    kind: "switch",
    help: "build before and after in isolation and compare the results",
  },
  tests: { kind: "negation", help: "with --prove and --write: do not run the project's tests" },
  write: { kind: "switch", help: "write the files if the proof succeeds" },
  undo: { kind: "switch", help: "restore the files of the last migration, byte for byte" },
  accept: {
    kind: "list",
    value: "<code:subject>",
    help: "accept a difference that the proof found; needs --reason",
  },
  reason: {
    kind: "text",
    value: "<text>",
    help: "why the accepted differences are correct",
    scope: "migrate",
  },
  allowDirty: { kind: "switch", help: "write files that have uncommitted changes" },
  keepPoetry: {
    kind: "switch",
    help: "keep Poetry's own settings beside [project]: packages and sources",
  },
  guide: {
    kind: "switch",
    help: "write a migration guide: MIGRATION.md, or between markers in the README",
  },
  branch: { kind: "text", value: "<name>", help: "with --write: one commit on a new branch" },
  ...PYTHON_OPTIONS,
  buildTimeout: BUILD_OPTIONS.buildTimeout,
} as const satisfies OptionDeclarations;

type MigrateOptions = OptionsOf<typeof OPTIONS>;

/** `shipwheel migrate`: to another build backend, with proof and undo. */
export const migrateCommand: CommandDefinition = defineCommand({
  name: "migrate",
  summary: "migrate to another build backend, with proof and undo",
  group: "Release",
  examples: [
    { run: "shipwheel migrate", what: "show what would change" },
    { run: "shipwheel migrate --write", what: "change it" },
  ],
  description:
    "Shows what would change. With --prove the project is built before and after in isolation, and metadata, files and entry " +
    "points are compared; --write writes the files only when nothing is lost; --undo restores them byte for byte.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: OPTIONS,
  async run({ session, args, options }) {
    requireSense(options);
    const { ports, globals } = session;
    const directory = await projectDirectory(args[0], globals, terminal.directory(), ports.files);
    if (options.undo) return undo(directory, session);
    const { migrate } = await import("../../migrate/migrate.ts");
    const result = await migrate(
      {
        directory,
        to: options.to,
        scm: options.scm,
        versionFile: options.versionFile,
        prove: options.prove,
        tests: options.tests,
        write: options.write,
        allowDirty: options.allowDirty,
        accepted: acceptances(options),
        keep: options.keepPoetry,
        guide: options.guide,
        branch: options.branch ?? null,
        python: options.python?.[0] ?? null,
        timeoutSeconds: options.buildTimeout ?? 900,
        offline: globals.offline,
      },
      ports,
    );
    return outcome(result, options, session);
  },
});

function requireSense({ diff, write, prove, undo, accept, reason, branch }: MigrateOptions): void {
  const refuse = (text: string): never => {
    throw fault("usage/arguments", { reason: text, command: "migrate" });
  };
  if (undo && (write || prove || diff)) refuse("--undo cannot be combined with other options");
  if (branch !== undefined && !write) refuse("--branch requires --write");
  if (diff && (write || prove)) refuse("--diff cannot be combined with --prove or --write");
  const given = accept ?? [];
  if (given.length > 0 && (reason ?? "").trim() === "") refuse("--accept requires --reason TEXT");
  for (const each of given)
    if (!each.includes(":")) refuse(`--accept must be CODE:SUBJECT, as the proof prints it, not ${each}`);
}

function acceptances({ accept, reason }: MigrateOptions): readonly Acceptance[] {
  return (accept ?? []).map((each) => {
    const colon = each.indexOf(":");
    return { code: each.slice(0, colon), subject: each.slice(colon + 1), reason: reason ?? "" };
  });
}

async function undo(directory: string, { ports }: Session): Promise<Outcome> {
  const { undoMigration } = await import("../../migrate/write/undo-migration.ts");
  const undone = await undoMigration(directory, ports);
  const { restored, deletedBranch, keptBranch } = undone;
  return {
    exitCode: 0,
    json: document("migrate-undo", undone),
    text: [
      `Restored the files from before the migration: ${restored.join(", ")}`,
      ...(deletedBranch === null ? [] : [`Deleted the branch ${deletedBranch}, which held nothing else`]),
      ...(keptBranch === null
        ? []
        : [
            `The branch ${keptBranch} holds other commits, too: it was kept, and the files are not committed`,
          ]),
    ].join("\n"),
  };
}

async function outcome(result: MigrateResult, options: MigrateOptions, { style }: Session): Promise<Outcome> {
  const { migration, proof, written, recovered } = result;
  const isBlocked = migration.refusals.length > 0;
  const failed = isBlocked || proof?.holds === false;
  const json = document("migrate", { ...migration, proof, written, recovered });
  if (options.diff) {
    const { renderDiff } = await import("../render/diff.ts");
    const text = migration.edits.flatMap((edit) => renderDiff(edit, style)).join("\n");
    return { exitCode: migration.edits.length > 0 || isBlocked ? EXIT_CODES.check : 0, json, text };
  }
  const { renderMigration } = await import("../render/migration.ts");
  return { exitCode: failed ? EXIT_CODES.check : 0, json, text: renderMigration(result, style) };
}
