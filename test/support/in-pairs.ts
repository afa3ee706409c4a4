/** Works on two at a time, as many as the smallest machine has cores; results come as they end. */
export async function inPairs<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const rest = [...items];
  const worker = async (): Promise<void> => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) {
      results.push(await work(item));
    }
  };
  await Promise.all([worker(), worker()]);
  return results;
}
