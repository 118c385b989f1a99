import {
  member,
  memberList,
  memberText,
  parseXml,
  restXmlResponse,
  type XmlInput,
  xmlDeclaration,
} from '../../protocol/index.ts';
import type { AwsRequest } from '../../service.ts';
import type { Bucket, PublicAccessBlock } from '../../world.ts';
import { type BucketOperation, malformedXml, namespace, notFound, nothing } from './call.ts';

/** Settings of a bucket, by method and subresource. */
export const bucketSettings: Readonly<Record<string, BucketOperation>> = {
  'GET versioning': {
    name: 'GetBucketVersioning',
    run: ({ bucket }) => restXmlResponse('VersioningConfiguration', namespace, { Status: bucket.versioning }),
  },
  'PUT versioning': {
    name: 'PutBucketVersioning',
    write: true,
    run: ({ bucket, request }) => {
      const status = memberText(bodyOf(request), 'VersioningConfiguration', 'Status');
      if (status !== 'Enabled' && status !== 'Suspended') throw malformedXml();
      bucket.versioning = status;
      return nothing(200);
    },
  },
  'GET encryption': {
    name: 'GetBucketEncryption',
    action: 's3:GetEncryptionConfiguration',
    run: ({ bucket }) => {
      const { algorithm, keyId } = bucket.encryption ?? { algorithm: 'AES256' };
      const byDefault = { SSEAlgorithm: algorithm, KMSMasterKeyID: keyId };
      return restXmlResponse('ServerSideEncryptionConfiguration', namespace, {
        Rule: [{ ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled: false }],
      });
    },
  },
  'PUT encryption': {
    name: 'PutBucketEncryption',
    action: 's3:PutEncryptionConfiguration',
    write: true,
    run: ({ bucket, request }) => {
      const [rule] = memberList(bodyOf(request), 'ServerSideEncryptionConfiguration', 'Rule');
      const byDefault = member(rule, 'ApplyServerSideEncryptionByDefault');
      const algorithm = memberText(byDefault, 'SSEAlgorithm');
      const keyId = memberText(byDefault, 'KMSMasterKeyID');
      if (algorithm !== 'AES256' && algorithm !== 'aws:kms' && algorithm !== 'aws:kms:dsse')
        throw malformedXml();
      bucket.encryption = { algorithm, ...(keyId !== undefined && { keyId }) };
      return nothing(200);
    },
  },
  'GET publicAccessBlock': {
    name: 'GetPublicAccessBlock',
    action: 's3:GetBucketPublicAccessBlock',
    run: ({ bucket }) => {
      const block = bucket.publicAccessBlock;
      if (block === undefined) {
        throw notFound(
          'NoSuchPublicAccessBlockConfiguration',
          'The public access block configuration was not found',
        );
      }
      return restXmlResponse('PublicAccessBlockConfiguration', namespace, {
        BlockPublicAcls: block.blockPublicAcls,
        IgnorePublicAcls: block.ignorePublicAcls,
        BlockPublicPolicy: block.blockPublicPolicy,
        RestrictPublicBuckets: block.restrictPublicBuckets,
      });
    },
  },
  'PUT publicAccessBlock': {
    name: 'PutPublicAccessBlock',
    action: 's3:PutBucketPublicAccessBlock',
    write: true,
    run: ({ bucket, request }) => {
      bucket.publicAccessBlock = readBlock(bodyOf(request));
      return nothing(200);
    },
  },
  'GET ownershipControls': {
    name: 'GetBucketOwnershipControls',
    run: ({ bucket }) => {
      if (bucket.ownership === undefined) {
        throw notFound('OwnershipControlsNotFoundError', 'The bucket ownership controls were not found');
      }
      return restXmlResponse('OwnershipControls', namespace, {
        Rule: [{ ObjectOwnership: bucket.ownership }],
      });
    },
  },
  'GET website': {
    name: 'GetBucketWebsite',
    run: ({ bucket }) => {
      if (bucket.website === undefined) {
        throw notFound(
          'NoSuchWebsiteConfiguration',
          'The specified bucket does not have a website configuration',
        );
      }
      return restXmlResponse('WebsiteConfiguration', namespace, {
        IndexDocument: { Suffix: bucket.website.indexDocument },
      });
    },
  },
  'GET acl': {
    name: 'GetBucketAcl',
    run: ({ bucket }) => ({
      status: 200,
      headers: { 'content-type': 'application/xml' },
      body: accessControlList(bucket),
    }),
  },
};

function bodyOf(request: AwsRequest): XmlInput {
  return parseXml(request.body.toString('utf8'), ['Rule']);
}

function readBlock(body: XmlInput): PublicAccessBlock {
  const flag = (name: string) => memberText(body, 'PublicAccessBlockConfiguration', name) === 'true';
  return {
    blockPublicAcls: flag('BlockPublicAcls'),
    ignorePublicAcls: flag('IgnorePublicAcls'),
    blockPublicPolicy: flag('BlockPublicPolicy'),
    restrictPublicBuckets: flag('RestrictPublicBuckets'),
  };
}

const owner = '<ID>79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be</ID>';

/** Kinds of grantees are attributes, which the writer of XML does not have. */
function accessControlList({ acl }: Bucket): string {
  const grant = (type: string, grantee: string, permission: string) =>
    `<Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="${type}">${grantee}</Grantee>` +
    `<Permission>${permission}</Permission></Grant>`;
  const everybody = '<URI>http://acs.amazonaws.com/groups/global/AllUsers</URI>';
  const grants = [
    grant('CanonicalUser', owner, 'FULL_CONTROL'),
    ...(acl === 'public-read' ? [grant('Group', everybody, 'READ')] : []),
  ];
  return `${xmlDeclaration}<AccessControlPolicy xmlns="${namespace}"><Owner>${owner}</Owner><AccessControlList>${grants.join('')}</AccessControlList></AccessControlPolicy>`;
}
