import { describe, expect, it } from 'vitest';
import { patchEnvironmentTemplate } from '../../../source/cdn/environment-patch.ts';
import { dataOf, expectedEnvironment } from '../expected-environment.ts';
import { type Generation, off, settingsProduct } from '../settings-product.ts';
import { without } from './without.ts';

/** The table of all settings, for the environments of one version of Copilot. A file each, so that they run side by side. */
export function describeGeneration(generation: Generation): void {
  const cases = settingsProduct(generation).map((each) => [each.title, each] as const);

  it('is the whole product of settings', () => {
    expect(new Set(cases.map(([title]) => title)).size).toBe(104);
  });

  describe.each(cases)('%s', (_, { template, deployed, settings }) => {
    const patch = once(() => patchEnvironmentTemplate(template, settings));

    it('says what Copilot’s own template would', () => {
      expect(dataOf(patch().template)).toEqual(expectedEnvironment(deployed, settings));
    });

    it('changes nothing the second time', () => {
      const again = patchEnvironmentTemplate(patch().template, settings);
      expect(again).toEqual({ template: patch().template, nodes: [], changed: false, metadataOnly: false });
    });

    it('leaves every byte outside of the named nodes', () => {
      const named = new Set([...patch().nodes.map((node) => node.logicalId), 'Manifest']);
      expect(without(patch().template, named)).toBe(without(template, named));
    });

    it('gives back the deployed bytes when turned off', () => {
      const { publicCertificates, hasDomain } = settings;
      const back = patchEnvironmentTemplate(patch().template, { ...off, publicCertificates, hasDomain });
      expect(back.template).toBe(template);
    });
  });
}

function once<Result>(make: () => Result): () => Result {
  let made: Result | undefined;
  return () => (made ??= make());
}
