import { elf, elfModule } from "../../support/elf.ts";
import { pe } from "../../support/pe.ts";
import { wheel } from "../../support/wheel.ts";
import { headers, withRelease, type RuleCase, type Situation } from "../rule-case.ts";

const THREADED = "cp313-cp313t-manylinux_2_17_x86_64";
const WINDOWS = "cp312-cp312-win_amd64";

function compiled(tag: string, file: string, bytes: Uint8Array): Situation {
  return { otherWheel: () => withRelease(wheel({ tag })).file(file, bytes) };
}

function requiring(line: string | null, tag: string): Situation {
  return {
    otherWheel: () =>
      withRelease(wheel({ tag }))
        .metadataLines(headers("Requires-Python", line))
        .file("demo/_speed.so", elfModule("_speed")),
  };
}

const RUN_PATH = { runPath: "/opt/demo/lib" };
const DLL = { imports: { "foo.dll": [] } };

/** Wheels of several tags, and what in them is no extension module. */
export const platformTagCases: readonly RuleCase[] = [
  {
    code: "T014",
    about: "a wheel of the machine that built it",
    fires: compiled("cp312-cp312-manylinux_2_17_x86_64", "demo/_speed.so", elfModule("_speed", RUN_PATH)),
    silent: compiled("cp312-cp312-linux_x86_64", "demo/_speed.so", elfModule("_speed", RUN_PATH)),
    says: "looks for libraries in /opt/demo/lib",
  },
  {
    code: "T014",
    about: "no ELF",
    fires: compiled("cp312-cp312-manylinux_2_17_x86_64", "demo/_speed.so", elfModule("_speed", RUN_PATH)),
    silent: compiled(WINDOWS, "demo/_speed.cp312-win_amd64.pyd", pe()),
    says: "looks for libraries in /opt/demo/lib",
  },
  {
    code: "T018",
    about: "the stable ABI",
    fires: compiled(THREADED, "demo/_speed.abi3.so", elfModule("_speed")),
    silent: compiled("cp39-abi3-manylinux_2_17_x86_64", "demo/_speed.abi3.so", elfModule("_speed")),
    says: "is for the stable ABI, which free-threaded builds do not support",
  },
  {
    code: "T018",
    about: "a library, and a wheel for both",
    fires: compiled(THREADED, "demo/_speed.cpython-313-x86_64-linux-gnu.so", elfModule("_speed")),
    silent: {
      wheel: () => withRelease(wheel({ tag: THREADED })).file("demo/libspeed.so", elf({})),
      otherWheel: () =>
        withRelease(wheel({ tag: "cp313-cp313.cp313t-manylinux_2_17_x86_64" })).file(
          "demo/_speed.cpython-313-x86_64-linux-gnu.so",
          elfModule("_speed"),
        ),
    },
    says: "demo-1.0-cp313-cp313t-manylinux_2_17_x86_64.whl: demo/_speed.cpython-313-x86_64-linux-gnu.so is for cp313, but the tag is cp313-cp313t",
  },
  {
    code: "T018",
    about: "another Python is not another build of it",
    fires: compiled(
      "cp313-cp313-manylinux_2_17_x86_64",
      "demo/_speed.cpython-313t-x86_64-linux-gnu.so",
      elfModule("_speed"),
    ),
    silent: compiled(THREADED, "demo/_speed.cpython-312-x86_64-linux-gnu.so", elfModule("_speed")),
    says: "demo-1.0-cp313-cp313-manylinux_2_17_x86_64.whl: demo/_speed.cpython-313t-x86_64-linux-gnu.so is for cp313t, but the tag is cp313-cp313",
  },
  {
    code: "T020",
    about: "in a wheel for Windows only, and of modules only",
    fires: compiled(WINDOWS, "demo/_speed.cp312-win_amd64.pyd", pe(DLL)),
    silent: {
      wheel: () => withRelease(wheel()).file("demo/_speed.cp312-win_amd64.pyd", pe(DLL)),
      otherWheel: () =>
        withRelease(wheel({ tag: WINDOWS }))
          .file("demo/tool.exe", pe(DLL))
          .file("demo/_speed.cp312-win_amd64.pyd", pe({ imports: { "MSVCP140.dll": [] } })),
    },
    says: "needs foo.dll",
  },
  {
    code: "T024",
    about: "one of several tags is enough",
    fires: requiring("Requires-Python: >=3.9", "cp37.cp38-none-manylinux_2_17_x86_64"),
    silent: requiring("Requires-Python: >=3.9", "cp38.cp312-none-manylinux_2_17_x86_64"),
    says: "the tag is for cp37, cp38",
  },
  {
    code: "T024",
    about: "from a patch release on",
    fires: requiring("Requires-Python: >=3.9.5", "cp38-cp38-manylinux_2_17_x86_64"),
    silent: requiring("Requires-Python: >=3.9.5", "cp39-cp39-manylinux_2_17_x86_64"),
    says: "Requires-Python is >=3.9.5",
  },
  {
    code: "T024",
    about: "no Requires-Python, and no Python of one minor version",
    fires: requiring("Requires-Python: >=3.9", "cp38-cp38-manylinux_2_17_x86_64"),
    silent: {
      ...requiring(null, "cp38-cp38-manylinux_2_17_x86_64"),
      wheel: () => withRelease(wheel({ tag: "py3.cp38-none-manylinux_2_17_x86_64" })),
    },
    says: "the tag is for cp38",
  },
];
