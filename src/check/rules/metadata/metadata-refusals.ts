import { FormFields, metadataFormValues } from "../../../distribution/acceptance/form-fields.ts";
import type { MetadataError } from "../../../distribution/acceptance/form-metadata.ts";
import { judgeMetadata } from "../../../distribution/acceptance/judge-metadata.ts";
import type { Distribution } from "../../../distribution/distribution.ts";
import type { Location } from "../../../findings/location.ts";
import type { RefusalReason } from "../../../findings/refusal-reason.ts";
import { memberPath, metadataMember, metadataPlaces } from "../../views/metadata-view.ts";
import type { RuleInputs } from "../../engine/rule.ts";

/** An error that PyPI would find in the metadata of a file, with its place in METADATA or PKG-INFO. */
export interface MetadataRefusal {
  readonly distribution: Distribution;
  readonly error: MetadataError;
  readonly location: Location;
}

const judged = new WeakMap<Distribution, readonly MetadataError[]>();

/** What PyPI would say to the metadata of every distribution, of one reason or of all; by the index's own rules. */
export function* metadataRefusals(
  inputs: Pick<RuleInputs, "distributions">,
  reason: RefusalReason | null = null,
): Generator<MetadataRefusal> {
  for (const distribution of inputs.distributions) {
    for (const error of errorsOf(distribution)) {
      if (reason !== null && error.reason !== reason) continue;
      const file = memberPath(distribution, metadataMember(distribution));
      const location = error.value === "" ? { file } : metadataPlaces(distribution)(error.field, error.value);
      yield { distribution, error, location };
    }
  }
}

function errorsOf(distribution: Distribution): readonly MetadataError[] {
  const { metadata } = distribution;
  let errors = judged.get(distribution);
  if (errors === undefined) {
    const fields = new FormFields();
    if (metadata !== null) for (const [form, value] of metadataFormValues(metadata)) fields.add(form, value);
    errors = metadata === null ? [] : judgeMetadata(fields);
    judged.set(distribution, errors);
  }
  return errors;
}
