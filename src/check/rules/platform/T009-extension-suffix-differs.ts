import type { Distribution } from "../../../distribution/distribution.ts";
import { imports, interpreterTags, suffixFacts } from "./views/interpreter-tag.ts";
import { readTags } from "./views/platform-tag.ts";
import { about, binaryRule } from "./views/platform-rule.ts";
import type { WheelBinary } from "./views/wheel-binaries.ts";
import type { Rule } from "../../engine/rule.ts";

/** T009: no interpreter of the tag looks for an extension module of this name. */
export const extensionSuffixDiffers: Rule = binaryRule({
  code: "T009",
  slug: "extension-suffix-differs",
  title: "an extension module's suffix does not match the tag",
  severity: "error",
  docs: {
    what: "The suffix of an extension module names another Python or system than the wheel's tag.",
    why: "Python ignores the file, so the import fails with `No module named ...`.",
    fix: "build the wheel with the Python of its tag, from a clean tree; do not rename wheels",
    bad: "cp312-cp312 with _speed.cpython-311-x86_64-linux-gnu.so",
    good: "_speed.cpython-312-x86_64-linux-gnu.so",
    peers: ["shipwheel"],
  },
  *check(wheel, binaries) {
    const modules = Map.groupBy(
      binaries.filter(({ extension }) => extension !== null),
      ({ extension }) => extension?.module,
    );
    for (const builds of modules.values()) {
      const reasons = builds.map((each) => [each, reasonOf(wheel, each, builds.length)] as const);
      // One that fits is enough: the others are passed over.
      if (reasons.some(([, reason]) => reason === null)) continue;
      const [each, reason] = reasons[0] as (typeof reasons)[number];
      yield about(wheel, each, `${each.member} ${reason}`);
    }
  },
});

function reasonOf(wheel: Distribution, { extension }: WheelBinary, builds: number): string | null {
  if (extension === null) return null;
  const { python, machine, system, libc } = suffixFacts(extension);
  const tags = interpreterTags(wheel);
  const names = tags.map((tag) => `${tag.python}-${tag.abi}`).join(", ");
  if (python !== null && !tags.some((tag) => imports(tag, python)) && !isFreeThreadedPair(tags, python)) {
    const open = tags.some(({ abi }) => abi === "none" || abi === "abi3");
    // One for each of several Pythons, in a wheel that names none.
    if (open && builds > 1) return null;
    // A tag that names the one Python and no ABI is odd, and works (T012).
    if (tags.some((tag) => tag.python === python.replace(/t$/, "") && tag.abi === "none")) return null;
    return `can be imported only by ${python}, but the tag is ${names}`;
  }
  const platforms = readTags(wheel);
  if (platforms.length === 0 || system === null) return null;
  const fits = platforms.some((tag) => {
    if (tag.system === "macos" || tag.system === "windows")
      return tag.system === system && (tag.system !== "windows" || machine === tag.machine);
    if (system !== "linux" || (machine !== null && machine !== tag.machine)) return false;
    // Builds of Python for musl called themselves gnu for long; none did the reverse.
    return !(libc === "musl" && tag.system === "manylinux");
  });
  return fits
    ? null
    : `is named for another system than the tag ${platforms.map(({ text }) => text).join(", ")}`;
}

/** The one letter of free threading is T018's matter. */
function isFreeThreadedPair(tags: ReturnType<typeof interpreterTags>, python: string): boolean {
  const other = python.endsWith("t") ? python.slice(0, -1) : `${python}t`;
  return tags.some(({ abi }) => abi === other);
}
