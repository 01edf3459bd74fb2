// How figures are told.

/** The median of `times` in milliseconds, and the range. */
export function report(name: string, times: number[]): void {
  const sorted = [...times].sort((a, b) => a - b);
  const show = (value: number) => `${Math.round(value)} ms`;
  console.log(
    `${name}: median ${show(sorted[sorted.length >> 1])} (${show(sorted[0])} to ${show(sorted[sorted.length - 1])}, ${times.length} runs)`,
  );
}
