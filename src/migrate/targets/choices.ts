/** What `--to` takes; `auto` is setuptools where it can express the project, else hatchling. Kept apart: the help page needs no target. */
export const TARGET_CHOICES: readonly string[] = [
  "auto",
  "setuptools",
  "hatchling",
  "flit",
  "pdm",
  "uv_build",
];
