import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { afterwards } from "../../src/cli/commands/workflow/adopt.ts";
import { checkWorkflows } from "../../src/workflow/check/check-workflows.ts";
import { temporaryDirectory } from "../support/tree.ts";

/** A workflow with one publishing job: what is above its steps, and the steps. */
function workflow(steps: string, head = "    runs-on: ubuntu-latest\n", top = ""): string {
  return `on:\n  push:\n    tags: ["v[0-9]*"]\n${top}jobs:\n  publish:\n${head}    steps:\n${steps}`;
}

/** The file as `workflow adopt` writes it, and why a stored token is left. */
async function adopted(text: string): Promise<{
  readonly after: string;
  readonly left: readonly unknown[];
  readonly told: readonly string[];
}> {
  await using directory = await temporaryDirectory("adopt-");
  const path = join(directory.path, "release.yml");
  await writeFile(path, text);
  await using node = nodePorts({});
  const request = { paths: [path], base: directory.path, fix: "all" } as const;
  const { edits, findings, fixed } = await checkWorkflows(request, node.ports);
  return {
    after: edits[0]?.edits[0]?.after ?? text,
    told: afterwards({ fixed, findings }),
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

const UPLOAD = '      - run: twine upload dist/*\n        env: {TWINE_PASSWORD: "${{ secrets.TOKEN }}"}\n';
const PUBLISH = /      - uses: pypa\/gh-action-pypi-publish@[0-9a-f]{40} # v[\d.]+\n/;

test("a job that may write to the repository keeps the permissions that were in force", async () => {
  const push = "      - uses: actions/checkout@v4\n      - run: git push --follow-tags\n";
  const { after, left } = await adopted(
    workflow(push + UPLOAD, undefined, "permissions:\n  contents: write\n"),
  );
  expect(left).toEqual([]);
  expect(after).toContain(
    "    permissions:\n      id-token: write # trusted publishing\n      contents: write\n",
  );
  const unsaid = await adopted(workflow(push + UPLOAD));
  expect(unsaid.after).not.toContain("permissions");
  expect(unsaid.left).toEqual([
    "the job publish may use permissions that it does not state: give it permissions with id-token: write first",
  ]);
});

test.each([
  ["twine upload dist/*", "", ""],
  ["python -m twine upload --non-interactive -u __token__ out/* --skip-existing", "out/", "true"],
  ["pipx run twine upload --username __token__ --password ${{ secrets.TOKEN }} dist/*", "", ""],
])("`%s` becomes the action that does the same", async (command, folder) => {
  const { after, left } = await adopted(workflow(UPLOAD.replace("twine upload dist/*", command)));
  expect(left).toEqual([]);
  expect(after).not.toMatch(/twine|TWINE/);
  expect(after).toMatch(PUBLISH);
  expect(after.includes("with:")).toBe(folder !== "");
  expect(after.includes(`packages-dir: ${folder}`)).toBe(folder !== "");
});

test("an upload as the last line of a script becomes a step of its own", async () => {
  const env = "        env:\n          TWINE_PASSWORD: ${{ secrets.TOKEN }}\n";
  const run = "        run: |\n          python -m build\n          twine upload dist/*\n";
  for (const [keys, name] of [
    [`${run}${env}`.trimStart(), ""],
    [`name: up\n${run}${env}`, "name: up\n        "],
    [`name: up\n${env}${run}`, "name: up\n        "],
  ] as const) {
    const { after, left } = await adopted(workflow(`      - ${keys}      - run: echo done\n`));
    expect(left).toEqual([]);
    expect(after.replace(PUBLISH, "PUBLISH\n")).toContain(
      `    steps:\n      - ${name}run: |\n          python -m build\nPUBLISH\n      - run: echo done\n`,
    );
  }
});

test.each([
  [UPLOAD, "    runs-on: windows-latest\n", /needs a Linux runner/],
  [UPLOAD, "    runs-on: ${{ matrix.os }}\n", /needs a Linux runner/],
  [UPLOAD, "    runs-on: ubuntu-latest\n    defaults: {run: {working-directory: a}}\n", /working-directory/],
  [`${UPLOAD}        working-directory: python\n`, undefined, /takes no working-directory/],
  [UPLOAD.replace("dist/*", "dist/*.whl"), undefined, /no equivalent of `twine upload dist\/\*\.whl`/],
  [UPLOAD.replace("dist/*", "--sign dist/*"), undefined, /no equivalent/],
  [
    UPLOAD.replace("twine upload dist/*", "flit publish").replace("TWINE", "FLIT"),
    undefined,
    /no equivalent of `flit publish`/,
  ],
  [UPLOAD.replace("{TWINE", "{OTHER: x, TWINE"), undefined, /also has OTHER/],
  [
    "      - run: twine upload dist/*\n",
    "    runs-on: ubuntu-latest\n    env:\n      TWINE_PASSWORD: ${{ secrets.T }}\n",
    /outside the step/,
  ],
  [
    "      - run: |\n          cd a\n          twine upload -p ${{ secrets.T }} dist/*\n",
    undefined,
    /more than upload/,
  ],
])("a token is left, and why is said: %#", async (steps, head, reason) => {
  const { after, left } = await adopted(workflow(steps, head));
  expect(after).not.toContain("uses: pypa");
  expect(left).toEqual([expect.stringMatching(reason)]);
});

test("what to register, which secret to delete, and who writes separate jobs is said at the end", async () => {
  const { told } = await adopted(workflow(`      - run: python -m build\n${UPLOAD}`));
  expect(told).toEqual([
    "Register these trusted publishers before the next release:",
    "  PyPI: workflow release.yml, environment pypi",
    "After that release, revoke the token, and delete the secret TOKEN unless another workflow uses it.",
    "The publishing job still builds (W004): shipwheel workflow generate writes a job for each.",
  ]);
  expect((await adopted(workflow("      - run: echo done\n"))).told).toEqual([]);
});
