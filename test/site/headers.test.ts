import { describe, expect, test } from 'vitest';
import { contentTypeOf } from '../../source/site/content-type.ts';
import { isFingerprinted } from '../../source/site/fingerprint.ts';
import { classOf, headersFor, headersHash } from '../../source/site/headers.ts';

describe('the content type of', () => {
  test.each([
    ['index.html', 'text/html; charset=utf-8'],
    ['a/B.HTM', 'text/html; charset=utf-8'],
    ['app.js', 'text/javascript; charset=utf-8'],
    ['app.mjs', 'text/javascript; charset=utf-8'],
    ['a.css', 'text/css; charset=utf-8'],
    ['a.json', 'application/json; charset=utf-8'],
    ['a.js.map', 'application/json; charset=utf-8'],
    ['site.webmanifest', 'application/manifest+json; charset=utf-8'],
    ['feed.xml', 'application/xml; charset=utf-8'],
    ['logo.svg', 'image/svg+xml; charset=utf-8'],
    ['robots.txt', 'text/plain; charset=utf-8'],
    ['photo.JPG', 'image/jpeg'],
    ['a.avif', 'image/avif'],
    ['a.woff2', 'font/woff2'],
    ['a.wasm', 'application/wasm'],
    ['favicon.ico', 'image/vnd.microsoft.icon'],
    ['a.pdf', 'application/pdf'],
    ['.well-known/apple-app-site-association', 'application/json; charset=utf-8'],
    ['LICENSE', 'text/plain; charset=utf-8'],
    ['no-extension', 'application/octet-stream'],
    ['html', 'application/octet-stream'],
    ['.gitignore', 'application/octet-stream'],
  ])('%s is %s', (key, type) => expect(contentTypeOf(key)).toBe(type));
});

describe('a fingerprint', () => {
  test.each([
    'main.8d3f2a1b.js',
    'main.8d3f2a1b.chunk.js',
    'static/css/main.8d3f2a1b.css.map',
    '2.f0e1d2c3b4a5968778695a4b3c2d1e0f.png',
    'app-8d3f2a1b9c.js',
    '8d3f2a1b9c0d.woff2',
    'chunk-4KN6YLDZ.js',
    'assets/index-Ba1nT9x_.js',
    'assets/index-D-w3gTda.css',
    '_next/static/chunks/main-app.js',
    '_app/immutable/entry/start.js',
    '_astro/hoisted.js',
  ])('is in %s', (key) => expect(isFingerprinted(key)).toBe(true));

  test.each([
    'index.html',
    'app.js',
    'background-mountain.jpg',
    'report-20240101.pdf',
    'photo_12345678.jpg',
    'img-photo2024.jpg',
    'IMG-ABCDEFGH.jpg',
    'DSC-IMAGE234.jpg',
    'index-MyWidget.js',
    'phone-iPhone15Pro.png',
    'chapter-deadbeef.txt',
    'jquery-3.7.1.min.js',
    '8d3f2a1b9c0d',
    'v1.2/8d3f2a1b9c0d/app.js',
  ])('is not in %s', (key) => expect(isFingerprinted(key)).toBe(false));
});

describe('the cache header of', () => {
  const aYear = 'public,max-age=31536000,immutable';
  const revalidate = 'public,max-age=0,must-revalidate';
  test.each([
    ['app.8d3f2a1b.js', aYear],
    ['index.html', revalidate],
    ['page.8d3f2a1b.html', revalidate],
    ['data.json', revalidate],
    ['feed.xml', revalidate],
    ['site.webmanifest', revalidate],
    ['robots.txt', revalidate],
    ['sw.js', revalidate],
    ['firebase-messaging-sw.js', revalidate],
    ['service-worker.js', revalidate],
    ['registerSW.js', revalidate],
    ['app.8d3f2a1b.js.map', aYear],
    ['app.js', 'public,max-age=3600'],
    ['crisw.js', 'public,max-age=3600'],
    ['logo.svg', 'public,max-age=3600'],
    ['photo.jpg', 'public,max-age=3600'],
  ])('%s is %s', (key, cacheControl) => expect(headersFor()(key).cacheControl).toBe(cacheControl));
});

describe('rules of the site', () => {
  const rules = [
    { match: ['*.jpg', 'img/'], headers: { cacheControl: 'public,max-age=86400' } },
    { match: ['downloads/*'], headers: { contentDisposition: 'attachment', contentLanguage: 'de' } },
    { match: ['img/live/*'], headers: { cacheControl: 'no-store' } },
    { match: ['*.page'], headers: { contentType: 'text/html; charset=utf-8' } },
  ];
  const headers = headersFor(rules);

  test('replace what is said of their keys, the last one first', () => {
    expect(headers('img/a.png')).toEqual({ contentType: 'image/png', cacheControl: 'public,max-age=86400' });
    expect(headers('img/live/a.jpg').cacheControl).toBe('no-store');
    expect(headers('downloads/a.txt')).toEqual({
      contentType: 'text/plain; charset=utf-8',
      cacheControl: 'public,max-age=3600',
      contentDisposition: 'attachment',
      contentLanguage: 'de',
    });
  });

  test('that give a content type give what goes with it', () => {
    expect(headers('about.page')).toEqual({
      contentType: 'text/html; charset=utf-8',
      cacheControl: 'public,max-age=0,must-revalidate',
    });
    expect(classOf('about.page', 'text/html; charset=utf-8')).toBe('page');
  });
});

test('headers have one short name, and others another', () => {
  const headers = headersFor()('a.css');
  expect(headersHash(headers)).toBe(headersHash({ ...headers }));
  expect(headersHash(headers)).toHaveLength(10);
  expect(headersHash({ ...headers, contentEncoding: 'gzip' })).not.toBe(
    headersHash({ ...headers, contentLanguage: 'gzip' }),
  );
});
