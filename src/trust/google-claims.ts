import { child, scalarText, scalarTexts, type YamlFile } from "../tree/formats/yaml-file.ts";
import { known, type Claimed, type JobClaims } from "./job-claims.ts";

/** Cloud Build's usual file. */
export const CLOUD_BUILD_FILES: readonly string[] = ["cloudbuild.yaml", "cloudbuild.yml"];

/** What a build of Google Cloud presents: the address of its service account. */
export function googleClaims(files: readonly YamlFile[]): readonly JobClaims[] {
  return files.flatMap((file) => {
    const steps = child(file.root, "steps");
    const texts = steps?.kind === "list" ? steps.items.map(stepText) : [];
    if (
      !texts.some((text) => /\b(?:twine upload|(?:uv|pdm|shipwheel) publish|shipwheel release)\b/.test(text))
    )
      return [];
    const account = child(file.root, "serviceAccount");
    const fields = {
      email: emailOf(scalarText(account)),
      subject: { unknown: "only Google Cloud determines it" },
    };
    return [
      {
        provider: "google" as const,
        index: "pypi" as const,
        file: file.path,
        job: "build",
        location: file.locate(account ?? file.root),
        events: ["a build"],
        refs: [],
        obstacle: null,
        fields,
        ref: known(null),
        caller: null,
        foreign: null,
        unattested: null,
        subjectKeys: null,
      },
    ];
  });
}

function stepText(step: Parameters<typeof child>[0]): string {
  return [child(step, "entrypoint"), child(step, "args"), child(step, "script")]
    .flatMap((node) => scalarTexts(node))
    .join(" ");
}

function emailOf(account: string | null): Claimed {
  if (account === null) return { unknown: "the build names no serviceAccount" };
  const email = account.split("/").at(-1) ?? "";
  return /^[^@\s$]+@[^@\s$]+$/.test(email)
    ? known(email)
    : { unknown: `${account} is determined during the build` };
}
