import { createHash } from 'node:crypto';
import type { ApplicationScenario, EnvironmentScenario, Scenario } from './scenario.ts';

/** The one person of the sandbox. Any secret is accepted; this one is what the sandbox prints. */
export const sandboxKeys = {
  user: 'dana',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
} as const;

/** Of the account that environments may have for themselves. */
export const environmentKeys = { user: 'robin', accessKeyId: 'AKIAI44QH8DHBEXAMPLE' } as const;

/** The account in which the environments are, and the certificates. */
export function environmentAccount({ application, environments }: Scenario): string {
  return environments.find(({ account }) => account !== undefined)?.account ?? application.account;
}

/** The ARN of a certificate of a scenario. */
export function certificateArn(scenario: Scenario, id: string): string {
  const region = scenario.certificates.find((certificate) => certificate.id === id)?.region;
  if (region === undefined) throw new Error(`Scenario ${scenario.name} has no certificate "${id}".`);
  return `arn:aws:acm:${region}:${environmentAccount(scenario)}:certificate/${uuidFrom(`certificate ${id}`)}`;
}

export function artifactBucketName(application: ApplicationScenario, region: string): string {
  const suffix = hashOf(`bucket ${application.name} ${region}`).slice(0, 12);
  return `stackset-${application.name}-infrastru-pipelinebuiltartifactbuc-${suffix}`.slice(0, 63);
}

export function environmentStackName(
  application: ApplicationScenario,
  environment: EnvironmentScenario,
): string {
  return `${application.name}-${environment.name}`;
}

/** A UUID that is the same every time for the same text. */
export function uuidFrom(text: string): string {
  const digits = hashOf(text);
  return [8, 12, 16, 20, 32]
    .map((end, index, ends) => digits.slice(index === 0 ? 0 : ends[index - 1], end))
    .join('-');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
