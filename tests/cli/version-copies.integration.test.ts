import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { main } from "../../src/cli/program.ts";
import { gitRepository } from "../support/git.ts";

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(...argv: readonly string[]): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []];
  vi.spyOn(process.stdout, "write").mockImplementation((chunk) => out.push(String(chunk)) > 0);
  vi.spyOn(process.stderr, "write").mockImplementation((chunk) => err.push(String(chunk)) > 0);
  const code = await main(argv);
  vi.restoreAllMocks();
  return { code, out: out.join(""), err: err.join("") };
}

afterEach(() => vi.restoreAllMocks());

const FILES = {
  "pyproject.toml": '[project]\nname = "demo"\nversion = "1.2.0"\n',
  "demo/__init__.py": '__version__ = "1.1.0"\n',
};

describe("version check and sync", () => {
  test("tell what differs with 1, show the patch, write it, and are content", async () => {
    using repository = gitRepository();
    repository.commit("first", FILES);
    const where = ["-C", repository.root] as const;
    const checked = await run("version", "check", ...where);
    expect(checked.code).toBe(1);
    expect(checked.out).toContain("1.2.0, by pyproject.toml:3");
    expect(checked.out).toContain("demo/__init__.py:1:16");
    const shown = await run("version", "sync", "--diff", ...where);
    expect(shown).toMatchObject({ code: 0 });
    expect(shown.out).toContain('-__version__ = "1.1.0"\n+__version__ = "1.2.0"\n');
    expect(readFileSync(join(repository.root, "demo/__init__.py"), "utf8")).toContain("1.1.0");
    const written = JSON.parse((await run("version", "sync", "--json", ...where)).out) as unknown;
    expect(written).toMatchObject({
      schema: 1,
      version: "1.2.0",
      written: true,
      files: ["demo/__init__.py"],
    });
    const { code, out } = await run("version", "check", "--json", ...where);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      findings: [],
      locations: [
        { kind: "pyproject", isSource: true, agrees: true },
        { kind: "dunder-version", text: "1.2.0", agrees: true },
      ],
    });
  });

  test("say what a form cannot spell, and leave it", async () => {
    using repository = gitRepository();
    repository.commit("first", {
      ...FILES,
      "demo/__init__.py": '__version_info__ = (1, 1, 0, "final", 0)\n',
    });
    const { code, err } = await run("version", "sync", "--to", "1.3.post1", "-C", repository.root);
    expect(code).toBe(1);
    expect(err).toContain("this tuple has no spelling for 1.3.post1");
  });
});

describe("changelog", () => {
  test("prints, checks, writes and reads an entry", async () => {
    using repository = gitRepository();
    repository.commit("feat: first", FILES);
    const where = ["-C", repository.root] as const;
    const printed = await run("changelog", "--date", "2026-11-21", ...where);
    expect(printed.out).toBe("## 1.2.0 (2026-11-21)\n\n### Features\n\n- first\n");
    const patch = await run("changelog", "--write", "--dry-run", "--date", "2026-11-21", ...where);
    expect(patch.out).toContain("--- /dev/null\n+++ b/CHANGELOG.md\n");
    expect((await run("changelog", "--write", "--date", "2026-11-21", ...where)).code).toBe(0);
    repository.commit("chore: changelog");
    expect(await run("changelog", "--check", ...where)).toMatchObject({
      code: 0,
      out: "CHANGELOG.md is ready for 1.2.0\n",
    });
    const missing = await run("changelog", "--check", "--for", "2.0", ...where);
    expect(missing.code).toBe(1);
    expect(missing.out).toContain("G007");
    expect((await run("changelog", "--notes", "1.2", ...where)).out).toBe("### Features\n\n- first\n");
  });
});
