import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { ENDPOINTS } from "../../src/index-client/endpoints.ts";
import { checkWorkflows } from "../../src/workflow/check/check-workflows.ts";
import { temporaryDirectory } from "../support/tree.ts";

const HERE = new URL("../cases/workflows/", import.meta.url);

function seed(number: number): string {
  const text = readFileSync(new URL(`seed-${number}.yml`, HERE), "utf8");
  return text.replace("https://<testpypi>/legacy/", ENDPOINTS.testpypi.uploadUrl);
}

/** `code:line` of every finding about one file, in the order of lines. */
async function faults(text: string | Uint8Array, name: string = "release.yml"): Promise<readonly string[]> {
  await using directory = await temporaryDirectory("workflow-");
  await writeFile(join(directory.path, name), text);
  await using node = nodePorts({});
  const paths = [join(directory.path, name)];
  const { findings } = await checkWorkflows({ paths, base: directory.path, fix: null }, node.ports);
  expect(findings.map(({ location }) => location?.file)).toEqual(findings.map(() => name));
  return findings.map(({ rule, location }) => `${rule}:${location?.line}`).toSorted();
}

/** The design documents' own workflows, with exactly their faults. */
test.each([
  [0, ["W002:23", "W005:23", "W008:19", "W011:15", "W015:23", "W032:15", "W033:8", "W034:21", "W036:5"]],
  [1, ["W010:5", "W033:11", "W033:13", "W033:15", "W033:9"]],
  [2, ["W001:19", "W004:16", "W005:15", "W008:12", "W009:15", "W015:17", "W032:9"]],
  [3, ["W001:18", "W004:14", "W008:13", "W015:15", "W032:10", "W036:4"]],
  [
    4,
    [
      "W003:12",
      "W005:33",
      "W011:25",
      "W012:26",
      "W015:33",
      "W026:31",
      "W027:33",
      "W032:25",
      "W035:16",
      "W036:4",
    ],
  ],
])("the workflow of design document %i has its faults and no other", async (number, expected) => {
  expect(await faults(seed(number))).toEqual(expected);
});

test("Windows line endings and a byte order mark change nothing", async () => {
  const expected = await faults(seed(0));
  expect(await faults(`\ufeff${seed(0).replaceAll("\n", "\r\n")}`)).toEqual(expected);
});

const JOB = "    runs-on: ubuntu-latest\n    steps:\n      - run: echo\n";

test.each([
  ["an empty file", "", ["W033:1"]],
  ["a list", "- a\n- b\n", ["W033:1"]],
  ["a word", "hello world", ["W033:1"]],
  ["two documents", `on: push\njobs:\n  a:\n${JOB}---\non: push\n`, ["W024:7"]],
  ["an anchor of nobody", "on: push\njobs: *a\n", ["W024:2"]],
  ["twenty thousand brackets", `on: ${"[".repeat(20_000)}`, ["W024:1"]],
  ["tabs", "on: push\njobs:\n\ttest:\n", ["W024:3"]],
  ["anchors and merges", `on: push\njobs:\n  a: &a\n${JOB}  b:\n    <<: *a\n    name: b\n`, ["W033:8"]],
  ["needs in a circle", `on: push\njobs:\n  a:\n    needs: b\n${JOB}  b:\n    needs: a\n${JOB}`, ["W033:3"]],
  ["a job that needs itself", `on: push\njobs:\n  a:\n    needs: a\n${JOB}`, ["W033:3"]],
  ["an unknown event", `on: [push, pushed]\njobs:\n  a:\n${JOB}`, ["W033:1"]],
  [
    "expressions everywhere",
    `on: push\njobs:\n  a:\n    needs: \${{ x }}\n    strategy: \${{ fromJSON(x) }}\n    permissions: \${{ x }}\n${JOB}`,
    ["W033:4"],
  ],
  [
    "a nest of reusable workflows",
    "on: workflow_call\njobs:\n  a:\n    uses: ./.github/workflows/a.yml\n    secrets: inherit\n",
    [],
  ],
  [
    "aliases of aliases",
    `on: push\na: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]\ne: [*d, *d, *d, *d, *d, *d, *d, *d, *d]\n`,
    ["W024:1"],
  ],
  ["more than GitHub takes", `on: push\n# ${"x".repeat(600 * 1024)}\n`, ["W024:1"]],
  ["bytes that are no text", Uint8Array.from({ length: 2000 }, (_, at) => (at * 7919) % 256), ["W033:1"]],
])("%s is told and stops nothing", async (_what, text, expected) => {
  const found = await faults(text);
  expect(found.filter((each) => /^W0(?:10|24|33)/.test(each)).slice(0, 1)).toEqual(expected);
});

test("adopting rewrites a stored token to trusted publishing and keeps every comment", async () => {
  await using directory = await temporaryDirectory("workflow-");
  const path = join(directory.path, "release.yml");
  const text = seed(3)
    .replace("      - run: twine", "      # the upload\n      - run: twine")
    .replace("  contents: write", "  contents: read");
  await writeFile(path, text);
  await using node = nodePorts({});
  const { edits, fixed } = await checkWorkflows(
    { paths: [path], base: directory.path, fix: "all" },
    node.ports,
  );
  const after = edits[0]?.edits[0]?.after ?? "";
  expect(fixed.map(({ rule }) => rule)).toContain("W001");
  expect(after).not.toMatch(/TWINE|secrets/);
  expect(after).toContain("      # the upload\n      - uses: pypa/gh-action-pypi-publish@");
  expect(after).toContain(
    "    environment: pypi\n    permissions:\n      id-token: write # trusted publishing\n      contents: read\n",
  );
});
