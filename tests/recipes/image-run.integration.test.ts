import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { channelTools } from "../../scripts/channel-tools.ts";
import { run } from "../acceptance/cli.ts";
import { demoSdist, demoWheel } from "../support/demo-files.ts";
import { gitRepository } from "../support/git.ts";

/** A root file system with Python 3.11, venv and pip: `npm run image-run` makes one. */
const BASE = process.env["SHIPWHEEL_IMAGE_BASE"] ?? "";
const hadolint = join(channelTools().python, "..", "hadolint");
const noHadolint = existsSync(hadolint) ? false : "npm run channel-tools was not run";
const noRuntime =
  existsSync(BASE) &&
  spawnSync("buildah", ["--version"]).status === 0 &&
  spawnSync("podman", ["--version"]).status === 0
    ? false
    : "SHIPWHEEL_IMAGE_BASE names no root file system, or there is no buildah or podman";

for (const reason of [noHadolint, noRuntime])
  if (reason !== false) process.stderr.write(`SKIPPED: an image is not examined: ${reason}\n`);

describe("the image", () => {
  const repository = gitRepository();
  const { root } = repository;
  const dist = join(root, "dist");
  const context = join(root, "packaging/image");
  const store = [
    "--root",
    join(root, "store"),
    "--runroot",
    join(root, "run"),
    "--storage-driver",
    "overlay",
  ];

  function buildah(...args: readonly string[]): string {
    return execFileSync("buildah", [...store, ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  async function image(base: string): Promise<void> {
    writeFileSync(
      join(root, "pyproject.toml"),
      `[project]\nname = "demo-pkg"\nversion = "1.0.0"\n\n[tool.shipwheel.image]\nbase = "${base}"\n`,
    );
    await run(["image", "--from", "dist", "--files-at", "dist", "--force"], { cwd: root });
  }

  beforeAll(async () => {
    mkdirSync(dist);
    for (const { fileName, bytes } of [demoWheel(), demoSdist()]) writeFileSync(join(dist, fileName), bytes);
    await image(`python:3.11-slim@sha256:${"a".repeat(64)}`);
  });
  afterAll(() => repository[Symbol.dispose]());

  test.skipIf(noHadolint)("hadolint finds nothing in the Containerfile", () => {
    const { stdout, status } = spawnSync(hadolint, [join(context, "Containerfile")], { encoding: "utf8" });
    expect([stdout, status]).toEqual(["", 0]);
    // It is the same tool that finds what is wrong.
    const { status: found } = spawnSync(hadolint, ["-"], { input: "FROM python:latest\nCMD x\n" });
    expect(found).toBe(1);
  });

  test.skipIf(noRuntime)(
    "is built from the wheel, and its command runs without root, network and writable root",
    async () => {
      const context0 = join(root, "base");
      mkdirSync(context0);
      cpSync(BASE, join(context0, "base.tar"));
      writeFileSync(
        join(context0, "Containerfile"),
        "FROM scratch\nADD base.tar /\nRUN ln -sf python3 /usr/bin/python\n",
      );
      const build = ["bud", "--isolation", "chroot", "--network", "host", "--pull-never", "--timestamp", "0"];
      buildah(...build, "-t", "localhost/python:3.11-slim", context0);
      const digest = buildah("images", "--format", "{{.Digest}}", "localhost/python:3.11-slim").trim();
      await image(`localhost/python:3.11-slim@${digest}`);
      mkdirSync(join(context, "wheels"));
      for (const name of readdirSync(dist)) cpSync(join(dist, name), join(context, "wheels", name));
      const pip = join(root, "pip.conf");
      writeFileSync(pip, "[global]\nno-index = true\n");
      const containerfile = join(context, "Containerfile");
      buildah(
        ...build,
        "--volume",
        `${pip}:/etc/pip.conf:ro`,
        "-t",
        "localhost/demo:1",
        "-f",
        containerfile,
        context,
      );
      const podman = [
        "--cgroup-manager",
        "cgroupfs",
        "--runtime",
        "runc",
        "run",
        "--rm",
        "--network",
        "none",
      ];
      const strict = ["--read-only", "--cap-drop", "all", "--security-opt", "no-new-privileges"];
      // Both below what a container without CAP_SYS_RESOURCE may ask for.
      const limits = ["--ulimit", "nofile=10000:10000", "--ulimit", "nproc=10000:10000"];
      const inside = (...args: readonly string[]): string =>
        execFileSync("podman", [...store, ...podman, ...strict, ...limits, ...args], { encoding: "utf8" });
      expect(inside("localhost/demo:1")).toContain("demo 1.0.0");
      expect(inside("--entrypoint", "id", "localhost/demo:1", "-u").trim()).toBe("10001");
      // A wheel that is not the released one is rejected.
      const lock = join(context, "requirements.lock");
      writeFileSync(lock, readFileSync(lock, "utf8").replace(/sha256:.{8}/, "sha256:00000000"));
      expect(() =>
        buildah(
          ...build,
          "--volume",
          `${pip}:/etc/pip.conf:ro`,
          "-t",
          "localhost/demo:2",
          "-f",
          containerfile,
          context,
        ),
      ).toThrow(/DO NOT MATCH THE HASHES/);
    },
  );
});
