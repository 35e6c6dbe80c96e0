import { defineRule, type Rule } from "../../engine/rule.ts";
import { memberPath } from "../../views/metadata-view.ts";

/** Files that builds write, and in which their own paths end up. */
const WRITTEN =
  /(^|\/)(direct_url\.json|_?version\.py|__config__\.py|_?build_info\.py|_sysconfigdata[^/]*\.py|[^/]*\.(pc|la|cmake|prl))$|\.(dist|egg)-info\/[^/]+$/i;
const PATHS = [
  /\/(?:home|Users)\/[\w.-]+\/[\w./-]+/,
  /\/(?:private\/)?(?:tmp|var\/folders)\/[\w.-]*(?:build|pip|uv|tmp|req)[\w.-]*\/[\w./-]+/,
  /\/github\/workspace\/[\w./-]+/,
  /[A-Z]:\\(?:Users|a|hostedtoolcache)\\[\w.\\-]+/,
];
const LIMIT = 256 * 1024;

/** Y003: a file names the folder in which it was built. */
export const buildPathInside: Rule = defineRule<undefined, string>({
  code: "Y003",
  slug: "build-path-inside",
  title: "a file names the folder in which it was built",
  severity: "info",
  needs: ["dist"],
  confidence: "likely",
  docs: {
    what: "A file that the build wrote (version file, configuration module, .pc, .cmake, .dist-info) holds an absolute path of the machine that built it.",
    why: "It reveals your user name, is wrong on every other machine, and makes each build different.",
    fix: "write paths relative to the package, or none",
    bad: "prefix=/home/ada/work/demo/build  # demo.pc",
    good: "prefix=${pcfiledir}/..",
    peers: [],
  },
  visitor: {
    wants: ({ path, size }) =>
      WRITTEN.test(path) && !/\/(METADATA|PKG-INFO|RECORD|licenses)$/.test(path) ? Math.min(size, LIMIT) : 0,
    look: (bytes) => {
      const text = Buffer.from(bytes).toString("latin1");
      for (const pattern of PATHS) {
        const found = pattern.exec(text)?.[0];
        if (found !== undefined) return found;
      }
      return undefined;
    },
  },
  *check(_inputs, _options, seen) {
    for (const { distribution, member, value } of seen) {
      if (/(^|\/)(licenses|tests?|docs?)\//i.test(member.path)) continue;
      yield {
        message: `${member.path} in ${distribution.fileName} names ${value}`,
        location: { file: memberPath(distribution, member.name) },
        subject: member.path,
      };
    }
  },
});
