import { expect, test } from "vitest";
import { spellAs } from "../../src/version/spelling.ts";
import { version } from "../support/versions.ts";

test.each<[version: string, habits: readonly string[], expected: string]>([
  ["2026.3.1", ["2026.02.09"], "2026.03.01"],
  ["2026.12.1", ["2026.02.09"], "2026.12.01"],
  ["2023.6", ["2023.05.1"], "2023.06"],
  ["2023.5.2", ["2023.05.1", "2023.05"], "2023.05.2"],
  ["1!2026.3.1", ["1!2026.02.09"], "1!2026.03.01"],
  ["1.10.0", ["1.9.0"], "1.10.0"],
  ["0.2.0", ["0.1.0"], "0.2.0"],
  ["1.1.0rc2", ["1.0.0", "1.1.0-rc-1"], "1.1.0-rc-2"],
  ["1.0.0b1", ["1.0.0-alpha.1"], "1.0.0-beta.1"],
  ["1.0.0rc1", ["1.0.0beta0"], "1.0.0rc1"],
  ["1.0.0rc1.post1.dev2", ["1.0.0-rc.1"], "1.0.0-rc.1.post1.dev2"],
  ["1.0.0rc1", ["0.9"], "1.0.0rc1"],
  ["1.0.0rc1", [], "1.0.0rc1"],
])("%s beside %j is %s", (text, habits, expected) => {
  expect(spellAs(version(text), habits)).toBe(expected);
});
