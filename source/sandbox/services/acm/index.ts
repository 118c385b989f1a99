import { jsonFault, jsonResponse, jsonText, parseJson, targetOperation } from '../../protocol/index.ts';
import { Fault, type Service } from '../../service.ts';
import { regionOf } from '../../world-factory.ts';
import { reads, writes } from '../operations.ts';
import { addTagsToCertificate } from './add-tags-to-certificate.ts';
import { deleteCertificate } from './delete-certificate.ts';
import { describeCertificate } from './describe-certificate.ts';
import { listCertificates } from './list-certificates.ts';
import { listTagsForCertificate } from './list-tags-for-certificate.ts';
import { mayTag } from './may-tag.ts';
import { requestCertificate } from './request-certificate.ts';
import { searchCertificates } from './search-certificates.ts';

export const acm: Service = {
  name: 'acm',
  family: 'json',
  throttlingCode: 'ThrottlingException',
  operation(request, world) {
    const name = targetOperation(request);
    const input = parseJson(request.body);
    const { account } = request.credential;
    const region = () => regionOf(world, account, request.region);
    const one = { resource: jsonText(input, 'CertificateArn') ?? '*' };
    const any = { resource: `arn:aws:acm:${request.region}:${account}:certificate/*` };
    switch (name) {
      case 'ListCertificates':
        return reads(name, () => jsonResponse(listCertificates(world, region(), input)));
      case 'SearchCertificates':
        return reads(name, () => jsonResponse(searchCertificates(world, region(), input)));
      case 'DescribeCertificate':
        return reads(name, () => jsonResponse(describeCertificate(world, region(), input)), one);
      case 'ListTagsForCertificate':
        return reads(name, () => jsonResponse(listTagsForCertificate(region(), input)), one);
      case 'RequestCertificate':
        return writes(
          name,
          () => {
            if (input.Tags !== undefined) mayTag(world, request.credential, any.resource);
            return jsonResponse(requestCertificate(world, region(), input));
          },
          any,
        );
      case 'AddTagsToCertificate':
        return writes(name, () => jsonResponse(addTagsToCertificate(region(), input)), one);
      case 'DeleteCertificate':
        return writes(name, () => jsonResponse(deleteCertificate(world, region(), input)), one);
      default:
        throw new Fault('UnknownOperationException', '');
    }
  },
  fault: (fault) => jsonFault(fault),
};
