import { describe, expect, test } from "vitest";
import { addressOf, rewriteLinks, sitePages } from "../../scripts/site/pages.ts";

const FAMILY = `<!-- Generated -->

# Packages

[All rules](README.md)

## K016

**a module is \`missing\`** (\`imported-module-not-shipped\`, error). Reads: wheel.

It says so. And more.

## K017

**another** (\`another-rule\`, warning). Reads: wheel.

See [K016](#k016), [W002](workflows.md#w002).
`;

describe("the pages of the site", () => {
  test("a family of rules is a list and a page for each rule", () => {
    const pages = sitePages("docs/rules/packages.md", FAMILY);
    expect(pages.map(({ address, title }) => [address, title])).toEqual([
      ["rules/packages", "Packages"],
      ["rules/k016", "K016: a module is missing"],
      ["rules/k017", "K017: another"],
    ]);
    expect(pages[0]?.body).toContain("| [K016](/rules/k016/) | imported-module-not-shipped |");
    expect(pages[1]?.description).toBe("It says so.");
    expect(pages[2]?.body).toContain("[W002](/rules/w002/)");
  });

  test.each([
    ["docs/README.md", ""],
    ["docs/rules/README.md", "rules"],
    ["docs/how-to/testpypi.md", "how-to/testpypi"],
  ])("%s is at /%s", (path, address) => expect(addressOf(path)).toBe(address));

  test.each([
    ["[a](../tutorial.md#x)", "[a](/tutorial/#x)"],
    ["[a](../rules/workflows.md#w001)", "[a](/rules/w001/)"],
    ["[a](#here) [b](https://a.test/)", "[a](#here) [b](https://a.test/)"],
    ["![a](../rehearse.svg)", "![a](/rehearse.svg)"],
    ["[a](../../tests/x.ts)", "[a](https://github.com/shipwheel/shipwheel/blob/main/tests/x.ts)"],
    ["`[a](b.md)`\n\n```md\n[a](b.md)\n```", "`[a](b.md)`\n\n```md\n[a](b.md)\n```"],
  ])("%s becomes %s", (text, expected) =>
    expect(rewriteLinks(text, "docs/how-to/testpypi.md")).toBe(expected),
  );
});
