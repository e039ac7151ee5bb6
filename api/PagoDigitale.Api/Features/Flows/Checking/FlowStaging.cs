using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Api.Features.Flows.Formats;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Flows.Checking;

/// <summary>
/// Copies checked rows to <c>flow_staging</c>, batch by batch, each in a transaction that also tells how far the flow is. The
/// database writes itself whose the rows are; they are read and cleared through <c>staged_flow_rows</c>.
/// </summary>
public sealed class FlowStaging(TenantScopes scopes, string organization, Guid flow)
{
    private const string Copy = """
        COPY flow_staging (flow_id, row_number, original, content_hash, external_id, debtor_type, debtor_fiscal_code, debtor_name,
            debtor_address, debtor_email, debtor_pec, service_code, description, amount_cents, due_date, valid_until,
            accertamento_year, accertamento_number, option_index, instalment_index, option_kind, option_description, valid_from,
            keep_payable_after_due_date, request_to_pay, errors, warnings) FROM STDIN (FORMAT BINARY)
        """;

    public async Task ClearAsync(CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(organization, ct);
        await ClearAsync(scope.Session, flow, ct);
        await scope.CommitAsync(ct);
    }

    public static async Task ClearAsync(TenantSession session, Guid flow, CancellationToken ct)
    {
        await using var command = session.Command(
            "DELETE FROM staged_flow_rows WHERE organization_id = $1 AND flow_id = $2",
            session.Organization,
            flow
        );
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>False when the flow is not being validated any more: it was cancelled meanwhile.</summary>
    public async Task<bool> WriteAsync(List<FlowRow> rows, int processed, int estimated, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(organization, ct);
        await using (var importer = await scope.Session.Connection.BeginBinaryImportAsync(Copy, ct))
        {
            foreach (var row in rows)
                await WriteAsync(importer, row, ct);
            await importer.CompleteAsync(ct);
        }
        var isGoingOn = await scope.Session.ExecuteAsync(
            """
            UPDATE flows SET processed_rows = $3, rows_total = $4 WHERE organization_id = $1 AND flow_id = $2 AND state = $5
            """,
            ct,
            organization,
            flow,
            processed,
            estimated,
            StateText.Of(FlowState.Validating)
        );
        await scope.CommitAsync(ct);
        return isGoingOn == 1;
    }

    private async Task WriteAsync(NpgsqlBinaryImporter importer, FlowRow row, CancellationToken ct)
    {
        await importer.StartRowAsync(ct);
        await importer.WriteAsync(flow, NpgsqlDbType.Uuid, ct);
        await importer.WriteAsync(row.RowNumber, NpgsqlDbType.Integer, ct);
        await importer.WriteAsync(row.Original, NpgsqlDbType.Text, ct);
        await importer.WriteAsync(row.ContentHash, NpgsqlDbType.Uuid, ct);
        foreach (var text in (ReadOnlySpan<string?>)[row.ExternalId, row.DebtorType, row.DebtorFiscalCode, row.DebtorName])
            Write(importer, text, NpgsqlDbType.Text);
        Write(
            importer,
            row.DebtorAddress is null ? null : JsonSerializer.Serialize(row.DebtorAddress, ApiJson.Options),
            NpgsqlDbType.Jsonb
        );
        foreach (var text in (ReadOnlySpan<string?>)[row.DebtorEmail, row.DebtorPec, row.ServiceCode, row.Description])
            Write(importer, text, NpgsqlDbType.Text);
        Write(importer, row.AmountCents, NpgsqlDbType.Bigint);
        Write(importer, row.DueDate, NpgsqlDbType.Date);
        Write(importer, row.ValidUntil, NpgsqlDbType.Date);
        Write(importer, (short?)row.AccertamentoYear, NpgsqlDbType.Smallint);
        Write(importer, row.AccertamentoNumber, NpgsqlDbType.Text);
        Write(importer, (short?)row.OptionIndex, NpgsqlDbType.Smallint);
        Write(importer, (short?)row.InstalmentIndex, NpgsqlDbType.Smallint);
        Write(importer, row.OptionKind is { } kind ? StateText.Of(kind) : null, NpgsqlDbType.Text);
        Write(importer, row.OptionDescription, NpgsqlDbType.Text);
        Write(importer, row.ValidFrom, NpgsqlDbType.Date);
        Write(importer, row.KeepPayableAfterDueDate, NpgsqlDbType.Boolean);
        Write(importer, row.RequestToPay is { } request ? StateText.Of(request) : null, NpgsqlDbType.Text);
        Write(importer, row.Errors is null ? null : JsonSerializer.Serialize(row.Errors, ApiJson.Options), NpgsqlDbType.Jsonb);
        Write(importer, row.Warnings is null ? null : JsonSerializer.Serialize(row.Warnings, ApiJson.Options), NpgsqlDbType.Jsonb);
    }

    private static void Write(NpgsqlBinaryImporter importer, string? value, NpgsqlDbType type)
    {
        if (value is null)
            importer.WriteNull();
        else
            importer.Write(value, type);
    }

    private static void Write<T>(NpgsqlBinaryImporter importer, T? value, NpgsqlDbType type)
        where T : struct
    {
        if (value is { } present)
            importer.Write(present, type);
        else
            importer.WriteNull();
    }
}
