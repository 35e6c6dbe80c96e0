import { describe, expect, test } from "vitest";
import { codes, only, openBuilt, openBytes } from "../support/open-bytes.ts";
import { sdist } from "../support/sdist.ts";
import { wheel, type WheelBuilder } from "../support/wheel.ts";

const good = (): WheelBuilder => wheel().file("demo/__init__.py", "x = 1\n").file("demo/a,b.py", "y");

describe("the .dist-info folder", () => {
  test.each([
    ["WHEEL", "A007", "Invalid distribution file. WHEEL not found at demo-1.0.dist-info/WHEEL"],
    [
      "METADATA",
      "M001",
      "Wheel 'demo-1.0-py3-none-any.whl' does not contain the required METADATA file: demo-1.0.dist-info/METADATA",
    ],
    [
      "RECORD",
      "R001",
      "Wheel 'demo-1.0-py3-none-any.whl' does not contain the required RECORD file: demo-1.0.dist-info/RECORD",
    ],
  ])("without %s is %s", async (file, code, pypi) => {
    expect(await only(good().without(file))).toMatchObject({ code, pypi });
  });

  test("of another name, or several of them", async () => {
    const other = good();
    other.distInfo = "demo-1.1.dist-info";
    expect(await only(other)).toMatchObject({ code: "N020", entry: "demo-1.1.dist-info" });
    expect(await only(good().file("other-1.dist-info/METADATA", ""))).toMatchObject({ code: "R008" });
    expect((await openBuilt(good().file("demo/_vendor/x-1.dist-info/METADATA", ""))).problems).toEqual([]);
  });

  test.each([
    ["Root-Is-Purelib: true\n"],
    ["Wheel-Version: one\nRoot-Is-Purelib: true\n"],
    ["Wheel-Version: 2.0\nRoot-Is-Purelib: true\n"],
    ["Wheel-Version: 1.0\n"],
    ["Wheel-Version: 1.0\nRoot-Is-Purelib: maybe\n"],
    [""],
  ])("a WHEEL of %j is malformed", async (text) => {
    expect(await only(good().wheelFile(text))).toMatchObject({ code: "R009" });
  });

  test("a later minor version of the wheel format is fine", async () => {
    expect(
      (await openBuilt(good().wheelFile("Wheel-Version: 1.9\nRoot-Is-Purelib: False\n"))).problems,
    ).toEqual([]);
  });
});

describe("RECORD", () => {
  const change = (path: string, row: object): WheelBuilder =>
    good().rows((rows) => rows.map((old) => (old.path === path ? { ...old, ...row } : old)));

  test("a file that it does not list, and one that is not there", async () => {
    const unlisted = good().rows((rows) => rows.filter(({ path }) => path !== "demo/__init__.py"));
    expect(await only(unlisted)).toMatchObject({ code: "R002", entry: "demo/__init__.py" });
    const absent = good().rows((rows) => [
      ...rows,
      { path: "demo/gone.py", algorithm: "sha256", digest: "x", size: 1 },
    ]);
    expect(await only(absent)).toMatchObject({ code: "R003", entry: "demo/gone.py" });
  });

  test("several of a kind are one problem that names the others", async () => {
    const unlisted = good().rows((rows) => rows.filter(({ path }) => !path.startsWith("demo/")));
    expect(await only(unlisted)).toMatchObject({
      code: "R002",
      entry: "demo/__init__.py",
      more: ["demo/a,b.py"],
    });
  });

  test("a wrong hash, a wrong size", async () => {
    expect(await only(change("demo/__init__.py", { digest: "A".repeat(43) }))).toMatchObject({
      code: "R004",
    });
    expect(await only(change("demo/__init__.py", { size: 7 }))).toMatchObject({ code: "R005" });
  });

  test("a row without size, or with padding behind the hash, is right", async () => {
    expect((await openBuilt(change("demo/__init__.py", { size: null }))).problems).toEqual([]);
    const padded = good().rows((rows) =>
      rows.map((row) => (row.digest === "" ? row : { ...row, digest: `${row.digest}=` })),
    );
    expect((await openBuilt(padded)).problems).toEqual([]);
  });

  test.each([
    [{ algorithm: "", digest: "" }, "record-no-hash"],
    [{ algorithm: "md5", digest: "abc" }, "record-weak-hash"],
    [{ algorithm: "sha1", digest: "abc" }, "record-weak-hash"],
  ])("%j is %s", async (row, slug) => {
    expect(await only(change("demo/__init__.py", row))).toMatchObject({ code: "R006", slug });
  });

  test("paths that lead out, rows twice, rows with two columns", async () => {
    const add = (row: { path: string }): WheelBuilder =>
      good().rows((rows) => [...rows, { algorithm: "sha256", digest: "x", size: 1, ...row }]);
    for (const path of ["../../bin/evil", "/bin/evil"])
      expect(await only(add({ path }))).toMatchObject({ code: "R006", slug: "record-path" });
    expect(await only(add({ path: "demo/__init__.py" }))).toMatchObject({
      code: "R006",
      slug: "record-duplicate",
    });
    const builder = wheel();
    const text = ["METADATA", "WHEEL", "RECORD"].map((file) => `demo-1.0.dist-info/${file},\n`).join("");
    expect(await only(builder.recordText(text))).toMatchObject({
      slug: "record-columns",
      more: expect.any(Array) as string[],
    });
  });

  test("backslashes are read as slashes, signatures of RECORD need no row", async () => {
    const builder = good()
      .rows((rows) => rows.map((row) => ({ ...row, path: row.path.replaceAll("/", "\\") })))
      .unlisted({ name: "demo-1.0.dist-info/RECORD.jws", content: "{}" });
    expect((await openBuilt(builder)).problems).toEqual([]);
  });

  test("bytes that are no UTF-8", async () => {
    const { problems } = await openBuilt(good().recordText(Buffer.from([0xff, 0xfe])));
    expect(problems).toMatchObject([{ code: "R001", message: "RECORD is not UTF-8." }]);
  });
});

