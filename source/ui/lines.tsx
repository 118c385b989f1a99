import { Box, Text } from 'ink';
import { type ReactNode, useContext, useLayoutEffect } from 'react';
import { fitLine, type Line } from './line.ts';
import { paint } from './theme.ts';
import { SpeakerContext, useTheme } from './theme-context.tsx';

/** Draws lines, each cut to the width: one flat text a row, which is what Ink lays out fastest. Or has them read aloud. */
export function Lines({
  lines,
  width,
  margin,
}: {
  lines: readonly Line[];
  width: number;
  margin: number;
}): ReactNode {
  const theme = useTheme();
  const speak = useContext(SpeakerContext);
  useLayoutEffect(() => speak?.(lines));
  if (speak !== undefined) return null;
  return (
    <Box flexDirection="column" paddingLeft={margin}>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its place
        <Text key={index} wrap="truncate">
          {paint(fitLine(line, width), theme) || ' '}
        </Text>
      ))}
    </Box>
  );
}
