import { describe } from "vitest";
import { testCase } from "./case-test.ts";
import { CASES } from "./cases.ts";

describe("real clients take the index for PyPI", () => {
  for (const each of CASES.filter(({ realClient }) => realClient === true)) testCase(each);
});
