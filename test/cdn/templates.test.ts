import { describe, expect, it } from 'vitest';
import { type EnvironmentCdnSettings, patchEnvironmentTemplate } from '../../source/cdn/environment-patch.ts';
import { environmentTemplate } from '../../source/sandbox/copilot/templates.ts';
import { dataOf, expectedEnvironment } from './expected-environment.ts';
import { without } from './generations/without.ts';
import { basic, generations, imported, manifest, off, staticAssets } from './settings-product.ts';
import { formsOf, ofLength, withResourcesOfTheTeam } from './templates.ts';

const everything: EnvironmentCdnSettings = {
  ...off,
  hasDomain: true,
  cdn: { ...imported, terminateTls: true, staticAssets },
  restrictIngress: { prefixListId: 'pl-1' },
  sourceIps: ['203.0.113.0/24'],
  manifest: `${manifest}\ncdn:\n  terminate_tls: true\n`,
};
const domain: EnvironmentCdnSettings = {
  ...off,
  hasDomain: true,
  cdn: basic,
  manifest: `${manifest}cdn: true\n`,
};

const forms = generations.flatMap((version): [string, string][] => {
  const template = environmentTemplate({ version, manifest });
  return Object.entries({
    ...formsOf(template),
    'resources of the team': withResourcesOfTheTeam(template),
  }).map(([form, text]) => [`${version}, ${form}`, text]);
});
const newest = environmentTemplate({ manifest });
const large: [string, string][] = [49, 200].map((size) => [
  `${size} KB`,
  ofLength(withResourcesOfTheTeam(newest), size * 1024),
]);

describe.each([...forms, ...large])('%s', (_, template) => {
  it.each([
    ['everything', everything],
    ['a managed domain', domain],
  ])('takes %s, says the same, and gives back its bytes', (_settings, settings) => {
    const { template: on, nodes } = patchEnvironmentTemplate(template, settings);
    expect(dataOf(on)).toEqual(expectedEnvironment(dataOf(template), settings));
    expect(patchEnvironmentTemplate(on, settings)).toMatchObject({ template: on, changed: false });
    if (!template.startsWith('{')) {
      const named = new Set([...nodes.map((node) => node.logicalId), 'Manifest']);
      expect(without(on, named)).toBe(without(template, named));
    }
    expect(patchEnvironmentTemplate(on, { ...off, hasDomain: true }).template).toBe(template);
  });
});

it('JSON stays JSON', () => {
  for (const [form, template] of forms.filter(([, text]) => text.startsWith('{'))) {
    const { template: on } = patchEnvironmentTemplate(template, everything);
    expect(() => JSON.parse(on), form).not.toThrow();
  }
});

it('line endings of Windows stay', () => {
  const { template: on } = patchEnvironmentTemplate(newest.replaceAll('\n', '\r\n'), everything);
  expect(on.replaceAll('\r\n', '')).not.toContain('\n');
});

it('a manifest that was written on Windows keeps its line endings within a template that has others', () => {
  const template = newest.replace(manifest.replace(/^/gm, '    '), (lines) => lines.replaceAll('\n', '\r\n'));
  expect(template).toContain('\r\n');
  const { template: on } = patchEnvironmentTemplate(template, everything);
  expect(on).toContain('    cdn:\r\n      terminate_tls: true\r\n');
  expect(patchEnvironmentTemplate(on, { ...off, hasDomain: true }).template).toBe(template);
});
