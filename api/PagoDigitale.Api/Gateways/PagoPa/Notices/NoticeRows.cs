using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;

namespace PagoDigitale.Api.Gateways.PagoPa.Notices;

/// <summary>The statements that read what questions about notices of one organization need, and what they give.</summary>
internal static class NoticeRows
{
    private static readonly SqlText _read = SqlText.Statement(typeof(NoticeRows), "NoticesAsked.sql");

    public static NpgsqlBatchCommand ReadOf(string organization, IReadOnlyList<NoticeQuestion> questions) =>
        new(_read)
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

    private static NoticeTransfer TransferOf(NpgsqlDataReader reader)
    {
        var code = reader.GetString(23);
        RequestToPay? position = TextOrNull(reader, 27) is { } said ? StateText.Parse<RequestToPay>(said) : null;
        return new(
            reader.GetInt16(18),
            reader.GetString(19),
            reader.GetInt64(20),
            reader.GetString(21),
            TextOrNull(reader, 22),
            code,
            TransferCategory.Effective(position, code, StateText.Parse<RequestToPay>(reader.GetString(28))),
            reader.GetString(24),
            MetadataOf(reader, 25)
        );
    }

    private static List<MetadataEntry> MetadataOf(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? [] : JsonSerializer.Deserialize<List<MetadataEntry>>(reader.GetString(column), ApiJson.Options)!;

    private static string? TextOrNull(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DateOnly? DateOrNull(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateOnly>(column);
}
