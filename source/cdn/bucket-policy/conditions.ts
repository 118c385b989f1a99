import { parseArn } from '../../copilot/aws-formats.ts';
import { isPlainMap, type PlainValue } from '../../yaml/plain-value.ts';
import { matchesWildcards } from '../wildcards.ts';
import { cloudFront, type EdgeReader, textsOf } from './statement.ts';

export type Truth = 'holds' | 'fails' | 'uncertain';

/** One test of a `Condition`, as it stands for CloudFront's request. */
export interface Test {
  /** In lower case: `aws:sourcevpce`. */
  readonly key: string;
  readonly truth: Truth;
}

/** Every test of a condition; no condition has none. */
export function testsOf(condition: PlainValue | undefined, reader: EdgeReader): readonly Test[] {
  if (!isPlainMap(condition)) return [];
  return Object.entries(condition).flatMap(([operator, keys]) =>
    isPlainMap(keys)
      ? Object.entries(keys).map(([key, values]) => ({
          key: key.toLowerCase(),
          truth: truthOf(operator, key.toLowerCase(), textsOf(values), reader),
        }))
      : [],
  );
}

/** A condition holds when all its tests do. */
export function together(tests: readonly Test[]): Truth {
  if (tests.some(({ truth }) => truth === 'fails')) return 'fails';
  return tests.every(({ truth }) => truth === 'holds') ? 'holds' : 'uncertain';
}

/**
 * What is known of a request that CloudFront signs with an origin access control, for a visitor who came by HTTPS (AWS, "Global
 * condition context keys"). Null: the key is not there; undefined: nothing is known.
 */
function contextValue(key: string, { distributionArn }: EdgeReader): string | null | undefined {
  const known: Readonly<Record<string, string>> = {
    'aws:sourcearn': distributionArn,
    'aws:sourceaccount': parseArn(distributionArn)?.account ?? '',
    'aws:principalisawsservice': 'true',
    'aws:principalservicename': cloudFront,
    'aws:securetransport': 'true',
    'aws:viaawsservice': 'false',
    's3:authtype': 'REST-HEADER',
    's3:signatureversion': 'AWS4-HMAC-SHA256',
  };
  if (known[key] !== undefined) return known[key];
  return absent.test(key) ? null : undefined;
}

/** What only requests of identities, through endpoints, of uploads or of lists have. */
const absent =
  /^(aws:(sourcevpce?|vpcsourceip|principal(orgid|orgpaths|arn|account|tag\/.*)|userid|username|multifactorauth(present|age)|tokenissuetime|calledvia(first|last)?)|s3:(x-amz-.*|prefix|delimiter|max-keys|signatureage))$/;

function truthOf(operator: string, key: string, values: readonly string[], reader: EdgeReader): Truth {
  const [, set = '', base = ''] = /^(ForAllValues:|ForAnyValue:)?(.*?)(?:IfExists)?$/.exec(operator) ?? [];
  if (values.some((value) => value.includes('${'))) return 'uncertain';
  if (base === 'IpAddress' || base === 'NotIpAddress') return addressTruth(base, key, values);
  if (key === 's3:tlsversion') return tlsTruth(base, values);
  const value = contextValue(key, reader);
  if (value === undefined) return 'uncertain';
  if (base === 'Null') return truth(values.includes(String(value === null)));
  const negated = /^(?:String|Arn|Numeric|Date)Not/.test(base);
  if (value === null) {
    if (set === 'ForAllValues:') return 'holds';
    if (set === 'ForAnyValue:') return 'fails';
    // A negated test holds without its key, with IfExists and without it.
    return truth(negated || operator.endsWith('IfExists'));
  }
  const equal = comparisons[base.replace('Not', '')];
  if (equal === undefined) return 'uncertain';
  return truth(values.some((wanted) => equal(wanted, value)) !== negated);
}

const exact = (wanted: string, value: string) => wanted === value;
const eitherCase = (wanted: string, value: string) => wanted.toLowerCase() === value.toLowerCase();

/** By operator, without `Not`. ARNs know wildcards in `ArnEquals`, too. */
const comparisons: Readonly<Record<string, (wanted: string, value: string) => boolean>> = {
  StringEquals: exact,
  StringEqualsIgnoreCase: eitherCase,
  StringLike: matchesWildcards,
  ArnEquals: matchesWildcards,
  ArnLike: matchesWildcards,
  Bool: eitherCase,
};

/** CloudFront asks from addresses of its own, which nobody lists in a policy, unless everything is listed. */
function addressTruth(operator: 'IpAddress' | 'NotIpAddress', key: string, values: readonly string[]): Truth {
  if (key !== 'aws:sourceip') return truth(operator === 'NotIpAddress');
  const everything = values.some((range) => /\/0$/.test(range));
  return truth(everything === (operator === 'IpAddress'));
}

/** CloudFront speaks TLS 1.2 at least with S3. */
function tlsTruth(operator: string, values: readonly string[]): Truth {
  if (operator === 'NumericLessThan' && values.every((limit) => Number(limit) <= 1.2)) return 'fails';
  return 'uncertain';
}

function truth(holds: boolean): Truth {
  return holds ? 'holds' : 'fails';
}
