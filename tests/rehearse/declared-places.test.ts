import { expect, test } from "vitest";
import type { Finding } from "../../src/findings/finding.ts";
import { symptom } from "../../src/findings/finding.ts";
import { placeDeclared } from "../../src/rehearse/declared-places.ts";
import { edit, temporaryDirectory, tree } from "../support/tree.ts";
import { openBuilt } from "../support/open-bytes.ts";
import { wheel } from "../support/wheel.ts";

function finding(rule: string, subject: string, more: Partial<Finding> = {}): Finding {
  const certain = { severity: "error", confidence: "certain", phase: "verify" } as const;
  return { rule, slug: "slug", message: "message", subject, ...certain, ...more };
}
const UNMET = finding("I010", "packaging@3.11", { symptom: symptom.install("requirement:packaging") });
const ABSENT = finding("P013", "Clik", { symptom: symptom.install("requirement:clik") });
const EXTRA = finding("I014", "extra:more", { symptom: symptom.install("requirement:packaging") });
const FURTHER = finding("I010", "other@3.11", { symptom: symptom.install("requirement:other") });
const SCRIPT = finding("I004", "demo", { symptom: symptom.script("demo") });

test("a requirement and a script are placed where pyproject.toml declares them", async () => {
  await using directory = await temporaryDirectory("shipwheel-places-");
  const own = await tree(directory.path, {
    "pyproject.toml": edit(
      'dependencies = ["click>=8"]',
      'dependencies = [\n  "Clik",\n  "packaging>=230",\n]\noptional-dependencies.more = [\n  "packaging<1",\n]',
    ),
  });
  const declaring = { tree: own, distributions: [], wheels: [] };
  const placed = await placeDeclared([UNMET, ABSENT, EXTRA, FURTHER, SCRIPT], declaring);
  expect(placed.map(({ location }) => location?.excerpt)).toEqual([
    '  "packaging>=230",',
    '  "Clik",',
    '  "packaging<1",',
    undefined,
    'demo = "demo.cli:main"',
  ]);
  expect(placed[0]?.location).toMatchObject({ file: "pyproject.toml", line: 17 });
});

test("without a tree they are placed in the wheel", async () => {
  const built = await openBuilt(
    wheel()
      .metadata("Requires-Dist: packaging>=230")
      .entryPoints("[console_scripts]\ndemo = demo.cli:main\n"),
  );
  const placed = await placeDeclared([UNMET, SCRIPT], { distributions: [built], wheels: [built] });
  expect(placed.map(({ location }) => [location?.file.split("!/")[1], location?.excerpt])).toEqual([
    ["demo-1.0.dist-info/METADATA", "Requires-Dist: packaging>=230"],
    ["demo-1.0.dist-info/entry_points.txt", "demo = demo.cli:main"],
  ]);
});
