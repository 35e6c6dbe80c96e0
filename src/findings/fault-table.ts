import { ATTEST_FAULTS, type AttestFaults } from "./attest-fault-table.ts";
import { AUDIT_FAULTS, type AuditFaults } from "./audit-fault-table.ts";
import { BUMP_FAULTS, type BumpFaults } from "./bump-fault-table.ts";
import { CHANGELOG_FAULTS, type ChangelogFaults } from "./changelog-fault-table.ts";
import { COMPARE_FAULTS, type CompareFaults } from "./compare-fault-table.ts";
import { faultEntry as entry, type FaultEntries, type Numbers, type Words } from "./fault-entry.ts";
import { FORGE_FAULTS, type ForgeFaults } from "./forge-fault-table.ts";
import { MIGRATE_FAULTS, type MigrateFaults } from "./migrate-fault-table.ts";
import { PUBLISH_FAULTS, type PublishFaults } from "./publish-fault-table.ts";
import { RECIPE_FAULTS, type RecipeFaults } from "./recipe-fault-table.ts";
import { RELEASE_FAULTS, type ReleaseFaults } from "./release-fault-table.ts";
import { VERSION_FAULTS, type VersionFaults } from "./version-fault-table.ts";
import { WORKFLOW_FAULTS, type WorkflowFaults } from "./workflow-fault-table.ts";

/** What the sentences of each fault are filled with; sorted by code. */
export interface FaultParameters
  extends
    AttestFaults,
    AuditFaults,
    BumpFaults,
    ChangelogFaults,
    CompareFaults,
    ForgeFaults,
    MigrateFaults,
    PublishFaults,
    RecipeFaults,
    ReleaseFaults,
    VersionFaults,
    WorkflowFaults {
  readonly "build/broken-lock": Words<"file" | "reason">;
  readonly "build/offline": Words<"requirements">;
  readonly "build/export-failed": Words<"directory" | "reason">;
  readonly "build/index-unreachable": Words<"reason">;
  readonly "build/lock": Words<"reason">;
  readonly "build/no-commit": Words<"directory">;
  readonly "config/credentials-in-address": Words<"file" | "key">;
  readonly "config/git-failed": Words<"directory" | "reason">;
  readonly "config/no-commits": Words<"directory">;
  readonly "config/line-break-in-path": Words<"directory">;
  readonly "config/not-git": Words<"directory">;
  readonly "config/plugin": Words<"plugin" | "reason">;
  readonly "config/too-many-files": Words<"directory"> & Numbers<"limit">;
  readonly "config/too-much": Words<"file"> & Numbers<"limit">;
  readonly "config/unknown-key": Words<"file" | "key" | "nearest">;
  readonly "config/invalid-value": Words<"file" | "key" | "reason">;
  readonly "config/no-plain-file": Words<"file" | "reason">;
  readonly "config/several": Numbers<"count">;
  readonly "config/unreadable": Words<"file" | "reason">;
  readonly "config/unsafe-directory": Words<"directory">;
  readonly "config/no-name": Words<"directory">;
  readonly "config/no-project": Words<"directory">;
  readonly "config/workspace-root": Words<"directory" | "members" | "first">;
  readonly "config/toml-syntax": Words<"file" | "reason"> & Numbers<"line">;
  readonly "run/file-changed": Words<"file">;
  readonly "run/linked-file": Words<"file" | "target">;
  readonly "run/no-temporary-directory": Words<"directory" | "reason">;
  readonly "usage/proxy-protocol": Words<"host" | "protocol" | "variable">;
  readonly "usage/several-indexes": Words<"one" | "other">;
  /** `known`: what of a release is there. */
  readonly "run/interrupted": { readonly known?: string };
  readonly "run/output-unwritable": Words<"directory" | "reason">;
  readonly "run/misplaced": Words<"file" | "how">;
  readonly "run/disk-full": Words<"reason" | "directory">;
  readonly "tool/cannot-provide": Words<"tool" | "reason">;
  readonly "tool/cannot-start": Words<"program" | "reason">;
  readonly "tool/no-interpreter": Words<"interpreter" | "remedy">;
  readonly "tool/not-found": Words<"program">;
  readonly "tool/not-provided": Words<"tool" | "why">;
  readonly "tool/port-taken": Numbers<"port">;
  readonly "tool/scan-failed": Words<"python" | "reason">;
  readonly "usage/arguments": Words<"reason" | "command">;
  readonly "usage/bad-address": Words<"option">;
  readonly "usage/no-baseline": Words<"file" | "reason">;
  readonly "usage/cannot-read": Words<"file" | "reason">;
  readonly "usage/cannot-write": Words<"file" | "reason">;
  readonly "usage/no-directory": Words<"directory">;
  readonly "usage/no-plain-path": Words<"path">;
  readonly "usage/gate-reason": Words<"gate">;
  readonly "usage/no-such-gate": Words<"gate" | "hint">;
  readonly "usage/no-report": Words<"directory">;
  readonly "usage/no-trials": Words<"report">;
  readonly "usage/no-such-command": Words<"command" | "nearest">;
  readonly "usage/no-such-option": Words<"option" | "command" | "nearest">;
  readonly "usage/no-such-path": Words<"path">;
  readonly "usage/no-known-message": Words;
  readonly "usage/no-such-rule": Words<"rule" | "hint">;
  readonly "usage/no-working-directory": Words;
  readonly "usage/no-wheel": Words<"files">;
  readonly "usage/several-releases": Words<"releases">;
  readonly "usage/bad-cells": Words<"expression" | "problem">;
  readonly "usage/no-cells": Words<"expression">;
  readonly "usage/file-exists": Words<"file">;
  readonly "usage/variable": Words<"variable" | "value" | "wanted">;
  readonly "usage/output-not-empty": Words<"directory">;
  readonly "verify/driver-failed": Words<"python" | "reason" | "directory">;
  readonly "verify/index-unreachable": Words<"installer" | "reason">;
  readonly "verify/no-environment": Words<"python" | "reason">;
  readonly "version/needs-project-code": Words<"what">;
  readonly "version/unknown": Words<"reason">;
}

