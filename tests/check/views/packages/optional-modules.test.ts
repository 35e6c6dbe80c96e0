import { expect, test } from "vitest";
import { isNeverImported } from "../../../../src/check/views/packages/optional-modules.ts";

test.each(["demo/tests/bad.py", "test/a.py", "demo/test_data/a.py", "demo/testdata/a.py", "demo/data/a.py"])(
  "%s is a fixture",
  (path) => {
    expect(isNeverImported(path)).toBe(true);
  },
);

test.each(["demo/mydata/a.py", "testinfra/modules/a.py", "testcontainers/core/a.py", "metadata/a.py"])(
  "%s is imported",
  (path) => {
    expect(isNeverImported(path)).toBe(false);
  },
);
