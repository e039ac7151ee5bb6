using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using PagoDigitale.Api.Database;
using PagoDigitale.Api.Platform.Http;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.Api.Features.Node.Notices;

/// <summary>
/// Everything a question about a notice needs, in one round trip: the envelope is kept, the notice is read and, when its data
/// are asked for, its payment is marked as in progress. The statements run as one transaction that does not wait for the
/// disk: what a crash of the database server could lose is asked again.
/// </summary>
public sealed class NoticeLookup(AppDataSource source)
{
    public const string VerifyKind = "node-verify";
    public const string PaymentKind = "node-payment";

    /// <summary>As long as a payer may take; the node itself inhibits a second payment meanwhile.</summary>
    private static readonly TimeSpan PaymentTime = TimeSpan.FromMinutes(30);

    private const string Tenant = "SELECT set_config('app.organization', $1, true)";

    /// <summary>One statement for both: a question costs as few of them as it can.</summary>
    private const string KeepAndRead = """
        WITH kept AS (
            INSERT INTO inbound_messages (organization_id, message_id, kind, media_type, content, content_sha256, size_bytes, source, received_at)
            SELECT organization_id, $4, $5, $6, $7, $8, $9, $10, $11 FROM organizations WHERE organization_id = $1)
        SELECT o.name, o.is_active, s.broker_fiscal_code, i.payment_in_progress_until,
            i.state, i.iuv, i.amount_cents, i.due_date, i.valid_until, p.valid_from, v.keep_payable_after_due_date, p.description, p.option_description,
            p.debtor_type, p.debtor_fiscal_code, p.debtor_name, p.debtor_address::text, p.debtor_email,
            t.transfer_index, t.beneficiary, t.amount_cents, t.iban, t.postal_iban, t.taxonomy_code, t.remittance_information,
            t.metadata::text, i.metadata::text
        FROM organizations o
        LEFT JOIN stations s ON s.organization_id = $1 AND s.station_id = $2
        LEFT JOIN instalments i ON i.organization_id = $1 AND i.notice_number = $3
        LEFT JOIN positions p ON p.organization_id = $1 AND p.position_id = i.position_id
        LEFT JOIN services v ON v.organization_id = $1 AND v.service_code = p.service_code
        LEFT JOIN transfers t ON t.organization_id = $1 AND t.instalment_id = i.instalment_id
        WHERE o.organization_id = $1
        """;

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
        await using var batch = source.Questions.CreateBatch();
        batch.BatchCommands.Add(new(Tenant) { Parameters = { Text(organization) } });
        AddQuestion(batch, call, VerifyKind, organization, noticeNumber);
        return await ReadAsync(batch, results: 1, ct);
    }

    /// <summary>Also marks the payment as in progress, if the notice can be paid. The position stays open (SANP, best practice).</summary>
    public async Task<NoticeFacts?> ReadForPaymentAsync(NodeCall call, string organization, string broker, string noticeNumber, CancellationToken ct)
    {
        await using var batch = source.Questions.CreateBatch();
        batch.BatchCommands.Add(new(Tenant) { Parameters = { Text(organization) } });
        batch.BatchCommands.Add(new(LockPosition) { Parameters = { Text(organization), Text(noticeNumber) } });
        AddQuestion(batch, call, PaymentKind, organization, noticeNumber);
        batch.BatchCommands.Add(new(MarkInProgress)
        {
            Parameters =
            {
                Text(organization), Text(noticeNumber), new NpgsqlParameter<DateOnly> { TypedValue = RomeTime.LegalDate(call.ReceivedAt) },
                Text(call.Station), Text(broker), new NpgsqlParameter<DateTimeOffset> { TypedValue = call.ReceivedAt + PaymentTime },
            },
        });
        return await ReadAsync(batch, results: 2, ct);
    }

    /// <summary>The payment's data could not be told, so nobody is paying: the mark is again what it was, unless somebody asked meanwhile.</summary>
    public async Task TakeBackAsync(NodeCall call, string organization, string noticeNumber, DateTimeOffset? before, CancellationToken ct)
    {
        await using var batch = source.Questions.CreateBatch();
        batch.BatchCommands.Add(new(Tenant) { Parameters = { Text(organization) } });
        batch.BatchCommands.Add(new("UPDATE instalments SET payment_in_progress_until = $4 WHERE organization_id = $1 AND notice_number = $2 AND payment_in_progress_until = $3")
        {
            Parameters =
            {
                Text(organization), Text(noticeNumber), new NpgsqlParameter<DateTimeOffset> { TypedValue = call.ReceivedAt + PaymentTime },
                new() { Value = (object?)before ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz },
            },
        });
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static void AddQuestion(NpgsqlBatch batch, NodeCall call, string kind, string organization, string noticeNumber)
    {
        batch.BatchCommands.Add(new(KeepAndRead)
        {
            Parameters =
            {
                Text(organization), Text(call.Station), Text(noticeNumber),
                new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7(call.ReceivedAt) }, Text(kind), Text(call.MediaType),
                new NpgsqlParameter<byte[]> { TypedValue = call.Envelope }, new NpgsqlParameter<byte[]> { TypedValue = SHA256.HashData(call.Envelope) },
                new NpgsqlParameter<long> { TypedValue = call.Envelope.Length }, Text(UnreadableMessages.Clip(call.Station)),
                new NpgsqlParameter<DateTimeOffset> { TypedValue = call.ReceivedAt },
            },
        });
    }

    /// <param name="results">How many come before the notice: the tenant's name, and the lock.</param>
    private static async Task<NoticeFacts?> ReadAsync(NpgsqlBatch batch, int results, CancellationToken ct)
    {
        await using var reader = await batch.ExecuteReaderAsync(ct);
        for (var i = 0; i < results; i++)
            await reader.NextResultAsync(ct);
        if (!await reader.ReadAsync(ct))
            return null;
        var facts = new NoticeFacts
        {
            OrganizationName = reader.GetString(0),
            IsOrganizationActive = reader.GetBoolean(1),
            BrokerFiscalCode = TextOrNull(reader, 2),
            Notice = reader.IsDBNull(4) ? null : NoticeOf(reader),
        };
        if (facts.Notice is { Transfers: List<NoticeTransfer> transfers })
        {
            while (await reader.ReadAsync(ct))
                transfers.Add(TransferOf(reader));
            transfers.Sort((a, b) => a.Index.CompareTo(b.Index));
        }
        return facts;
    }

    private static NoticeOfPosition NoticeOf(NpgsqlDataReader reader) => new()
    {
        State = reader.GetString(4),
        Iuv = reader.GetString(5),
        AmountCents = reader.GetInt64(6),
        DueDate = DateOrNull(reader, 7),
        ValidUntil = DateOrNull(reader, 8),
        ValidFrom = DateOrNull(reader, 9),
        IsPayableAfterDueDate = reader.GetBoolean(10),
        PaymentInProgressUntil = reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3),
        Description = reader.GetString(11),
        OptionDescription = TextOrNull(reader, 12),
        DebtorType = reader.GetString(13),
        DebtorFiscalCode = reader.GetString(14),
        DebtorName = reader.GetString(15),
        DebtorAddress = TextOrNull(reader, 16),
        DebtorEmail = TextOrNull(reader, 17),
        Metadata = MetadataOf(reader, 26),
        Transfers = new List<NoticeTransfer>(1) { TransferOf(reader) },
    };

    private static NoticeTransfer TransferOf(NpgsqlDataReader reader) => new(
        reader.GetInt16(18), reader.GetString(19), reader.GetInt64(20), reader.GetString(21), TextOrNull(reader, 22), reader.GetString(23), reader.GetString(24),
        MetadataOf(reader, 25));

    private static List<MetadataEntry> MetadataOf(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? [] : JsonSerializer.Deserialize<List<MetadataEntry>>(reader.GetString(column), ApiJson.Options)!;

    private static NpgsqlParameter Text(string value) => new NpgsqlParameter<string> { TypedValue = value };

    private static string? TextOrNull(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DateOnly? DateOrNull(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateOnly>(column);
}
