import { describe, expect, test } from "vitest";
import { testCase } from "./case-test.ts";
import { CASES } from "./cases.ts";

test("every case of the protocol page is here, once", () => {
  expect(CASES.map((row) => row.id)).toEqual(Array.from({ length: 92 }, (_, index) => index + 1));
});

describe("the index is PyPI's twin", () => {
  for (const each of CASES.filter(({ realClient }) => realClient !== true)) testCase(each);
});
