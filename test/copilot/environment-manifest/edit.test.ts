import { describe, expect, it } from 'vitest';
import {
  type EnvironmentManifestChange,
  editEnvironmentManifest,
} from '../../../source/copilot/environment-manifest/edit.ts';

const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/a';
const head = 'name: prod\ntype: Environment\n';
const tail = '\n# Configure observability\nobservability:\n  container_insights: false\n';

interface Row {
  readonly name: string;
  readonly before: string;
  readonly change: EnvironmentManifestChange;
  readonly after: string;
}

const rows: Row[] = [
  { name: 'on', before: head + tail, change: { cdn: true }, after: `${head}\ncdn: true\n${tail}` },
  {
    name: 'on, where it was off',
    before: `${head}cdn: false # later\n`,
    change: { cdn: true },
    after: `${head}cdn: true # later\n`,
  },
  {
    name: 'on is on, whatever the word',
    before: `${head}cdn: yes\n`,
    change: { cdn: true },
    after: `${head}cdn: yes\n`,
  },
  {
    name: 'on, behind http',
    before: `${head}\nhttp:\n  public: {}\n${tail}`,
    change: { cdn: true },
    after: `${head}\nhttp:\n  public: {}\n\ncdn: true\n${tail}`,
  },
  {
    name: 'with a certificate',
    before: head + tail,
    change: { cdn: true, certificate },
    after: `${head}\ncdn:\n  certificate: ${certificate}\n${tail}`,
  },
  {
    name: 'a certificate on a plain CDN',
    before: `${head}cdn: true\n`,
    change: { certificate },
    after: `${head}cdn:\n  certificate: ${certificate}\n`,
  },
  {
    name: 'the certificate away again',
    before: `${head}cdn:\n  certificate: x\n`,
    change: { certificate: null },
    after: `${head}cdn: true\n`,
  },
  {
    name: 'the certificate away beside others',
    before: `${head}cdn:\n  certificate: x\n  terminate_tls: true\n`,
    change: { certificate: null },
    after: `${head}cdn:\n  terminate_tls: true\n`,
  },
  {
    name: 'no certificate where none is',
    before: head,
    change: { certificate: null, terminateTls: null },
    after: head,
  },
  {
    name: 'an empty map, which Copilot refuses',
    before: `${head}cdn: {}\n`,
    change: { cdn: true },
    after: `${head}cdn: true\n`,
  },
  {
    name: 'TLS termination',
    before: `${head}cdn: true\n`,
    change: { terminateTls: true },
    after: `${head}cdn:\n  terminate_tls: true\n`,
  },
  {
    name: 'TLS termination off',
    before: `${head}cdn:\n  terminate_tls: true\n`,
    change: { terminateTls: false },
    after: `${head}cdn:\n  terminate_tls: false\n`,
  },
  {
    name: 'TLS termination off where it never was',
    before: `${head}cdn: true\n`,
    change: { terminateTls: false },
    after: `${head}cdn: true\n`,
  },
  {
    name: 'off',
    before: `${head}\ncdn:\n  certificate: x\n${tail}`,
    change: { cdn: false },
    after: head + tail,
  },
  {
    name: 'closed',
    before: `${head}http:\n  public:\n    certificates: [x]\n`,
    change: { restrictIngress: true },
    after: `${head}http:\n  public:\n    certificates: [x]\n    ingress:\n      cdn: true\n`,
  },
  {
    name: 'closed, in the spelling of the file',
    before: `${head}http:\n  public:\n    security_groups:\n      ingress:\n        restrict_to:\n          cdn: false\n`,
    change: { restrictIngress: true },
    after: `${head}http:\n  public:\n    security_groups:\n      ingress:\n        restrict_to:\n          cdn: true\n`,
  },
  {
    name: 'closed, in the new spelling where both are',
    before: `${head}http: {public: {ingress: {source_ips: [10.0.0.0/8]}, security_groups: {ingress: {restrict_to: {}}}}}\n`,
    change: { restrictIngress: true },
    after: `${head}http: {public: {ingress: {source_ips: [10.0.0.0/8], cdn: true}, security_groups: {ingress: {restrict_to: {}}}}}\n`,
  },
  {
    name: 'open',
    before: `${head}http:\n  public:\n    ingress:\n      cdn: true\n`,
    change: { restrictIngress: false },
    after: head,
  },
  {
    name: 'open, with what its author wrote about it',
    before: `${head}http:\n  public:\n    ingress:\n      cdn: true # see the runbook\n`,
    change: { restrictIngress: false },
    after: `${head}http:\n  public:\n    ingress:\n      cdn: false # see the runbook\n`,
  },
  {
    name: 'open as it is',
    before: `${head}http:\n  public:\n    ingress:\n      cdn: false\n`,
    change: { restrictIngress: false },
    after: `${head}http:\n  public:\n    ingress:\n      cdn: false\n`,
  },
  {
    name: 'variables stay',
    before: `${head}other: \${X}\ncdn:\n  certificate: \${Y}\n`,
    change: { restrictIngress: true },
    after: `${head}other: \${X}\ncdn:\n  certificate: \${Y}\nhttp:\n  public:\n    ingress:\n      cdn: true\n`,
  },
];

describe('editEnvironmentManifest', () => {
  it.each(rows)('$name', ({ before, change, after }) => {
    expect(editEnvironmentManifest(before, change)).toBe(after);
    expect(editEnvironmentManifest(after, change)).toBe(after);
  });

  it('everything on and everything off gives the bytes back', () => {
    const before = `${head}\n# http:\n#   public:\n${tail}`;
    const on = editEnvironmentManifest(before, {
      cdn: true,
      certificate,
      terminateTls: true,
      restrictIngress: true,
    });
    expect(on).toContain('  terminate_tls: true\n');
    expect(editEnvironmentManifest(on, { cdn: false, restrictIngress: false })).toBe(before);
  });

  it('names the file when it must refuse', () => {
    const text = 'base: &a {b: 1}\ncdn: *a\n';
    const refused = expect.objectContaining({
      code: 'cannot-edit-safely',
      message: expect.stringContaining('prod/manifest.yml:2:6'),
    });
    expect(() => editEnvironmentManifest(text, { certificate }, { file: 'prod/manifest.yml' })).toThrow(
      refused,
    );
  });
});
