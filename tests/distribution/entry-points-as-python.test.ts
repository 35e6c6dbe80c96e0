import { describe, expect, test } from "vitest";
import { parseEntryPoints } from "../../src/distribution/entry-points.ts";

const slugs = (text: string): readonly string[] => parseEntryPoints(text).problems.map(({ slug }) => slug);

describe("entry_points.txt as Python's configparser reads it", () => {
  test("a byte order mark is no blank: there is no section yet", () => {
    const [problem] = parseEntryPoints("\ufeff[console_scripts]\na = b:c\n").problems;
    expect(problem?.slug).toBe("entry-points-unreadable");
    expect(problem?.message).toContain("byte order mark");
  });

  test("options of [DEFAULT] are those of the scripts, too", () => {
    expect(slugs("[DEFAULT]\na b = c:d\n[console_scripts]\nx = y:z\n")).toEqual(["script-name-invalid"]);
    expect(slugs("[DEFAULT]\na b = c:d\n[other]\nx = y:z\n")).toEqual([]);
    expect(slugs("[DEFAULT]\na = c:d\n[DEFAULT]\nb = y:z\n")).toEqual([]);
  });

  test("a carriage return alone ends no line", () => {
    expect(parseEntryPoints("[console_scripts]\ra b = c:d\r").groups.get("console_scripts")).toEqual([]);
  });
});
