import { elf, elfModule, type ElfSpec } from "../../support/elf.ts";
import { CPU, fat, machO } from "../../support/macho.ts";
import { pe } from "../../support/pe.ts";
import { wheel, type WheelBuilder } from "../../support/wheel.ts";
import { headers, withRelease, type RuleCase, type Situation } from "../rule-case.ts";

const LINUX = "cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64";
const NAME = "demo/_speed.cpython-312-x86_64-linux-gnu.so";

/** A wheel of the good project with one compiled file. */
function compiled(tag: string, file: string, bytes: Uint8Array): Situation {
  return { otherWheel: () => withRelease(wheel({ tag })).file(file, bytes) };
}

/** A manylinux wheel whose extension module deviates. */
function linux(spec: ElfSpec, tag: string = LINUX, file: string = NAME): Situation {
  return compiled(tag, file, elfModule("_speed", spec));
}

const MAC = "demo/_speed.cpython-312-darwin.so";
const WINDOWS = "demo/_speed.cp312-win_amd64.pyd";
const glibc = (version: string): ElfSpec => ({
  versions: { "libc.so.6": ["GLIBC_2.2.5", `GLIBC_${version}`] },
});
const module = { gives: ["PyInit__speed"] };

function pythons(python: string, symbol: string): WheelBuilder {
  const tag = `${python}-${python}-manylinux_2_17_x86_64`;
  return withRelease(wheel({ tag })).file("demo/_speed.so", elfModule("_speed", { takes: [symbol] }));
}

