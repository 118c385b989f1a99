import { describe, expect, it } from 'vitest';
import { newMinimumTls, resourceTypes } from '../../source/cdn/template-names.ts';
import { packageFile } from '../../source/package-root.ts';

describe('docs/compatibility.md', () => {
  const text = packageFile('docs/compatibility.md');

  it.each(Object.keys(resourceTypes))('names %s', (logicalId) => {
    expect(text).toContain(`\`${logicalId}\``);
  });

  it('names the runtime and the minimum of TLS that templates have', () => {
    const runtime = /Runtime: (\S+)/.exec(packageFile('templates/cdn/unique-json-values-function.yml'))?.[1];
    expect(text).toContain(`\`${runtime}\``);
    expect(text).toContain(`\`${newMinimumTls}\``);
  });
});
