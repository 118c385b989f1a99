import { type Denial, denialsFor, keyNeed, withDistribution } from '../bucket-policy/index.ts';
import { bucketError, type ObjectAnswer } from './answer.ts';
import { askAgain, type Diagnosis, isPolicyFresh, type StaticFacts } from './known.ts';

/** Why the bucket answered 403: the most certain reason first. */
export function diagnoseForbidden(answer: ObjectAnswer, facts: StaticFacts): Diagnosis {
  return (
    ofKey(answer, facts) ??
    ofPolicy(facts) ??
    ofMissingObject(facts) ??
    ofFreshPolicy(facts) ??
    ofDefaultKey(facts) ??
    ofForeignObject(facts) ??
    unexplained(facts)
  );
}

function ofKey(answer: ObjectAnswer, facts: StaticFacts): Diagnosis | undefined {
  const { code, message } = bucketError(answer);
  if (!/kms|ciphertext/i.test(`${code} ${message}`)) return undefined;
  return {
    cause: 'key-policy',
    says: `The bucket's policy lets CloudFront in; the KMS key that encrypts ${facts.key} does not let it decrypt.`,
    next: keyAdvice(facts),
  };
}

function keyAdvice({ bucket, reader }: StaticFacts): readonly string[] {
  const encryption = bucket?.encryption.known ? bucket.encryption.value : undefined;
  const need = keyNeed(
    encryption?.algorithm.startsWith('aws:kms') ? encryption : formerEncryption,
    reader.distributionArn,
  );
  switch (need.kind) {
    case 'statement':
      return [`Add this statement to the policy of the key: ${need.statement}`, askAgain];
    case 'unreadable':
      return [need.next];
    case 'none':
      return [askAgain];
  }
}

/** The object was put under another setting than that of today, by a key that nobody can name here. */
const formerEncryption = { algorithm: 'aws:kms', keyId: 'KEY' };

function ofPolicy({ bucket, reader }: StaticFacts): Diagnosis | undefined {
  if (bucket === undefined) return undefined;
  if (!bucket.policy.known) {
    return {
      cause: 'unknown',
      says: `The bucket refuses it, and its policy may not be read by these credentials.`,
      next: [`Have ${bucket.policy.action} allowed, or look at the policy in the S3 console`],
    };
  }
  const policy = bucket.policy.value;
  const denials = policy === undefined ? [] : denialsFor(policy, reader);
  const winning = denials.find(({ effect }) => effect === 'wins');
  if (winning !== undefined) return denied(winning);
  if (withDistribution(policy, reader).kind !== 'unchanged') {
    const names = policy === undefined ? 'The bucket has no policy' : "The bucket's policy does not name it";
    return {
      cause: 'policy-missing',
      says: `${names}: nothing lets this distribution read objects.`,
      next: ['Run the same command again: it adds the statement that lets this distribution alone read'],
    };
  }
  const possible = denials.find(({ effect }) => effect === 'may-win');
  return possible === undefined ? undefined : denied(possible);
}

function denied({ says, next }: Denial): Diagnosis {
  return {
    cause: 'policy-denies',
    says: `The bucket's policy denies it, and a denial wins over every permission. ${says}`,
    next: next === undefined ? [] : [next],
  };
}

function ofMissingObject({ key, keyExists, reader, pathPattern }: StaticFacts): Diagnosis | undefined {
  if (keyExists !== false) return undefined;
  return {
    cause: 'object-missing',
    says: `There is no object ${key} in ${reader.bucket}. S3 tells that by 404 only to those who may list the bucket; everybody else gets 403.`,
    next: [
      `Upload it under the whole path: the key of an object that ${pathPattern} serves begins with the pattern's own prefix`,
      'To have 404 instead, let the distribution list the bucket: s3:ListBucket',
    ],
  };
}

function ofFreshPolicy(facts: StaticFacts): Diagnosis | undefined {
  if (!isPolicyFresh(facts)) return undefined;
  return {
    cause: 'propagating',
    says: 'The policy was written less than a minute ago, and does not count everywhere yet.',
    next: [askAgain],
  };
}

function ofDefaultKey(facts: StaticFacts): Diagnosis | undefined {
  const encryption = facts.bucket?.encryption;
  if (!encryption?.known || !encryption.value.algorithm.startsWith('aws:kms')) return undefined;
  return {
    cause: 'key-policy',
    says: `The bucket's policy lets CloudFront in. ${facts.reader.bucket} encrypts with KMS, so most likely the key's policy keeps it out.`,
    next: keyAdvice(facts),
  };
}

function ofForeignObject({ bucket, key }: StaticFacts): Diagnosis | undefined {
  const ownership = bucket?.ownership;
  if (!ownership?.known || ownership.value === 'BucketOwnerEnforced') return undefined;
  return {
    cause: 'unknown',
    says: `The bucket's policy lets CloudFront in, and ACLs count in this bucket: ${key} may belong to the account that put it, which the policy says nothing about.`,
    next: [
      'Look whose it is: aws s3api get-object-attributes, or the object in the S3 console',
      "Set the bucket's object ownership to BucketOwnerEnforced: everything in it is its owner's then",
    ],
  };
}

function unexplained({ distributionStatus, key }: StaticFacts): Diagnosis {
  if (distributionStatus === 'InProgress') {
    return {
      cause: 'propagating',
      says: 'The distribution is on its way to the edge; until it is there, some places answer by what they had before.',
      next: [askAgain],
    };
  }
  return {
    cause: 'unknown',
    says: `The bucket refuses ${key}, and nothing that is known of it explains why.`,
    next: [
      askAgain,
      "Look at policies above the bucket: the organization's resource control policies deny things, too",
    ],
  };
}
