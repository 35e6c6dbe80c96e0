/**
 * Builds and runs an image for real: `npm run image-run`, as root on Debian with mmdebstrap, buildah, podman and runc. The
 * root file system that stands for the base image is made once, in the cache.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { channelTools } from "./channel-tools.ts";

const base = join(channelTools().wheels, "..", "base.tar");
const packages = "python3-minimal,python3-venv,python3-pip,ca-certificates";
if (!existsSync(base))
  execFileSync("mmdebstrap", ["--variant=minbase", `--include=${packages}`, "bookworm", base], {
    stdio: "inherit",
  });
execFileSync("npx", ["vitest", "run", "tests/recipes/image-run.integration.test.ts"], {
  stdio: "inherit",
  env: { ...process.env, SHIPWHEEL_IMAGE_BASE: base },
});
