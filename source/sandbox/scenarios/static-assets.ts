import { fresh } from './fresh.ts';
import type { BucketScenario, Scenario } from './scenario.ts';

/** A site's assets, as a build leaves them. */
const build: Readonly<Record<string, string>> = {
  'index.html': '<!doctype html><title>Not under the prefix</title>\n',
  'static/app.4f2a1c.js': 'console.log("The shop is open");\n',
  'static/app.css': 'body { font-family: sans-serif }\n',
  'static/fonts/inter.txt': 'Stands for a font.\n',
  'static/img/logo.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>\n',
};

/** Closed to the public, with a policy that denies plain HTTP and lets a pipeline write: both must survive. */
const withPolicy: BucketScenario = {
  name: 'shop-assets',
  region: 'us-west-2',
  madeDaysAgo: 214,
  objects: build,
  isPrivate: true,
  policy: {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'TlsOnly',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: ['arn:aws:s3:::shop-assets', 'arn:aws:s3:::shop-assets/*'],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      {
        Sid: 'Pipeline',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:role/pipeline' },
        Action: ['s3:PutObject', 's3:DeleteObject'],
        Resource: 'arn:aws:s3:::shop-assets/static/*',
      },
    ],
  },
};

/** Open to everybody, as buckets of websites are. */
const open: BucketScenario = {
  name: 'shop-website',
  region: 'us-west-2',
  madeDaysAgo: 1_630,
  objects: { 'index.html': '<!doctype html><title>Shop</title>\n', 'static/site.css': 'body {}\n' },
  website: 'index.html',
  policy: {
    Version: '2008-10-17',
    Statement: {
      Sid: 'PublicRead',
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::shop-website/*',
    },
  },
};

/** Where the files of a site lie in buckets already. */
export const staticAssets: Scenario = {
  ...fresh,
  name: 'static-assets',
  summary: 'like fresh, with two buckets of assets: one has a policy of its own, one is public',
  buckets: [withPolicy, open],
};
