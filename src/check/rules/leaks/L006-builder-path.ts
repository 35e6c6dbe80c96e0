import { findHomePath } from "./home-paths.ts";
import { memberPath } from "../../views/metadata-view.ts";
import { isSample } from "../../views/released-files.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** L006: a file contains a path of the build machine. */
export const builderPath: Rule = defineRule({
  code: "L006",
  slug: "builder-path",
  title: "a file contains a path of the build machine",
  severity: "info",
  needs: ["dist"],
  docs: {
    what: "A file contains a home directory with a user name: /home/name/..., /Users/name/..., C:\\Users\\name\\...",
    why: "The path reveals who built the release, and is wrong on every other machine.",
    fix: "replace the path; build in a container or with -ffile-prefix-map",
    bad: 'DATA = "/home/ada/project/data.csv"',
    good: 'DATA = files("pkg") / "data.csv"',
    peers: [],
  },
  visitor: {
    wants: ({ path, size }) => (isSample(path) || IS_PROSE.test(path) ? 0 : Math.min(size, MOST_BYTES)),
    look: findHomePath,
  },
  *check(_inputs, _options, seen) {
    for (const [distribution, places] of Map.groupBy(seen, (each) => each.distribution)) {
      const [first] = places;
      if (first === undefined) continue;
      const more = places.length === 1 ? "" : ` and ${places.length - 1} more files`;
      yield {
        message: `${first.member.path}${more} names ${first.value.path}, a folder of the build machine`,
        location: {
          file: memberPath(distribution, first.member.name),
          ...(first.value.line > 0 && { line: first.value.line }),
        },
        related: places.slice(1, 10).map(({ member }) => ({ file: memberPath(distribution, member.name) })),
        subject: distribution.kind,
      };
    }
  },
});

const MOST_BYTES = 4 * 2 ** 20;

const IS_PROSE =
  /\.(md|rst|txt|html?|css|svg|png|jpe?g|gif|ico|woff2?|ttf|otf|eot|mo|po|map|ipynb|csv)$|(^|\/)(CHANGE[^/]*|HISTORY[^/]*|NEWS[^/]*|METADATA|PKG-INFO|RECORD)$/i;
