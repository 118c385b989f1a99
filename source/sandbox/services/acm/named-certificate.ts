import { type JsonInput, jsonText } from '../../protocol/index.ts';
import { Fault } from '../../service.ts';
import type { Certificate, Region } from '../../world.ts';
import { missing, requireValid, wrongLength, wrongPattern } from './constraints.ts';

const arnPattern = 'arn:[\\w+=/,.@-]+:acm:[\\w+=/,.@-]*:[0-9]+:[\\w+=,.@-]+(/[\\w+=,.@-]+)*';

/**
 * The certificate that `CertificateArn` names.
 * Throws `ValidationException` for what is not an ARN, `ResourceNotFoundException` for one of another region.
 */
export function namedCertificate(region: Region, input: JsonInput): Certificate {
  const arn = jsonText(input, 'CertificateArn');
  requireValid(
    missing('certificateArn', arn),
    wrongLength('certificateArn', arn, { least: 20, most: 2_048 }) ??
      wrongPattern('certificateArn', arn, arnPattern),
  );
  const certificate = region.certificates.get(arn ?? '');
  if (certificate === undefined) {
    throw new Fault(
      'ResourceNotFoundException',
      `Could not find certificate ${arn} in account ${region.account}.`,
    );
  }
  return certificate;
}
