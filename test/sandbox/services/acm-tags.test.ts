import { AddTagsToCertificateCommand, ListTagsForCertificateCommand, type Tag } from '@aws-sdk/client-acm';
import { expect, test } from 'vitest';
import { account, failureOf } from '../support.ts';
import { addCertificate, openAcm } from './acm-support.ts';

async function openTagged(tags: Readonly<Record<string, string>> = {}) {
  const { acm, world } = await openAcm();
  const CertificateArn = addCertificate(world, 'tagged', { tags });
  const add = (...Tags: Tag[]) => acm.send(new AddTagsToCertificateCommand({ CertificateArn, Tags }));
  const list = async () => (await acm.send(new ListTagsForCertificateCommand({ CertificateArn }))).Tags;
  return { acm, add, list };
}

test('tags are added, and a tag that is there gets its new value', async () => {
  const { add, list } = await openTagged({ app: 'shop', stage: 'test' });
  await add({ Key: 'stage', Value: 'prod' }, { Key: 'empty' });
  expect(await list()).toEqual([
    { Key: 'app', Value: 'shop' },
    { Key: 'stage', Value: 'prod' },
    { Key: 'empty', Value: '' },
  ]);
});

test.each<[string, Tag[], string]>([
  ['none', [], 'ValidationException'],
  ['no key', [{ Key: '' }], 'ValidationException'],
  ['a key of 129', [{ Key: 'x'.repeat(129) }], 'ValidationException'],
  ['a value of 257', [{ Key: 'a', Value: 'x'.repeat(257) }], 'ValidationException'],
  ['what is reserved', [{ Key: 'aws:a', Value: 'b' }], 'InvalidTagException'],
  ['a 51st', [{ Key: 'one more' }], 'TooManyTagsException'],
])('refuses %s', async (_, tags, name) => {
  const fifty = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`key-${index}`, 'value']));
  const { add, list } = await openTagged(fifty);
  expect((await failureOf(add(...tags))).name).toBe(name);
  expect(await list()).toHaveLength(50);
});

test('only a certificate has tags', async () => {
  const { acm } = await openAcm();
  const CertificateArn = `arn:aws:acm:us-east-1:${account}:certificate/none`;
  for (const command of [
    new ListTagsForCertificateCommand({ CertificateArn }),
    new ListTagsForCertificateCommand({ CertificateArn: 'arn:aws:iam::1:server-certificate/x' }),
  ]) {
    const { name } = await failureOf(acm.send(command));
    expect(name).toBe(
      command.input.CertificateArn === CertificateArn ? 'ResourceNotFoundException' : 'ValidationException',
    );
  }
});
