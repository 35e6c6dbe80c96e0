import { resolve } from "node:path";
import { parseVersion } from "../../../version/pep440.ts";
import type { Ports } from "../../../ports/ports.ts";
import { fault } from "../../../findings/fault.ts";
import { BUMP_WORDS, parseAsk, PRE_WORDS } from "../../../versioning/bump/ask.ts";
import type { Ask } from "../../../versioning/bump/decide.ts";
import type { ChoiceOption } from "../../options/declaration.ts";

/** The argument of `version next` and `version bump`. */
export const LEVEL_ARGUMENT: { readonly name: string; readonly description: string } = {
  name: "[level...]",
  description:
    "major, minor, patch, auto (default: by the commits), pre alpha|beta|rc, final, post, dev, or a version; then the project's directory, if it differs",
};

/** `--pre`, which both of them have. */
export const PRE_OPTIONS: { readonly pre: ChoiceOption } = {
  pre: {
    kind: "choice",
    value: "<kind>",
    choices: PRE_WORDS,
    help: "make it a pre-release: with auto, major, minor and patch",
  },
};

/** The words of a level and, behind them, the path of a project: what is neither a word nor a version, and a directory. */
export async function levelAndPath(
  args: readonly string[],
  here: string,
  files: Pick<Ports["files"], "stat">,
): Promise<{ readonly words: readonly string[]; readonly path: string | undefined }> {
  const last = args.at(-1);
  if (last === undefined || BUMP_WORDS.includes(last) || parseVersion(last) !== null) {
    return { words: args, path: undefined };
  }
  const isPath = /^\.{1,2}$|[\\/]/.test(last);
  const isDirectory =
    isPath || (await files.stat(resolve(here, last)).catch(() => null))?.kind === "directory";
  return isDirectory ? { words: args.slice(0, -1), path: last } : { words: args, path: undefined };
}

/** What is asked for. Throws `usage/arguments`. */
export function askOf(
  command: string,
  args: readonly string[],
  { pre }: { readonly pre: string | undefined },
): Ask {
  const ask = parseAsk(args, pre ?? null);
  if ("wrong" in ask) throw fault("usage/arguments", { reason: ask.wrong, command });
  return ask;
}
