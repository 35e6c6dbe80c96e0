import { defineRule, type Rule } from "../../engine/rule.ts";

/** What builds write, by what it does to the next build. */
const GENERATED: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  {
    pattern: /^build\/(lib|bdist)[^/]*\//,
    why: "setuptools copies everything below build/lib into a wheel that is built from the tree, modules that are long gone, too.",
  },
  {
    pattern: /(^|\/)[^/]+\.egg-info\//,
    why: "setuptools reads the old list of files from it (SOURCES.txt) and puts them into the sdist.",
  },
  {
    pattern: /^(\.eggs\/|PKG-INFO$|dist\/.+\.(whl|tar\.gz|zip)$)/,
    why: "It is made anew by every build, and old by then.",
  },
  { pattern: /(^|\/)__pycache__\/|\.py[co]$/, why: "It belongs to one Python on one machine." },
];

/** G015: git has a file that builds write. */
export const generatedFileTracked: Rule = defineRule({
  code: "G015",
  slug: "generated-file-tracked",
  title: "git has a file that builds write",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree"],
  docs: {
    what: "build/lib, *.egg-info, .eggs, dist/*.whl, byte-code and the like are tracked (or, without git, part of the tree).",
    why: "The next build reads them: a wheel with modules that were deleted a year ago, an sdist with files that nobody asked for.",
    fix: "git rm -r --cached, and a line in .gitignore",
    bad: "build/lib/demo/old_module.py in git",
    good: "build/ in .gitignore",
    peers: ["check-manifest:bad ideas"],
  },
  *check({ tree }) {
    for (const { pattern, why } of GENERATED) {
      const found = (tree?.files ?? []).filter(
        ({ path }) => pattern.test(path) && !/(^|\/)(tests?|testdata|fixtures)\//.test(path),
      );
      const [first] = found;
      if (first === undefined) continue;
      const more = found.length === 1 ? "" : ` and ${found.length - 1} more`;
      const folder =
        /^(build|dist|\.eggs)\//.exec(first.path)?.[1] ??
        /^(.*?\.egg-info)\//.exec(first.path)?.[1] ??
        first.path;
      yield {
        message: `${first.path}${more} was written by a build, and ${tree?.git === null ? "lies in the tree" : "is tracked"}`,
        why,
        location: { file: first.path },
        subject: String(pattern),
        help:
          tree?.git === null ? `remove ${folder}` : `git rm -r --cached ${folder}, and add it to .gitignore`,
      };
    }
  },
});
