import { existsSync } from "node:fs";

/** The machine's Chromium, or undefined where none is installed (apt install chromium). */
export const CHROMIUM: string | undefined = [
  process.env["SHIPWHEEL_CHROMIUM"] ?? "",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find((path) => path !== "" && existsSync(path));
