import type { Connection } from '../../aws/connection.ts';

/** The bucket of a site, and who works in it. */
export interface SiteBucket {
  readonly connection: Connection;
  readonly bucket: string;
}
