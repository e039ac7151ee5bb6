using Npgsql;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.ReceiptArchives;

/// <summary>Reads archives, with the counts of what became of their files.</summary>
public sealed class ReceiptArchiveRows(TenantSession session)
{
    internal const string Prefix = "rca";

    private const string Columns = """
        a.receipt_archive_id, a.file_name, a.size_bytes, a.state, a.files_count, a.taken_count, a.already_here_count, a.refused_count,
        a.created_at, a.completed_at FROM receipt_archives a
        """;

    /// <param name="where">Of <c>a</c>, in the order it is told.</param>
    public Task<List<(Guid Id, ReceiptArchiveModel Model)>> FindAsync(string where, object?[] values, CancellationToken ct) =>
        session.QueryAsync($"SELECT {Columns} WHERE {where}", r => (r.GetGuid(0), Map(r)), ct, values);

    public async Task<Outcome<ReceiptArchiveModel>> ReadAsync(string receiptArchive, CancellationToken ct) =>
        PublicId.TryParse(receiptArchive, Prefix, out var id) && await FindAsync(id, ct) is { } found
            ? found
            : ApiError.NotFound("receipt-archive-not-found", ReceiptArchiveTexts.NotFound, ReceiptArchiveTexts.NoSuch.With(receiptArchive));

    public async Task<ReceiptArchiveModel?> FindAsync(Guid id, CancellationToken ct)
    {
        var found = await FindAsync("a.organization_id = $1 AND a.receipt_archive_id = $2", [session.Organization, id], ct);
        return found.Count == 0 ? null : found[0].Model;
    }

    private static ReceiptArchiveModel Map(NpgsqlDataReader r) =>
        new()
        {
            Id = PublicId.Format(Prefix, r.GetGuid(0)),
            FileName = r.GetString(1),
            SizeBytes = r.GetInt64(2),
            State = StateText.Parse<ReceiptArchiveState>(r.GetString(3)),
            Counts = new(r.GetInt32(4), r.GetInt32(5), r.GetInt32(6), r.GetInt32(7)),
            CreatedAt = r.GetFieldValue<DateTimeOffset>(8),
            CompletedAt = r.IsDBNull(9) ? null : r.GetFieldValue<DateTimeOffset>(9),
        };
}
