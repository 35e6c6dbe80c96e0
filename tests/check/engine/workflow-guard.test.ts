import { expect, test } from "vitest";
import { runChecks } from "../../../src/check/engine/engine.ts";
import { fixTree } from "../../../src/check/engine/fixes.ts";
import { defineRule, type Rule } from "../../../src/check/engine/rule.ts";
import { DEFAULT_CONFIG } from "../../../src/config/schema.ts";
import { treeOfTexts } from "../../../src/tree/read-source-tree.ts";

const PATH = ".github/workflows/a.yml";
const TEXT = `on: push
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
          lfs: true
`;

/** A rule whose fix takes a text out of the workflow. */
function dropping(code: string, gone: string): Rule {
  return defineRule({
    code,
    slug: `drops-${code.toLowerCase()}`,
    title: "a text",
    severity: "warning",
    needs: ["tree"],
    fix: "review",
    docs: { what: "", why: "", fix: "", bad: "", good: "", peers: [] },
    async check({ tree }) {
      const text = (await tree?.readText(PATH)) ?? "";
      const start = text.indexOf(gone);
      if (start === -1) return [];
      const changes = [{ start, end: start + gone.length, text: "" }];
      return [
        {
          message: `the workflow has ${code}`,
          location: { file: PATH },
          fix: { title: `drop ${code}`, safety: "review", files: [{ path: PATH, changes }] },
        },
      ];
    },
  });
}

async function fixed(...rules: readonly Rule[]): ReturnType<typeof fixTree> {
  const tree = treeOfTexts("/project", new Map([[PATH, TEXT]]));
  const inputs = { tree, distributions: [], target: "pypi", today: new Date(0) } as const;
  const config = { ...DEFAULT_CONFIG.check, select: ["all"] };
  return fixTree(inputs, await runChecks(inputs, config, rules), config, { which: "all", rules });
}

test("a fix after which GitHub rejects the workflow is not made, and its finding says why", async () => {
  const runner = dropping("W998", "    runs-on: ubuntu-latest\n");
  const { edits, after } = await fixed(runner, dropping("W997", "          lfs: true\n"));
  expect(edits.map((each) => each.after)).toEqual([TEXT.replace("          lfs: true\n", "")]);
  expect(after.findings.map(({ rule, fix, details }) => [rule, fix, details?.["unfixed"]])).toEqual([
    ["W998", undefined, expect.stringMatching(/^its fix would break the workflow: .*runs-on.* \(W033\)$/)],
  ]);
});
