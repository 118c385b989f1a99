import { beforeAll, describe, expect, it } from 'vitest';
import { patchEnvironmentTemplate } from '../../source/cdn/environment-patch.ts';
import { type SampleCase, sample } from '../cdn/generations/sample.ts';
import { generations } from '../cdn/settings-product.ts';
import { type Finding, lint } from './cfn-lint.ts';
import { isKnown, known } from './known-findings.ts';

describe('templates with the CDN in them, in the eyes of cfn-lint', () => {
  let findings: Finding[] = [];

  beforeAll(async () => {
    const each = generations.map((generation) =>
      lint(templatesOf(sample().filter((one) => one.generation === generation))),
    );
    findings = (await Promise.all(each)).flat();
  });

  it('have no errors, and only warnings that are known', () => {
    expect(findings.filter((finding) => !known.some((each) => isKnown(each, finding)))).toEqual([]);
  });

  it.each(known)('still bring what is known of $at', (each) => {
    expect(findings.some((finding) => isKnown(each, finding))).toBe(true);
  });
});

/** With our own code in the functions; the first also with Copilot's, which lies in a bucket. */
function templatesOf(cases: readonly SampleCase[]): ReadonlyMap<string, string> {
  const [first] = cases;
  if (first === undefined) throw new Error('There are no cases.');
  const withOwnCode = cases.map((each) => ({
    ...each,
    title: `${each.title}, own code`,
    settings: { ...each.settings, functionCode: {} },
  }));
  return new Map(
    [first, ...withOwnCode].map(({ title, template, settings }) => [
      `${title.replaceAll(/[^\w.]+/g, '-')}.yml`,
      patchEnvironmentTemplate(template, settings).template,
    ]),
  );
}
