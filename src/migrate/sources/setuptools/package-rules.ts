import { isDeepStrictEqual } from "node:util";
import type { PackageRules } from "../../model/project-model.ts";
import type { FindCall, SetupFacts } from "./run-setup.ts";

/** The rules that setup.py, setup.cfg or [tool.setuptools] state; null when setuptools looks for packages by itself. */
export function packageRules(facts: SetupFacts): PackageRules | null {
  if (facts.packages.length === 0) return null;
  return {
    find: findOf(facts),
    packages: facts.packages,
    directories: facts.packageDirectories,
    data: facts.packageData,
    withoutData: facts.excludedPackageData,
    includesListedData: facts.includesListedData,
  };
}

/** One search, in several directories at most, that finds the very packages: what was added by hand makes it a list. */
function findOf({ finds, packages }: SetupFacts): PackageRules["find"] {
  const used = finds.filter(({ found }) => found.length > 0);
  const [first] = used;
  if (first === undefined) return null;
  const terms = ({ include, exclude, namespaces }: FindCall): unknown => [include, exclude, namespaces];
  const isOne = used.every((each) => isDeepStrictEqual(terms(each), terms(first)));
  const found = new Set(used.flatMap((each) => each.found));
  if (!isOne || found.size !== new Set(packages).size || !packages.every((each) => found.has(each)))
    return null;
  const { include, exclude, namespaces } = first;
  return { where: [...new Set(used.map(({ where }) => where))], include, exclude, namespaces };
}
