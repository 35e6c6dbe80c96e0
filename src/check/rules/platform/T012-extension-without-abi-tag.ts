import { interpreterTags } from "./views/interpreter-tag.ts";
import { platformTags } from "./views/platform-tag.ts";
import { about, binaryRule } from "./views/platform-rule.ts";
import { takenFromPython } from "./views/abi-symbols.ts";
import { initialisesModule } from "./views/wheel-binaries.ts";
import type { Rule } from "../../engine/rule.ts";

/** T012: a wheel for any Python holds a module for one ABI. */
export const extensionWithoutAbiTag: Rule = binaryRule({
  code: "T012",
  slug: "extension-without-abi-tag",
  title: "the tag names no ABI, but an extension module needs one",
  severity: "warning",
  docs: {
    what: "The wheel's ABI tag is `none`, but it contains an extension module that uses Python's C API.",
    why: "Installers use the wheel for Pythons that the module was not compiled for: debug and free-threaded builds, PyPy, other versions.",
    fix: "let the backend tag the wheel for the ABI that it compiled for (cp312-cp312, or cp39-abi3)",
    bad: "pkg-1.0-cp312-none-win_amd64.whl with an extension module",
    good: "pkg-1.0-cp312-cp312-win_amd64.whl",
    peers: ["shipwheel"],
  },
  *check(wheel, binaries) {
    // In a wheel for every platform it is wrong altogether (T003).
    if (platformTags(wheel).includes("any")) return;
    const tags = interpreterTags(wheel);
    if (!tags.some(({ abi }) => abi === "none")) return;
    const modules = binaries.filter(
      (each) => each.extension !== null && initialisesModule(each) && takenFromPython(each.binary).length > 0,
    );
    // A module that comes once for each Python names its ABI itself.
    const copies = Map.groupBy(modules, ({ extension }) => extension?.module);
    const single = modules.find(({ extension }) => copies.get(extension?.module)?.length === 1);
    if (single === undefined || single.extension?.tag === "abi3") return;
    yield about(wheel, single, `${single.member} uses Python's C API, but the ABI tag is "none"`);
  },
});
