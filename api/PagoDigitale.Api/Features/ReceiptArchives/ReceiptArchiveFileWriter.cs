using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.ReceiptArchives;

/// <param name="Receipt">That is here now.</param>
/// <param name="Failure">Why it was refused.</param>
public sealed record FileOutcome(ZippedFile File, ReceiptFileOutcome Outcome, Guid? Receipt, Failure? Failure);

/// <summary>Writes what became of files, and the sums of it, with the receipts themselves.</summary>
public sealed class ReceiptArchiveFileWriter(TenantSession session)
{
    public async Task WriteAsync(Guid archive, IReadOnlyList<FileOutcome> outcomes, CancellationToken ct)
    {
        if (outcomes.Count == 0)
            return;
        await session.ExecuteAsync(
            """
            INSERT INTO receipt_archive_files (organization_id, receipt_archive_id, file_index, file_name, outcome, receipt_record_id,
                failure)
            SELECT $1, $2, n.* FROM unnest($3::integer[], $4::text[], $5::text[], $6::uuid[], $7::jsonb[]) AS n
            """,
            ct,
            session.Organization,
            archive,
            outcomes.Select(o => o.File.Index).ToArray(),
            outcomes.Select(o => o.File.Name).ToArray(),
            outcomes.Select(o => StateText.Of(o.Outcome)).ToArray(),
            outcomes.Select(o => o.Receipt).ToArray(),
            new NpgsqlParameter
            {
                Value = outcomes
                    .Select(o => o.Failure is { } failure ? JsonSerializer.Serialize(failure, ApiJson.Options) : null)
                    .ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
            }
        );
        await session.ExecuteAsync(
            """
            UPDATE receipt_archives SET taken_count = taken_count + $3, already_here_count = already_here_count + $4,
                refused_count = refused_count + $5
            WHERE organization_id = $1 AND receipt_archive_id = $2
            """,
            ct,
            session.Organization,
            archive,
            Count(ReceiptFileOutcome.Taken),
            Count(ReceiptFileOutcome.AlreadyHere),
            Count(ReceiptFileOutcome.Refused)
        );

        int Count(ReceiptFileOutcome outcome) => outcomes.Count(o => o.Outcome == outcome);
    }
}
