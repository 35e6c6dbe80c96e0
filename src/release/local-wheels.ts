import type { Distribution } from "../distribution/distribution.ts";
import { isBuildersWheel } from "../distribution/platform-tags.ts";
import type { UploadIndex } from "../publish/target.ts";
import type { Finding } from "../findings/finding.ts";
import { WHEEL_FOR_THIS_MACHINE_ONLY } from "./release-rules.ts";

/**
 * `U011` for each wheel that is only for machines like this one, where it would go to an index of PyPI's rules: the
 * rehearsal tries such a wheel and does not upload it, so the release must not tag before the index rejects it.
 */
export function localWheels(
  files: readonly Pick<Distribution, "fileName" | "parsed">[],
  target: Pick<UploadIndex, "title" | "dialect">,
): readonly Finding[] {
  if (!target.dialect.isPyPI) return [];
  return files
    .filter((file) => isBuildersWheel(file.parsed))
    .map(({ fileName }) =>
      WHEEL_FOR_THIS_MACHINE_ONLY.finding({
        observed: true,
        message: `${target.title} rejects ${fileName}: its platform tag is only for this machine`,
        why: "the upload would fail after the tag is pushed; nothing was tagged",
        help: "build manylinux and musllinux wheels with cibuildwheel, and upload them and the sdist: shipwheel publish dist/*",
        location: { file: fileName },
        subject: fileName,
      }),
    );
}
