export {
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  ListResourceRecordSetsCommand,
  paginateListHostedZones,
  Route53Client,
} from '@aws-sdk/client-route-53';