/** Tags held against what is compiled. */
export const platformCases: readonly RuleCase[] = [
  {
    code: "T003",
    fires: linux({}, "py3-none-any"),
    silent: compiled("py3-none-any", "demo/tests/data/_speed.so", elfModule("_speed")),
    says: `${NAME} is compiled for Linux (x86_64), but the wheel is tagged for any platform`,
    at: `demo-1.0-py3-none-any.whl!/${NAME}`,
  },
  {
    code: "T003",
    about: "a library for ctypes",
    fires: compiled("py3-none-any", "demo/libspeed.so", elf({ gives: ["speed"] })),
    silent: {
      otherWheel: () =>
        withRelease(wheel()).file("demo/linux/libspeed.so", elf({})).file("demo/mac/libspeed.so", machO()),
    },
    says: "demo/libspeed.so",
    severity: "warning",
  },
  {
    code: "T004",
    fires: { otherWheel: () => withRelease(wheel({ tag: LINUX })) },
    silent: compiled("py3-none-manylinux_2_17_x86_64", "demo-1.0.data/scripts/demo-tool", elf({})),
    says: "demo-1.0-cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64.whl: the tag names a platform (manylinux_2_17_x86_64, manylinux2014_x86_64), but the wheel contains no compiled",
  },
  {
    code: "T005",
    fires: linux(glibc("2.34")),
    silent: linux(glibc("2.34"), "cp312-cp312-manylinux_2_34_x86_64"),
    says: "needs GLIBC_2.34, more than manylinux_2_17_x86_64 has",
  },
  {
    code: "T005",
    about: "the C++ library",
    fires: linux({
      needed: ["libstdc++.so.6"],
      versions: { "libstdc++.so.6": ["GLIBCXX_3.4.21", "CXXABI_1.3"] },
    }),
    silent: linux({
      needed: ["libstdc++.so.6"],
      versions: { "libstdc++.so.6": ["GLIBCXX_3.4.19", "CXXABI_TM_1"] },
    }),
    says: "needs GLIBCXX_3.4.21",
  },
  {
    code: "T005",
    about: "another C library",
    fires: linux({}, "cp312-cp312-musllinux_1_2_x86_64", "demo/_speed.cpython-312-x86_64-linux-musl.so"),
    silent: linux(
      { needed: ["libc.musl-x86_64.so.1"], versions: {} },
      "cp312-cp312-musllinux_1_2_x86_64",
      "demo/_speed.cpython-312-x86_64-linux-musl.so",
    ),
    says: "is linked with glibc",
  },
  {
    code: "T006",
    fires: linux({ machine: 183 }, LINUX, "demo/_speed.abi3.so"),
    silent: linux({ machine: 22, bigEndian: true }, "cp312-cp312-manylinux_2_17_s390x", "demo/_speed.so"),
    says: "demo-1.0-cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64.whl: demo/_speed.abi3.so is for aarch64, but the tag is manylinux_2_17_x86_64",
  },
  {
    code: "T006",
    about: "a library of another system",
    fires: compiled(LINUX, "demo/_speed.so", machO()),
    says: "is not a Linux library",
  },
  {
    code: "T007",
    fires: compiled("cp312-cp312-macosx_11_0_arm64", MAC, machO({ minimum: [14, 0], ...module })),
    silent: compiled(
      "cp312-cp312-macosx_10_13_universal2",
      MAC,
      fat({ cpu: CPU.x86_64, minimum: [10, 13], old: true }, { minimum: [11, 0] }),
    ),
    says: "needs macOS 14.0 (arm64), but the tag is macosx_11_0_arm64",
  },
  {
    code: "T007",
    about: "a processor is missing",
    fires: compiled("cp312-cp312-macosx_11_0_universal2", MAC, fat(module)),
    silent: compiled("cp312-cp312-macosx_11_0_arm64", MAC, machO({ minimum: [11, 3], ...module })),
    says: "lacks x86_64",
  },
  {
    code: "T008",
    fires: compiled("cp312-cp312-win_amd64", WINDOWS, pe({ machine: 0xaa64 })),
    silent: {
      otherWheel: () =>
        withRelease(wheel({ tag: "cp312-cp312-win_amd64" }))
          .file(WINDOWS, pe())
          .file("demo/t64-arm.exe", pe({ machine: 0xaa64 })),
    },
    says: "demo-1.0-cp312-cp312-win_amd64.whl: demo/_speed.cp312-win_amd64.pyd is for arm64, but the tag is win_amd64",
  },
  {
    code: "T009",
    fires: linux({}, LINUX, "demo/_speed.cpython-311-x86_64-linux-gnu.so"),
    silent: linux({}, LINUX, "demo/_speed.so"),
    says: "can be imported only by cp311, but the tag is cp312-cp312",
  },
  {
    code: "T009",
    about: "a twin that fits",
    fires: linux({}, "cp39-abi3-manylinux_2_17_x86_64", NAME),
    silent: {
      otherWheel: () =>
        withRelease(wheel({ tag: LINUX }))
          .file(NAME, elfModule("_speed"))
          .file("demo/_speed.cpython-311-x86_64-linux-gnu.so", elfModule("_speed")),
    },
    says: "can be imported only by cp312, but the tag is cp39-abi3",
  },
  {
    code: "T009",
    about: "another system",
    fires: compiled("cp312-cp312-win32", WINDOWS, pe({ machine: 0x14c })),
    silent: compiled("cp312-cp312-win_amd64", WINDOWS, pe()),
    says: "is named for another system than the tag win32",
  },
  {
    code: "T010",
    fires: linux(
      { takes: ["PyModule_Create2", "_PyObject_GetDictPtr"] },
      "cp39-abi3-manylinux_2_17_x86_64",
      "demo/_speed.abi3.so",
    ),
    silent: linux({ takes: ["PyModule_Create2"] }, "cp39-abi3-manylinux_2_17_x86_64", "demo/_speed.abi3.so"),
    says: "uses _PyObject_GetDictPtr, which is not in the stable ABI",
  },
  {
    code: "T010",
    about: "in a Windows and a macOS library",
    fires: compiled(
      "cp39-abi3-win_amd64",
      "demo/_speed.pyd",
      pe({ imports: { "python3.dll": ["PyUnicode_New"] } }),
    ),
    silent: compiled(
      "cp39-abi3-macosx_11_0_arm64",
      "demo/_speed.abi3.so",
      machO({ takes: ["PyModule_Create2"], ...module }),
    ),
    says: "PyUnicode_New",
  },
  {
    code: "T011",
    fires: linux({ takes: ["PyType_GetModule"] }, "cp37-abi3-manylinux_2_17_x86_64", "demo/_speed.abi3.so"),
    silent: linux({ takes: ["PyType_GetModule"] }, "cp310-abi3-manylinux_2_17_x86_64", "demo/_speed.abi3.so"),
    says: "uses PyType_GetModule (Python 3.10), but the tag begins with 3.7",
  },
  {
    code: "T012",
    fires: linux({}, "cp312-none-manylinux_2_17_x86_64"),
    silent: compiled("py3-none-manylinux_2_17_x86_64", "demo/libspeed.so", elf({ gives: ["speed"] })),
    says: 'uses Python\'s C API, but the ABI tag is "none"',
  },
  {
    code: "T013",
    fires: { otherWheel: () => withRelease(wheel({ tag: "py2.py3-none-any" })) },
    silent: {
      otherWheel: () =>
        withRelease(wheel({ tag: "py2.py3-none-any" })).metadataLines(
          headers("Requires-Python", "Requires-Python: >=2.7"),
        ),
    },
    says: "the tag names py2, but Requires-Python is >=3.9",
  },
  {
    code: "T014",
    fires: linux({ runPath: "$ORIGIN:/home/me/build/lib" }),
    silent: linux({ runPath: "$ORIGIN/../demo.libs" }),
    says: "looks for libraries in /home/me/build/lib",
  },
  {
    code: "T015",
    fires: linux({ needed: ["libc.so.6", "libfoo.so.1"] }),
    silent: {
      otherWheel: () =>
        withRelease(wheel({ tag: LINUX }))
          .file(NAME, elfModule("_speed", { needed: ["libc.so.6", "libz.so.1", "libfoo-1a2b.so.1"] }))
          .file("demo.libs/libfoo-1a2b.so.1", elf({ needed: ["ld-linux-x86-64.so.2"] })),
    },
    says: "needs libfoo.so.1, which is neither in the wheel nor part of manylinux_2_17_x86_64",
  },
  {
    code: "T015",
    about: "what another package brings",
    fires: linux({ needed: ["libfoo.so.1"] }, "cp312-cp312-musllinux_1_2_x86_64", "demo/_speed.so"),
    silent: linux({ needed: ["libtorch.so", "libbar.so"], runPath: "$ORIGIN/../other" }),
    says: "libfoo.so.1",
  },
  { code: "T016", fires: linux({ executableStack: true }), silent: linux({}), says: "executable stack" },
  { code: "T017", fires: linux({ isa: 7 }), silent: linux({ isa: 1 }), says: "is compiled for x86-64-v3" },
  {
    code: "T018",
    fires: linux({}, "cp313-cp313t-manylinux_2_17_x86_64", "demo/_speed.cpython-313-x86_64-linux-gnu.so"),
    silent: linux({}, "cp313-cp313t-manylinux_2_17_x86_64", "demo/_speed.cpython-313t-x86_64-linux-gnu.so"),
    says: "demo-1.0-cp313-cp313t-manylinux_2_17_x86_64.whl: demo/_speed.cpython-313-x86_64-linux-gnu.so is for cp313, but the tag is cp313-cp313t",
  },
  {
    code: "T019",
    fires: {
      wheel: () => withRelease(wheel({ tag: "cp312-cp312-win_amd64" })).file(WINDOWS, pe()),
      otherWheel: () => withRelease(wheel({ tag: LINUX })).file(NAME, elfModule("_speed")),
    },
    silent: { ...linux({}), wheel: (good) => good, sdist: (good) => good },
    says: "no wheel for linux-aarch64, macos-arm64, and no sdist",
  },
  {
    code: "T020",
    fires: compiled(
      "cp312-cp312-win_amd64",
      WINDOWS,
      pe({ imports: { "foo.dll": ["f"], "python312.dll": [] } }),
    ),
    silent: {
      otherWheel: () =>
        withRelease(wheel({ tag: "cp312-cp312-win_amd64" }))
          .file(
            WINDOWS,
            pe({ imports: { "Foo.dll": [], "USER32.dll": [], "api-ms-win-crt-heap-l1-1-0.dll": [] } }),
          )
          .file("demo.libs/foo.dll", pe()),
    },
    says: "needs foo.dll",
  },
  {
    code: "T021",
    fires: linux({}, "cp312-cp312-manylinux2014_x86_64"),
    silent: linux({}, "cp312-cp312-manylinux_2_17_x86_64"),
    says: "demo-1.0-cp312-cp312-manylinux2014_x86_64.whl: the tag manylinux2014_x86_64 lacks its equivalent manylinux_2_17_x86_64",
  },
  {
    code: "T022",
    fires: {
      wheel: () => pythons("cp311", "PyModule_Create2"),
      otherWheel: () => pythons("cp312", "PyModule_Create2"),
    },
    silent: {
      wheel: () => pythons("cp311", "PyUnicode_New"),
      otherWheel: () => pythons("cp312", "PyUnicode_New"),
    },
    says: "one cp311-abi3 wheel is enough",
  },
  {
    code: "T024",
    fires: linux({}, "cp38-cp38-manylinux_2_17_x86_64", "demo/_speed.so"),
    silent: linux({}, "cp38-abi3-manylinux_2_17_x86_64", "demo/_speed.abi3.so"),
    says: "the tag is for cp38, but Requires-Python is >=3.9",
  },
];
