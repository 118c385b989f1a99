import { readFileSync } from 'node:fs';
import { checkEnvironmentManifest } from '../../source/copilot/environment-manifest/check.ts';
import { editEnvironmentManifest } from '../../source/copilot/environment-manifest/edit.ts';
import { readEnvironmentManifest } from '../../source/copilot/environment-manifest/read.ts';

/** Reads, checks and edits a manifest once, in a process that has just started; prints the milliseconds. */
const [file = ''] = process.argv.slice(2);
const from = performance.now();
const text = readFileSync(file, 'utf8');
const origin = { file, application: 'shop', environment: 'prod', variables: {} };
const findings = checkEnvironmentManifest(readEnvironmentManifest(text, origin));
const edited = editEnvironmentManifest(text, {
  certificate: 'arn:aws:acm:us-east-1:111122223333:certificate/1a2b',
  restrictIngress: true,
});
const milliseconds = performance.now() - from;
if (findings.length > 0 || edited === text) throw new Error('The manifest is not what was meant.');
console.log(milliseconds);
