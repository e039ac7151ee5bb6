using Npgsql;
using NpgsqlTypes;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>Somebody is paying this notice until then, if it can be paid today and by way of this station of this broker.</summary>
public sealed record PaymentMark(string NoticeNumber, string Station, string Broker, DateOnly Today, DateTimeOffset Until);

/// <summary>
/// The mark that somebody is paying a notice, for who asks in batches with a connection of its own (decision 0008): each is one
/// statement of a batch that is the tenant's already.
/// </summary>
public static class PaymentInProgress
{
    /// <summary>
    /// Whoever changes or cancels the position holds it: what is told here is what the notice is before that, and the other finds the
    /// mark, or after it. Without waiting in line both would see the notice as it was, and both would succeed.
    /// </summary>
    private const string Lock = """
        SELECT 1 FROM positions
        WHERE organization_id = $1
            AND position_id = (SELECT position_id FROM instalments WHERE organization_id = $1 AND notice_number = $2)
        FOR NO KEY UPDATE
        """;

    /// <summary>Only those that nobody holds; which they are is kept for <see cref="MarkHeld"/>.</summary>
    private const string HoldFree = """
        SELECT set_config('app.held', coalesce(string_agg(h.notice_number, ','), ''), true) FROM (
            SELECT i.notice_number FROM instalments i JOIN positions p ON p.organization_id = $1 AND p.position_id = i.position_id
            WHERE i.organization_id = $1 AND i.notice_number = ANY ($2) FOR NO KEY UPDATE OF p SKIP LOCKED) h
        """;

    private static readonly string Mark = $"""
        UPDATE instalments i SET payment_in_progress_until = greatest(i.payment_in_progress_until, n.until)
        FROM unnest($2::text[], $3::date[], $4::text[], $5::text[], $6::timestamptz[]) AS n(notice_number, today, station, broker, until),
            positions p, door.services v, door.stations s, door.organizations o
        WHERE i.organization_id = $1 AND i.notice_number = n.notice_number
            AND p.organization_id = $1 AND p.position_id = i.position_id
            AND v.organization_id = $1 AND v.service_code = p.service_code
            AND s.organization_id = $1 AND s.station_id = n.station AND s.broker_fiscal_code = n.broker
            AND o.organization_id = $1 AND o.is_active
            AND {PayableSql.IsPayable("n.today")}
        """;

    private static readonly string MarkHeld = $"{Mark} AND i.notice_number = ANY (string_to_array(current_setting('app.held'), ','))";

    private const string TakeBack = """
        UPDATE instalments SET payment_in_progress_until = $4
        WHERE organization_id = $1 AND notice_number = $2 AND payment_in_progress_until = $3
        """;

    public static NpgsqlBatchCommand LockOf(string organization, string noticeNumber) =>
        new(Lock) { Parameters = { Text(organization), Text(noticeNumber) } };

    /// <summary>Holds the positions of those notices that are free at this moment, and gives these, separated by commas.</summary>
    public static NpgsqlBatchCommand HoldFreeOf(string organization, string[] noticeNumbers) =>
        new(HoldFree)
        {
            Parameters =
            {
                Text(organization),
                new NpgsqlParameter<string[]> { TypedValue = noticeNumbers },
            },
        };

    /// <summary>Marks notices, if they can be paid.</summary>
    /// <param name="areHeld">Those of <see cref="HoldFreeOf"/> of the same batch, and no other.</param>
    public static NpgsqlBatchCommand MarkOf(string organization, IReadOnlyList<PaymentMark> marks, bool areHeld) =>
        new(areHeld ? MarkHeld : Mark)
        {
            Parameters =
            {
                Text(organization),
                new NpgsqlParameter<string[]> { TypedValue = [.. marks.Select(m => m.NoticeNumber)] },
                new NpgsqlParameter<DateOnly[]> { TypedValue = [.. marks.Select(m => m.Today)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. marks.Select(m => m.Station)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. marks.Select(m => m.Broker)] },
                new NpgsqlParameter<DateTimeOffset[]> { TypedValue = [.. marks.Select(m => m.Until)] },
            },
        };

    /// <summary>The mark is again what it was, unless somebody has asked meanwhile and set another one.</summary>
    public static NpgsqlBatchCommand TakeBackOf(string organization, string noticeNumber, DateTimeOffset mark, DateTimeOffset? before) =>
        new(TakeBack)
        {
            Parameters =
            {
                Text(organization),
                Text(noticeNumber),
                new NpgsqlParameter<DateTimeOffset> { TypedValue = mark },
                new() { Value = (object?)before ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            },
        };

    private static NpgsqlParameter Text(string value) => new NpgsqlParameter<string> { TypedValue = value };
}
