import { Fault } from '../../service.ts';

/** The bucket lies in another region than the one that was asked. */
export class RedirectFault extends Fault {
  readonly region: string;

  constructor(region: string) {
    super(
      'PermanentRedirect',
      'The bucket you are attempting to access must be addressed using the specified endpoint. ' +
        'Please send all future requests to this endpoint.',
      301,
    );
    this.region = region;
  }
}
