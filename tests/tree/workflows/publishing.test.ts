import { describe, expect, test } from "vitest";
import { ENDPOINTS } from "../../../src/index-client/endpoints.ts";
import { commandLines } from "../../../src/tree/workflows/commands.ts";
import { readWorkflow } from "../../../src/tree/workflows/model.ts";
import { publishings } from "../../../src/tree/workflows/publishing.ts";
import { parseYamlFile } from "../../../src/tree/formats/yaml-file.ts";

/** The uploads of a job with these steps: tool, index and credentials of each. */
async function uploads(...steps: readonly string[]): Promise<readonly string[]> {
  const list = steps.map((step) => `      - ${step.trim().replaceAll("\n", "\n        ")}\n`).join("");
  const text = `on: push\njobs:\n  up:\n    runs-on: ubuntu-latest\n    steps:\n${list}`;
  const file = await parseYamlFile(".github/workflows/r.yml", text);
  const workflow = readWorkflow(file);
  expect(workflow).not.toBeNull();
  return publishings(workflow === null ? [] : [workflow]).map(
    ({ tool, index, auth }) => `${tool} ${index} ${auth}`,
  );
}

describe("uploads of a step", () => {
  test("each command of a script is one", async () => {
    const twice = `run: |\n  uv publish --publish-url ${ENDPOINTS.testpypi.uploadUrl} dist/*\n  uv publish\n`;
    expect(await uploads(twice)).toEqual(["uv testpypi trusted", "uv pypi trusted"]);
  });

  test("each command of a line is one", async () => {
    const line = "run: twine upload -r testpypi dist/* && twine upload dist/*\n";
    expect(await uploads(line)).toEqual(["twine testpypi unknown", "twine pypi unknown"]);
  });

  test("what is only tried, said or written into a file is none", async () => {
    const script = [
      "run: |",
      "  uv publish --dry-run",
      '  echo "then: uv publish"',
      "  # uv publish",
      "  cat > notes <<'END'",
      "  uv publish",
      "  END",
      "  cat <<-EOF > more",
      "    twine upload dist/*",
      "    EOF",
      "",
    ].join("\n");
    expect(await uploads(script)).toEqual([]);
  });

  test("a script that a shell reads runs its commands", async () => {
    expect(await uploads("run: |\n  bash -e <<END\n  uv publish\n  END\n")).toEqual(["uv pypi trusted"]);
    expect(await uploads("run: |\n  x=$(cat <<< y)\n  uv publish\n")).toEqual(["uv pypi trusted"]);
  });

  test("an empty password of PyPA's action is none", async () => {
    const action = (password: string): string =>
      `uses: pypa/gh-action-pypi-publish@release/v1\nwith: {password: ${password}}\n`;
    expect(await uploads(action('""'))).toEqual(["gh-action-pypi-publish pypi trusted"]);
    expect(await uploads(action('"${{ secrets.T }}"'))).toEqual(["gh-action-pypi-publish pypi token"]);
  });
});

test("what follows a here-document is read with its place", async () => {
  const script = "cat <<A\nx\nA\nmake\n";
  expect(commandLines(script)).toEqual([
    { text: "cat <<A", index: 0 },
    { text: "make", index: 12 },
  ]);
});

test("$/path is the repository's own, as ./path", async () => {
  const text =
    "on: push\njobs:\n  a:\n    uses: $/.github/workflows/b.yml\n  c:\n    steps: [{uses: $/.github/actions/d}]\n";
  const jobs = readWorkflow(await parseYamlFile(".github/workflows/r.yml", text))?.jobs ?? [];
  expect(jobs.map(({ uses }) => uses)).toEqual(["./.github/workflows/b.yml", null]);
  expect(jobs[1]?.steps.map(({ uses, action }) => [uses, action])).toEqual([
    ["./.github/actions/d", "./.github/actions/d"],
  ]);
});
