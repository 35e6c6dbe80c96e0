import { memberPath } from "../../../views/metadata-view.ts";
import { installedFiles } from "../../../views/wheel-content.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K014: the wheel contains a module that is not in the source tree. */
export const staleFileInWheel: Rule = defineRule({
  code: "K014",
  slug: "stale-file-in-wheel",
  title: "the wheel contains a module that is not in the source tree",
  severity: "warning",
  needs: [["tree", "wheel"]],
  docs: {
    what: "The wheel contains a Python file that the tree no longer has; it comes from an old build/ folder or an old egg-info.",
    why: "Users run deleted code, so you cannot reproduce what they see.",
    fix: "remove build/ and *.egg-info, and build from a clean checkout",
    bad: "good_pkg/removed.py in the wheel",
    good: "only what git tracks",
    peers: ["check-wheel-contents:W102"],
  },
  *check(inputs) {
    const { tree, layout } = inputs;
    if (tree === undefined || layout === null || layout.modules.length === 0 || inputs.builtFromTree !== true)
      return;
    const paths = tree.files.map((file) => `/${file.path}`);
    for (const wheel of inputs.wheels) {
      const tops = new Set(layout.topLevel);
      for (const { path, member } of installedFiles(wheel)) {
        if (!path.endsWith(".py") || GENERATED.test(path) || !tops.has(path.split(/[/.]/)[0] ?? "")) continue;
        if (paths.some((each) => each.endsWith(`/${path}`))) continue;
        const name = path.slice(path.lastIndexOf("/") + 1);
        // A template beside it makes it at build time, and a backend may flatten folders.
        if (paths.some((each) => each.endsWith(`/${name}.in`) || each.endsWith(`/${name}`))) continue;
        yield {
          message: `${path} is in ${wheel.fileName} but not in the tree`,
          location: { file: memberPath(wheel, member) },
          subject: path,
          confidence: "likely",
        };
      }
    }
  },
});

/** Versions, protocols, parsers and the like that a build writes. */
const GENERATED =
  /(^|\/)_?_?(version|about|build_?info|git_?info|config|generated?[^/]*|parsetab|lextab|[^/]*_pb2(_grpc)?|[^/]*_ui|[^/]*_rc|[^/]*parser|[^/]*lexer|[^/]*listener|[^/]*visitor)(__|_)?\.py$|(^|\/)(_?vendor(ed)?|_?generated|third_party|_?build[^/]*|protos?)\//i;
