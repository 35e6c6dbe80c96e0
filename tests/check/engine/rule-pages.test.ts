import { expect, test } from "vitest";
import { explain } from "../../../src/check/engine/rule-pages.ts";

test("a rule is explained by its code in any case, or by its slug", () => {
  const explanation = explain(" p001 ");
  expect(explanation).toMatchObject({ code: "P001", slug: "direct-url-dependency", severity: "error" });
  expect(explanation?.docs.peers).toContain("PyPI");
  expect(explanation?.silence).toContain('P001 = "');
  expect(explain("direct-url-dependency")).toEqual(explanation);
});

test("what is no rule is not explained", () => {
  expect(explain("P999")).toBeNull();
});
