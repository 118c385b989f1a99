import { jsonFault, jsonResponse, jsonText, parseJson, targetOperation } from '../../protocol/index.ts';
import { Fault, type Service } from '../../service.ts';
import { regionOf } from '../../world-factory.ts';
import { reads } from '../operations.ts';
import { describeCertificate } from './describe-certificate.ts';
import { listCertificates } from './list-certificates.ts';

export const acm: Service = {
  name: 'acm',
  family: 'json',
  throttlingCode: 'ThrottlingException',
  operation(request, world) {
    const name = targetOperation(request);
    const input = parseJson(request.body);
    const region = () => regionOf(world, request.credential.account, request.region);
    switch (name) {
      case 'ListCertificates':
        return reads(name, () => jsonResponse(listCertificates(region(), input)));
      case 'DescribeCertificate':
        return reads(name, () => jsonResponse(describeCertificate(region(), input)), {
          resource: jsonText(input, 'CertificateArn') ?? '*',
        });
      default:
        throw new Fault('UnknownOperationException', '');
    }
  },
  fault: (fault) => jsonFault(fault),
};
