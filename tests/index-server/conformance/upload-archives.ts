import { Buffer } from "node:buffer";
import { expect } from "vitest";
import { demoSdist, demoWheel, type DemoFile } from "../../support/demo-files.ts";
import type { TestIndex, UploadOptions } from "../../support/index.ts";
import { buildTarGz } from "../../support/sdist.ts";
import { tokenHeader } from "../../support/upload-form.ts";
import { buildZip } from "../../support/zip.ts";
import { publisherOf, publisherToken, type ConformanceCase } from "./case.ts";

const INFO = "demo_pkg-1.0.0.dist-info";
const INVALID = "Invalid distribution file. ";

/** Uploads and compares the words. */
async function says(it: TestIndex, file: DemoFile, message: string | RegExp, options: UploadOptions = {}) {
  const answer = await it.upload(file, options);
  expect(answer.status).toBe(400);
  if (typeof message === "string") expect(answer.message).toBe(message);
  else expect(answer.message).toMatch(message);
}

async function accepts(it: TestIndex, file: DemoFile, options: UploadOptions = {}) {
  const answer = await it.upload(file, options);
  expect([answer.status, answer.message]).toEqual([200, ""]);
}

const attested = (attestations: string): UploadOptions => ({ fields: { attestations } });

export const UPLOAD_ARCHIVES: readonly ConformanceCase[] = [
  {
    id: 41,
    title: "Demo_Pkg-1.0.0-….whl: 400 should contain the normalized project name",
    run: (it) =>
      says(
        it,
        demoWheel({ fileName: "Demo_Pkg-1.0.0-py3-none-any.whl" }),
        "Filename 'Demo_Pkg-1.0.0-py3-none-any.whl' should contain the normalized project name 'demo_pkg', not 'Demo_Pkg'.",
      ),
  },
  {
    id: 42,
    title: "demo-pkg-1.0.0.tar.gz, demo_pkg-1.0.tar.gz (metadata 1.0.0): 400 is invalid, should be",
    async run(it) {
      for (const fileName of ["demo-pkg-1.0.0.tar.gz", "demo_pkg-1.0.tar.gz", "Demo_Pkg-1.0.0.tar.gz"]) {
        const message = `Filename '${fileName}' is invalid, should be 'demo_pkg-1.0.0.tar.gz'.`;
        await says(it, demoSdist({ fileName }), message);
      }
    },
  },
  {
    id: 43,
    title: "wheel demo_pkg-1.0-….whl with metadata 1.0.0: 200",
    run: (it) => accepts(it, demoWheel({ fileName: "demo_pkg-1.0-py3-none-any.whl" })),
  },
  {
    id: 44,
    title: "another project's file name, another version: 400",
    async run(it) {
      const other = demoWheel({ fileName: "other-1.0.0-py3-none-any.whl" });
      await says(it, other, "Start filename for 'Demo-Pkg' with 'demo_pkg'.");
      const older = demoWheel({ fileName: "demo_pkg-1.0.1-py3-none-any.whl" });
      await says(it, older, "Version in filename should be '1.0.0' not '1.0.1'.");
    },
  },
  {
    id: 45,
    title: "platform tags that PyPI refuses and takes",
    async run(it) {
      for (const tag of ["linux_x86_64", "macosx_11_1_arm64", "macosx_16_0_arm64", "pyodide_2024_0_wasm32"]) {
        const wheel = demoWheel({ tag: `cp312-cp312-${tag}` });
        await says(it, wheel, `Binary wheel '${wheel.fileName}' has an unsupported platform tag '${tag}'.`);
      }
      for (const tag of [
        "manylinux_2_17_x86_64.manylinux2014_x86_64",
        "musllinux_1_2_aarch64",
        "macosx_26_0_arm64",
      ]) {
        await accepts(it, demoWheel({ tag: `cp312-cp312-${tag}` }));
      }
    },
  },
  {
    id: 46,
    title: "garbage bytes: 400 File is not a zipfile, not a tarfile",
    async run(it) {
      const bytes = Buffer.from("this is no archive".repeat(100));
      await says(it, { ...demoWheel(), bytes }, `${INVALID}File is not a zipfile`);
      await says(it, { ...demoSdist(), bytes }, `${INVALID}File is not a tarfile`);
    },
  },
  {
    id: 47,
    title: "wheels without WHEEL, METADATA, RECORD: 400",
    async run(it) {
      const name = "demo_pkg-1.0.0-py3-none-any.whl";
      await says(
        it,
        demoWheel({ members: { [`${INFO}/WHEEL`]: null } }),
        `${INVALID}WHEEL not found at ${INFO}/WHEEL`,
      );
      await says(
        it,
        demoWheel({ members: { [`${INFO}/METADATA`]: null } }),
        `Wheel '${name}' does not contain the required METADATA file: ${INFO}/METADATA`,
      );
      await says(
        it,
        demoWheel({ members: { [`${INFO}/RECORD`]: null } }),
        `Wheel '${name}' does not contain the required RECORD file: ${INFO}/RECORD`,
      );
    },
  },
  {
    id: 48,
    title: "a RECORD that does not match: 200, with a warning in the log",
    async run(it) {
      await accepts(it, demoWheel({ members: { [`${INFO}/RECORD`]: `${INFO}/RECORD,,\n` } }));
      expect(it.index.log.at(-1)?.upload).toMatchObject({ outcome: "stored" });
      expect(it.index.log.at(-1)?.upload?.warnings?.length).toBeGreaterThan(0);
    },
  },
  {
    id: 49,
    title: "a bad entry point name: 400",
    run: (it) =>
      says(
        it,
        demoWheel({
          members: { [`${INFO}/entry_points.txt`]: "[console_scripts]\nbad name = demo_pkg:main\n" },
        }),
        "Wheel 'demo_pkg-1.0.0-py3-none-any.whl' has invalid entry points defined in the entry_points.txt file",
      ),
  },
  {
    id: 50,
    title: "License-File absent in wheel and sdist: 400 with the looked-for path",
    async run(it) {
      const headers = ["License-File: LICENSE"];
      const intro = "License-File LICENSE does not exist in distribution file";
      await says(
        it,
        demoWheel({ headers }),
        `${intro} demo_pkg-1.0.0-py3-none-any.whl at ${INFO}/licenses/LICENSE`,
      );
      await says(it, demoSdist({ headers }), `${intro} demo_pkg-1.0.0.tar.gz at demo_pkg-1.0.0/LICENSE`);
      await accepts(it, demoWheel({ headers, members: { [`${INFO}/licenses/LICENSE`]: "MIT" } }));
    },
  },
  {
    id: 51,
    title: "zip with trailing data, a duplicate entry, bzip2: 400; with a comment: 200",
    async run(it) {
      const wheel = demoWheel();
      const see = ". See <pypi-docs>/archives for more information";
      const trailing = { ...wheel, bytes: Buffer.concat([wheel.bytes, Buffer.from("trailing")]) };
      await says(it, trailing, `${INVALID}ZIP archive not accepted: Trailing data${see}`);
      const twice = buildZip({
        members: [
          { name: "demo_pkg/__init__.py", content: "" },
          { name: "demo_pkg/__init__.py", content: "" },
        ],
      });
      await says(
        it,
        { ...wheel, bytes: twice },
        `${INVALID}ZIP archive not accepted: Duplicate filename in local headers${see}`,
      );
      const bzip2 = buildZip({
        members: [{ name: "demo_pkg/__init__.py", content: "x", method: 12 }],
      });
      await says(it, { ...wheel, bytes: bzip2 }, `${INVALID}File does not use a supported compression type`);
      const commented = buildZip({
        members: [
          { name: `${INFO}/METADATA`, content: wheel.metadata },
          {
            name: `${INFO}/WHEEL`,
            content: "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
          },
          { name: `${INFO}/RECORD`, content: "" },
        ],
        comment: "a comment",
      });
      await accepts(it, { ...wheel, bytes: commented });
    },
  },
  {
    id: 52,
    title: "sdist with two top folders, without PKG-INFO, with a sparse member: 400",
    async run(it) {
      await says(
        it,
        demoSdist({ members: { "other/file.txt": "x" } }),
        `${INVALID}Incorrect number of top-level directories in sdist`,
      );
      await says(
        it,
        demoSdist({ members: { "demo_pkg-1.0.0/PKG-INFO": null } }),
        `${INVALID}PKG-INFO not found at demo_pkg-1.0.0/PKG-INFO`,
      );
      const sdist = demoSdist();
      const bytes = buildTarGz([
        { name: "demo_pkg-1.0.0/PKG-INFO", content: sdist.metadata },
        { name: "demo_pkg-1.0.0/hole", content: "x".repeat(512), type: "S" },
      ]);
      await says(
        it,
        { ...sdist, bytes },
        /^Invalid distribution file\. tar archive not accepted: Sparse members are not allowed\./,
      );
    },
  },
  {
    id: 53,
    title: "a file above the limit, a project above its quota: 400",
    options: { settings: { maxFileBytes: 4096, maxProjectBytes: 6000 } },
    async run(it) {
      const big = demoWheel({ members: { "demo_pkg/big.bin": randomText(8000) } });
      await says(
        it,
        big,
        "File too large. Limit for project 'Demo-Pkg' is 0 MB. See <pypi-docs>/project-management/storage-limits#requesting-a-file-size-limit-increase for more information.",
      );
      const half = (tag: string) => demoWheel({ tag, members: { "demo_pkg/half.bin": randomText(2000) } });
      await accepts(it, half("py3-none-any"));
      await says(
        it,
        half("py2-none-any"),
        /^Project size too large\. Limit for project 'Demo-Pkg' total size is 0 GB\./,
      );
    },
  },
  {
    id: 54,
    title: "attestations with a user token: 400",
    run: (it) =>
      says(
        it,
        demoWheel(),
        "Invalid attestations supplied during upload: Attestations are only supported when using Trusted Publishing",
        attested("[{}]"),
      ),
  },
  {
    id: 55,
    title: "attestations of a publisher: none, three, no JSON: 400",
    options: { publishers: [publisherOf("demo-pkg")] },
    async run(it) {
      await accepts(it, demoSdist());
      const authorization = tokenHeader(await publisherToken(it));
      const with_ = (text: string): UploadOptions => ({ ...attested(text), authorization });
      await says(it, demoWheel(), /an empty attestation set is not permitted$/, with_("[]"));
      await says(it, demoWheel(), /A maximum of 2 attestations per file are supported$/, with_("[{},{},{}]"));
      await says(it, demoWheel(), /: Malformed attestations: /, with_("not json"));
    },
  },
];

function randomText(length: number): string {
  return Array.from({ length }, () => String.fromCodePoint(33 + Math.floor(Math.random() * 90))).join("");
}
