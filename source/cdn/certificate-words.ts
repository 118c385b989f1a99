import { agoInWords } from './ago-in-words.ts';

const dayMilliseconds = 86_400_000;

/** "RSA 2048", "EC P-256": as people call what ACM calls `RSA_2048` and `EC_prime256v1`. */
export function keyInWords(keyAlgorithm: string): string {
  const curve = curves[keyAlgorithm];
  return curve === undefined ? keyAlgorithm.replace('_', ' ') : `EC ${curve}`;
}

const curves: Readonly<Record<string, string>> = {
  EC_prime256v1: 'P-256',
  EC_secp384r1: 'P-384',
  EC_secp521r1: 'P-521',
};

/** From ACM's type of a certificate: who vouches for it. */
export function issuerInWords(type: string): string {
  switch (type) {
    case 'AMAZON_ISSUED':
      return 'issued by Amazon';
    case 'IMPORTED':
      return 'imported';
    case 'PRIVATE':
      return 'from a private authority';
    default:
      return type;
  }
}

/** Whole days until then; below 0: since then. */
export function daysUntil(then: Date, now: Date): number {
  return Math.trunc((then.getTime() - now.getTime()) / dayMilliseconds);
}

/** "211 days", "1 day", "today" */
export function daysInWords(days: number): string {
  if (days === 0) return 'today';
  return days === 1 ? '1 day' : `${days} days`;
}

/** "ends in 211 days", "ends today", "ended 3 months ago" */
export function endInWords(notAfter: Date, now: Date): string {
  if (notAfter <= now) return `ended ${agoInWords(notAfter, now)} ago`;
  const days = daysUntil(notAfter, now);
  return days === 0 ? 'ends today' : `ends in ${daysInWords(days)}`;
}

/** From ARNs: "distribution E2EXAMPLE and load balancer shop-Publi-1". */
export function usersInWords(arns: readonly string[]): string {
  const [first, second, ...others] = arns.map(userInWords);
  if (first === undefined) return 'nothing';
  if (second === undefined) return first;
  return others.length === 0 ? `${first} and ${second}` : `${first} and ${others.length + 1} more`;
}

function userInWords(arn: string): string {
  const [, , service = '', , , ...rest] = arn.split(':');
  const resource = rest.join(':');
  const [kind, ...path] = resource.split('/');
  if (service === 'cloudfront') return `distribution ${path.join('/')}`;
  // loadbalancer/app/NAME/ID, and loadbalancer/NAME of the older ones
  if (service === 'elasticloadbalancing' && kind === 'loadbalancer')
    return `load balancer ${path.length > 1 ? path[1] : path[0]}`;
  return service === '' ? arn : `${service} ${resource.replace(/^\//, '')}`;
}
