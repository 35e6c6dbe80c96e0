import { InvalidArgumentError, type Option } from "commander";
import type { RunRequest } from "../../engine/run-request.ts";
import { INSTALLER_IDS, type InstallerId } from "../../toolbox/installers/registry.ts";
import { option } from "../globals.ts";

/** Options of every command that builds. */
export function runOptions(): readonly Option[] {
  return [
    option("--worktree", "take the working tree as it lies there instead of the commit").default(false),
    option("--online", "ask your own index about the project, too (name, versions, files)").default(false),
    ...existingOptions(),
    option("--allow-no-git", "accept a directory that is not a git repository").default(false),
    option("--builder <name>", "the build front-end").choices(["uv", "build"]),
    option(
      "--python <version|path>",
      "an interpreter; several: again, or with commas; the first one builds",
    ).argParser(listOf(null)),
    option("--build-timeout <seconds>", "seconds for one build").argParser(positiveNumber),
    option("-o, --output <dir>", "where artefacts, record and report go: a new or an empty directory"),
  ];
}

/** The option of every command that may look at a release before its tag. */
export function asOption(): Option {
  return option(
    "--as <version>",
    "version of the release to come, where it comes from tags (default: what `version next` says; head: as HEAD is)",
  );
}

/** The same for `release`, which makes a tag for good: only for a version that somebody chose. */
export function releaseAsOption(): Option {
  return option(
    "--as <version>",
    "version of the release, where it comes from tags and HEAD has none (default: as HEAD is)",
  );
}

/** Whether the project is on PyPI already, for every command that judges its name. */
export function existingOptions(): readonly Option[] {
  return [
    option("--existing", "the project is on PyPI already and keeps its name (default: asked with --online)"),
    option("--no-existing", "the project is not on PyPI yet"),
  ];
}

/** Options of every command that installs. */
export function trialOptions(): readonly Option[] {
  return [
    option(
      "--installer <name>",
      `${INSTALLER_IDS.join(", ")}, or several with commas (default: all)`,
    ).argParser(listOf(INSTALLER_IDS)),
    option(
      "--allow-waived",
      "pass the failures of trials that [[tool.shipwheel.verify.waive]] names",
    ).default(false),
  ];
}

/** The request that parsed options stand for. */
export function runRequest(directory: string, options: Readonly<Record<string, unknown>>): RunRequest {
  const { builder, installer, python, buildTimeout } = options as {
    builder?: "uv" | "build";
    installer?: readonly InstallerId[];
    python?: readonly string[];
    buildTimeout?: number;
  };
  return {
    directory,
    worktree: options["worktree"] === true,
    allowNoGit: options["allowNoGit"] === true,
    offline: options["offline"] === true,
    ...(typeof options["as"] === "string" ? { as: options["as"] === "head" ? null : options["as"] } : {}),
    ...(options["online"] === true ? { online: true } : {}),
    ...(typeof options["existing"] === "boolean" ? { existing: options["existing"] } : {}),
    ...(options["allowWaived"] === true ? { allowWaived: true } : {}),
    ...(options["gates"] === false ? { gates: "none" as const } : {}),
    ...(builder === undefined ? {} : { builder }),
    ...(installer === undefined ? {} : { installers: [...new Set(installer)] }),
    ...(python === undefined ? {} : { pythons: python }),
    ...(buildTimeout === undefined ? {} : { buildTimeout }),
  };
}

/** Collects an option that may be given again, or once with commas. */
export function listOf(
  choices: readonly string[] | null,
): (text: string, before?: readonly string[]) => readonly string[] {
  return (text, before = []) => {
    const values = text.split(",").filter((each) => each !== "");
    const wrong = choices === null ? undefined : values.find((each) => !choices.includes(each));
    if (wrong !== undefined) throw new InvalidArgumentError(`Allowed choices are ${choices?.join(", ")}.`);
    return [...before, ...values];
  };
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError("a number of seconds is wanted");
  return value;
}
