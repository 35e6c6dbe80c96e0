import { expect, test } from "vitest";
import { scriptOf } from "../../../src/check/scan/plain-scripts.ts";

test.each([
  ["python tests/smoke.py", "tests/smoke.py"],
  ["      - run: python3.12 -I ./tests/smoke.py", "tests/smoke.py"],
  ["smoke/bin/python tests/smoke.py", "tests/smoke.py"],
  ['python "tests/smoke.py"', "tests/smoke.py"],
  ["python -X dev -W error a.py", "a.py"],
  ["uv run --isolated --no-project --with dist/*.whl tests/smoke.py", "tests/smoke.py"],
  ["cd x && uv run -p 3.12 a.py", "a.py"],
  ["uv run python a.py", "a.py"],
  ["python -m pytest tests/smoke.py", null],
  ["python -c 'import a.py'", null],
  ["uv run --with pytest pytest tests/smoke.py", null],
  ["uv run -m pytest a.py", null],
  ["pytest tests/smoke.py", null],
  ["python", null],
  ["echo python is fun", null],
])("%s runs %s", (line, script) => {
  expect(scriptOf(line)).toBe(script);
});
