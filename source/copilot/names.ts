import { createHash } from 'node:crypto';

/** Names that Copilot gives to things in AWS (docs/copilot.md, 3). */

export function environmentStackName(application: string, environment: string): string {
  return `${application}-${environment}`;
}

/** Copilot cuts it at CloudFormation's limit of 128 characters. */
export function workloadStackName(application: string, environment: string, workload: string): string {
  return `${application}-${environment}-${workload}`.slice(0, 128);
}

/** The stack set whose instances hold each region's artifact bucket. */
export function infrastructureStackSetName(application: string): string {
  return `${application}-infrastructure`;
}

export interface TaggedWith {
  readonly application: string;
  readonly environment?: string;
  readonly service?: string;
  /** The application's own tags. */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** The tags of a Copilot stack, sorted by key. Copilot's own win over the application's. */
export function stackTags({ application, environment, service, tags }: TaggedWith): readonly Tag[] {
  const all = {
    ...tags,
    'copilot-application': application,
    ...(environment !== undefined && { 'copilot-environment': environment }),
    ...(service !== undefined && { 'copilot-service': service }),
  };
  return Object.entries(all)
    .map(([key, value]) => ({ key, value }))
    .sort((one, other) => (one.key < other.key ? -1 : 1));
}

/** Where a stack's template lies in the artifact bucket: named by its content, so the same template is one object. */
export function templateKey(stackName: string, body: string): string {
  const digest = createHash('sha256').update(body, 'utf8').digest('hex');
  return `manual/templates/${stackName}/${digest}.yml`;
}

/** What the keys of a custom resource's code start with: `manual/scripts/custom-resources/uniquejsonvaluesfunction/`. */
export function customResourcePrefix(functionName: string): string {
  return `manual/scripts/custom-resources/${functionName.toLowerCase()}/`;
}

export interface ObjectPlace {
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
  /** `aws`, `aws-cn`, `aws-us-gov` */
  readonly partition: string;
}

/** The address by which CloudFormation fetches a template from the bucket. */
export function templateUrl({ bucket, key, region, partition }: ObjectPlace): string {
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://${bucket}.s3.${region}.${suffix}/${key}`;
}
