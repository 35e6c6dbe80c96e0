import { expect, test } from "vitest";
import { absoluteTarget } from "../../../../src/check/rules/description/absolute-target.ts";
import { parseTagTemplate } from "../../../../src/version/tag-template.ts";
import type { GitState } from "../../../../src/tree/git-state.ts";
import { edit } from "../../../support/tree.ts";
import { withSituation } from "../../rule-case.ts";

const url = (text: string): ((pyproject: string) => string) =>
  edit("[project.urls]", `[project.urls]\n${text}`);
const tagged = (...names: readonly string[]): GitState["tags"] =>
  names.map((name) => ({ name, commit: "c".repeat(40) }));

/** The address that is written for docs/usage.md in the readme of the good project. */
function address(
  pyproject: (text: string) => string,
  git: Partial<GitState>,
  {
    kind = "link",
    template,
    target = "docs/usage.md",
  }: { kind?: "link" | "image"; template?: string; target?: string } = {},
): Promise<string | null> {
  const tree = { "docs/usage.md": "x", "pyproject.toml": pyproject };
  return withSituation({ tree, git }, false, (inputs) => {
    if (inputs.tree === undefined) throw new Error("no tree");
    const known =
      template === undefined ? inputs.tags : { template: parseTagTemplate(template), releases: [] };
    return Promise.resolve(absoluteTarget(inputs.tree, "README.md", target, kind, known));
  });
}

const NO_REMOTE = { remoteUrl: null };

test("the project's own address of its source comes before the remote, which may be a fork", async () => {
  const git = { remoteUrl: "git@github.com:fork/demo.git" };
  expect(await address(url('Docs = "https://good.dev/docs"'), git)).toBe(
    "https://github.com/fork/demo/blob/v1.0/docs/usage.md",
  );
  expect(await address(url('Source = "https://github.com/good/demo/tree/main"'), git)).toBe(
    "https://github.com/good/demo/blob/v1.0/docs/usage.md",
  );
});

test("hosts have addresses of their own, and images are the bytes", async () => {
  const gitlab = url('"Source Code" = "https://gitlab.com/good/dev/demo.git"');
  expect(await address(gitlab, NO_REMOTE)).toBe("https://gitlab.com/good/dev/demo/-/blob/v1.0/docs/usage.md");
  expect(await address(gitlab, NO_REMOTE, { kind: "image" })).toBe(
    "https://gitlab.com/good/dev/demo/-/raw/v1.0/docs/usage.md",
  );
  expect(await address(url('Repository = "https://codeberg.org/good/demo/"'), NO_REMOTE)).toBe(
    "https://codeberg.org/good/demo/src/tag/v1.0/docs/usage.md",
  );
});

test("the tag is the configured one, else as the others are", async () => {
  const source = url('Source = "https://github.com/good/demo"');
  const of = (tag: string): string => `https://github.com/good/demo/blob/${tag}/docs/usage.md`;
  expect(await address(source, { ...NO_REMOTE, tags: tagged("0.8", "0.9") })).toBe(of("1.0"));
  expect(await address(source, { ...NO_REMOTE, tags: tagged("demo-v0.9") })).toBe(of("demo-v1.0"));
  const head = { head: "c".repeat(40), tags: tagged("v1.0.0") };
  expect(await address(source, { ...NO_REMOTE, ...head })).toBe(of("v1.0.0"));
  expect(
    await address(source, { ...NO_REMOTE, tags: tagged("0.9") }, { template: "release/{version}" }),
  ).toBe(of("release%2F1.0"));
});

test("what is not in the tree, or on no host that is known, has no address", async () => {
  const source = url('Source = "https://github.com/good/demo"');
  expect(await address(source, NO_REMOTE, { target: "docs/absent.md" })).toBeNull();
  expect(await address(source, NO_REMOTE, { target: "../usage.md" })).toBeNull();
  expect(await address(url('Docs = "https://good.dev/docs"'), NO_REMOTE)).toBeNull();
});