/** The stable code of a fault, `area/name` (of a version from history: the kind alone). */
export type FaultCode = keyof FaultParameters;

/** Every fault: its phase, its sentence, its cure; sorted by code. */
export const FAULTS: FaultEntries<FaultParameters> = {
  "build/broken-lock": entry(
    "config",
    (p) => `${p.file} is not a lock of the build requirements: ${p.reason}`,
    () => "write it again, and read the diff before you commit it: shipwheel build --lock",
  ),
  "build/offline": entry(
    "unavailable",
    (p) => `the build requirements are not in uv's cache, and --offline forbids downloads: ${p.requirements}`,
    () => "run the same command once without --offline",
  ),
  "build/export-failed": entry(
    "tool",
    (p) => `git could not export ${p.directory}: ${p.reason}`,
    (p) => `run git -C "${p.directory}" fsck`,
  ),
  "build/index-unreachable": entry(
    "unavailable",
    (p) => `the package index could not be reached for the build requirements: ${p.reason}`,
    () => "check the network and the index settings of pip and uv, then run the same command again",
  ),
  "build/lock": entry(
    "build",
    ({ reason }) => `the build requirements cannot be locked: ${reason}`,
    () => "correct build-system.requires, or name the index that has them (UV_DEFAULT_INDEX)",
  ),
  "build/no-commit": entry(
    "config",
    (p) => `${p.directory} is a git repository without a commit: there is nothing to export`,
    () => "commit the project (git add -A && git commit), or rehearse the working tree: --worktree",
  ),
  "config/credentials-in-address": entry(
    "config",
    (p) =>
      `${p.file}: ${p.key} contains a user name or a password that everyone with access to the repository can read`,
    (p) =>
      `write the URL in ${p.key} without them, revoke that password, and put the new one into SHIPWHEEL_TOKEN or the keyring`,
  ),
  "config/git-failed": entry(
    "config",
    (p) => `git could not read ${p.directory}: ${p.reason}`,
    (p) => `run git -C ${p.directory} status and fix what it reports`,
  ),
  "config/no-commits": entry(
    "config",
    (p) => `the git repository at ${p.directory} has no commit yet`,
    () =>
      "commit the project first: git add -A && git commit (rehearse also takes the plain directory: --allow-no-git)",
  ),
  "config/line-break-in-path": entry(
    "config",
    (p) => `the path of the repository has a line break: ${p.directory}`,
    () => "rename the directory: git prints such a path as several",
  ),
  "config/not-git": entry(
    "config",
    (p) => `${p.directory} is not a git repository`,
    () => "run git init and commit (rehearse also takes the plain directory: --allow-no-git)",
  ),
  "config/plugin": entry(
    "config",
    (p) => `the plugin ${p.plugin} cannot be used: ${p.reason}`,
    (p) => `install or repair ${p.plugin}, or omit --plugins`,
  ),
  "config/too-many-files": entry(
    "config",
    (p) => `${p.directory} holds more than ${p.limit} files`,
    () => "use the project's own directory, or add it to git so that only tracked files count",
  ),
  "config/too-much": entry(
    "config",
    (p) => `${p.file} has more than ${p.limit} keys and values, which is too many`,
    (p) => `move data that no build tool reads out of ${p.file}`,
  ),
  "config/unknown-key": entry(
    "config",
    (p) => `${p.file}: [tool.shipwheel] has no key ${p.key}`,
    (p) =>
      p.nearest === ""
        ? "remove it (the configuration reference lists all keys)"
        : `did you mean ${p.nearest}?`,
  ),
  "config/invalid-value": entry(
    "config",
    (p) => `${p.file}: ${p.key} ${p.reason}`,
    (p) => `correct ${p.key} in ${p.file}`,
  ),
  "config/no-plain-file": entry(
    "config",
    (p) => `${p.file} is ${p.reason}`,
    () => "declare the project in a regular file, which build backends can read",
  ),
  "config/several": entry(
    "config",
    (p) => `[tool.shipwheel] has ${p.count} errors`,
    () => "correct each of them in pyproject.toml",
  ),
  "config/unreadable": entry(
    "config",
    (p) => `${p.file} cannot be read: ${p.reason}`,
    (p) => `make it readable: chmod u+r ${p.file}`,
  ),
  "config/unsafe-directory": entry(
    "config",
    (p) => `git refuses ${p.directory} because it belongs to another user`,
    (p) => `if you trust it: git config --global --add safe.directory ${p.directory}`,
  ),
  "config/no-name": entry(
    "config",
    (p) => `nothing in ${p.directory} names the project`,
    () => 'add the name to pyproject.toml: [project] name = "..."',
  ),
  "config/no-project": entry(
    "config",
    (p) => `${p.directory} is not a Python project: it has no pyproject.toml, setup.py or setup.cfg`,
    () => "run shipwheel in the project's directory, or name it: shipwheel rehearse PATH",
  ),
  "config/workspace-root": entry(
    "config",
    (p) =>
      `the pyproject.toml in ${p.directory} declares no project to release${p.members === "" ? "" : `; the projects here are ${p.members}`}`,
    (p) =>
      p.first === ""
        ? "run shipwheel in the project's directory, or name it: -C PATH"
        : `choose one of them: -C ${p.first} (shipwheel version --all lists the versions of all)`,
  ),
  "config/toml-syntax": entry(
    "config",
    (p) => `${p.file} is not valid TOML: ${p.reason}`,
    (p) => `correct line ${p.line} of ${p.file}`,
  ),
  "run/file-changed": entry(
    "config",
    (p) => `${p.file} changed after it was read; nothing was written`,
    () => "run the same command again",
  ),
  "run/linked-file": entry(
    "config",
    (p) =>
      `${p.file} is a symbolic link, or is reached through one (${p.target}); shipwheel does not write through links`,
    (p) => `put the file itself at ${p.file}, or edit ${p.target} by hand`,
  ),
  "run/no-temporary-directory": entry(
    "usage",
    (p) => `cannot make a temporary directory in ${p.directory}: ${p.reason}`,
    () => "set TMPDIR to a writable directory",
  ),
  "usage/proxy-protocol": entry(
    "usage",
    (p) => `the proxy for ${p.host} speaks ${p.protocol}, but only HTTP proxies are supported`,
    (p) => `set ${p.variable} to an HTTP proxy, or name ${p.host} in NO_PROXY`,
  ),
  "usage/several-indexes": entry(
    "usage",
    (p) => `${p.one} and ${p.other} name different indexes to upload to`,
    (p) => `set the index on the command line (--index), or unset ${p.other}`,
  ),
  "run/interrupted": entry(
    "interrupted",
    (p) => (p.known === undefined ? "interrupted" : `interrupted: ${p.known}`),
    () => "run the same command again",
  ),
  "run/output-unwritable": entry(
    "usage",
    (p) => `cannot write to ${p.directory}: ${p.reason}`,
    () => "use a writable directory: --output DIR, or set XDG_STATE_HOME",
  ),
  "run/misplaced": entry(
    "usage",
    (p) => `${p.file} ${p.how}`,
    () => "move it away, or use another path",
  ),
  "run/disk-full": entry(
    "unavailable",
    (p) => `the disk is full: ${p.reason}`,
    (p) => `free space below ${p.directory} and run the same command again`,
  ),
  "tool/cannot-provide": entry(
    "tool",
    (p) => `${p.tool} could not be downloaded into the tool cache: ${p.reason}`,
    () => "check the network and the index that pip uses: python3 -m pip config list",
  ),
  "tool/cannot-start": entry(
    "tool",
    (p) => `${p.program} could not be started: ${p.reason}`,
    (p) => `try ${p.program} --version in this shell`,
  ),
  "tool/no-interpreter": entry(
    "tool",
    (p) => `no working interpreter: ${p.interpreter}`,
    (p) => p.remedy,
  ),
  "tool/not-found": entry(
    "tool",
    (p) => `${p.program} was not found`,
    (p) => `install ${p.program} and put it on PATH`,
  ),
  "tool/not-provided": entry(
    "tool",
    (p) => `${p.tool} is not in the tool cache, and --offline forbids downloads; ${p.why}`,
    () => "run the same command once without --offline",
  ),
  "tool/port-taken": entry(
    "tool",
    (p) => `port ${p.port} on 127.0.0.1 is in use by another program`,
    () => "omit --port to use a free port, or choose a different one",
  ),
  "tool/scan-failed": entry(
    "tool",
    (p) => `${p.python} could not read the project's sources: ${p.reason}`,
    (p) => `try: ${p.python} -I -c "import ast, zipfile"`,
  ),
  "usage/arguments": entry(
    "usage",
    (p) => p.reason,
    (p) => `see ${helpOf(p.command)}`,
  ),
  "usage/bad-address": entry(
    "usage",
    (p) => `${p.option} is not a URL`,
    (p) =>
      `write ${p.option} as https://host/path/; put the user name and password into the environment, or percent-encoded before the host`,
  ),
  "usage/no-baseline": entry(
    "usage",
    (p) => `the baseline ${p.file} cannot be read: ${p.reason}`,
    (p) => `write it: shipwheel check --write-baseline ${p.file}`,
  ),
  "usage/cannot-read": entry(
    "usage",
    (p) => `cannot read ${p.file}: ${p.reason}`,
    () => "name a file that exists and that you may read",
  ),
  "usage/cannot-write": entry(
    "usage",
    (p) => `cannot write ${p.file}: ${p.reason}`,
    () => "name a file in a directory that exists and that you may write to",
  ),
  "usage/no-directory": entry(
    "usage",
    (p) => `there is no directory ${p.directory}`,
    () => "use the directory of a Python project",
  ),
  "usage/no-plain-path": entry(
    "usage",
    (p) => `${p.path} is neither a file nor a directory`,
    () => "use project directories, wheels (.whl) or sdists (.tar.gz), not pipes or devices",
  ),
  "usage/gate-reason": entry(
    "usage",
    (p) =>
      p.gate === ""
        ? "--reason says why gates are skipped, and there is no --skip-gate"
        : `the gate ${p.gate} is skipped without a reason`,
    (p) =>
      p.gate === ""
        ? 'add --skip-gate NAME: shipwheel rehearse --skip-gate mypy --reason "why"'
        : `add the reason: shipwheel rehearse --skip-gate ${p.gate} --reason "why"`,
  ),
  "usage/no-such-gate": entry(
    "usage",
    (p) => `the project has no gate ${p.gate}`,
    (p) => p.hint,
  ),
  "usage/no-report": entry(
    "usage",
    (p) => `no run of ${p.directory} has left a report`,
    () => "run shipwheel rehearse first",
  ),
  "usage/no-trials": entry(
    "usage",
    (p) => `the run of ${p.report} installed nothing`,
    () => "run shipwheel rehearse, or shipwheel verify dist/*, and then this command again",
  ),
  "usage/no-such-command": entry(
    "usage",
    (p) => `unknown command ${p.command}`,
    (p) =>
      p.nearest === "" ? "list the commands: shipwheel --help" : `did you mean shipwheel ${p.nearest}?`,
  ),
  "usage/no-such-option": entry(
    "usage",
    (p) => `${p.command === "" ? "shipwheel" : `shipwheel ${p.command}`} has no option ${p.option}`,
    (p) =>
      p.nearest === ""
        ? `list the options: ${helpOf(p.command)}`
        : `did you mean ${p.nearest}? All: ${helpOf(p.command)}`,
  ),
  "usage/no-such-path": entry(
    "usage",
    (p) => `there is no file or directory ${p.path}`,
    () => "use project directories, wheels (.whl) or sdists (.tar.gz)",
  ),
  "usage/no-such-rule": entry(
    "usage",
    (p) => `unknown rule, family or name ${p.rule}${p.hint}`,
    () => "list all rules: shipwheel explain",
  ),
  "usage/no-known-message": entry(
    "usage",
    () => "this text contains no known error",
    () =>
      "paste more of the output, from the first error to the end; for a rule, use its code: shipwheel explain P001",
  ),
  "usage/no-working-directory": entry(
    "usage",
    () => "the working directory no longer exists",
    () => "change to an existing directory, or use -C DIR",
  ),
  "usage/no-wheel": entry(
    "usage",
    (p) => `no wheel with metadata among ${p.files}`,
    () => "use the release's wheel and sdist: shipwheel verify dist/*",
  ),
  "usage/bad-cells": entry(
    "usage",
    (p) => `cannot read the choice of cells ${JSON.stringify(p.expression)}: ${p.problem}`,
    () => "write it as FIELD=VALUE with and, or, not: mode=pipx,uv-tool and python>=3.11",
  ),
  "usage/file-exists": entry(
    "usage",
    (p) => `${p.file} exists already`,
    () => "name another file, or move it away",
  ),
  "usage/no-cells": entry(
    "usage",
    (p) => `the choice ${JSON.stringify(p.expression)} leaves no cell of the matrix`,
    () => "widen it, or name more modes: --mode pipx; --matrix full has every cell",
  ),
  "usage/several-releases": entry(
    "usage",
    (p) => `these files belong to several releases: ${p.releases}`,
    () => "verify one release at a time",
  ),
  "usage/variable": entry(
    "usage",
    (p) => `${p.variable} is "${p.value}", but must be ${p.wanted}`,
    (p) => `correct the environment variable ${p.variable}, or unset it`,
  ),
  "usage/output-not-empty": entry(
    "usage",
    (p) => `${p.directory} is not empty, and existing files are never overwritten`,
    () => "use a new or empty directory: --output DIR",
  ),
  "verify/driver-failed": entry(
    "verify",
    (p) => `the import check could not run with ${p.python}: ${p.reason}`,
    (p) => `try ${p.python} -I -c "import sys" in this shell; the trial's files are in ${p.directory}`,
  ),
  "verify/index-unreachable": entry(
    "unavailable",
    (p) => `${p.installer} could not reach an index: ${p.reason}`,
    () => "check the network, proxy and index settings, then run the same command again",
  ),
  "verify/no-environment": entry(
    "tool",
    (p) => `no virtual environment could be created with ${p.python}: ${p.reason}`,
    (p) => `check that ${p.python} works, or use another interpreter: --python VERSION`,
  ),
  "version/needs-project-code": entry(
    "version",
    ({ what }) => `project code would have to run: ${what}`,
    () => "remove --no-backend to allow it, or set [project] version",
  ),
  "version/unknown": entry(
    "version",
    (p) => `could not determine the project version: ${p.reason}`,
    () => "set the version as a literal, or build the project: shipwheel build",
  ),
  ...ATTEST_FAULTS,
  ...AUDIT_FAULTS,
  ...FORGE_FAULTS,
  ...MIGRATE_FAULTS,
  ...PUBLISH_FAULTS,
  ...RECIPE_FAULTS,
  ...RELEASE_FAULTS,
  ...BUMP_FAULTS,
  ...CHANGELOG_FAULTS,
  ...COMPARE_FAULTS,
  ...VERSION_FAULTS,
  ...WORKFLOW_FAULTS,
};

function helpOf(command: string): string {
  return command === "" ? "shipwheel --help" : `shipwheel ${command} --help`;
}
