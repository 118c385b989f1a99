/**
 * Folders in which a build keeps nothing but files whose names change with their content: Next.js, SvelteKit, Nuxt, Astro.
 */
const fingerprintedFolders = /(^|\/)(_next\/static|_app\/immutable|_nuxt|_astro)\//;

/**
 * Whether the name holds a hash of the content, so that what is once there never changes. Doubt says no: a year in every cache is a
 * mistake that cannot be taken back, and an hour costs one request.
 */
export function isFingerprinted(key: string): boolean {
  if (fingerprintedFolders.test(key)) return true;
  const parts = key.slice(key.lastIndexOf('/') + 1).split('.');
  return parts.length > 1 && parts.slice(0, -1).some((part) => endsInHash(part));
}

function endsInHash(part: string): boolean {
  const afterDash = part.slice(Math.max(part.lastIndexOf('-'), part.lastIndexOf('_')) + 1);
  // In base64url a dash or underscore may be part of the hash itself.
  const lastEight = part.length === 8 || /[-_]/.test(part.at(-9) ?? '') ? part.slice(-8) : '';
  return isHex(part) || isHex(afterDash) || isBase32(afterDash) || isBase64(lastEight);
}

/** webpack, Parcel, Vue CLI, Gatsby, Hugo. Eight digits alone are a date. */
function isHex(text: string): boolean {
  return /^[0-9a-f]{8,64}$/.test(text) && /\d/.test(text) && /[a-f]/.test(text);
}

/** esbuild and Angular. Digits between letters: `IMAGE2024` is a name. */
function isBase32(text: string): boolean {
  return /^[A-Z2-7]{8}$/.test(text) && /[A-Z]\d+[A-Z]/.test(text);
}

/** Vite and Rollup. */
function isBase64(text: string): boolean {
  return (
    /^[A-Za-z0-9_-]{8}$/.test(text) &&
    /[A-Z]/.test(text) &&
    /[a-z]/.test(text) &&
    /[A-Za-z_-]\d+[A-Za-z_-]/.test(text)
  );
}
