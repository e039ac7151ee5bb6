using System.Runtime.CompilerServices;

namespace PagoDigitale.Sdk;

/// <summary>Reads a list to its end, a page at a time and only as far as the caller goes.</summary>
internal static class CursorPaging
{
    public static async IAsyncEnumerable<TItem> FollowAsync<TPage, TItem>(
        Func<string?, CancellationToken, Task<TPage>> readPage,
        Func<TPage, IEnumerable<TItem>> items,
        Func<TPage, string?> nextCursor,
        CancellationToken outer,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(outer, cancellationToken);
        string? cursor = null;
        do
        {
            var page = await readPage(cursor, linked.Token).ConfigureAwait(false);
            foreach (var item in items(page))
                yield return item;
            var next = nextCursor(page);
            if (next is not null && next == cursor)
                throw new PagoDigitaleException("The list gave the same cursor twice.", 200, null, null, null);
            cursor = next;
        } while (cursor is not null);
    }
}
