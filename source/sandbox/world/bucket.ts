export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly created: Date;
  readonly objects: Map<string, StoredObject>;
  policy?: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface StoredObject {
  readonly body: Buffer;
  readonly contentType: string;
  readonly etag: string;
  readonly modified: Date;
}
