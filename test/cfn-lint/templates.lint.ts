import { beforeAll, describe, expect, it } from 'vitest';
import { patchEnvironmentTemplate } from '../../source/cdn/environment-patch.ts';
import { siteTemplate } from '../../source/cdn/site-stack/index.ts';
import { siteRoutings } from '../../source/copilot/static-site-manifest/extension.ts';
import { type SampleCase, sample } from '../cdn/generations/sample.ts';
import { generations } from '../cdn/settings-product.ts';
import { type Finding, lint } from './cfn-lint.ts';
import { isKnown, known } from './known-findings.ts';

describe('templates with the CDN in them, and those of static sites, in the eyes of cfn-lint', () => {
  let findings: Finding[] = [];

  beforeAll(async () => {
    const each = generations.map((generation) =>
      lint(templatesOf(sample().filter((one) => one.generation === generation))),
    );
    findings = (await Promise.all([...each, lint(siteTemplates())])).flat();
  });

  it('have no errors, and only warnings that are known', () => {
    expect(findings.filter((finding) => !known.some((each) => isKnown(each, finding)))).toEqual([]);
  });

  it.each(known)('still bring what is known of $at', (each) => {
    expect(findings.some((finding) => isKnown(each, finding))).toBe(true);
  });
});

/** With a name and without, in each routing. */
function siteTemplates(): ReadonlyMap<string, string> {
  const site = { application: 'shop', environment: 'prod', service: 'docs', manifest: 'name: docs\n' };
  const certificate = `arn:aws:acm:us-east-1:111122223333:certificate/${'0'.repeat(8)}`;
  const names = { 'with-name': { alias: 'docs.example.com', certificate }, 'without-name': {} };
  return new Map(
    Object.entries(names).flatMap(([title, name]) =>
      siteRoutings.map((routing) => [
        `site-${title}-${routing}.yml`,
        siteTemplate({ ...site, ...name, routing }),
      ]),
    ),
  );
}

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
