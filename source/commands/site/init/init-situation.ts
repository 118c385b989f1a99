import { staticSite } from '../../../copilot/static-site-manifest/read.ts';
import type { Situation, SituationRow } from '../../../wizard/screen.ts';
import type { OpenInit } from './open-init.ts';

/** Where the new site comes to, before the first question. */
export function initSituation(open: OpenInit): Situation {
  const { application, manifests, environments, workspace, awsFailure } = open;
  const names = (isSite: boolean) =>
    manifests.filter(({ type }) => (type === staticSite) === isSite).map(({ name }) => name);
  const rows: SituationRow[] = [
    { label: 'Workspace', value: workspace.root },
    { label: 'Services', value: listed(names(false)) },
    { label: 'Static sites', value: listed(names(true)) },
    { label: 'Environments', value: listed(environments.map(({ name }) => name)) },
    ...(awsFailure === undefined
      ? []
      : [{ label: 'AWS', value: 'could not be asked', note: awsFailure, mark: 'look-here' as const }]),
  ];
  return { sentence: `A new static site of ${application}.`, rows };
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join('  ');
}
