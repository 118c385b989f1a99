import { describe, expect, it } from 'vitest';
import { whereItStopped } from '../../../source/commands/resume/unfinished-runs.ts';
import type { Journal } from '../../../source/plan/journal.ts';

const journal: Journal = {
  version: 1,
  command: 'off',
  application: 'shop',
  environment: 'prod',
  startedAt: '2026-11-26T10:00:00.000Z',
  answers: {},
  unattended: false,
};
const edit = { deployment: 'removal', path: 'copilot/environments/prod/manifest.yml', before: '', after: '' };

describe('where a run stopped', () => {
  it.each<[string, Partial<Journal>]>([
    ['between two steps', {}],
    ['deploying shop-prod', { operation: { step: 'removal', stack: 'shop-prod', changeSet: 'c' } }],
    [
      'deploying shop-prod-api, shop-prod-web',
      {
        services: {
          api: { operation: { step: 'service-api', stack: 'shop-prod-api', changeSet: 'c' } },
          web: { operation: { step: 'service-web', stack: 'shop-prod-web', changeSet: 'c' } },
        },
      },
    ],
    ['copilot/environments/prod/manifest.yml is written, not deployed', { manifestEdit: edit }],
    ['the names are moving', { namesMove: { state: 'asked', life: 60 } }],
    ['the names have moved', { namesMove: { state: 'out', goneAt: '2026-11-26T10:05:00.000Z' } }],
  ])('%s', (told, change) => {
    expect(whereItStopped({ ...journal, ...change })).toBe(told);
  });
});
