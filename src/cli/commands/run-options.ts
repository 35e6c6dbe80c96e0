import { InvalidArgumentError, type Option } from "commander";
import type { RunRequest } from "../../pipeline/request.ts";
import { option } from "../globals.ts";

/** Options of every command that builds. */
export function runOptions(): readonly Option[] {
  return [
    option("--worktree", "take the working tree as it lies there instead of the commit").default(false),
    option("--allow-no-git", "accept a directory that is not a git repository").default(false),
    option("--builder <name>", "the build front-end").choices(["uv", "build"]),
    option("--python <version|path...>", "interpreters: the first builds, all are tried"),
    option("--build-timeout <seconds>", "seconds for one build").argParser(positiveNumber),
    option("-o, --output <dir>", "where artefacts, record and report go: a new or an empty directory"),
  ];
}

/** Options of every command that installs. */
export function trialOptions(): readonly Option[] {
  return [option("--installer <name...>", "the installers to try").choices(["pip", "uv"])];
}

/** The request that parsed options stand for. */
export function runRequest(directory: string, options: Readonly<Record<string, unknown>>): RunRequest {
  const { builder, installer, python, buildTimeout } = options as {
    builder?: "uv" | "build";
    installer?: ("pip" | "uv")[];
    python?: string | string[];
    buildTimeout?: number;
  };
  return {
    directory,
    worktree: options["worktree"] === true,
    allowNoGit: options["allowNoGit"] === true,
    offline: options["offline"] === true,
    ...(builder === undefined ? {} : { builder }),
    ...(installer === undefined ? {} : { installers: [...new Set([installer].flat())] }),
    ...(python === undefined ? {} : { pythons: [python].flat().flatMap((each) => each.split(",")) }),
    ...(buildTimeout === undefined ? {} : { buildTimeout }),
  };
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError("a number of seconds is wanted");
  return value;
}
