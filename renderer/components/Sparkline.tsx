/** A small line of the last values, scaled from 0 (or the lowest) to the highest; decoration only. */
export function Sparkline({
  values,
  width = 96,
  height = 18,
  label,
}: {
  readonly values: readonly number[];
  readonly width?: number;
  readonly height?: number;
  /** What it shows, for screen readers. */
  readonly label: string;
}) {
  const lowest = Math.min(0, ...values);
  const highest = Math.max(...values, lowest + Number.EPSILON);
  const step = width / Math.max(1, values.length - 1);
  const points = values.map((value, at) => {
    const y = height - 1 - ((value - lowest) / (highest - lowest)) * (height - 2);
    return `${(at * step).toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    <svg className="sparkline" width={width} height={height} role="img" aria-label={label}>
      <polyline
        points={points.join(' ')}
        fill="none"
        stroke="var(--text-dim)"
        strokeWidth="1"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
