import { callerConnection } from '../../source/aws/connection.ts';
import { carryOutDeploy } from '../../source/site/deploy/carry-out-deploy.ts';
import { prepareDeploy } from '../../source/site/deploy/prepare-deploy.ts';

/** Deploys the folder `dist` of a project to a bucket, in a process of its own: for the bench, and to be killed. */
async function deploy([root = '', bucket = '', stateFolder = '', prune]: readonly string[]): Promise<void> {
  const prepared = await prepareDeploy({
    site: { connection: await callerConnection(), bucket },
    root,
    files: [{ source: 'dist', destination: '', recursive: true, exclude: [], reinclude: [] }],
    stateFolder,
    prune: prune === 'prune',
  });
  console.log(JSON.stringify(await carryOutDeploy(prepared, { mostDeletes: 10_000 })));
}

await deploy(process.argv.slice(2));
