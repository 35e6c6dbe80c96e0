import { describe, expect, test } from "vitest";
import { parseFileName } from "../../src/distribution/file-names.ts";
import {
  isBuildersWheel,
  isPyPIPlatformTag,
  platformTagsDate,
} from "../../src/distribution/platform-tags.ts";

describe("isPyPIPlatformTag", () => {
  test.each([
    "any",
    "win32",
    "win_arm64",
    "manylinux1_i686",
    "manylinux2010_x86_64",
    "manylinux2014_ppc64le",
    "manylinux_2_39_riscv64",
    "musllinux_1_2_aarch64",
    "linux_armv7l",
    "macosx_10_9_universal2",
    "macosx_11_0_arm64",
    "macosx_26_0_x86_64",
    "ios_13_0_arm64_iphonesimulator",
    "android_21_x86_64",
    "pyemscripten_2025_0_wasm32",
  ])("%s is accepted", (tag) => {
    expect(isPyPIPlatformTag(tag)).toBe(true);
  });

  test.each([
    "linux_x86_64",
    "linux_aarch64",
    "manylinux1_aarch64",
    "manylinux2014_riscv64",
    "manylinux_2_17_x86_64x",
    "musllinux_1_2_ppc64",
    "macosx_11_1_arm64",
    "macosx_16_0_arm64",
    "macosx_10_9_riscv",
    "freebsd_14_0_release_amd64",
    "win_x86",
    "android_21_mips",
    "emscripten_4_0_9_wasm32",
    "xpyemscripten_2025_0_wasm32",
    "",
  ])("%j is refused", (tag) => {
    expect(isPyPIPlatformTag(tag)).toBe(false);
  });

  test("the table says how old it is", () => {
    expect(platformTagsDate()).toMatch(/^20[0-9]{2}-[0-9]{2}-[0-9]{2}$/);
  });
});

describe("isBuildersWheel", () => {
  test.each([
    ["pkg-1.0-cp311-cp311-linux_x86_64.whl", true],
    ["pkg-1.0-cp311-abi3-linux_aarch64.whl", true],
    ["pkg-1.0-cp311-cp311-manylinux_2_17_x86_64.linux_x86_64.whl", false],
    ["pkg-1.0-cp311-cp311-linux_armv7l.whl", false],
    ["pkg-1.0-cp311-cp311-macosx_11_0_arm64.whl", false],
    ["pkg-1.0-py3-none-any.whl", false],
    ["pkg-1.0.tar.gz", false],
  ])("%s: %s", (fileName, expected) => {
    expect(isBuildersWheel(parseFileName(fileName))).toBe(expected);
  });
});
