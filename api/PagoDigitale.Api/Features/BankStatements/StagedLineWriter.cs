using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>What a file has, without its movements: those are in the table of the transaction.</summary>
public sealed record StagedStatement(
    int Movements,
    int Rejected,
    IReadOnlyList<RejectedLine> RejectedLines,
    DateOnly? FirstDate,
    DateOnly? LastDate
);

/// <summary>
/// Brings the movements of a file into a table of the transaction, by COPY, while it is read: nothing is held in memory and
/// nobody waits. Only then the lock is taken, and what is new goes on as one set.
/// </summary>
public sealed class StagedLineWriter(TenantSession session)
{
    private const int LinesListedMax = 100;

    public async Task<StagedStatement> StageAsync(IEnumerable<ReadLine> lines, IReadOnlySet<string> knownFlussoIds, CancellationToken ct)
    {
        await session.ExecuteAsync(
            """
            CREATE TEMPORARY TABLE staged_lines (line_number integer NOT NULL, accounting_date date NOT NULL, value_date date,
                amount_cents bigint NOT NULL, description text NOT NULL,
                provvisorio text COLLATE "C", is_pago_pa boolean NOT NULL, kind text, value text, confidence text,
                content_key uuid GENERATED ALWAYS AS (movement_content_key(accounting_date, amount_cents, description)) STORED)
                    ON COMMIT DROP
            """,
            ct
        );
        var (movements, rejected, listed) = (0, 0, new List<RejectedLine>());
        var (first, last) = ((DateOnly?)null, (DateOnly?)null);
        await using (
            var import = await session.Connection.BeginBinaryImportAsync(
                """
                COPY staged_lines (line_number, accounting_date, value_date, amount_cents, description, provvisorio, is_pago_pa, kind,
                    value, confidence) FROM STDIN (FORMAT binary)
                """,
                ct
            )
        )
        {
            foreach (var line in lines)
            {
                if (line.Movement is not { } movement)
                {
                    if (rejected++ < LinesListedMax)
                        listed.Add(line.Rejected!);
                    continue;
                }
                movements++;
                first = first is null || movement.AccountingDate < first ? movement.AccountingDate : first;
                last = last is null || movement.AccountingDate > last ? movement.AccountingDate : last;
                await WriteAsync(import, MovementDraft.Of(movement, knownFlussoIds), ct);
            }
            await import.CompleteAsync(ct);
        }
        await session.ExecuteAsync("ANALYZE staged_lines", ct);
        return new(movements, rejected, listed, first, last);
    }

    private static async Task WriteAsync(NpgsqlBinaryImporter import, MovementDraft draft, CancellationToken ct)
    {
        await import.StartRowAsync(ct);
        await import.WriteAsync(draft.Line.LineNumber, NpgsqlDbType.Integer, ct);
        await import.WriteAsync(draft.Line.AccountingDate, NpgsqlDbType.Date, ct);
        await WriteAsync(import, draft.Line.ValueDate, NpgsqlDbType.Date, ct);
        await import.WriteAsync(draft.Line.AmountCents, NpgsqlDbType.Bigint, ct);
        await import.WriteAsync(draft.Line.Description, NpgsqlDbType.Text, ct);
        await WriteAsync(import, draft.Line.Provvisorio, NpgsqlDbType.Text, ct);
        await import.WriteAsync(draft.IsPagoPa, NpgsqlDbType.Boolean, ct);
        await WriteAsync(import, draft.ReferenceKind, NpgsqlDbType.Text, ct);
        await WriteAsync(import, draft.ReferenceKind is null ? null : draft.Reference.Value, NpgsqlDbType.Text, ct);
        await WriteAsync(import, draft.ReferenceKind is null ? null : StateText.Of(draft.Reference.Confidence), NpgsqlDbType.Text, ct);
    }

    private static Task WriteAsync(NpgsqlBinaryImporter import, string? value, NpgsqlDbType type, CancellationToken ct) =>
        value is null ? import.WriteNullAsync(ct) : import.WriteAsync(value, type, ct);

    private static Task WriteAsync(NpgsqlBinaryImporter import, DateOnly? value, NpgsqlDbType type, CancellationToken ct) =>
        value is null ? import.WriteNullAsync(ct) : import.WriteAsync(value.Value, type, ct);
}
