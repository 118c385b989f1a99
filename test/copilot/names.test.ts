import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  customResourcePrefix,
  environmentStackName,
  stackTags,
  templateKey,
  templateUrl,
  workloadStackName,
} from '../../source/copilot/names.ts';

describe('names', () => {
  test('an environment stack is named after application and environment', () => {
    expect(environmentStackName('shop', 'prod')).toBe('shop-prod');
  });

  test('a workload stack is cut at 128 characters', () => {
    expect(workloadStackName('shop', 'prod', 'api')).toBe('shop-prod-api');
    expect(workloadStackName('shop', 'prod', 'a'.repeat(200))).toHaveLength(128);
  });

  test('a template is named by its bytes', () => {
    const body = 'Description: für alle\n';
    const digest = createHash('sha256').update(Buffer.from(body)).digest('hex');
    expect(templateKey('shop-prod', body)).toBe(`manual/templates/shop-prod/${digest}.yml`);
  });

  test('the code of a custom resource lies under the lower-cased name of its function', () => {
    expect(customResourcePrefix('UniqueJSONValuesFunction')).toBe(
      'manual/scripts/custom-resources/uniquejsonvaluesfunction/',
    );
  });

  test.each([
    ['aws', 'us-west-2', 'https://b.s3.us-west-2.amazonaws.com/k.yml'],
    ['aws-us-gov', 'us-gov-west-1', 'https://b.s3.us-gov-west-1.amazonaws.com/k.yml'],
    ['aws-cn', 'cn-north-1', 'https://b.s3.cn-north-1.amazonaws.com.cn/k.yml'],
  ])('a template in partition %s is fetched from its own domain', (partition, region, url) => {
    expect(templateUrl({ bucket: 'b', key: 'k.yml', region, partition })).toBe(url);
  });
});

describe('stack tags', () => {
  test("are sorted by key, Copilot's own winning over the application's", () => {
    const tags = stackTags({
      application: 'shop',
      environment: 'prod',
      tags: { team: 'web', 'copilot-application': 'other', Cost: '7' },
    });
    expect(tags).toEqual([
      { key: 'Cost', value: '7' },
      { key: 'copilot-application', value: 'shop' },
      { key: 'copilot-environment', value: 'prod' },
      { key: 'team', value: 'web' },
    ]);
  });

  test('name the service on a workload stack only', () => {
    expect(stackTags({ application: 'shop', environment: 'prod', service: 'api' })).toContainEqual({
      key: 'copilot-service',
      value: 'api',
    });
    expect(stackTags({ application: 'shop', environment: 'prod' })).toHaveLength(2);
  });
});
