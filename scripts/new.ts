/**
 * Writes what a new rule, command, installer, dialect (kind of index) or backend needs, so that only the thought is left:
 * npm run new KIND NAME. The capitals in the files are what is to be said.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { newCommand } from "./new/command.ts";
import type { Read, Written } from "./new/edits.ts";
import { newRule } from "./new/rule.ts";
import { newBackend, newDialect, newInstaller } from "./new/tools.ts";

const ROOT = join(import.meta.dirname, "..");

interface Kind {
  readonly write: (name: string, read: Read, root: string) => Written;
  /** The generated pages that name it. */
  readonly pages: readonly string[];
  readonly isNew: (name: string) => string;
}

const KINDS: Readonly<Record<string, Kind>> = {
  rule: { write: newRule, pages: ["rules"], isNew: () => "tests/check/rules" },
  command: {
    write: newCommand,
    pages: ["command-line", "documents"],
    isNew: (name) => `tests/cli/${name}.integration.test.ts`,
  },
  installer: {
    write: newInstaller,
    pages: ["command-line", "configuration", "schema"],
    isNew: (name) => `tests/toolbox/installers/${name}.test.ts`,
  },
  dialect: {
    write: newDialect,
    pages: ["indexes", "command-line", "configuration", "schema"],
    isNew: (name) => `tests/index-client/dialects/${name}.test.ts`,
  },
  backend: { write: newBackend, pages: [], isNew: (name) => `tests/tree/backends/${name}.test.ts` },
};

function main(kind: string, name: string): void {
  const { write, pages, isNew } = KINDS[kind] ?? usage();
  if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(name)) usage();
  const read: Read = (path) => readFileSync(join(ROOT, path), "utf8");
  const written = write(name, read, ROOT);
  for (const [path, text] of written) {
    const file = join(ROOT, path);
    console.log(`${existsSync(file) ? "edited" : "wrote "} ${path}`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const node = (...args: readonly string[]): unknown =>
    execFileSync(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "inherit", "inherit"] });
  const sources = [...written.keys()].filter((path) => path.endsWith(".ts"));
  node(join(ROOT, "node_modules/oxfmt/bin/oxfmt"), ...sources);
  if (pages.length > 0) node(join(ROOT, "scripts/docs.ts"), ...pages);
  console.log(`next: say what is in capitals, then npx vitest run ${isNew(name)}`);
}

function usage(): never {
  console.error(`usage: npm run new ${Object.keys(KINDS).join("|")} NAME`);
  process.exit(2);
}

const [kind = "", name = ""] = process.argv.slice(2);
main(kind, name);
