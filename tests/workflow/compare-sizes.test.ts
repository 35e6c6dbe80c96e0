import { expect, test } from "vitest";
import { sizeLines } from "../../src/workflow/jobs/compare-sizes.ts";

test("each file is held against the newest earlier release of its kind", () => {
  const earlier = [
    { version: "1.9", kind: "wheel", size: 1000 },
    { version: "1.10", kind: "wheel", size: 2000 },
    { version: "1.10", kind: "sdist", size: 3000 },
    { version: "1.11", kind: "wheel", size: 9000 },
  ];
  const built = [
    { file: "demo-1.11-py3-none-any.whl", size: 3000 },
    { file: "demo-1.11.tar.gz", size: 3000 },
  ];
  expect(sizeLines(built, earlier)).toEqual([
    "demo-1.11-py3-none-any.whl: 3.0 kB, 50 % larger than 1.10 (2.0 kB)",
    "demo-1.11.tar.gz: 3.0 kB, as large as 1.10 (3.0 kB)",
  ]);
  expect(sizeLines(built, [])).toEqual([]);
});
