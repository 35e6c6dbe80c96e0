import type { SourceTree } from "../../tree/source-tree.ts";

/** What reads the tables that go, by the words in which programs name them. */
const TABLES: Readonly<Record<string, RegExp>> = {
  poetry: /\[["']tool["']\]\s*\[["']poetry["']\]|tool\.poetry\b|\.get\(["']poetry["']/,
  flit: /\[["']tool["']\]\s*\[["']flit["']\]|tool\.flit\b/,
  hatchling: /\[["']tool["']\]\s*\[["']hatch["']\]|tool\.hatch\.(?:build|version|metadata)\b/,
  pdm: /\[["']tool["']\]\s*\[["']pdm["']\]|tool\.pdm\.(?:build|version)\b/,
  setuptools: /\bsetup\.py\b/,
};

/** Where a program searches the text of a module for the version that it states. */
const LITERAL = /(?:re\.(?:search|match|compile|findall)|\b(?:grep|sed|awk)\b)[^\n]*__version__/;

/** Places outside of pyproject.toml that read what the old backend had: `file:line`. */
export function tableReaders(tree: SourceTree, source: string): Promise<readonly string[]> {
  const pattern = TABLES[source];
  return pattern === undefined ? Promise.resolve([]) : readers(tree, pattern);
}

/** Places that search a module for the literal that `--scm` takes away. */
export function literalReaders(tree: SourceTree): Promise<readonly string[]> {
  return readers(tree, LITERAL);
}

async function readers(tree: SourceTree, pattern: RegExp): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { path, kind } of tree.files) {
    if (
      kind !== "file" ||
      !/\.(?:py|sh|cfg|ini|ya?ml|toml)$|(?:^|\/)(?:Makefile|Dockerfile|justfile)$/.test(path) ||
      // The ones below are other projects' own.
      /(?:^|\/)(?:pyproject\.toml|setup\.py|setup\.cfg)$/.test(path) ||
      (/(?:^|\/)tests?\//.test(path) && !path.endsWith("conf.py"))
    )
      continue;
    const lines = ((await tree.readText(path)) ?? "").split("\n");
    found.push(...lines.flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1}`] : [])));
  }
  return found;
}
