export {
  ACMClient,
  DescribeCertificateCommand,
  ListCertificatesCommand,
  RequestCertificateCommand,
  SearchCertificatesCommand,
} from '@aws-sdk/client-acm';
