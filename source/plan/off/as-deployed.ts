import type { Desired } from '../desired.ts';
import type { Facts } from '../facts.ts';

/** What is deployed, as what is desired: nothing of it changes. */
export function asDeployed({ deployed }: Pick<Facts, 'deployed'>): Desired {
  return {
    cdn: true,
    certificate: deployed.cdn.certificate,
    certificateNames: [],
    restrictIngress: deployed.ingressRestricted,
  };
}
