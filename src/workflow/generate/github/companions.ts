/** `.github/dependabot.yml`: keeps the pins up to date. */
export const DEPENDABOT = `version: 2

updates:
  - package-ecosystem: github-actions
    directory: /
    schedule:
      interval: weekly
    cooldown:
      default-days: 7
`;

/** `.github/actionlint.yaml`: actionlint 1.7.12 predates the key \`cache-mode\` (September 2026). */
export const ACTIONLINT = `paths:
  .github/workflows/{release,publish-testpypi,packaging,watch}*.yml:
    ignore:
      - 'unexpected key "cache-mode"'
`;
