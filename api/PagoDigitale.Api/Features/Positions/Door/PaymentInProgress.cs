using Npgsql;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>Somebody is paying this notice until then.</summary>
public sealed record PaymentMark(string NoticeNumber, DateTimeOffset Until);

/// <summary>
/// The mark that somebody is paying a notice, for who asks in batches with a connection of its own (decision 0008): each is one
/// statement of a transaction that is the tenant's already. First the positions are held, then it is read what is to be told of them, and
/// those whose payment is told of are marked: whoever changes or cancels a position holds it too, so what is told is what the notice is
/// before that, and the other finds the mark, or after it. The instalments are held, too: then a mark waits for nobody.
/// </summary>
public static class PaymentInProgress
{
    private const string Hold = """
        SELECT i.notice_number FROM instalments i JOIN positions p ON p.organization_id = $1 AND p.position_id = i.position_id
        WHERE i.organization_id = $1 AND i.notice_number = ANY ($2) FOR NO KEY UPDATE OF p, i
        """;

    private const string HoldFree = $"{Hold} SKIP LOCKED";

    private const string Mark = """
        UPDATE instalments i SET payment_in_progress_until = greatest(i.payment_in_progress_until, n.until)
        FROM unnest($2::text[], $3::timestamptz[]) AS n(notice_number, until)
        WHERE i.organization_id = $1 AND i.notice_number = n.notice_number
        """;

    /// <summary>Gives the notices whose positions are held now, a row for each.</summary>
    /// <param name="waits">For who holds them; otherwise only those are held that nobody else holds at this moment.</param>
    public static NpgsqlBatchCommand HoldOf(string organization, string[] noticeNumbers, bool waits) =>
        new(waits ? Hold : HoldFree)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = organization },
                new NpgsqlParameter<string[]> { TypedValue = noticeNumbers },
            },
        };

    /// <summary>Of held positions.</summary>
    public static NpgsqlBatchCommand MarkOf(string organization, IReadOnlyList<PaymentMark> marks) =>
        new(Mark)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = organization },
                new NpgsqlParameter<string[]> { TypedValue = [.. marks.Select(m => m.NoticeNumber)] },
                new NpgsqlParameter<DateTimeOffset[]> { TypedValue = [.. marks.Select(m => m.Until)] },
            },
        };
}
