import type { FileEdit } from "../../text/file-edit.ts";
import type { SourceTree } from "../../tree/source-tree.ts";

/** Files in which people and machines build and publish. */
const FILES =
  /^(?:\.github\/(?:workflows|actions)\/.*\.ya?ml|\.gitlab-ci\.yml|\.circleci\/config\.yml|azure-pipelines\.yml|tox\.ini|noxfile\.py|tasks\.py|justfile|Justfile|Makefile|Taskfile\.ya?ml|\.pre-commit-config\.yaml|(?:README|CONTRIBUTING|RELEASING|RELEASE|DEVELOPMENT)[^/]*|docs\/[^/]+\.(?:md|rst)|scripts\/[^/]+\.sh)$/;

/** Commands of which the program builds with its own backend only; `hatch build`, `pdm build` and `uv build` go on. */
const BUILD =
  /\b(?:poetry|flit)[ \t]+build\b(?<options>(?:[ \t]+(?:-f|--format)[ =](?:wheel|sdist))?)|\bpython3?[ \t]+setup\.py[ \t]+(?:sdist[ \t]+bdist_wheel|bdist_wheel[ \t]+sdist|sdist|bdist_wheel)(?:[ \t]+--universal)?/g;
const PUBLISH = /\b(?:poetry|flit)[ \t]+publish\b(?<build>(?:[ \t]+--build\b)?)/g;

/** Build and publish commands of the old backend's program, in the words of the tools that work with every backend. */
export async function commandEdits(tree: SourceTree): Promise<readonly FileEdit[]> {
  const edits: FileEdit[] = [];
  for (const { path, kind } of tree.files) {
    if (kind !== "file" || !FILES.test(path)) continue;
    const before = await tree.readText(path);
    if (before === null) continue;
    const after = rewritten(before, path.startsWith(".github/"));
    if (after !== before) edits.push({ path, before, after });
  }
  return edits;
}

/** On runners of GitHub pipx is there; elsewhere the tools are modules of the environment. */
function rewritten(text: string, onRunner: boolean): string {
  const run = onRunner ? "pipx run" : "python -m";
  const build = (command: string): string => {
    const kind =
      /(?:-f|--format)[ =](wheel|sdist)/.exec(command)?.[1] ??
      (/setup\.py[ \t]+bdist_wheel(?![ \t]+sdist)/.test(command)
        ? "wheel"
        : /setup\.py[ \t]+sdist(?![ \t]+bdist)/.test(command)
          ? "sdist"
          : null);
    return `${run} build${kind === null ? "" : ` --${kind}`}`;
  };
  return text
    .replaceAll(
      PUBLISH,
      (command) => `${command.includes("--build") ? `${run} build && ` : ""}${run} twine upload dist/*`,
    )
    .replaceAll(BUILD, build);
}

/** What reads the tables that go, by the words in which programs name them. */
const READERS: Readonly<Record<string, RegExp>> = {
  poetry: /\[["']tool["']\]\s*\[["']poetry["']\]|tool\.poetry\b|\.get\(["']poetry["']/,
  flit: /\[["']tool["']\]\s*\[["']flit["']\]|tool\.flit\b/,
  hatchling: /\[["']tool["']\]\s*\[["']hatch["']\]|tool\.hatch\.(?:build|version|metadata)\b/,
  pdm: /\[["']tool["']\]\s*\[["']pdm["']\]|tool\.pdm\.(?:build|version)\b/,
  setuptools: /\bsetup\.py\b/,
};

/** Files outside of pyproject.toml that read what the old backend had. */
export async function readersOf(tree: SourceTree, source: string): Promise<readonly string[]> {
  const pattern = READERS[source];
  const found: string[] = [];
  for (const { path, kind } of pattern === undefined ? [] : tree.files) {
    if (
      kind !== "file" ||
      !/\.(?:py|sh|cfg|ini|ya?ml|toml)$|(?:^|\/)(?:Makefile|Dockerfile|justfile)$/.test(path) ||
      path === "pyproject.toml" ||
      path === "setup.py" ||
      path === "setup.cfg"
    )
      continue;
    if (/(?:^|\/)tests?\//.test(path) && !path.endsWith("conf.py")) continue;
    if (pattern?.test((await tree.readText(path)) ?? "") === true) found.push(path);
  }
  return found;
}
