using Npgsql;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Platform.Database;

namespace PagoDigitale.Api.Gateways.PagoPa.Notices;

/// <summary>
/// Everything a question about a notice needs: the notice is read, together with what others ask at that moment or, when its data are
/// asked for, by itself in one round trip with the mark that its payment is in progress. The envelope is kept with the entry of the
/// activity log, many questions in one transaction (Platform/ActivityLog). That one reaches the disk before the data of a payment are
/// told, and the mark, which was written before it, has reached it then too.
/// </summary>
public sealed class NoticeLookup(AppDataSource source, QuestionsTogether together)
{
    public const string VerifyKind = "node-verify";
    public const string PaymentKind = "node-payment";

    /// <summary>As long as a payer may take; the node itself inhibits a second payment meanwhile.</summary>
    private static readonly TimeSpan PaymentTime = TimeSpan.FromMinutes(30);

    /// <summary>
    /// Whoever changes or cancels the position holds it: what is told here is what the notice is before that, and the other finds the
    /// mark, or after it. Without waiting in line both would see the notice as it was, and both would succeed.
    /// </summary>
    private const string LockPosition = """
        SELECT 1 FROM positions WHERE organization_id = $1 AND position_id = (SELECT position_id FROM instalments WHERE organization_id = $1 AND notice_number = $2)
        FOR NO KEY UPDATE
        """;

    private const string MarkInProgress = $"""
        UPDATE instalments i SET payment_in_progress_until = greatest(i.payment_in_progress_until, $6)
        FROM positions p, services v, stations s, organizations o
        WHERE i.organization_id = $1 AND i.notice_number = $2
            AND p.organization_id = $1 AND p.position_id = i.position_id
            AND v.organization_id = $1 AND v.service_code = p.service_code
            AND s.organization_id = $1 AND s.station_id = $4 AND s.broker_fiscal_code = $5
            AND o.organization_id = $1 AND o.is_active
            AND {Payability.Sql}
        """;

    /// <summary>Null when the organization is not ours.</summary>
    public async Task<NoticeFacts?> ReadAsync(NodeCall call, string organization, string noticeNumber, CancellationToken ct)
    {
        var facts = await together.ReadAsync(new(organization, call.Station, noticeNumber), ct);
        if (facts is not null)
            call.KeepAs(VerifyKind, organization);
        return facts;
    }

    /// <summary>Also marks the payment as in progress, if the notice can be paid. The position stays open (SANP, best practice).</summary>
    public async Task<NoticeFacts?> ReadForPaymentAsync(
        NodeCall call,
        string organization,
        string broker,
        string noticeNumber,
        CancellationToken ct
    )
    {
        await using var batch = source.Questions.CreateBatch();
        batch.BatchCommands.Add(NoticeRows.AsTenant(organization));
        batch.BatchCommands.Add(new(LockPosition) { Parameters = { Text(organization), Text(noticeNumber) } });
        NoticeRows.AddTo(batch, organization, [new(organization, call.Station, noticeNumber)]);
        batch.BatchCommands.Add(
            new(MarkInProgress)
            {
                Parameters =
                {
                    Text(organization),
                    Text(noticeNumber),
                    new NpgsqlParameter<DateOnly> { TypedValue = RomeTime.LegalDate(call.ReceivedAt) },
                    Text(call.Station),
                    Text(broker),
                    new NpgsqlParameter<DateTimeOffset> { TypedValue = call.ReceivedAt + PaymentTime },
                },
            }
        );
        await using var reader = await batch.ExecuteReaderAsync(ct);
        // The tenant's name and the lock.
        await reader.NextResultAsync(ct);
        await reader.NextResultAsync(ct);
        var facts = (await NoticeRows.ReadAsync(reader, 1, ct))[0];
        if (facts is not null)
            call.KeepAs(PaymentKind, organization);
        return facts;
    }

    /// <summary>The payment's data could not be told, so nobody is paying: the mark is again what it was, unless somebody asked meanwhile.</summary>
    public async Task TakeBackAsync(NodeCall call, string organization, string noticeNumber, DateTimeOffset? before, CancellationToken ct)
    {
        await using var batch = source.Questions.CreateBatch();
        batch.BatchCommands.Add(NoticeRows.AsTenant(organization));
        batch.BatchCommands.Add(
            new(
                "UPDATE instalments SET payment_in_progress_until = $4 WHERE organization_id = $1 AND notice_number = $2 AND payment_in_progress_until = $3"
            )
            {
                Parameters =
                {
                    Text(organization),
                    Text(noticeNumber),
                    new NpgsqlParameter<DateTimeOffset> { TypedValue = call.ReceivedAt + PaymentTime },
                    new() { Value = (object?)before ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz },
                },
            }
        );
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlParameter Text(string value) => new NpgsqlParameter<string> { TypedValue = value };
}
