const sixteen = [
  '#3b4252',
  '#e06c75',
  '#98c379',
  '#e5c07b',
  '#61afef',
  '#c678dd',
  '#56b6c2',
  '#d8dee9',
  '#6b7689',
  '#ff7a85',
  '#b5e08f',
  '#ffd68a',
  '#7cc4ff',
  '#dd94f2',
  '#6fd3df',
  '#ffffff',
];

const level = (step: number) => (step === 0 ? 0 : 55 + 40 * step);
const hex = (...parts: readonly number[]) =>
  `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

/** The 256 colours of a terminal: sixteen with names, a cube of 6x6x6, and greys. */
export const ansiPalette = {
  background: '#1b1f27',
  foreground: '#d8dee9',
  colours: [
    ...sixteen,
    ...Array.from({ length: 216 }, (_, i) =>
      hex(level(Math.floor(i / 36)), level(Math.floor(i / 6) % 6), level(i % 6)),
    ),
    ...Array.from({ length: 24 }, (_, i) => hex(8 + 10 * i, 8 + 10 * i, 8 + 10 * i)),
  ],
} as const;
