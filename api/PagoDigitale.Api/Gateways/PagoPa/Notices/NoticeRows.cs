using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Platform.Http;

namespace PagoDigitale.Api.Gateways.PagoPa.Notices;

/// <summary>The statements that read what questions about notices of one organization need, and what they give.</summary>
internal static class NoticeRows
{
    /// <summary>One row for each question and transfer; none where the organization is not ours.</summary>
    private const string Read = """
        SELECT q.question, o.name, o.is_active, s.broker_fiscal_code,
            i.state, i.iuv, i.amount_cents, i.due_date, i.valid_until, coalesce(i.valid_from, p.valid_from),
                coalesce(i.keep_payable_after_due_date, v.keep_payable_after_due_date),
                coalesce(i.description, p.description), a.description,
            p.debtor_type, p.debtor_fiscal_code, p.debtor_name, p.debtor_address::text, p.debtor_email,
            t.transfer_index, t.beneficiary, t.amount_cents, t.iban, t.postal_iban, t.taxonomy_code, t.remittance_information,
            t.metadata::text, i.metadata::text
        FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS q(station_id, notice_number, question)
        JOIN door.organizations o ON o.organization_id = $1
        LEFT JOIN door.stations s ON s.organization_id = $1 AND s.station_id = q.station_id
        LEFT JOIN door.instalments i ON i.organization_id = $1 AND i.notice_number = q.notice_number
        LEFT JOIN door.positions p ON p.organization_id = $1 AND p.position_id = i.position_id
        LEFT JOIN door.payment_options a ON a.organization_id = $1 AND a.position_id = i.position_id AND a.option_index = i.option_index
        LEFT JOIN door.services v ON v.organization_id = $1 AND v.service_code = p.service_code
        LEFT JOIN door.transfers t ON t.organization_id = $1 AND t.instalment_id = i.instalment_id
        """;

    public static NpgsqlBatchCommand ReadOf(string organization, IReadOnlyList<NoticeQuestion> questions) =>
        new(Read)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = organization },
                Texts(questions, q => q.Call.Station),
                Texts(questions, q => q.NoticeNumber),
            },
        };

    /// <summary>The result that the reader is at. Of each question in its order; null where the organization is not ours.</summary>
    public static async Task<NoticeFacts?[]> ReadAsync(NpgsqlDataReader reader, int count, CancellationToken ct)
    {
        var facts = new NoticeFacts?[count];
        while (await reader.ReadAsync(ct))
        {
            var question = (int)reader.GetInt64(0) - 1;
            if (facts[question] is { Notice.Transfers: List<NoticeTransfer> others })
                others.Add(TransferOf(reader));
            else
                facts[question] = FactsOf(reader);
        }
        foreach (var one in facts)
            if (one?.Notice?.Transfers is List<NoticeTransfer> { Count: > 1 } transfers)
                transfers.Sort((a, b) => a.Index.CompareTo(b.Index));
        return facts;
    }

    private static NpgsqlParameter Texts(IReadOnlyList<NoticeQuestion> questions, Func<NoticeQuestion, string> text)
    {
        var values = new string[questions.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = text(questions[i]);
        return new NpgsqlParameter<string[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
    }

    private static NoticeFacts FactsOf(NpgsqlDataReader reader) =>
        new()
        {
            OrganizationName = reader.GetString(1),
            IsOrganizationActive = reader.GetBoolean(2),
            BrokerFiscalCode = TextOrNull(reader, 3),
            Notice = reader.IsDBNull(4) ? null : NoticeOf(reader),
        };

    private static NoticeOfPosition NoticeOf(NpgsqlDataReader reader) =>
        new()
        {
            State = reader.GetString(4),
            Iuv = reader.GetString(5),
            AmountCents = reader.GetInt64(6),
            DueDate = DateOrNull(reader, 7),
            ValidUntil = DateOrNull(reader, 8),
            ValidFrom = DateOrNull(reader, 9),
            IsPayableAfterDueDate = reader.GetBoolean(10),
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

    private static NoticeTransfer TransferOf(NpgsqlDataReader reader) =>
        new(
            reader.GetInt16(18),
            reader.GetString(19),
            reader.GetInt64(20),
            reader.GetString(21),
            TextOrNull(reader, 22),
            reader.GetString(23),
            reader.GetString(24),
            MetadataOf(reader, 25)
        );

    private static List<MetadataEntry> MetadataOf(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? [] : JsonSerializer.Deserialize<List<MetadataEntry>>(reader.GetString(column), ApiJson.Options)!;

    private static string? TextOrNull(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DateOnly? DateOrNull(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateOnly>(column);
}
