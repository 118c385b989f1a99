import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Connection } from '../../source/aws/connection.ts';
import type { Bucket, World } from '../../source/sandbox/world.ts';
import type { WorldOptions } from '../../source/sandbox/world-factory.ts';
import { type Claim, claimKey, decodeClaim } from '../../source/site/claim.ts';
import {
  type CarryOutOptions,
  carryOutDeploy,
  type DeployOutcome,
} from '../../source/site/deploy/carry-out-deploy.ts';
import { type DeployOptions, prepareDeploy } from '../../source/site/deploy/prepare-deploy.ts';
import { type Deployed, decodeDeployed, deployedKey } from '../../source/site/deployed.ts';
import { openBucket } from '../aws/site-bucket.ts';
import { temporaryFolder } from '../copilot/temporary-folder.ts';

export type Files = Readonly<Record<string, string | Buffer>>;

export interface OpenedSite {
  readonly world: World;
  readonly bucket: Bucket;
  readonly connection: Connection;
  /** The project; the site's files are below `dist`. */
  readonly root: string;
  readonly stateFolder: string;
  readonly options: DeployOptions;
  /** Writes files below `dist`, as long ago as a build before the last deploy. */
  write(files: Files): Promise<void>;
  remove(...keys: readonly string[]): Promise<void>;
  deploy(more?: Partial<DeployOptions & CarryOutOptions>): Promise<DeployOutcome>;
  /** Names of the operations since the last time, in their order. */
  calls(): readonly string[];
  /** The site's keys in the bucket, without what is ours. */
  keys(): readonly string[];
  list(): Deployed | undefined;
  claim(): Claim | undefined;
}

/** A sandbox with an empty bucket, a project with files, and a deploy from one to the other. */
export async function openSite(files: Files, worldOptions: WorldOptions = {}): Promise<OpenedSite> {
  const { world, bucket, connection } = await openBucket(worldOptions);
  const root = await temporaryFolder();
  const stateFolder = join(root, 'state');
  const options: DeployOptions = {
    site: { connection, bucket: bucket.name },
    root,
    files: [{ source: 'dist', destination: '', recursive: true, exclude: [], reinclude: [] }],
    stateFolder,
  };
  let seen = 0;

  async function write(more: Files): Promise<void> {
    for (const [key, content] of Object.entries(more)) {
      const path = join(root, 'dist', key);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
      await utimes(path, 1_700_000_000, 1_700_000_000);
    }
  }

  await write(files);
  return {
    world,
    bucket,
    connection,
    root,
    stateFolder,
    options,
    write,
    async remove(...keys) {
      for (const key of keys) await rm(join(root, 'dist', key));
    },
    deploy: async (more = {}) => carryOutDeploy(await prepareDeploy({ ...options, ...more }), more),
    calls() {
      const calls = world.calls.slice(seen).map(({ operation }) => operation);
      seen = world.calls.length;
      return calls;
    },
    keys: () => [...bucket.objects.keys()].filter((key) => !key.startsWith('.copilot-cdn/')).sort(),
    list: () => decodeDeployed(bucket.objects.get(deployedKey)?.body ?? Buffer.alloc(0)),
    claim: () => decodeClaim(bucket.objects.get(claimKey)?.body ?? Buffer.alloc(0)),
  };
}

/** Text of an object in the bucket. */
export function textIn({ bucket }: OpenedSite, key: string): string | undefined {
  return bucket.objects.get(key)?.body.toString();
}
