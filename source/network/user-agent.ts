import { packageFile } from '../package-root.ts';

/** What this program calls itself where it asks a site: whoever reads the access log can tell checks from visitors. */
export function userAgent(): string {
  const description: unknown = JSON.parse(packageFile('package.json'));
  const version =
    typeof description === 'object' && description !== null && 'version' in description
      ? description.version
      : 'unknown';
  return `copilot-cdn/${version} (+check)`;
}
