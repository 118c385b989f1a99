import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { viewerRequestFunction } from '../../../source/cdn/site-stack/site-template.ts';
import type { SiteRouting } from '../../../source/copilot/static-site-manifest/extension.ts';

interface Answer {
  readonly uri?: string;
  readonly querystring?: object;
  readonly statusCode?: number;
}

/** Runs the code as it goes to CloudFront, for one request. */
function run(routing: SiteRouting, uri: string, querystring: object = {}): Answer {
  const context = createContext({ event: { request: { method: 'GET', uri, querystring, headers: {} } } });
  runInContext(viewerRequestFunction(routing), context);
  return runInContext('handler(event)', context);
}

const passed = (routing: SiteRouting, uri: string) => run(routing, uri).uri;

describe('an address becomes the key of a file', () => {
  it.each([
    // address, pages, pretty, single-page
    ['', '/index.html', '/index.html', '/index.html'],
    ['/', '/index.html', '/index.html', '/index.html'],
    ['/docs', '/docs/index.html', '/docs.html', '/index.html'],
    ['/docs/', '/docs/index.html', '/docs/index.html', '/index.html'],
    ['/about.html', '/about.html', '/about.html', '/about.html'],
    [
      '/assets/app.8d3f2a1b.js',
      '/assets/app.8d3f2a1b.js',
      '/assets/app.8d3f2a1b.js',
      '/assets/app.8d3f2a1b.js',
    ],
    // Only the last part decides.
    ['/v1.2/docs', '/v1.2/docs/index.html', '/v1.2/docs.html', '/index.html'],
    ['/v1.2/', '/v1.2/index.html', '/v1.2/index.html', '/index.html'],
    ['/v1.2/app.js', '/v1.2/app.js', '/v1.2/app.js', '/v1.2/app.js'],
    // Encoded as browsers send it, and it stays so.
    ['/caf%C3%A9', '/caf%C3%A9/index.html', '/caf%C3%A9.html', '/index.html'],
    ['/two%20words.html', '/two%20words.html', '/two%20words.html', '/two%20words.html'],
    ['/logo%2Epng', '/logo%2Epng', '/logo%2Epng', '/logo%2Epng'],
    ['/v1.2%2Fdocs', '/v1.2%2Fdocs/index.html', '/v1.2%2Fdocs.html', '/index.html'],
    ['/a%2F', '/a%2Findex.html', '/a%2Findex.html', '/index.html'],
    ['/猫', '/猫/index.html', '/猫.html', '/index.html'],
    ['/100%25', '/100%25/index.html', '/100%25.html', '/index.html'],
    // Doubled slashes are a key of their own for S3.
    ['//', '//index.html', '//index.html', '/index.html'],
    ['//docs', '//docs/index.html', '//docs.html', '/index.html'],
    // Names that others ask for as they are.
    ['/.well-known/apple-app-site-association', ...Array(3).fill('/.well-known/apple-app-site-association')],
    ['/.well-known/security.txt', ...Array(3).fill('/.well-known/security.txt')],
    ['/.well-known/', ...Array(3).fill('/.well-known/index.html')],
    // Like what is hidden, and something else.
    ['/.copilot-cdn.html', ...Array(3).fill('/.copilot-cdn.html')],
    ['/docs/.copilot-cdn/a.json', ...Array(3).fill('/docs/.copilot-cdn/a.json')],
    ['/%252Ecopilot-cdn/deploy.json', ...Array(3).fill('/%252Ecopilot-cdn/deploy.json')],
  ])('%j', (address, pages, pretty, singlePage) => {
    expect(passed('pages', address)).toBe(pages);
    expect(passed('pretty', address)).toBe(pretty);
    expect(passed('single-page', address)).toBe(singlePage);
  });

  it('with its query untouched', () => {
    const query = { page: { value: '2' } };
    expect(run('pages', '/docs', query)).toMatchObject({ uri: '/docs/index.html', querystring: query });
  });
});

describe('an address that nobody is to have is answered with 404 by the function itself', () => {
  it.each([
    '/.copilot-cdn',
    '/.copilot-cdn/',
    '/.copilot-cdn/deploy.json',
    '/.copilot-cdn/under-way.json',
    '/%2Ecopilot-cdn/deploy.json',
    '/%2ecopilot-cdn/deploy.json',
    '/.copilot%2Dcdn%2Fdeploy.json',
    '/%2E%63%6F%70%69%6C%6F%74%2D%63%64%6E/deploy.json',
    '//.copilot-cdn/deploy.json',
    '/%2F.copilot-cdn/deploy.json',
    // Addresses that climb, and some that are no text.
    '/..',
    '/../index.html',
    '/docs/..',
    '/docs/%2E%2e/.copilot-cdn/deploy.json',
    '/docs/%2e/',
    '/%',
    '/%zz',
    '/%E9',
  ])('%s', (address) => {
    for (const routing of ['pages', 'single-page', 'pretty'] as const) {
      const answer = run(routing, address);
      expect(answer).toMatchObject({ statusCode: 404, headers: { 'content-type': { value: 'text/plain' } } });
      expect(answer.uri).toBeUndefined();
    }
  });
});

describe('the code of the function', () => {
  it.each(['pages', 'single-page', 'pretty'] as const)('for %s is one that CloudFront takes', (routing) => {
    const code = viewerRequestFunction(routing);
    expect(Buffer.byteLength(code)).toBeLessThan(10_240);
    // What runtime 2.0 does not have, as far as somebody might come to write it here.
    expect(code.replace(/^ *\/\/.*$/gm, '')).not.toMatch(
      /\?\.|\?\?|\.\.\.|\bclass\b|\bof\b|^import|\brequire\(|const [{[]/m,
    );
  });

  it('never leaves a request without a key, which the bucket would answer with a list', () => {
    for (const routing of ['pages', 'single-page', 'pretty'] as const) {
      for (const address of ['', '/', '//', '///', '/%2F', '%2F', '/?list-type=2']) {
        const uri = passed(routing, address) ?? '';
        expect(decodeURIComponent(uri).replace(/^\//, '')).not.toBe('');
      }
    }
  });
});
