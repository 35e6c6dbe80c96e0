import { expect, test } from "vitest";
import { toolDiagnostic } from "../../src/toolbox/pinned/tool-diagnostic.ts";

/** Outputs as the tools print them, with noise around: the cause, its place, and the file that was looked for. */
const OUTPUTS: readonly (readonly [string, string, ReturnType<typeof toolDiagnostic>])[] = [
  [
    "gcc",
    `building 'demo._ping' extension
gcc -Wall -I. -c src/ping.c -o build/ping.o
src/ping.c:2:10: fatal error: ping_internal.h: No such file or directory
    2 | #include "ping_internal.h"
compilation terminated.
error: command '/usr/bin/gcc' failed with exit code 1`,
    {
      tool: "compiler",
      text: "fatal error: ping_internal.h: No such file or directory",
      file: "src/ping.c",
      line: 2,
      missing: "ping_internal.h",
    },
  ],
  [
    "clang",
    "src/ping.c:2:10: fatal error: 'ping.h' file not found\n1 error generated.",
    {
      tool: "compiler",
      text: "fatal error: 'ping.h' file not found",
      file: "src/ping.c",
      line: 2,
      missing: "ping.h",
    },
  ],
  [
    "gcc, an error that is none of an include",
    "src/ping.c: In function 'ping':\nsrc/ping.c:4:5: warning: unused variable\nsrc/ping.c:9:12: error: expected ';' before '}' token",
    { tool: "compiler", text: "error: expected ';' before '}' token", file: "src/ping.c", line: 9 },
  ],
  [
    "MSVC",
    "src\\ping.c(3): fatal error C1083: Cannot open include file: 'ping.h': No such file or directory",
    {
      tool: "compiler",
      text: "fatal error C1083: Cannot open include file: 'ping.h': No such file or directory",
      file: "src\\ping.c",
      line: 3,
      missing: "ping.h",
    },
  ],
  [
    "Cython",
    "Error compiling Cython file:\n------------------------------------------------------------\n^\n\nsrc/demo/fast.pyx:3:4: undeclared name not builtin: prnt",
    { tool: "cython", text: "undeclared name not builtin: prnt", file: "src/demo/fast.pyx", line: 3 },
  ],
  [
    "meson",
    'Run-time dependency zlib found: NO\n\n../meson.build:7:9: ERROR: Dependency "libfrob" not found, tried pkgconfig\n\nA full log can be found at x',
    { tool: "meson", text: 'Dependency "libfrob" not found, tried pkgconfig', file: "meson.build", line: 7 },
  ],
  [
    "meson, a source that is not there",
    "../src/meson.build:2:5: ERROR: File stroke.c does not exist.",
    {
      tool: "meson",
      text: "File stroke.c does not exist.",
      file: "src/meson.build",
      line: 2,
      missing: "stroke.c",
    },
  ],
  [
    "CMake",
    '-- The C compiler identification is GNU\nCMake Error at CMakeLists.txt:4 (find_package):\n  Could not find a package configuration file provided by "Frob"\n\n-- Configuring incomplete, errors occurred!',
    {
      tool: "cmake",
      text: 'Could not find a package configuration file provided by "Frob"',
      file: "CMakeLists.txt",
      line: 4,
    },
  ],
  [
    "rustc",
    "   Compiling demo v1.0.0\nerror[E0432]: unresolved import `crate::gone`\n --> src/lib.rs:3:5\n  |\nerror: could not compile `demo` (lib) due to 1 previous error\nCaused by: `cargo rustc` failed",
    { tool: "cargo", text: "unresolved import `crate::gone`", file: "src/lib.rs", line: 3 },
  ],
  [
    "cargo",
    "error: failed to parse manifest at `/x/Cargo.toml`\n\nCaused by:\n  no targets specified in the manifest",
    { tool: "cargo", text: "failed to parse manifest at `/x/Cargo.toml`" },
  ],
  [
    "rustup",
    "error: rustup could not choose a version of cargo to run, because one wasn't specified explicitly, and no default is configured.",
    {
      tool: "rustup",
      text: "rustup could not choose a version of cargo to run, because one wasn't specified explicitly, and no default is configured.",
    },
  ],
  [
    "the linker",
    "/usr/bin/ld: cannot find -lfrob: No such file or directory\ncollect2: error: ld returned 1 exit status",
    {
      tool: "linker",
      text: "cannot find -lfrob: No such file or directory",
    },
  ],
  [
    "pip",
    "Collecting frob\nERROR: Could not find a version that satisfies the requirement frob (from versions: none)\nERROR: No matching distribution found for frob",
    {
      tool: "pip",
      text: "Could not find a version that satisfies the requirement frob (from versions: none)",
    },
  ],
  ["none of them", "running build_py\nTraceback (most recent call last):\nRuntimeError: no luck", null],
];

test.each(OUTPUTS)("the line that matters of %s", (_, output, cause) => {
  expect(toolDiagnostic(output.split("\n"))).toEqual(cause);
});

test("what a probe of the configuration fails at is no cause", () => {
  const probes = [
    "_configtest.c:1:10: fatal error: openblas.h: No such file or directory",
    "conftest.c:9:10: fatal error: ac_nonexistent.h: No such file or directory",
    "/b/CMakeFiles/CMakeTmp/src.c:1:10: fatal error: pthread_np.h: No such file or directory",
    "/b/CMakeFiles/CMakeScratch/TryCompile-x/src.c:2:1: error: unknown type name 'foo'",
  ];
  expect(toolDiagnostic(probes)).toBeNull();
  expect(toolDiagnostic([...probes, "src/ping.c:2:1: error: expected ';'"])).toMatchObject({
    file: "src/ping.c",
  });
});

test("what stands near the end is preferred to what stands far above", () => {
  const optional = "src/speedups.c:1:10: fatal error: yaml.h: No such file or directory";
  const noise = Array.from({ length: 150 }, (_, i) => `copying demo/${i}.py`);
  const last = "error: could not find `Cargo.toml` in `/src`";
  expect(toolDiagnostic([optional, ...noise, last])).toMatchObject({ tool: "cargo" });
  expect(toolDiagnostic([optional, ...noise])).toMatchObject({ tool: "compiler", missing: "yaml.h" });
});
