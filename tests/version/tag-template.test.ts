import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseTagTemplate, tagTemplateProblem } from "../../src/version/tag-template.ts";

const literal = fc.stringMatching(/^[a-z][a-z$@_-]{0,6}[a-z]$/u);
const name = fc.stringMatching(/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,8}[A-Za-z0-9])?$/u);
const version = fc
  .tuple(
    fc.option(fc.nat(9), { nil: null }),
    fc.array(fc.nat(3000), { minLength: 1, maxLength: 4 }),
    fc.constantFrom("", "a1", "-beta.2", "rc3", ".post4", ".dev5", "+local.6"),
  )
  .map(([epoch, release, suffix]) => `${epoch === null ? "" : `${epoch}!`}${release.join(".")}${suffix}`);
const template = fc
  .tuple(literal, fc.constantFrom("", "{name}-", "{name}/", "{name}@v"), fc.constantFrom("", "-final", ".x"))
  .map(([start, middle, end]) => `${start}/${middle}{version}${end}`);

describe("a tag template", () => {
  test("gives back the version that it was formatted with", () => {
    fc.assert(
      fc.property(template, name, version, (text, project, stated) => {
        const made = parseTagTemplate(text);
        expect(made.parse(project, made.format(project, stated))).toBe(stated);
      }),
    );
  });

  test("takes no tag of another package", () => {
    const made = parseTagTemplate("{name}-v{version}");
    expect(made.parse("core", "core-v1.2")).toBe("1.2");
    expect(made.parse("core", "core-extra-v1.2")).toBeNull();
    expect(made.parse("core", "v1.2")).toBeNull();
  });

  test.each([
    ["v{version}", "v1.0-final", null],
    ["v{version}", "vv1.0", null],
    ["v{version}", "v", null],
    ["{version}", "v1.0", null],
    ["{version}", "1.0-alpha.1", "1.0-alpha.1"],
    ["{version}-final", "1.0-final", "1.0"],
    ["release/{version}", "release/2026.11", "2026.11"],
    ["a$&{version}", "a$&1.0", "1.0"],
  ])("%s reads %s as %s", (text, tag, expected) => {
    expect(parseTagTemplate(text).parse("pkg", tag)).toBe(expected);
  });

  test("git matches by its glob what it formats, and nothing that begins otherwise", () => {
    const made = parseTagTemplate("{name}/v{version}");
    const pattern = made.glob("my.pkg");
    expect(pattern).toBe("my.pkg/v[0-9]*");
    expect(parseTagTemplate("v{version}").glob("x")).toBe("v[0-9]*");
  });

  test.each([
    ["v1", "has no {version}"],
    ["{version}{version}", "has {version} twice"],
    ["{name}-{name}-{version}", "has {name} twice"],
    ["v{version}-{date}", "has {date}, where only {version} and {name} are known"],
    ["v{{version}}", "has a brace that does not belong to {version} or {name}"],
    ["v {version}", "creates tags that git rejects"],
    ["-{version}", "creates tags that git rejects"],
    ["a//{version}", "creates tags that git rejects"],
    ["{version}.lock", "creates tags that git rejects"],
    ["py3{version}", "has a digit right before {version}"],
  ])("%s is refused: it %s", (text, problem) => {
    expect(tagTemplateProblem(text)).toBe(problem);
    expect(() => parseTagTemplate(text)).toThrow(problem);
  });
});

test("every way to take a tag apart; `2-1` is no post-release", () => {
  expect(parseTagTemplate("{name}-{version}").readings("core-2-1")).toEqual([
    { name: "core-2", version: "1" },
  ]);
  expect(parseTagTemplate("v{version}").readings("v1.0")).toEqual([{ name: "", version: "1.0" }]);
  expect(parseTagTemplate("{version}-{name}").readings("1.0-core")).toEqual([
    { name: "core", version: "1.0" },
  ]);
  fc.assert(
    fc.property(template, name, version, (text, project, stated) => {
      const made = parseTagTemplate(text);
      const wanted = { name: made.hasName ? project : "", version: stated };
      expect(made.readings(made.format(project, stated))).toContainEqual(wanted);
    }),
  );
});

test("underscores in the place of dots", () => {
  const template = parseTagTemplate("rel_{version_}");
  expect(template.format("demo", "2.0.26")).toBe("rel_2_0_26");
  expect(template.parse("demo", "rel_2_0_25")).toBe("2.0.25");
  expect(template.parse("demo", "rel_2_1_0b1")).toBe("2.1.0b1");
  for (const tag of ["rel_2.0.25", "rel_2", "rel_2__5", "rel_2_0_25_x_y"])
    expect(template.parse("demo", tag)).toBeNull();
  expect(tagTemplateProblem("{version}-{version_}")).toBe("has {version} twice");
});
