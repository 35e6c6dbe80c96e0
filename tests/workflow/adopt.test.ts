import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { checkWorkflows } from "../../src/workflow/check/check-workflows.ts";
import { temporaryDirectory } from "../support/tree.ts";

/** A workflow with one publishing job: what is above its steps, and the steps. */
function workflow(steps: string, head = "    runs-on: ubuntu-latest\n", top = ""): string {
  return `on:\n  push:\n    tags: ["v[0-9]*"]\n${top}jobs:\n  publish:\n${head}    steps:\n${steps}`;
}

/** The file as `workflow adopt` writes it, and why a stored token is left. */
async function adopted(text: string): Promise<{ readonly after: string; readonly left: readonly unknown[] }> {
  await using directory = await temporaryDirectory("adopt-");
  const path = join(directory.path, "release.yml");
  await writeFile(path, text);
  await using node = nodePorts({});
  const request = { paths: [path], base: directory.path, fix: "all" } as const;
  const { edits, findings } = await checkWorkflows(request, node.ports);
  return {
    after: edits[0]?.edits[0]?.after ?? text,
    left: findings.flatMap(({ rule, details }) => (rule === "W001" ? [details?.["unfixed"]] : [])),
  };
}

test("two fixes that take the last inputs of an action take with: along", async () => {
  const steps = `      - uses: pypa/gh-action-pypi-publish@release/v1
        with:
          # twice is no harm
          skip-existing: true
          password: \${{ secrets.TOKEN }}
      - run: echo done
`;
  const { after } = await adopted(workflow(steps));
  expect(after).toMatch(
    /uses: pypa\/gh-action-pypi-publish@[0-9a-f]{40} # v[\d.]+\n      - run: echo done\n$/,
  );
});
