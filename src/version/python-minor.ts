/** The minor version of a Python: `3.11.7` to `3.11`. */
export function minorOf(version: string): string {
  return version.split(".").slice(0, 2).join(".");
}
