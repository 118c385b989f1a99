import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { environment, type Variables } from '../support/environment.ts';
import { killGroup, watchGroup } from '../support/process-group.ts';

export interface MotoServer {
  /** The environment of a program that takes it for AWS. */
  readonly env: Variables;
  createBucket(name: string): Promise<void>;
  /** How many requests came since the last time. */
  requests(): number;
  stop(): void;
}

const region = 'us-east-1';
const longestStart = 30_000;

/** An S3 on the loopback interface that is not ours. It writes a line for each request, which are counted. */
export async function startMoto(program: string): Promise<MotoServer> {
  const port = await freePort();
  const server = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], {
    env: environment(),
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const { pid } = server;
  if (pid !== undefined) watchGroup(pid);
  let requests = 0;
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    requests += text.match(/HTTP\/1\.1/g)?.length ?? 0;
  });
  const env = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'none',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
  };
  await untilItAnswers(env.AWS_ENDPOINT_URL);
  const credentials = { accessKeyId: env.AWS_ACCESS_KEY_ID, secretAccessKey: env.AWS_SECRET_ACCESS_KEY };
  const client = new S3Client({ endpoint: env.AWS_ENDPOINT_URL, region, credentials, forcePathStyle: true });
  return {
    env,
    async createBucket(name) {
      await client.send(new CreateBucketCommand({ Bucket: name }));
    },
    requests() {
      const counted = requests;
      requests = 0;
      return counted;
    },
    stop() {
      client.destroy();
      if (pid !== undefined) killGroup(pid);
    },
  };
}

async function untilItAnswers(endpoint: string): Promise<void> {
  for (const end = performance.now() + longestStart; performance.now() < end; ) {
    const answered = await fetch(`${endpoint}/moto-api/`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`moto did not answer at ${endpoint} in ${longestStart} ms.`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('There is no free port.'));
        else resolve(address.port);
      });
    });
  });
}
