/** `Fn::Cidr` for IPv4: so many blocks with so many host bits, from the start of a block. */
export function cidrBlocks(block: string, count: number, bits: number): readonly string[] {
  const [address = '0.0.0.0'] = block.split('/');
  const start = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return Array.from({ length: count }, (_, index) => {
    const first = start + index * 2 ** bits;
    const parts = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
    return `${parts.join('.')}/${32 - bits}`;
  });
}
