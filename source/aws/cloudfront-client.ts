import { clients } from './connection.ts';

export const load = () => import('./sdk/cloudfront.ts');

export const cloudFront = clients(
  'cloudfront',
  async (settings) => new (await load()).CloudFrontClient(settings),
);
