import { expect, test } from "vitest";
import { formProblems } from "../../src/check/rules/workflow/views/workflow-form.ts";
import { readWorkflow } from "../../src/tree/workflows/model.ts";
import { parseYamlFile } from "../../src/tree/formats/yaml-file.ts";

const GOOD = `name: R
on:
  push:
    tags: ["v[0-9]*"]
permissions: {}
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - run: pytest
  build:
    needs: test
    runs-on: ubuntu-latest
    steps:
      - id: a
        run: pipx run build
`;
const ON = 'on:\n  push:\n    tags: ["v[0-9]*"]';
const TAGS = '    tags: ["v[0-9]*"]';
const RUN = "run: pipx run build";
const NEEDS = "    needs: test";

/** `line:column message | help` of each problem. */
async function problems(text: string): Promise<readonly string[]> {
  const file = await parseYamlFile("release.yml", text);
  expect(file.problems).toEqual([]);
  const workflow = readWorkflow(file);
  if (workflow === null) throw new Error("not a mapping");
  return formProblems(workflow).map(({ message, place, help }) => {
    const { line, column } = file.locate(place);
    return `${line}:${column} ${message} | ${help ?? "no help"}`;
  });
}

/** Judged by GitHub's own parser (`@actions/workflow-parser` 0.3.61): it refuses each of them. */
test.each<[what: string, before: string, after: string, expected: RegExp]>([
  [
    "an expression without an end",
    RUN,
    "run: echo ${{ github.ref == 'x }}",
    /^17:19 .*no closing }} \| close it/,
  ],
  [
    "an expression that ends too early",
    RUN,
    "run: echo ${{ format( }}",
    /^17:\d+ the expression ends too early/,
  ],
  [
    "one = in a condition",
    NEEDS,
    `${NEEDS}\n    if: github.ref = 'x'`,
    /^14:20 = is not expected .*write ==/,
  ],
  ["double quotes", NEEDS, `${NEEDS}\n    if: github.ref == "x"`, /^14:23 .*double quotes.* \| write 'x'/],
  [
    "a function of nobody",
    RUN,
    "run: echo ${{ fromJson2('x') }}",
    /fromJson2 is not a function of GitHub \| write fromJSON/,
  ],
  ["too few arguments", RUN, "run: echo ${{ contains('x') }}", /contains has 1 arguments and takes 2/],
  ["a context of nobody", RUN, "run: echo ${{ githb.ref }}", /^17:23 githb is not a context .*write github/],
  [
    "secrets in the if of a job",
    NEEDS,
    `${NEEDS}\n    if: \${{ secrets.A != '' }}`,
    /^14:13 the context secrets is not available in jobs.build.if \| pass the secret/,
  ],
  [
    "secrets in the if of a step",
    RUN,
    `if: secrets.A != ''\n        ${RUN}`,
    /the context secrets is not available/,
  ],
  [
    "env in the env of the workflow",
    "permissions: {}",
    'permissions: {}\nenv: {A: "${{ env.B }}"}',
    /^6:15 the context env is not available/,
  ],
  [
    "steps in the env of a job",
    NEEDS,
    `${NEEDS}\n    env: {A: "\${{ steps.a.outputs.v }}"}`,
    /the context steps/,
  ],
  [
    "matrix in the if of a job",
    NEEDS,
    `${NEEDS}\n    if: matrix.a == 1`,
    /the context matrix .*steps of the job/,
  ],
  [
    "hashFiles in the env of a job",
    NEEDS,
    `${NEEDS}\n    env: {A: "\${{ hashFiles('x') }}"}`,
    /hashFiles\(\) is not available/,
  ],
  [
    "always() in a script",
    RUN,
    "run: echo ${{ always() }}",
    /always\(\) is not available in jobs.build.steps.run/,
  ],
  [
    "an expression in uses",
    "actions/checkout@v7",
    "${{ vars.A }}",
    /^10:\d+ GitHub takes no expression here/,
  ],
  [
    "a literal expression in permissions",
    "permissions: {}",
    "permissions: ${{ fromJSON('{}') }}",
    /^5:14 GitHub takes no/,
  ],
  ["an id of a job with a blank", "  build:", '  "b d":', /^12:3 the job b d .*write b-d/],
  ["an id of a job that begins with a digit", "  build:", "  1build:", /write _1build/],
  [
    "an id of a step twice",
    `      - id: a\n`,
    `      - {id: a, run: x}\n      - id: a\n`,
    /two steps with the id a/,
  ],
  [
    "an unknown scope",
    "permissions: {}",
    "permissions: {content: read}",
    /^5:15 content is not a key of permissions \| write contents/,
  ],
  [
    "an unknown level",
    "permissions: {}",
    "permissions: {contents: admin}",
    /contents cannot be admin.*one of read, write, none/,
  ],
  ["permissions: none", "permissions: {}", "permissions: none", /permissions cannot be none/],
  ["tag for tags", TAGS, '    tag: ["v[0-9]*"]', /^4:5 tag is not a key of on.push \| write tags/],
  ["tags as a mapping", TAGS, "    tags: {a: b}", /^4:11 tags cannot be a mapping/],
  [
    "an activity of nobody",
    ON,
    "on:\n  release:\n    types: [publish]",
    /^4:13 types cannot be publish.*write published/,
  ],
  ["an event of nobody", ON, "on: [push, pushed]", /pushed is not a GitHub event/],
  ["a cron of three fields", ON, 'on:\n  schedule:\n    - cron: "* * *"', /^4:13 \* \* \* is not a cron/],
  [
    "an input of an unknown type",
    ON,
    "on:\n  workflow_dispatch:\n    inputs: {a: {type: text}}",
    /type cannot be text/,
  ],
  ["both filters of tags", TAGS, `${TAGS}\n    tags-ignore: [x]`, /^5:5 push has both/],
  ["no event", ON, "on: {}", /on: has no event/],
  [
    "steps that are a text",
    "      - id: a\n        run: pipx run build\n",
    '      "no"\n',
    /^\d+:\d+ steps cannot be no/,
  ],
  [
    "a timeout that is a word",
    NEEDS,
    `${NEEDS}\n    timeout-minutes: abc`,
    /timeout-minutes cannot be abc.*a number/,
  ],
  ["a shell that is a list", RUN, `${RUN}\n        shell: [bash]`, /shell cannot be a list/],
  ["an environment that is a list", NEEDS, `${NEEDS}\n    env: [a]`, /env cannot be a list.*a mapping/],
  [
    "a value of a matrix that is no list",
    NEEDS,
    `${NEEDS}\n    strategy: {matrix: {a: x}}`,
    /a cannot be x.*a list/,
  ],
  ["a matrix without values", NEEDS, `${NEEDS}\n    strategy: {matrix: {a: []}}`, /has no values for a/],
  [
    "concurrency without a group",
    "permissions: {}",
    "concurrency: {cancel-in-progress: true}",
    /^5:14 concurrency has no group/,
  ],
  ["a container without an image", NEEDS, `${NEEDS}\n    container: {}`, /container has no image/],
  ["with beside run", RUN, `${RUN}\n        with: {a: b}`, /^18:9 with is not a key of a step with run/],
  [
    "steps beside a called workflow",
    NEEDS,
    `${NEEDS}\n    uses: ./a.yml`,
    /runs-on is not a key of a job that calls/,
  ],
  [
    "an action without a version",
    "actions/checkout@v7",
    "actions/checkout",
    /^10:15 actions\/checkout is used without/,
  ],
  ["a merge key", NEEDS, `${NEEDS}\n    <<: {name: x}`, /^14:5 GitHub rejects the merge key/],
])("GitHub refuses %s, and so do we, with line and help", async (_what, before, after, expected) => {
  expect(GOOD).toContain(before);
  const [first, ...others] = await problems(GOOD.replace(before, () => after));
  expect(first).toMatch(expected);
  expect(first).not.toContain("no help");
  expect(others.filter((each) => !/key of a job that calls/.test(each))).toEqual([]);
});

