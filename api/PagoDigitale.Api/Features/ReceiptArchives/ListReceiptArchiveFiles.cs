using System.Globalization;
using System.Text.Json;
using Npgsql;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.ReceiptArchives;

public sealed record ReceiptArchiveFileFilter : PageQuery
{
    [CommaSeparated("outcome")]
    public string[]? Outcome { get; init; }
}

/// <summary>What became of the files of an archive, in their order; of those that were not looked at yet nothing.</summary>
public sealed class ListReceiptArchiveFilesHandler(TenantSession session, ReceiptArchiveRows archives)
{
    public async Task<Outcome<Page<ReceiptArchiveFileModel>>> RunAsync(
        string receiptArchive,
        ReceiptArchiveFileFilter filter,
        CancellationToken ct
    )
    {
        if (QueryValue.TryStates<ReceiptFileOutcome>(filter.Outcome, "outcome") is { } unknown)
            return unknown;
        if ((await archives.ReadAsync(receiptArchive, ct)).Error is { } missing)
            return missing;
        if (Cursor.TryRead(filter.Cursor, 1, out var after) is { } error)
            return error;
        var last = 0;
        if (after is not null && !int.TryParse(after.Keys[0], NumberStyles.None, CultureInfo.InvariantCulture, out last))
            return Cursor.Malformed();
        PublicId.TryParse(receiptArchive, ReceiptArchiveRows.Prefix, out var id);
        var where = new Conditions(
            "organization_id = $1 AND receipt_archive_id = $2 AND file_index > $3",
            session.Organization,
            id,
            last
        ).And("outcome = ANY (?)", filter.Outcome);
        var found = await session.QueryAsync(
            $"""
            SELECT file_index, file_name, outcome, receipt_record_id, failure::text FROM receipt_archive_files
            WHERE {where} ORDER BY file_index LIMIT {filter.Limit + 1}
            """,
            Map,
            ct,
            where.Values
        );
        return Page<ReceiptArchiveFileModel>.Of(
            found,
            filter.Limit,
            f => f,
            f => new Cursor(f.Index.ToString(CultureInfo.InvariantCulture))
        );
    }

    private static ReceiptArchiveFileModel Map(NpgsqlDataReader r) =>
        new()
        {
            Index = r.GetInt32(0),
            FileName = r.GetString(1),
            Outcome = StateText.Parse<ReceiptFileOutcome>(r.GetString(2)),
            ReceiptId = r.IsDBNull(3) ? null : PublicId.Format("rcp", r.GetGuid(3)),
            Failure = r.IsDBNull(4) ? null : JsonSerializer.Deserialize<Failure>(r.GetString(4), ApiJson.Options),
        };
}
