using System.Runtime.CompilerServices;

namespace PagoDigitale.Sdk;

/// <summary>Reads a list to its end, a page at a time and only as far as the caller goes.</summary>
internal static class CursorPaging
{
    public static async IAsyncEnumerable<TPage> PagesAsync<TPage>(
        Func<string?, CancellationToken, Task<TPage>> readPage,
        string? first,
        Func<TPage, string?> nextCursor,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var cursor = first;
        do
        {
            var page = await readPage(cursor, cancellationToken).ConfigureAwait(false);
            yield return page;
            var next = nextCursor(page);
            if (next is not null && next == cursor)
                throw new PagoDigitaleException("The list gave the same cursor twice.", 200, null, null, null);
            cursor = next;
        } while (cursor is not null);
    }

    public static async IAsyncEnumerable<TItem> ItemsAsync<TPage, TItem>(
        IAsyncEnumerable<TPage> pages,
        Func<TPage, IEnumerable<TItem>> items,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var page in pages.WithCancellation(cancellationToken).ConfigureAwait(false))
        foreach (var item in items(page))
            yield return item;
    }
}
