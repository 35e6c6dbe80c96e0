/** What people type for our commands in other tools' words. */
export const OTHER_WORDS: Readonly<Record<string, string>> = {
  lint: "check",
  validate: "check",
  test: "rehearse",
  try: "rehearse",
  "dry-run": "plan",
  preview: "plan",
  upload: "publish",
  push: "publish",
  deploy: "release",
  tag: "release",
  bump: "version bump",
  next: "version next",
  sync: "version sync",
  notes: "changelog",
  install: "verify",
  smoke: "verify",
};
