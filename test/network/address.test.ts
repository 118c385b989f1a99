import { expect, test } from 'vitest';
import { parseAddress } from '../../source/network/address.ts';

test.each([
  ['127.0.0.1:5353', { host: '127.0.0.1', port: 5353 }],
  ['1.1.1.1', { host: '1.1.1.1', port: 53 }],
  ['localhost:80', { host: 'localhost', port: 80 }],
  ['[::1]:5353', { host: '::1', port: 5353 }],
  ['[::1]', { host: '::1', port: 53 }],
  ['2606:4700::1111', { host: '2606:4700::1111', port: 53 }],
])('%s is an address', (text, address) => {
  expect(parseAddress(text, 53)).toEqual(address);
});

test.each(['', ':53', 'a b', 'http://a', 'a/b', '1.1.1.1:0', '1.1.1.1:70000', '1.1.1.1:x', '[::1'])(
  '%j is refused',
  (text) => {
    expect(() => parseAddress(text, 53)).toThrow(expect.objectContaining({ code: 'address-malformed' }));
  },
);
