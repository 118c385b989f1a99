import { Fault } from '../../service.ts';

/** A fault that tells where the bucket is. */
export class RegionFault extends Fault {
  readonly region: string;

  constructor(region: string, { code, message, status }: Pick<Fault, 'code' | 'message' | 'status'>) {
    super(code, message, status);
    this.region = region;
  }
}

/** The bucket lies in another region than the one that was asked. */
export function redirectFault(region: string): RegionFault {
  const message =
    'The bucket you are attempting to access must be addressed using the specified endpoint. ' +
    'Please send all future requests to this endpoint.';
  return new RegionFault(region, { code: 'PermanentRedirect', message, status: 301 });
}
