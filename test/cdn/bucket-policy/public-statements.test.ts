import { expect, test } from 'vitest';
import { shownPolicy, withoutPublicStatements } from '../../../source/cdn/bucket-policy/index.ts';
import { arn, policyOf, publicRead, readStatement, tlsOnly } from './policies.ts';

test('statements that let everybody in are taken out, all of them and no others', () => {
  const listed = { ...publicRead, Sid: 'PublicList', Principal: { AWS: ['*'] } };
  const some = { ...publicRead, Sid: 'Office', Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } };
  const policy = policyOf(publicRead, tlsOnly, some, listed, readStatement(arn));
  expect(withoutPublicStatements(policy)).toEqual({
    kind: 'changed',
    text: policyOf(tlsOnly, some, readStatement(arn)),
  });
});

test('a policy of nothing else is emptied, one without them stays', () => {
  expect(withoutPublicStatements(JSON.stringify({ Statement: publicRead }))).toEqual({ kind: 'emptied' });
  expect(withoutPublicStatements(policyOf(publicRead, publicRead))).toEqual({ kind: 'emptied' });
  expect(withoutPublicStatements(policyOf(tlsOnly))).toEqual({ kind: 'unchanged' });
  expect(withoutPublicStatements('no JSON')).toEqual({ kind: 'unchanged' });
});

test('a policy is shown a value a line', () => {
  expect(shownPolicy('{"Version":"2012-10-17","Statement":[]}')).toBe(
    '{\n  "Version": "2012-10-17",\n  "Statement": []\n}\n',
  );
  expect(shownPolicy(undefined)).toBe('');
  expect(shownPolicy('no JSON')).toBe('no JSON');
});
