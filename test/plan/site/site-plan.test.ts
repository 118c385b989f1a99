import { describe, expect, it } from 'vitest';
import type { SiteFacts } from '../../../source/plan/site/site-facts.ts';
import { isSiteDone, planSite } from '../../../source/plan/site/site-plan.ts';
import { digestOf } from '../../../source/site/upload-digest.ts';
import type { UploadPlan } from '../../../source/site/upload-plan.ts';
import { certificate, deployedSite, manifestText, newSite } from './site-facts-for-tests.ts';

const nothing: UploadPlan = { uploads: [], bytes: 0, unchanged: 3, gone: [], returned: [], deletes: [] };

const changed: UploadPlan = {
  ...nothing,
  uploads: [
    { key: 'app.js', size: 10, fileClass: 'other', reason: 'new' },
    { key: 'index.html', size: 10, fileClass: 'page', reason: 'content' },
  ],
  deletes: ['old.js'],
};

const fresh: UploadPlan = { ...changed, uploads: changed.uploads.slice(0, 1), deletes: [] };

function plan(
  facts: SiteFacts,
  { plan: uploads = nothing, unfinished = false }: { plan?: UploadPlan; unfinished?: boolean } = {},
  wanted: string | undefined = certificate,
) {
  const desired = { certificate: wanted, prune: false, mostDeletes: undefined };
  return planSite(facts, desired, { digest: digestOf(uploads), unfinished });
}

const open = (made: ReturnType<typeof plan>) => made.steps.filter(({ done }) => !done).map(({ id }) => id);

describe('the deploy of a site', () => {
  it('begins with the stack, and comes to the name after the files and the edge', () => {
    expect(open(plan(newSite(), { plan: fresh }))).toEqual(['stack', 'files', 'edge', 'name', 'answer']);
  });

  it('asks for a certificate first where one is to be requested', () => {
    expect(open(plan(newSite(), { plan: changed }, 'request'))[0]).toBe('certificate');
  });

  it('has nothing to do where everything is as it should be', () => {
    const made = plan(deployedSite());
    expect(open(made)).toEqual([]);
    expect(isSiteDone(made)).toBe(true);
  });

  it('is files alone, and a look at the site, when only files changed', () => {
    const made = plan(deployedSite(), { plan: changed });
    expect(open(made)).toEqual(['files', 'invalidation', 'answer']);
    expect(made.steps.find(({ id }) => id === 'files')).toMatchObject({
      summary: '2 files to upload, 1 to delete, 3 unchanged',
      changes: [{ diff: '+app.js\n~ index.html\n-old.js', added: 2, removed: 1 }],
    });
  });

  it('finishes what an earlier deploy left, though every file is there', () => {
    const made = plan(deployedSite(), { unfinished: true });
    expect(isSiteDone(made)).toBe(false);
    expect(open(made)).toEqual(['files', 'invalidation', 'answer']);
  });

  it('waits for an update that runs', () => {
    const site = deployedSite();
    const busy = { ...site, stack: site.stack && { ...site.stack, status: 'UPDATE_IN_PROGRESS' } };
    expect(plan(busy).steps[0]).toMatchObject({ id: 'stack', done: false });
  });

  it('leaves a name to the person where its zone cannot be written', () => {
    const site: SiteFacts = {
      ...deployedSite(),
      name: { name: 'docs.example.com', leadsTo: 'elsewhere', through: 'CNAME other.example.net' },
    };
    const [step] = plan(site).steps.filter(({ id }) => id === 'name');
    expect(step?.summary).toBe('docs.example.com: a record for you to write');
    expect(step?.changes).toEqual([
      {
        kind: 'record',
        zone: 'your DNS provider',
        name: 'docs.example.com',
        recordType: 'CNAME',
        before: 'CNAME other.example.net',
        after: 'CNAME d111111abcdef8.cloudfront.net',
      },
    ]);
  });

  it('has no name to move where the site has none', () => {
    const text = manifestText.replace(/http:\n.*\n/, '');
    const site = { ...deployedSite(text), name: undefined };
    expect(plan(site, {}, undefined).steps.map(({ id }) => id)).toEqual(['stack', 'files', 'edge', 'answer']);
  });
});
