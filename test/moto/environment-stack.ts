import { randomUUID } from 'node:crypto';
import { ACMClient, RequestCertificateCommand } from '@aws-sdk/client-acm';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createChangeSet, executeChangeSet } from '../../source/aws/cloudformation.ts';
import { type Connection, callerConnection } from '../../source/aws/connection.ts';
import { putTemplate } from '../../source/aws/s3.ts';
import { environmentStackName, stackTags, templateKey, templateUrl } from '../../source/copilot/names.ts';
import { environmentTemplate } from '../../source/sandbox/copilot/templates.ts';
import { manifest } from '../cdn/settings-product.ts';
import { ofLength } from '../cdn/templates.ts';

const region = 'eu-west-1';
/** An archive without files: Lambda never runs here. */
const emptyArchive = Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex');

export interface EnvironmentStack {
  readonly connection: Connection;
  readonly name: string;
  /** The artifact bucket. */
  readonly bucket: string;
  /** As it was created. */
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** Lies in the artifact bucket. */
  readonly functionCode: { readonly bucket: string; readonly key: string };
  /** Puts a template where a deployment puts it; its URL. */
  readonly upload: (template: string) => Promise<string>;
}

/**
 * An environment with imported certificates, made by a change set: moto's CreateStack takes no such template, for it reads the outputs
 * of resources that it does not know. Of a managed domain moto cannot make the hosted zone, nor the certificate.
 */
export async function createEnvironmentStack(): Promise<EnvironmentStack> {
  const connection = await callerConnection({ region });
  const application = `shop${randomUUID().slice(0, 8)}`;
  const name = environmentStackName(application, 'prod');
  const bucket = `stackset-${application}-infrastruc-pipelinebuiltartifactbuc-1`;
  const functionCode = { bucket, key: 'manual/scripts/custom-resources/uniquejsonvaluesfunction/c0de.zip' };
  const s3 = new S3Client({ region });
  const configuration = { LocationConstraint: region } as const;
  await s3.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: configuration }));
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: functionCode.key, Body: emptyArchive }));

  const upload = async (template: string): Promise<string> => {
    const key = templateKey(name, template);
    await putTemplate(connection, bucket, key, template);
    return templateUrl({ bucket, key, region, partition: 'aws' });
  };
  const template = withLongConditions(
    ofLength(
      environmentTemplate({
        manifest,
        artifactBucket: bucket,
        publicCertificates: [await certificate('shop.example.com'), await certificate('api.example.com')],
      }),
      60_000,
    ),
  );
  const parameters = parametersOf(application);
  const tags = Object.fromEntries(
    stackTags({ application, environment: 'prod' }).map(({ key, value }) => [key, value]),
  );
  const changeSet = await createChangeSet(connection, {
    StackName: name,
    ChangeSetName: 'first',
    ChangeSetType: 'CREATE',
    TemplateURL: await upload(template),
    Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    })),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    Capabilities: ['CAPABILITY_NAMED_IAM'],
  });
  await executeChangeSet(connection, name, changeSet, 'first');
  return { connection, name, bucket, template, parameters, tags, functionCode, upload };
}

/** moto takes `!And [!Condition One]` for false, and `!And [{Condition: One}]` for what it is. */
function withLongConditions(template: string): string {
  return template.replaceAll(/!Condition (\w+)/g, '{ Condition: $1 }');
}

/** moto's listeners take only certificates that are there. */
async function certificate(domain: string): Promise<string> {
  const command = new RequestCertificateCommand({ DomainName: domain, ValidationMethod: 'DNS' });
  const { CertificateArn = '' } = await new ACMClient({ region }).send(command);
  return CertificateArn;
}

function parametersOf(application: string): Record<string, string> {
  return {
    AppName: application,
    EnvironmentName: 'prod',
    ToolsAccountPrincipalARN: 'arn:aws:iam::123456789012:root',
    AppDNSName: '',
    AppDNSDelegationRole: '',
    ServiceDiscoveryEndpoint: `prod.${application}.local`,
    CreateHTTPSListener: 'true',
    CreateInternalHTTPSListener: 'false',
    Aliases: '{"web":["shop.example.com"],"api":["api.example.com"]}',
    ALBWorkloads: 'web,api',
    InternalALBWorkloads: '',
    EFSWorkloads: '',
    NATWorkloads: '',
    AppRunnerPrivateWorkloads: '',
  };
}
