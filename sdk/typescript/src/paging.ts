/** What every list answers: some items, and where the next ones begin. */
export type Page<T> = { items: Array<T>; nextCursor?: string | null };

/**
 * Every item of a list, page after page: `items(cursor => listPositions({ client, path, query: { cursor } }))`.
 * The next page is read when the items of the one before are used up.
 */
export async function* items<T>(readPage: (cursor: string | undefined) => Promise<{ data: Page<T> }>): AsyncGenerator<T, void, undefined> {
  let cursor: string | undefined;
  do {
    const { data } = await readPage(cursor);
    yield* data.items;
    cursor = data.nextCursor ?? undefined;
  } while (cursor !== undefined);
}
