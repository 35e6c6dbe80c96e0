import { defineStageRule, type StageRule } from "../findings/stage-rule.ts";

export const KNOWN_VULNERABILITY: StageRule = defineStageRule({
  code: "Q001",
  slug: "known-vulnerability",
  title: "a dependency has a known vulnerability",
  phase: "check",
  docs: {
    what: "An advisory of OSV (PyPA's and GitHub's databases among its sources) affects a version to which a requirement of the release is resolved. Advisories that are aliases of each other are reported once.",
    why: "Whoever installs the release installs the vulnerability with it.",
    fix: "require a fixed version, or record in [[tool.shipwheel.audit.waive]] why it does not matter and until when",
    bad: 'dependencies = ["idna==3.6"]',
    good: 'dependencies = ["idna>=3.7"]',
    peers: ["pip-audit", "uv audit", "osv-scanner"],
  },
});

export const VERSION_NOT_AUDITABLE: StageRule = defineStageRule({
  code: "Q002",
  slug: "version-not-auditable",
  title: "a version cannot be compared with advisories",
  phase: "check",
  docs: {
    what: "The version of a dependency is not valid by PEP 440, and no advisory lists it literally.",
    why: "Ranges of advisories cannot be compared with it, so nobody knows whether it is affected.",
    fix: "replace the dependency with a release that has a valid version",
  },
});

export const RELEASE_YANKED: StageRule = defineStageRule({
  code: "Q003",
  slug: "dependency-yanked",
  title: "a dependency is resolved to a yanked release",
  severity: "warning",
  phase: "check",
  docs: {
    what: "All files of the version are yanked on the index (PEP 592). Installers use it only because a requirement or a lock file pins it.",
    why: "Its maintainers withdrew it: it is broken, or unsafe.",
    fix: "require another version",
    bad: 'dependencies = ["demo==1.0"]',
    good: 'dependencies = ["demo>=1.1"]',
  },
});

export const PROJECT_QUARANTINED: StageRule = defineStageRule({
  code: "Q004",
  slug: "dependency-quarantined",
  title: "a dependency is quarantined",
  phase: "check",
  docs: {
    what: "The index marks the project as quarantined (PEP 792): it offers none of its files.",
    why: "The index suspects malware, and the release can no longer be installed.",
    fix: "remove the dependency, and look into what its releases did",
  },
});

export const PROJECT_UNMAINTAINED: StageRule = defineStageRule({
  code: "Q005",
  slug: "dependency-unmaintained",
  title: "a dependency is no longer maintained",
  severity: "warning",
  phase: "check",
  docs: {
    what: "The index marks the project as archived or deprecated (PEP 792).",
    why: "It gets no fixes, also not for the next vulnerability.",
    fix: "replace the dependency, or record in [[tool.shipwheel.audit.waive]] why it may stay",
  },
});

export const LICENSE_DENIED: StageRule = defineStageRule({
  code: "Q006",
  slug: "license-denied",
  title: "the license of a dependency is not allowed",
  phase: "check",
  docs: {
    what: "The license of a dependency is denied by [tool.shipwheel.audit.licenses], or is not among those that it allows.",
    why: "Whoever distributes the release together with it has to comply with that license.",
    fix: "replace the dependency, move it to an extra whose policy allows it, or allow the license",
    bad: 'deny = ["AGPL-3.0-only"], and a dependency under it',
    good: 'allow = ["MIT", "Apache-2.0", "BSD-3-Clause"]',
    peers: ["pip-licenses --allow-only", "liccheck"],
  },
});

export const LICENSE_UNKNOWN: StageRule = defineStageRule({
  code: "Q007",
  slug: "license-unknown",
  title: "the license of a dependency is unknown",
  severity: "warning",
  phase: "check",
  docs: {
    what: "Neither the metadata of a dependency nor a license text in it names one SPDX license. The severity is `unknown` of [tool.shipwheel.audit.licenses].",
    why: "Nobody can say what the license asks for.",
    fix: "look at the project, and record its license in [[tool.shipwheel.audit.waive]] with the id `license`",
    bad: "License: BSD",
    good: "License-Expression: BSD-3-Clause",
  },
});

export const LICENSE_CONTRADICTORY: StageRule = defineStageRule({
  code: "Q008",
  slug: "license-contradictory",
  title: "a dependency contradicts itself about its license",
  severity: "warning",
  phase: "check",
  docs: {
    what: "License expression, classifiers and license text of a dependency name different licenses.",
    why: "The policy is applied to the strictest of them; which one is right only its maintainers know.",
    fix: "ask the maintainers of the dependency",
    bad: "License: GPL-3.0-or-later, with the classifier of Apache",
    good: "License-Expression: Apache-2.0",
  },
});

export const SECRET_IN_HISTORY: StageRule = defineStageRule({
  code: "Q009",
  slug: "secret-in-history",
  title: "a credential is in the repository",
  phase: "check",
  docs: {
    what: "A file of the working tree or of any commit contains a credential, or is by its name a file of secrets (`.env`, `.pypirc`, private keys). Tests, documents and examples are reported as a note.",
    why: "Everybody who can clone the repository has it; a later commit that removes the file removes it from no clone.",
    fix: "revoke the credential; rewriting the history alone does not make it secret again",
    peers: ["gitleaks", "trufflehog"],
  },
});

export const BUILD_REQUIREMENTS_UNLOCKED: StageRule = defineStageRule({
  code: "Q010",
  slug: "build-requirements-unlocked",
  title: "the build requirements are not locked",
  severity: "info",
  phase: "check",
  docs: {
    what: "The project has no lock file with digests for what [build-system] requires.",
    why: "A new release of a build backend is part of the next build without anybody having seen it.",
    fix: "run shipwheel build --lock, and commit the file",
  },
});

export const AUDIT_WAIVER_USELESS: StageRule = defineStageRule({
  code: "Q011",
  slug: "audit-waiver-useless",
  title: "a waiver of the audit has no effect",
  severity: "warning",
  phase: "check",
  docs: {
    what: "An entry of [[tool.shipwheel.audit.waive]] has ended, matches nothing that was found, or names an advisory that was withdrawn.",
    why: "Waivers that nobody needs hide the next finding of their name.",
    fix: "remove the entry, or set a later date with a new reason",
  },
});
