using Npgsql;
using NpgsqlTypes;

namespace PagoDigitale.Api.Features.Positions.Door;

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

    private static readonly string Mark = $"""
        UPDATE instalments i SET payment_in_progress_until = greatest(i.payment_in_progress_until, $6)
        FROM positions p, door.services v, door.stations s, door.organizations o
        WHERE i.organization_id = $1 AND i.notice_number = $2
            AND p.organization_id = $1 AND p.position_id = i.position_id
            AND v.organization_id = $1 AND v.service_code = p.service_code
            AND s.organization_id = $1 AND s.station_id = $4 AND s.broker_fiscal_code = $5
            AND o.organization_id = $1 AND o.is_active
            AND {PayableSql.IsPayable("$3")}
        """;

    private const string TakeBack = """
        UPDATE instalments SET payment_in_progress_until = $4
        WHERE organization_id = $1 AND notice_number = $2 AND payment_in_progress_until = $3
        """;

    public static NpgsqlBatchCommand LockOf(string organization, string noticeNumber) =>
        new(Lock) { Parameters = { Text(organization), Text(noticeNumber) } };

    /// <summary>Marks the notice, if it can be paid today and by way of this station of this broker.</summary>
    public static NpgsqlBatchCommand MarkOf(
        string organization,
        string noticeNumber,
        DateOnly today,
        (string Id, string Broker) station,
        DateTimeOffset until
    ) =>
        new(Mark)
        {
            Parameters =
            {
                Text(organization),
                Text(noticeNumber),
                new NpgsqlParameter<DateOnly> { TypedValue = today },
                Text(station.Id),
                Text(station.Broker),
                new NpgsqlParameter<DateTimeOffset> { TypedValue = until },
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
