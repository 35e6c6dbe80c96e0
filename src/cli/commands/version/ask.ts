import type { Option } from "commander";
import { fault } from "../../../findings/fault.ts";
import { parseAsk, PRE_WORDS } from "../../../versioning/bump/ask.ts";
import type { Ask } from "../../../versioning/bump/decide.ts";
import { option } from "../../globals.ts";

/** The argument of `version next` and `version bump`. */
export const LEVEL_ARGUMENT: { readonly name: string; readonly description: string } = {
  name: "[level...]",
  description:
    "major, minor, patch, auto (default: by the commits), pre alpha|beta|rc, final, post, dev, or a version",
};

/** `--pre`, which both of them have. */
export function preOption(): Option {
  return option("--pre <kind>", "make it a pre-release: with auto, major, minor and patch").choices([
    ...PRE_WORDS,
  ]);
}

/** What is asked for. Throws `usage/arguments`. */
export function askOf(
  command: string,
  args: readonly string[],
  options: Readonly<Record<string, unknown>>,
): Ask {
  const ask = parseAsk(args, typeof options["pre"] === "string" ? options["pre"] : null);
  if ("wrong" in ask) throw fault("usage/arguments", { reason: ask.wrong, command });
  return ask;
}
