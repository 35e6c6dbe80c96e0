import { pathInside } from "../../../distribution/member-visitor.ts";
import { isLicensePath } from "../../knowledge/license-texts.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** C011: vendored code comes without its license. */
export const vendoredWithoutLicense: Rule = defineRule({
  code: "C011",
  slug: "vendored-without-license",
  title: "vendored code comes without its license",
  severity: "info",
  needs: ["dist"],

  docs: {
    what: "A folder named `_vendor` or `vendored` contains third-party packages without their license files.",
    why: "Their licenses require that every copy includes the license text.",
    fix: "include their license files beside them",
    bad: "demo/_vendor/tomli/ without LICENSE",
    good: "demo/_vendor/tomli/LICENSE",
    peers: [],
  },
  *check(inputs) {
    for (const { entries, fileName, kind } of inputs.distributions) {
      const packages = new Map<string, Set<string>>();
      const licensed = new Set<string>();
      for (const entry of entries) {
        const path = pathInside(kind, entry.name);
        const match = /^((?:.*\/)?(?:_vendor|_vendored|vendored|extern\/_vendor)\/)([^/]+)(\/|$)/.exec(path);
        const [, folder = "", name = "", slash] = match ?? [];
        if (match === null || entry.kind !== "file") continue;
        if (isLicensePath(path.slice(folder.length))) licensed.add(folder);
        if (slash === "/" && path.endsWith(".py"))
          packages.set(folder, (packages.get(folder) ?? new Set()).add(name));
      }
      for (const [folder, names] of packages) {
        if (licensed.has(folder)) continue;
        yield {
          message: `${fileName}: ${folder} contains ${[...names].join(", ")} without a license file`,
          location: { file: `${fileName}!/${folder}` },
          subject: folder,
        };
      }
    }
  },
});
