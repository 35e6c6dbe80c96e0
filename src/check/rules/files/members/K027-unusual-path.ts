import type { Severity } from "../../../../findings/finding.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import { isSample, releasedFiles } from "../../../views/released-files.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K027: a path has spaces or non-ASCII characters, or is very long. */
export const unusualPath: Rule = defineRule({
  code: "K027",
  slug: "unusual-path",
  title: "a path has spaces or non-ASCII characters, or is very long",
  severity: "info",
  needs: ["dist"],
  docs: {
    what: "A path has spaces, non-ASCII characters, or more than 200 characters.",
    why: "Old zip tools and shell scripts fail on spaces and non-ASCII characters; a long path exceeds the Windows limit of 260 characters below site-packages.",
    fix: "rename the file",
    bad: "good_pkg/with space.txt",
    good: "good_pkg/with_space.txt",
    peers: [
      "pydistcheck:path-contains-non-ascii-characters",
      "pydistcheck:path-contains-spaces",
      "pydistcheck:path-too-long",
    ],
  },
  *check(inputs) {
    for (const distribution of inputs.distributions) {
      const found = [...releasedFiles({ distributions: [distribution] })];
      for (const { what, test, severity } of KINDS) {
        const [first, ...others] = found.filter(({ path, member }) => test(path, member));
        if (first === undefined) continue;
        const more = others.length === 0 ? "" : ` (and of ${others.length} more)`;
        yield {
          message: `the path of ${first.path}${more} ${what}`,
          location: { file: memberPath(distribution, first.member) },
          subject: `${distribution.kind} ${what}`,
          severity: severity(distribution.kind, first.path),
        };
      }
    }
  },
});

interface Kind {
  readonly what: string;
  readonly test: (path: string, member: string) => boolean;
  readonly severity: (kind: "sdist" | "wheel", path: string) => Severity;
}

const KINDS: readonly Kind[] = [
  { what: "has a space", test: (path) => path.includes(" "), severity: () => "info" },
  {
    what: "has non-ASCII characters",
    test: (path) => [...path].some((sign) => (sign.codePointAt(0) ?? 0) > 126),
    severity: () => "info",
  },
  {
    what: "is longer than 200 characters",
    test: (_path, member) => member.length > 200,
    severity: (kind, path) => (kind === "wheel" && !isSample(path) ? "warning" : "info"),
  },
];
