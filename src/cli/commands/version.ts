import { document } from "../documents.ts";
import { terminal } from "../../adapters/terminal.ts";
import type { Outcome, Session } from "../session.ts";
import { defineCommand, type CommandDefinition } from "./definition.ts";
import { projectDirectory } from "./directory.ts";
import { BACKEND_OPTIONS, PYTHON_OPTIONS } from "./options/run-options.ts";
import { versionCheckCommand } from "./version/check.ts";
import { versionSyncCommand } from "./version/sync.ts";
import { versionExplainCommand } from "./version/explain.ts";
import { bumpCommand } from "./version/bump.ts";
import { nextCommand } from "./version/next.ts";

/** `shipwheel version`: what version a release of this tree would have. */
export const versionCommand: CommandDefinition = defineCommand({
  name: "version",
  summary: "print the version: static, from the backend, or from history",
  group: "Version and changelog",
  examples: [
    { run: "shipwheel version", what: "of the project in this directory" },
    { run: "shipwheel version next", what: "compute it from the commits since the last release" },
  ],
  description:
    "Prints the version: the stated version, the one that setuptools-scm, vcs-versioning or hatch-vcs derive from git (computed without Python), or the backend's answer. With --compat, only the one from git.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: {
    compat: {
      kind: "switch",
      help: "derive it as the configured setuptools-scm, vcs-versioning or hatch-vcs would",
    },
    write: {
      kind: "switch",
      scope: "version",
      help: "with --compat: also write the version files that the configuration names",
    },
    all: { kind: "switch", scope: "version", help: "the versions of all packages of the repository" },
    ...PYTHON_OPTIONS,
    ...BACKEND_OPTIONS,
  },
  subcommands: [nextCommand, bumpCommand, versionCheckCommand, versionSyncCommand, versionExplainCommand],
  onlyLooks: ({ backend }) => ({ backend }),
  async run({ session, args, options }) {
    const directory = await projectDirectory(
      args[0],
      session.globals,
      terminal.directory(),
      session.ports.files,
    );
    if (options.compat) return fromHistory(directory, options.write, session);
    if (options.all) return ofAllPackages(directory, session);
    const { readProjectVersion } = await import("../../versioning/project-version.ts");
    const python = options.python?.[0] ?? null;
    const { offline } = session.globals;
    const made = await readProjectVersion({ directory, python, offline }, session.ports);
    for (const text of made.warnings) session.ports.events({ type: "note", level: "warning", text });
    return { exitCode: 0, json: document("version", made), text: made.version };
  },
});

async function ofAllPackages(directory: string, { ports }: Session): Promise<Outcome> {
  const { readRepositoryVersions } = await import("../../versioning/monorepo-versions.ts");
  const { template, packages } = await readRepositoryVersions(directory, ports);
  const width = Math.max(...packages.map((each) => each.name.length));
  const lines = packages.map((each) => `${each.name.padEnd(width)}  ${each.version ?? `- ${each.problem}`}`);
  return { exitCode: 0, json: document("version-all", { template, packages }), text: lines.join("\n") };
}

async function fromHistory(directory: string, write: boolean, session: Session): Promise<Outcome> {
  const { readHistoryVersion } = await import("../../versioning/read-version.ts");
  const { ports } = session;
  const { files, ...made } = await readHistoryVersion(directory, ports);
  if (write) for (const file of files) await ports.files.write(file.path, file.content);
  const tracked = write ? await trackedAmong(files, directory, ports) : [];
  for (const text of [...made.warnings, ...tracked]) ports.events({ type: "note", level: "warning", text });
  const written = files.length === 0 ? {} : { files: files.map((file) => ({ ...file, written: write })) };
  return { exitCode: 0, json: document("version-compat", { ...made, ...written }), text: made.version };
}

/** A version file that git tracks differs from its commit as soon as it is written, and the next version says so. */
async function trackedAmong(
  files: readonly { readonly path: string }[],
  directory: string,
  ports: Session["ports"],
): Promise<readonly string[]> {
  if (files.length === 0) return [];
  const { gitRunner } = await import("../../git/git-runner.ts");
  const paths = files.map((file) => file.path);
  const done = await gitRunner(directory, ports).run(["ls-files", "-z", "--", ...paths]);
  return done.stdout
    .split("\0")
    .filter((path) => path !== "")
    .map(
      (path) =>
        `${path} is tracked by git, so writing it changes the tree: git rm --cached ${path}, and add it to .gitignore`,
    );
}
