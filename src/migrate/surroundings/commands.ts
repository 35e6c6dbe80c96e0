import type { FileEdit } from "../../text/file-edit.ts";
import { lineEnding } from "../../tree/edit/text-lines.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { bumpedFile } from "./bumped-file.ts";
import {
  commandPlace,
  lineOf,
  type CommandPlace,
  type LeftCommand,
  type Rewritten,
} from "./command-files.ts";
import { hasOldVariables, renamedVariables } from "./credentials.ts";
import { rewritePoetry } from "./poetry-commands.ts";
import { rewriteSetupPy } from "./setup-py-commands.ts";
import { rewriteNox, withToxDependencies } from "./tool-environments.ts";

/** What changes in the files around the project, and what a person has to change. */
export interface CommandChanges {
  readonly edits: readonly FileEdit[];
  readonly notes: readonly string[];
}

/** What no longer does: programs that build with their own backend only; `hatch build`, `pdm build` and `uv build` go on. */
export const GONE_PROGRAMS = ["poetry", "flit", "setup.py"] as const;
export type GoneProgram = (typeof GONE_PROGRAMS)[number];

/**
 * Build and publish commands of what goes, in the words of the tools that work with every backend. `changed`: files that change
 * besides, with their new texts.
 */
export async function commandChanges(
  tree: SourceTree,
  gone: ReadonlySet<GoneProgram>,
  changed: ReadonlyMap<string, string> = new Map(),
): Promise<CommandChanges> {
  const files: { path: string; before: string; place: CommandPlace; done: Rewritten }[] = [];
  for (const { path, kind } of tree.files) {
    const place = kind === "file" ? commandPlace(path) : null;
    const before = place === null ? null : await tree.readText(path);
    if (place !== null && before !== null)
      files.push({ path, before, place, done: rewriteCommands(changed.get(path) ?? before, place, gone) });
  }
  const uploads = files.some(({ done }) => done.uploads);
  const edits: FileEdit[] = [];
  const notes: string[] = [];
  for (const { path, before, place, done } of files) {
    // A job that calls a Makefile gives it the variables.
    const isRenaming =
      uploads && hasOldVariables(done.text) && !done.left.some(({ publishes }) => publishes === true);
    const after = withEndingsOf(before, isRenaming ? renamedVariables(done.text) : done.text);
    if (after !== before) edits.push({ path, before, after });
    for (const { line, command, help } of [
      ...done.left,
      ...actionsLeft(before, gone),
      ...settingsLeft(done, place),
    ])
      notes.push(`${path}:${line}: change by hand: ${command} (${help})`);
  }
  const asking = files.flatMap(({ path, done, place }) =>
    place === "prose" ? [] : done.asks.map((line) => `${path}:${line}`),
  );
  if (asking.length > 0)
    notes.push(
      `twine asks for the token, or reads TWINE_USERNAME=__token__ and TWINE_PASSWORD; it ignores the settings of Poetry and Flit (${asking.join(", ")})`,
    );
  if (gone.has("setup.py")) edits.push(...(await bumpedFile(tree, changed)));
  return { edits, notes };
}

/** New lines end as all the others do. */
function withEndingsOf(before: string, after: string): string {
  return /(?<!\r)\n/.test(before) ? after : after.replaceAll(/(?<!\r)\n/g, lineEnding(before));
}

/** One file's text, once these programs are gone. */
export function rewriteCommands(
  before: string,
  place: CommandPlace,
  gone: ReadonlySet<GoneProgram>,
): Rewritten {
  const steps: ((text: string) => Rewritten)[] = [
    ...(place === "nox" ? [(text: string) => rewriteNox(text, gone)] : []),
    ...(gone.has("poetry") || gone.has("flit") ? [(text: string) => rewritePoetry(text, place, gone)] : []),
    ...(gone.has("setup.py") ? [(text: string) => rewriteSetupPy(text, place)] : []),
  ];
  let done: Rewritten = { text: before, left: [], asks: [], uploads: false };
  for (const step of steps) {
    const next = step(done.text);
    done = {
      text: next.text,
      left: [...done.left, ...next.left],
      asks: [...done.asks, ...next.asks],
      uploads: done.uploads || next.uploads,
    };
  }
  return place === "tox" ? { ...done, text: withToxDependencies(before, done.text) } : done;
}

/** A readme once this program is gone: what of a description may differ. */
export function withNewCommands(text: string, program: GoneProgram): string {
  return rewriteCommands(text, "prose", new Set([program])).text;
}

/** Actions that build and publish with the old tool. */
function actionsLeft(text: string, gone: ReadonlySet<GoneProgram>): readonly LeftCommand[] {
  const pattern =
    /uses:[ \t]*(["']?)([\w.-]+\/[\w./-]*(?:(?:poetry|flit)[\w-]*publish|publish[\w-]*(?:poetry|flit))[\w./-]*(?:@\S+)?)\1/gi;
  if (!gone.has("poetry") && !gone.has("flit")) return [];
  return Array.from(text.matchAll(pattern), (found) => ({
    line: lineOf(text, found.index),
    command: found[2] ?? "",
    help: "it builds with the old tool: run pipx run build, and publish dist with pypa/gh-action-pypi-publish",
  }));
}

/** Credentials that were given to Poetry: text for people is not theirs to log in with. */
function settingsLeft({ text, uploads }: Rewritten, place: CommandPlace): readonly LeftCommand[] {
  if (!uploads || place !== "prose") return [];
  return Array.from(
    text.matchAll(/poetry[ \t]+config[ \t]+(?:pypi-token|http-basic)\.[^\s`]+/g),
    (found) => ({
      line: lineOf(text, found.index),
      command: found[0],
      help: "twine reads ~/.pypirc, a keyring, or TWINE_USERNAME and TWINE_PASSWORD",
    }),
  );
}
