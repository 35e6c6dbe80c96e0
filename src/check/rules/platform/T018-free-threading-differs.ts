import { imports, interpreterTags, suffixFacts } from "./views/interpreter-tag.ts";
import { about, binaryRule } from "./views/platform-rule.ts";
import type { Rule } from "../../engine/rule.ts";

/** T018: the tag is for the Python with free threads, and the module for the one without, or the reverse. */
export const freeThreadingDiffers: Rule = binaryRule({
  code: "T018",
  slug: "free-threading-differs",
  title: "the tag and an extension module disagree about free threading",
  severity: "error",
  docs: {
    what: "Only one of the wheel's tag and the module's suffix has the `t` of free-threaded builds, or a free-threaded tag is combined with abi3.",
    why: "The two builds have different ABIs, so Python does not find the module or crashes.",
    fix: "build the wheel with the free-threaded Python (cibuildwheel: cp313t-*), or drop the `t` from the tag",
    bad: "cp313-cp313t with _speed.cpython-313-x86_64-linux-gnu.so",
    good: "_speed.cpython-313t-x86_64-linux-gnu.so",
    peers: ["abi3audit"],
  },
  *check(wheel, binaries) {
    const tags = interpreterTags(wheel);
    const isThreaded = tags.length > 0 && tags.every(({ abi }) => /^cp\d+t$/.test(abi));
    for (const each of binaries) {
      if (each.extension === null) continue;
      if (isThreaded && each.extension.tag === "abi3") {
        yield about(
          wheel,
          each,
          `${each.member} is for the stable ABI, which free-threaded builds do not support`,
        );
        continue;
      }
      const { python } = suffixFacts(each.extension);
      if (python === null || tags.some((tag) => imports(tag, python))) continue;
      const other = python.endsWith("t") ? python.slice(0, -1) : `${python}t`;
      const tag = tags.find(({ abi }) => abi === other);
      if (tag === undefined) continue;
      yield about(wheel, each, `${each.member} is for ${python}, but the tag is ${tag.python}-${tag.abi}`);
    }
  },
});
