import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { FAMILIES } from "../../src/check/engine/families.ts";
import { explain, explainAll, ruleCodes } from "../../src/explain/explain.ts";
import { run } from "../acceptance/cli.ts";
import { PROGRAM } from "../support/program.ts";

describe("every code that a finding can have", () => {
  test("is there once, and the families are those that have a name", () => {
    const codes = ruleCodes();
    expect(new Set(codes).size).toBe(codes.length);
    const letters = [...new Set(codes.map((code) => code.charAt(0)))].toSorted();
    expect(letters).toEqual(Object.keys(FAMILIES).toSorted());
  });

  test.each(ruleCodes())(
    "%s is explained, by code in any case and by its name, which a stage may share with the rule that foresees it",
    (code) => {
      const found = explain(code);
      expect(found).toMatchObject({ code });
      expect(explain(code.toLowerCase())).toEqual(found);
      expect(explain(found?.slug ?? "")).toMatchObject({ slug: found?.slug });
      for (const text of [found?.title, found?.docs.what, found?.docs.why, found?.docs.fix]) {
        expect(text ?? "").not.toBe("");
      }
      // What a run sees fail cannot be ignored, and a failed trial waived only where something was tried.
      if (found?.silence === null) expect(code).toMatch(/^(?:[BU]|I001$|I007$|I010$)/);
      else expect(found?.silence).toContain(code);
    },
  );
});

test("without an argument every rule is listed below its family, also as JSON", async () => {
  const { exit, stdout } = await run(["explain"]);
  expect(exit).toBe(0);
  const heads = stdout.split("\n").filter((line) => /^[A-Z]: /.test(line));
  expect(heads).toEqual(Object.entries(FAMILIES).map(([letter, { title }]) => `${letter}: ${title}`));
  for (const code of ruleCodes()) expect(stdout).toContain(code);
  const listed = JSON.parse((await run(["explain", "--json"])).stdout) as {
    readonly families: object;
    readonly rules: readonly { readonly code: string }[];
  };
  expect(listed.families).toEqual(
    Object.fromEntries(Object.entries(FAMILIES).map(([letter, { title }]) => [letter, title])),
  );
  expect(listed.rules.map(({ code }) => code)).toEqual(explainAll().map(({ code }) => code));
});

test("a log through a pipe is explained, also with quotes and backticks in it", async () => {
  const log = 'it\'s `so`: "x"\nLookupError: setuptools-scm was unable to detect version for /tmp/demo.\n';
  for (const argument of ["", "-"]) {
    const shell = `printf '%s' "$LOG" | "$0" "$1" explain ${argument}`;
    const stdout = execFileSync("sh", ["-c", shell, process.execPath, PROGRAM], {
      env: { ...process.env, LOG: log },
      encoding: "utf8",
    });
    expect(stdout).toContain("The version comes from git tags");
  }
});
