/** Bytes of a part, and the largest file that goes in one piece; the AWS CLI has the same. S3 takes parts from 5 MiB on. */
export const partSize = 8 * 1024 * 1024;
