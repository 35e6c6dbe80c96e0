import type { FileEdit } from "../../text/file-edit.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { withTwineCredentials } from "./credentials.ts";

/** Commands that changed, and places that only a person can change. */
export interface CommandChanges {
  readonly edits: readonly FileEdit[];
  readonly notes: readonly string[];
}

/** Where commands run, which decides how a tool is called there. */
type Place = "github" | "ci" | "tox" | "local";

const PLACES: readonly (readonly [Place, RegExp])[] = [
  ["github", /^\.github\/(?:workflows|actions)\/.*\.ya?ml$/],
  ["ci", /^(?:\.gitlab-ci\.yml|\.circleci\/config\.yml|azure-pipelines\.yml|(?:.*\/)?Dockerfile[^/]*)$/],
  ["tox", /^tox\.ini$/],
  [
    "local",
    /^(?:noxfile\.py|tasks\.py|[jJ]ustfile|Makefile|Taskfile\.ya?ml|\.pre-commit-config\.yaml|(?:README|CONTRIBUTING|RELEASING|RELEASE|DEVELOPMENT)[^/]*|docs\/[^/]+\.(?:md|rst)|scripts\/[^/]+\.sh)$/,
  ],
];

const LAUNCHER = String.raw`(?:(?:python3?[ \t]+-m|pipx[ \t]+run|uvx|uv[ \t]+run)[ \t]+)?`;
/** Commands of which the program builds with its own backend only; `hatch build`, `pdm build` and `uv build` go on. */
const BUILD = new RegExp(
  String.raw`${LAUNCHER}\b(?:poetry|flit)[ \t]+build\b(?:[ \t]+(?:-f|--format)[ =](?:wheel|sdist))?|\bpython3?[ \t]+setup\.py[ \t]+(?:sdist[ \t]+bdist_wheel|bdist_wheel[ \t]+sdist|sdist|bdist_wheel)(?:[ \t]+--universal)?`,
  "g",
);
const PUBLISH = new RegExp(
  String.raw`${LAUNCHER}\b(?:poetry|flit)[ \t]+publish\b(?:[ \t]+--build\b)?(?=([^\n]*))`,
  "g",
);

/** What is left: calls in lists, actions of others, and commands of a setup.py that goes. */
const LEFT = /\b(?:poetry|flit)["']?,?[ \t]*["']?(?:build|publish)\b|\bpoetry-publish@/;
const SETUP_COMMAND = /\bsetup\.py["']?,?[ \t]+["']?[a-z_]+|\[bumpversion:file:setup\.py\]/;

/**
 * Build and publish commands of the old backend's program, in the words of the tools that work with every backend. `changed`:
 * files that change besides, with their new texts.
 */
export async function commandChanges(
  tree: SourceTree,
  gone: readonly string[],
  changed: ReadonlyMap<string, string> = new Map(),
): Promise<CommandChanges> {
  const edits: FileEdit[] = [];
  const left: string[] = [];
  const commands: string[] = [];
  let needsPoetry = tree.has("poetry.lock");
  for (const { path, kind } of tree.files) {
    const place = placeOf(path);
    if (kind !== "file" || gone.includes(path)) continue;
    if (place === null && !/(?:^|\/)(?:setup\.cfg|\.bumpversion\.cfg)$/.test(path)) continue;
    const before = await tree.readText(path);
    if (before === null) continue;
    const start = changed.get(path) ?? before;
    const after = place === null ? start : rewritten(start, place);
    if (after !== before) edits.push({ path, before, after });
    left.push(...linesOf(path, after, LEFT));
    if (gone.includes("setup.py")) commands.push(...linesOf(path, after, SETUP_COMMAND));
    needsPoetry ||= /\bpoetry[ \t]+(?:install|run|sync|lock|check)\b/.test(after);
  }
  const notes = [
    ...(left.length === 0
      ? []
      : [
          `the old backend's own commands are left for you, with their credentials: ${left.join(", ")}; write pipx run build, and twine upload dist/* with TWINE_USERNAME and TWINE_PASSWORD`,
        ]),
    ...(commands.length === 0
      ? []
      : [
          `setup.py is gone, and its commands with it: ${commands.join(", ")}; write pip install ., python -m pytest or python -m build`,
        ]),
  ];
  return { edits, notes: needsPoetry ? [...notes, POETRY_GOES_ON] : notes };
}

const POETRY_GOES_ON =
  "poetry.lock is out of date once pyproject.toml changes: run poetry lock; poetry install reads [dependency-groups] from Poetry 2.2 on";

function placeOf(path: string): Place | null {
  return PLACES.find(([, pattern]) => pattern.test(path))?.[0] ?? null;
}

function linesOf(path: string, text: string, pattern: RegExp): readonly string[] {
  return text.split("\n").flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1}`] : []));
}

/** On runners of GitHub pipx is there; in another CI the tools are installed first; elsewhere they are of the environment. */
function rewritten(text: string, place: Place): string {
  // Its commands run without a shell, in environments of its own.
  if (place === "tox") return text;
  const call = (tool: string, rest: string): string =>
    place === "github"
      ? `pipx run ${tool}${rest}`
      : `${place === "ci" ? `pip install ${tool} && ` : ""}python -m ${tool}${rest}`;
  const { text: known, isComplete } =
    place === "local" ? { text, isComplete: true } : withTwineCredentials(text);
  return known
    .replaceAll(PUBLISH, (command: string, rest: string) => {
      const knowsWho = isComplete || /[ \t](?:-p|--password)\b/.test(rest);
      const upload = knowsWho ? call("twine", " upload dist/*") : command.replace(/[ \t]+--build\b/, "");
      return /[ \t]--build\b/.test(command) ? `${call("build", "")} && ${upload}` : upload;
    })
    .replaceAll(BUILD, (command) => call("build", kindOf(command)));
}

function kindOf(command: string): string {
  const kind =
    /(?:-f|--format)[ =](wheel|sdist)/.exec(command)?.[1] ??
    (/setup\.py[ \t]+bdist_wheel(?![ \t]+sdist)/.test(command)
      ? "wheel"
      : /setup\.py[ \t]+sdist(?![ \t]+bdist)/.test(command)
        ? "sdist"
        : null);
  return kind === null ? "" : ` --${kind}`;
}

/** A readme as its commands change: what of a description may differ. */
export function withNewCommands(text: string): string {
  return rewritten(text, "local");
}
