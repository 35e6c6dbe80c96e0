import type { Ports } from "../ports/ports.ts";
import type { Interpreter } from "../toolbox/interpreter.ts";
import { sitePackagesOf } from "../toolbox/cache/bytecode-cache.ts";
import { parseInfoFolder } from "../distribution/file-names.ts";

/** What an environment has, `name==version`, sorted: as its `.dist-info` folders are called. */
export async function installedRequirements(
  environment: string,
  python: Interpreter,
  { files }: Pick<Ports, "files">,
): Promise<readonly string[]> {
  const place = sitePackagesOf(environment, python);
  if ((await files.stat(place)) === null) return [];
  return (await files.list(place))
    .flatMap(({ name }) => {
      const installed = parseInfoFolder(name);
      return installed === null ? [] : [`${installed.name}==${installed.version}`];
    })
    .sort();
}
