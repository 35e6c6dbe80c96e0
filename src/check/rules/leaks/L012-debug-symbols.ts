import { memberPath } from "../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** L012: a compiled module has debug symbols. */
export const debugSymbols: Rule = defineRule({
  code: "L012",
  slug: "debug-symbols",
  title: "a compiled module has debug symbols",
  severity: "info",
  needs: ["wheel"],
  docs: {
    what: "A shared library contains DWARF debugging sections.",
    why: "Debug symbols are often larger than the code, name files of the build machine, and are useful to few users.",
    fix: "strip the libraries: -g0, or strip -S; auditwheel repair --strip does it for bundled ones",
    bad: "_ext.so with .debug_info",
    good: "the same after strip -S",
    peers: ["pydistcheck:compiled-objects-have-debug-symbols"],
  },
  visitor: {
    wants: ({ path, size }) =>
      /\.(so(\.[\d.]+)?|dylib|pyd|dll)$/.test(path) ? Math.min(size, MOST_BYTES) : 0,
    look: (bytes) => {
      const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const name = ["\0.debug_info\0", "\0.zdebug_info\0", "__debug_info\0", "\0.debug_line\0"].find((each) =>
        data.includes(each),
      );
      return name === undefined ? undefined : name.replaceAll("\0", "");
    },
  },
  *check(_inputs, _options, seen) {
    for (const [wheel, found] of Map.groupBy(seen, (each) => each.distribution)) {
      const [first] = found;
      if (first === undefined || wheel.kind !== "wheel") continue;
      const more = found.length === 1 ? "" : ` and ${found.length - 1} more`;
      yield {
        message: `${first.member.path}${more} ${found.length === 1 ? "has" : "have"} debug symbols (${first.value})`,
        location: { file: memberPath(wheel, first.member.name) },
        subject: wheel.fileName,
      };
    }
  },
});

const MOST_BYTES = 16 * 2 ** 20;