describe("the file name", () => {
  test.each([
    [
      "Demo-1.0-py3-none-any.whl",
      "N007",
      "Filename 'Demo-1.0-py3-none-any.whl' should contain the normalized project name 'demo', not 'Demo'.",
    ],
    ["demo-1.0-x-py3-none-any.whl", "N019", "Invalid build number: x in 'demo-1.0-x-py3-none-any'"],
    ["demo-1.0-py3-any.whl", "N019", "Invalid wheel filename (wrong number of parts): 'demo-1.0-py3-any'"],
    [
      "demo-1.x-py3-none-any.whl",
      "N009",
      "Invalid wheel filename (invalid version): 'demo-1.x-py3-none-any'",
    ],
    [
      "demo-1.0-py3-none-linux_x86_64.whl",
      "T001",
      "Binary wheel 'demo-1.0-py3-none-linux_x86_64.whl' has an unsupported platform tag 'linux_x86_64'.",
    ],
    [
      "demo-1.0-py3-none-macosx_11_1_arm64.whl",
      "T002",
      "Binary wheel 'demo-1.0-py3-none-macosx_11_1_arm64.whl' has an unsupported platform tag 'macosx_11_1_arm64'.",
    ],
    ["other-1.0-py3-none-any.whl", "R012", "Start filename for 'demo' with 'demo'."],
    ["demo-1.1-py3-none-any.whl", "R012", "Version in filename should be '1.0' not '1.1'."],
    [
      "de\x07mo-1.0-py3-none-any.whl",
      "N017",
      "Cannot upload a file with non-printable characters (ordinals 0-31) or the DEL character (ordinal 127) in the name.",
    ],
    ["de\\mo-1.0-py3-none-any.whl", "N017", "Cannot upload a file with '/' or '\\' in the name."],
  ])("%j is %s", async (fileName, code, pypi) => {
    // There the character parts folders.
    if (process.platform === "win32" && fileName.includes("\\")) return;
    const { problems } = await openBuilt(good().called(fileName));
    expect(problems.find((problem) => problem.code === code)).toMatchObject({ pypi });
  });

  test.each([
    ["Demo-1.0.tar.gz", "N006", "Filename 'Demo-1.0.tar.gz' is invalid, should be 'demo-1.0.tar.gz'."],
    ["demo-01.0.tar.gz", "N006", "Filename 'demo-01.0.tar.gz' is invalid, should be 'demo-1.0.tar.gz'."],
    ["other-1.0.tar.gz", "N006", "Start filename for 'demo' with 'demo'."],
    ["demo.tar.gz", "N006", "Invalid source distribution filename: demo.tar.gz"],
    ["demo-x.tar.gz", "N009", "Invalid source distribution filename: demo-x.tar.gz"],
    ["demo-1.1.tar.gz", "N008", "Filename 'demo-1.1.tar.gz' is invalid, should be 'demo-1.0.tar.gz'."],
  ])("%j is %s", async (fileName, code, pypi) => {
    const { problems } = await openBuilt(sdist().file("x.py", "").called(fileName));
    expect(problems.find((problem) => problem.code === code)).toMatchObject({ pypi });
  });

  test("versions are compared as versions", async () => {
    const builder = wheel({ version: "1.0.0" }).metadataLines([
      "Metadata-Version: 2.1",
      "Name: demo",
      "Version: 1.0",
    ]);
    expect((await openBuilt(builder)).problems).toEqual([]);
  });

  test("what is no distribution at all is told once", async () => {
    expect(codes(await openBytes("demo-1.0-py3.11.egg", wheel().build()))).toEqual(["N018"]);
    expect(codes(await openBytes("demo-1.0.tar.bz2", sdist().build()))).toEqual(["N018"]);
  });
});
