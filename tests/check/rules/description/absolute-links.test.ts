import { expect, test } from "vitest";
import { runChecks } from "../../../../src/check/engine/engine.ts";
import { DEFAULT_CONFIG } from "../../../../src/config/schema.ts";
import { withSituation } from "../../rule-case.ts";

test.each([
  [undefined, 1],
  [false, 1],
  // By the settings or by the option: what PyPI shows is absolute.
  [true, 0],
])(
  "where the build makes links absolute (%s), the tree has none to correct",
  async (absoluteLinks, count) => {
    const tree = {
      "README.md": (text: string) => `${text}\nSee the [guide](docs/guide.md).\n`,
      "docs/guide.md": "# Guide\n",
    };
    const { findings } = await withSituation({ tree }, false, (inputs) =>
      runChecks({ ...inputs, ...(absoluteLinks !== undefined && { absoluteLinks }) }, DEFAULT_CONFIG.check),
    );
    expect(findings.filter(({ rule }) => rule === "D006")).toHaveLength(count);
  },
);
