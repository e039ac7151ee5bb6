using System.Text.Json;
using Npgsql;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>Reads statements, as the list and every answer show them.</summary>
public sealed class BankStatementRows(TenantSession session)
{
    private const string Columns = """
        s.statement_id, s.file_name, s.file_sha256, s.mapping::text, s.lines_count, s.movements_count, s.pago_pa_count, s.rejected_count,
        (SELECT count(*) FROM bank_movements m WHERE m.organization_id = $1 AND m.statement_id = s.statement_id
            AND m.state IN ('matched', 'amount-mismatch', 'regularised')),
        s.credits_cents, s.debits_cents, s.pago_pa_cents, s.first_date, s.last_date, s.rejected_lines::text, s.created_at,
        s.duplicates_count, s.duplicate_lines::text, s.withdrawn_at, s.withdrawal_reason
        """;

    public Task<List<(Guid Id, BankStatementModel Model)>> QueryAsync(string where, object?[] values, CancellationToken ct) =>
        session.QueryAsync($"SELECT {Columns} FROM bank_statements s WHERE {where}", r => (r.GetGuid(0), Map(r)), ct, values);

    public async Task<BankStatementModel?> FindAsync(Guid id, CancellationToken ct) =>
        (await QueryAsync("s.organization_id = $1 AND s.statement_id = $2", [session.Organization, id], ct)).SingleOrDefault().Model;

    public static ApiError NotFound(string statement) =>
        ApiError.NotFound("bank-statement-not-found", BankStatementsTexts.NotFound, BankStatementsTexts.NoSuch.With(statement));

    private static BankStatementModel Map(NpgsqlDataReader r) =>
        new()
        {
            Id = PublicId.Format("bst", r.GetGuid(0)),
            FileName = r.GetString(1),
            FileSha256 = Convert.ToHexStringLower(r.GetFieldValue<byte[]>(2)),
            IsDuplicate = false,
            Mapping = JsonSerializer.Deserialize<StatementMapping>(r.GetString(3), ApiJson.Options)!,
            Counts = new()
            {
                Lines = r.GetInt32(4),
                Movements = r.GetInt32(5),
                Duplicates = r.GetInt32(16),
                PagoPa = r.GetInt32(6),
                Others = r.GetInt32(5) - r.GetInt32(6),
                Rejected = r.GetInt32(7),
                Matched = (int)r.GetInt64(8),
            },
            Amounts = new()
            {
                CreditsCents = r.GetInt64(9),
                DebitsCents = r.GetInt64(10),
                PagoPaCents = r.GetInt64(11),
            },
            FirstDate = r.IsDBNull(12) ? null : r.GetFieldValue<DateOnly>(12),
            LastDate = r.IsDBNull(13) ? null : r.GetFieldValue<DateOnly>(13),
            RejectedLines = JsonSerializer.Deserialize<List<RejectedLine>>(r.GetString(14), ApiJson.Options)!,
            DuplicateLines = JsonSerializer.Deserialize<List<DuplicateLine>>(r.GetString(17), ApiJson.Options)!,
            CreatedAt = r.GetFieldValue<DateTimeOffset>(15),
            Withdrawal = r.IsDBNull(18) ? null : new() { WithdrawnAt = r.GetFieldValue<DateTimeOffset>(18), Reason = r.GetString(19) },
        };
}
