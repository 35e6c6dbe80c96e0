import { expect, test } from "vitest";

import { repositoryText } from "../support/repository.ts";

test("every dependency is pinned exactly", () => {
  const { devDependencies } = JSON.parse(repositoryText("package.json") ?? "") as {
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  const versions = Object.values(devDependencies);
  expect(versions.length).toBeGreaterThan(10);
  expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test("the lock file is whole: npm ci needs an entry for each optional dependency of another platform, too", () => {
  const lock = JSON.parse(repositoryText("package-lock.json") ?? "") as Lock;
  expect(Object.keys(lock.packages).length).toBeGreaterThan(100);
  expect(missingFromLock(lock)).toEqual([]);
  const binding = Object.keys(lock.packages).find((path) => path.includes("@oxlint/binding-")) ?? "";
  const { [binding]: _, ...rest } = lock.packages;
  expect(missingFromLock({ packages: rest })).toEqual([binding.replace("node_modules/", "")]);
});

// npm 11 warns of a script that nobody has allowed, and npm 12 does not run it.
test("the install scripts that are needed are allowed, and no others", () => {
  const { allowScripts } = JSON.parse(repositoryText("package.json") ?? "") as {
    readonly allowScripts: Readonly<Record<string, boolean>>;
  };
  const { packages } = JSON.parse(repositoryText("package-lock.json") ?? "") as Lock;
  const scripted = Object.entries(packages).filter(([, { hasInstallScript = false }]) => hasInstallScript);
  expect(scripted.map(([path]) => path.replace("node_modules/", ""))).toEqual(Object.keys(allowScripts));
  expect(new Set(Object.values(allowScripts))).toEqual(new Set([true]));
});

interface Lock {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly optionalDependencies?: Readonly<Record<string, string>>;
        readonly hasInstallScript?: boolean;
      }
    >
  >;
}

function missingFromLock({ packages }: Lock): readonly string[] {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
    ),
  );
}
