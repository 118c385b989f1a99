// The code of CertificateReplicatorFunction where Copilot's own does not lie in the artifact bucket: same input, same output.
const { createHash } = require('node:crypto');
const acm = require('@aws-sdk/client-acm');

exports.certificateReplicateHandler = async (event) => {
  // Known to CloudFormation from the request on: what fails later is deleted by this name.
  const resource = { id: event.PhysicalResourceId ?? event.LogicalResourceId };
  try {
    await (event.RequestType === 'Delete' ? remove(event) : replicate(event, resource));
    await answer(event, { Status: 'SUCCESS', PhysicalResourceId: resource.id, Data: { Arn: resource.id } });
  } catch (error) {
    const { name, message } = error;
    await answer(event, { Status: 'FAILED', PhysicalResourceId: resource.id, Reason: `${name}: ${message}` });
  }
};

// The records that validated the first certificate validate the copy: they depend on account and name alone.
async function replicate({ RequestId, ResourceProperties: given }, resource) {
  const { Certificate } = await new acm.ACMClient({ region: given.EnvRegion }).send(
    new acm.DescribeCertificateCommand({ CertificateArn: given.CertificateArn }),
  );
  const client = new acm.ACMClient({ region: given.TargetRegion });
  const { CertificateArn } = await client.send(
    new acm.RequestCertificateCommand({
      DomainName: Certificate.DomainName,
      SubjectAlternativeNames: Certificate.SubjectAlternativeNames,
      ValidationMethod: 'DNS',
      IdempotencyToken: createHash('sha256').update(RequestId).digest('hex').slice(0, 32),
      Tags: [
        { Key: 'copilot-application', Value: given.AppName },
        { Key: 'copilot-environment', Value: given.EnvName },
      ],
    }),
  );
  resource.id = CertificateArn;
  await untilIssued(client, CertificateArn);
}

// Valid for all of its names is not enough: CloudFront takes a certificate that is issued.
async function untilIssued(client, CertificateArn) {
  for (const end = Date.now() + 570_000; Date.now() < end; await pause(10_000)) {
    const { Certificate } = await client.send(new acm.DescribeCertificateCommand({ CertificateArn }));
    if (Certificate.Status === 'ISSUED') return;
    if (Certificate.Status !== 'PENDING_VALIDATION')
      throw new Error(`${CertificateArn} is ${Certificate.Status}: ${Certificate.FailureReason}`);
  }
  throw new Error(`${CertificateArn} was not issued within ten minutes`);
}

// The distribution lets go of a certificate some minutes after it was told to.
async function remove({ PhysicalResourceId: arn, ResourceProperties: { TargetRegion } }) {
  if (!arn.startsWith('arn:')) return;
  const client = new acm.ACMClient({ region: TargetRegion });
  for (let attempt = 0; attempt < 20; attempt += 1) {
    try {
      await client.send(new acm.DeleteCertificateCommand({ CertificateArn: arn }));
      return;
    } catch (error) {
      if (error.name === 'ResourceNotFoundException') return;
      if (error.name !== 'ResourceInUseException') throw error;
      await pause(30_000);
    }
  }
  throw new Error(`${arn} is still in use after ten minutes`);
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
