import { fault } from "../../../findings/fault.ts";
import { parseAsk, PRE_WORDS } from "../../../versioning/bump/ask.ts";
import type { Ask } from "../../../versioning/bump/decide.ts";
import type { ChoiceOption } from "../../options/declaration.ts";

/** The argument of `version next` and `version bump`. */
export const LEVEL_ARGUMENT: { readonly name: string; readonly description: string } = {
  name: "[level...]",
  description:
    "major, minor, patch, auto (default: by the commits), pre alpha|beta|rc, final, post, dev, or a version",
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
