import { jsonFault, jsonResponse, parseJson, targetOperation } from '../../protocol/index.ts';
import { Fault, type Service } from '../../service.ts';
import { regionOf } from '../../world-factory.ts';
import { reads, writes } from '../operations.ts';
import { mayTag } from './may-tag.ts';
import {
  deleteParameter,
  getParameter,
  getParameters,
  getParametersByPath,
  listTags,
  parameterArn,
  putParameter,
} from './parameters.ts';

export const ssm: Service = {
  name: 'ssm',
  family: 'json',
  throttlingCode: 'ThrottlingException',
  operation(request, world) {
    const name = targetOperation(request);
    const input = parseJson(request.body);
    const region = () => regionOf(world, request.credential.account, request.region);
    const path = String(input.Name ?? input.Path ?? '*');
    const resource = parameterArn(request.region, request.credential.account, path);
    switch (name) {
      case 'GetParameter':
        return reads(name, () => jsonResponse(getParameter(region(), input)), { resource });
      case 'GetParameters':
        return reads(name, () => jsonResponse(getParameters(region(), input)));
      case 'GetParametersByPath':
        return reads(name, () => jsonResponse(getParametersByPath(region(), input)), { resource });
      case 'PutParameter':
        return writes(
          name,
          () => {
            if (input.Tags !== undefined) mayTag(world, request.credential, resource);
            return jsonResponse(putParameter(region(), input, world.clock.now()));
          },
          { resource },
        );
      case 'DeleteParameter':
        return writes(name, () => jsonResponse(deleteParameter(region(), input)), { resource });
      case 'ListTagsForResource':
        return reads(name, () => jsonResponse(listTags(region(), input)));
      default:
        throw new Fault('UnknownOperationException', '');
    }
  },
  fault: (fault) => jsonFault(fault),
};
