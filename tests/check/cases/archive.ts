import { wheel } from "../../support/wheel.ts";
import { zip64Extra } from "../../support/zip.ts";
import {
  goodSdist,
  goodWheel,
  moreHeaders,
  withRelease,
  type RuleCase,
  type Situation,
} from "../rule-case.ts";

const NAME = "demo-1.0-py3-none-any.whl";
const asWheel = (bytes: () => Uint8Array): Situation => ({ raw: { name: NAME, bytes } });
const asSdist = (bytes: () => Uint8Array): Situation => ({ raw: { name: "demo-1.0.tar.gz", bytes } });

/** Archives, RECORD and tags: one broken detail each; the readers' own tests know all the others. */
export const archiveCases: readonly RuleCase[] = [
  { code: "A001", fires: asWheel(() => Buffer.from("<html>502</html>")), says: NAME },
  {
    code: "A002",
    fires: asSdist(() => Buffer.concat([goodSdist().build(), goodWheel().build()])),
    says: "demo-1.0.tar.gz",
    explains: "refusal:zip-and-tar",
  },
  {
    code: "A003",
    fires: { wheel: (good) => good.file("demo/zeros.bin", Buffer.alloc(70 * 2 ** 20)) },
    says: NAME,
  },
  {
    code: "A004",
    fires: { wheel: (good) => good.file("demo/a.py", "abc", { method: 14 }) },
    says: "demo/a.py",
  },
  { code: "A005", fires: { sdist: (good) => good.member({ name: "other/x.py" }) }, says: "demo-1.0.tar.gz" },
  { code: "A006", fires: { sdist: (good) => good.withoutPkgInfo() }, says: "PKG-INFO" },
  { code: "A007", fires: { wheel: (good) => good.without("WHEEL") }, says: "WHEEL" },
  {
    code: "A008",
    fires: { sdist: (good) => good.member({ name: "demo-1.0/odd", type: "S" }) },
    says: "demo-1.0/odd",
  },
  {
    code: "A009",
    fires: { wheel: (good) => good.unlisted({ name: "demo/__init__.py", content: "evil = 1\n" }) },
    says: "demo/__init__.py",
  },
  {
    code: "A010",
    fires: { wheel: (good) => good.unlisted({ name: "demo/hidden.py", content: "evil", central: false }) },
    says: "demo/hidden.py",
    explains: "refusal:zip-structure",
  },
  {
    code: "A011",
    fires: {
      wheel: (good) =>
        good.file("demo/a.py", "abc", {
          flags: 0x808,
          local: { size: 0, packedSize: 0, crc: 0 },
          after: Buffer.from("PK\x07\x08............", "latin1"),
        }),
    },
    says: "demo/a.py",
  },
  {
    code: "A012",
    fires: { wheel: (good) => good.file("demo/a.py", "abc", { central: { comment: "hi" } }) },
    says: "demo/a.py",
  },
  {
    code: "A013",
    fires: { wheel: (good) => good.zip({ after: Buffer.from("trailing bytes") }) },
    says: "after the end",
  },
  { code: "A014", fires: { wheel: (good) => good.file("demo/a\u0007.py", "") }, says: "demo/a" },
  {
    code: "A015",
    fires: {
      wheel: (good) =>
        good.file("demo/a.py", "abc", {
          local: { extra: Buffer.concat([zip64Extra(3, 5), zip64Extra(3, 5)]) },
        }),
    },
    says: "demo/a.py",
  },
  { code: "A016", fires: { wheel: (good) => good.file("../evil.py", "") }, says: "../evil.py" },
  {
    code: "A017",
    fires: {
      sdist: (good) => good.member({ name: "demo-1.0/link", type: "2", linkTarget: "../../outside" }),
    },
    says: "demo-1.0/link",
  },
  {
    code: "A018",
    fires: { sdist: (good) => good.member({ name: "demo-1.0/pipe", type: "6" }) },
    says: "demo-1.0/pipe",
  },
  { code: "A019", fires: { sdist: (good) => good.file("a", "", { mode: 0o666 }) }, says: "demo-1.0/a" },
  { code: "A020", fires: asSdist(() => goodSdist().build().subarray(0, -8)), says: "demo-1.0.tar.gz" },
  {
    code: "A021",
    fires: { wheel: (good) => good.file("demo/a.py", "abc", { flags: 0x801 }) },
    says: "demo/a.py",
  },
  { code: "A022", fires: { sdist: (good) => good.called("demo-1.0.0.tar.gz") }, says: "demo-1.0" },
  {
    code: "A023",
    fires: asSdist(() => Buffer.concat([goodSdist().build(), Buffer.from("junk")])),
    says: "demo-1.0.tar.gz",
  },
  {
    code: "A024",
    fires: { wheel: (good) => good.unlisted({ name: "demo/late.py", content: "x = 1\n" }) },
    says: "demo/late.py after its .dist-info",
  },
  {
    code: "A025",
    fires: { sdist: (good) => good.file("LICENSE", "MIT License\n") },
    says: "LICENSE",
    severity: "info",
  },
  {
    code: "A025",
    about: "with another content",
    fires: { sdist: (good) => good.file("LICENSE", "other\n") },
    says: "LICENSE",
    severity: "error",
  },
  {
    code: "R001",
    fires: { wheel: (good) => good.without("RECORD") },
    says: "RECORD",
    explains: "refusal:record-missing",
  },
  {
    code: "R002",
    fires: { wheel: (good) => good.rows((rows) => rows.filter((row) => row.path !== "demo/cli.py")) },
    says: "demo/cli.py",
  },
  {
    code: "R003",
    fires: {
      wheel: (good) =>
        good.rows((rows) => [
          ...rows,
          { path: "demo/gone.py", algorithm: "sha256", digest: "x".repeat(43), size: 1 },
        ]),
    },
    says: "demo/gone.py",
  },
  {
    code: "R004",
    fires: {
      wheel: (good) =>
        good.rows((rows) =>
          rows.map((row) => (row.path === "demo/cli.py" ? { ...row, digest: "x".repeat(43) } : row)),
        ),
    },
    says: "demo/cli.py",
  },
  {
    code: "R005",
    fires: {
      wheel: (good) =>
        good.rows((rows) => rows.map((row) => (row.path === "demo/cli.py" ? { ...row, size: 1 } : row))),
    },
    says: "demo/cli.py",
  },
  {
    code: "R006",
    fires: {
      wheel: (good) =>
        good.rows((rows) =>
          rows.map((row) => (row.path === "demo/cli.py" ? { ...row, algorithm: "", digest: "" } : row)),
        ),
    },
    says: "demo/cli.py",
  },
  {
    code: "R008",
    fires: { wheel: (good) => good.file("other-2.0.dist-info/METADATA", `${moreHeaders().join("\n")}\n`) },
    says: "dist-info",
  },
  { code: "R009", fires: { wheel: (good) => good.wheelFile("Generator: test\n") }, says: "Wheel-Version" },
  {
    code: "R012",
    fires: {
      wheel: (good) =>
        good.metadataLines(moreHeaders().map((line) => line.replace("Version: 1.0", "Version: 2.0"))),
    },
    says: "2.0",
  },
  {
    code: "R007",
    fires: { wheel: (good) => good.file("demo-1.0.dist-info/RECORD.jws", "{}") },
    says: "RECORD.jws, which no installer reads",
  },
  {
    code: "R010",
    fires: {
      wheel: (good) =>
        good.wheelFile("Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py2-none-any\nTag: py3-none-any\n"),
    },
    silent: {
      otherWheel: () =>
        withRelease(wheel({ tag: "py2.py3-none-any" })).wheelFile(
          "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py2.py3-none-any\n",
        ),
    },
    says: "WHEEL says py2-none-any, py3-none-any, but the file name says py3-none-any",
    at: `${NAME}!/demo-1.0.dist-info/WHEEL`,
  },
  {
    code: "R010",
    about: "as many tags, and one of them another",
    fires: {
      otherWheel: () =>
        withRelease(wheel({ tag: "py2.py3-none-any" })).wheelFile(
          "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: cp312-none-any\nTag: py3-none-any\n",
        ),
    },
    says: "WHEEL says cp312-none-any, py3-none-any",
  },
  {
    code: "R011",
    fires: { wheel: (good) => good.file("demo/_ext.so", "\x7fELF") },
    silent: { wheel: (good) => good.file("demo-1.0.data/platlib/demo/_ext.so", "\x7fELF") },
    says: "demo-1.0-py3-none-any.whl contains demo/_ext.so but has Root-Is-Purelib: true",
  },
  {
    code: "R011",
    about: "a pure wheel that says no",
    fires: {
      wheel: (good) => good.wheelFile("Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: py3-none-any\n"),
    },
    says: "demo-1.0-py3-none-any.whl is tagged for any platform but has Root-Is-Purelib: false",
  },
  {
    code: "R013",
    fires: {
      wheel: (good) =>
        good
          .wheelFile("Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\nBuild: 1\n")
          .called("demo-1.0-2-py3-none-any.whl"),
    },
    silent: {
      wheel: (good) =>
        good
          .wheelFile("Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\nBuild: 2\n")
          .called("demo-1.0-2-py3-none-any.whl"),
    },
    says: "WHEEL says Build: 1, but the file name says 2",
  },
  {
    code: "R014",
    fires: { wheel: (good) => good.file("demo-1.0.dist-info/top_level.txt", "demo\ngone\n") },
    silent: { wheel: (good) => good.file("demo-1.0.dist-info/top_level.txt", "demo\n") },
    says: "top_level.txt names gone",
  },
  {
    code: "T001",
    fires: { otherWheel: () => withRelease(wheel({ tag: "cp312-cp312-linux_x86_64" })) },
    silent: { otherWheel: () => withRelease(wheel({ tag: "cp312-cp312-linux_x86_64" })), target: "private" },
    says: "linux_x86_64",
    explains: "refusal:platform-tag",
  },
  {
    code: "T002",
    fires: { otherWheel: () => withRelease(wheel({ tag: "cp312-cp312-macosx_11_3_arm64" })) },
    says: "macosx_11_3_arm64",
  },
  {
    code: "A027",
    fires: { wheel: (good) => good.file("demo/x", "").file("demo/x/y.py", "") },
    silent: { wheel: (good) => good.file("demo/x.txt", "").file("demo/x/y.py", "") },
    says: "demo/x is a file, but the member needs a folder there",
    severity: "error",
  },
  {
    code: "A027",
    about: "a name that no file system takes",
    fires: { wheel: (good) => good.file(`demo/${"n".repeat(256)}`, "") },
    silent: { wheel: (good) => good.file(`demo/${"n".repeat(255)}`, "") },
    says: "a name in it has 256 bytes",
  },
  {
    code: "A027",
    about: "a path that no system takes",
    fires: { wheel: (good) => good.file(`${"folder/".repeat(600)}x`, "") },
    silent: { wheel: (good) => good.file(`${"folder/".repeat(100)}x`, "") },
    says: "its path has",
  },
];