test.each([
  GOOD,
  GOOD.replace(NEEDS, `${NEEDS}\n    environment: {name: pypi, url: "\${{ steps.a.outputs.v }}"}`),
  GOOD.replace(
    NEEDS,
    `${NEEDS}\n    if: \${{ !cancelled() && contains(fromJSON('["a", "b"]'), github.event.label.*.name) }}`,
  ),
  GOOD.replace(
    NEEDS,
    `${NEEDS}\n    if: "!startsWith(github.ref, 'refs/tags/it''s') || needs.test.outputs['a-b'] >= -1.5e3"`,
  ),
  GOOD.replace(NEEDS, `${NEEDS}\n    strategy: \${{ fromJSON('{}') }}\n    env: {A: "\${{ secrets.B }}"}`),
  GOOD.replace(
    NEEDS,
    `${NEEDS}\n    services: {db: {image: x, credentials: {username: a, password: "\${{ secrets.B }}"}}}`,
  ),
  GOOD.replace("permissions: {}", "permissions: {models: read, id-token: write}\ncache-mode: none"),
  GOOD.replace(ON, 'on:\n  schedule:\n    - cron: "*/15 0-6,12 * jan-mar MON-fri"\n  pull_request:'),
  GOOD.replace(RUN, "run: true\n        env: {A: }\n        shell: bash\n        timeout-minutes: ${{ 1 }}"),
  "on: workflow_call\njobs: {a: {uses: ./.github/workflows/x.yml, secrets: inherit, with: {a: 1}}}\n",
])("what GitHub takes is silent: %#", async (text) => {
  expect(await problems(text)).toEqual([]);
});
