import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type Deployed, decodeDeployed, encodeDeployed } from '../../source/site/deployed.ts';

const deployed: Deployed = {
  id: 'abc',
  number: 7,
  paths: ['/', '/a/*'],
  files: new Map([
    ['index.html', { size: 12, modified: 1_790_000_000, hash: 'h1', headers: 'page' }],
    ['a/ü ?.js', { size: 0, modified: 1, hash: 'h2', headers: 'year', gone: 6 }],
    ['nobody-knows', { size: 1, modified: 1, hash: undefined, headers: '' }],
    ['__proto__', { size: 1, modified: 1, hash: 'h3', headers: 'page' }],
  ]),
};

test('the list of what is deployed comes back as it was', () => {
  expect(decodeDeployed(encodeDeployed(deployed))).toEqual(deployed);
});

test('a long list, which is read in pieces, comes back as it was, whatever its keys look like', () => {
  const odd = ['],"', '"],', '},"headers":[', ',"files":{', '\\"', '日本', 'a\nb'];
  const names = Array.from({ length: 5_000 }, (_, index) => `${odd[index % odd.length]}/${index}`);
  const files = new Map(
    names.map((name, index) => [name, { size: index, modified: index, hash: `h${index}`, headers: 'page' }]),
  );
  const list = { ...deployed, paths: odd, files };
  const body = encodeDeployed(list);
  expect(decodeDeployed(body)).toEqual(list);
  expect([...(decodeDeployed(body)?.files.keys() ?? [])]).toEqual(names);
  // As somebody's editor would leave it.
  const plain = JSON.stringify(JSON.parse(gunzipSync(body).toString()), undefined, 2);
  expect(decodeDeployed(Buffer.from(plain))).toEqual(list);
  expect(
    decodeDeployed(gzipSync(gunzipSync(body).toString().replace('[2500,2500', '[2500,"x"'))),
  ).toBeUndefined();
});

test('a hundred thousand files take less than 50 bytes each', () => {
  const files = new Map(
    Array.from({ length: 100_000 }, (_, index) => {
      const hash = Buffer.from(String(Math.sin(index)))
        .toString('base64url')
        .slice(0, 22);
      return [`articles/${index}/index.html`, { size: 1024 + index, modified: index, hash, headers: 'page' }];
    }),
  );
  expect(encodeDeployed({ ...deployed, files }).length / files.size).toBeLessThan(50);
});

test.each([
  ['no JSON', '{"version":1'],
  ['something else', '[]'],
  ['no version', '{"id":"a","number":1,"headers":[],"files":{}}'],
  ['no files', '{"version":1,"id":"a","number":1}'],
  ['a row too short', '{"version":1,"id":"a","number":1,"headers":["h"],"files":{"a":[1,2]}}'],
  ['headers that are not there', '{"version":1,"id":"a","number":1,"headers":[],"files":{"a":[1,2,"h",0]}}'],
])('%s is not a list', (_, text) => {
  expect(decodeDeployed(Buffer.from(text))).toBeUndefined();
  expect(decodeDeployed(gzipSync(text))).toBeUndefined();
  expect(decodeDeployed(gzipSync(text).subarray(0, 12))).toBeUndefined();
});

test('a list of a later version is refused', () => {
  expect(() => decodeDeployed(Buffer.from('{"version":2}'))).toThrow(
    expect.objectContaining({ code: 'deploy-list-newer', exitCode: 3 }),
  );
});
