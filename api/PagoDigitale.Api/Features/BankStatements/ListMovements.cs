using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.BankStatements;

public sealed record MovementFilter : StatementMovementFilter
{
    [FromQuery(Name = "statementId")]
    public string? StatementId { get; init; }
}

/// <summary>The movements of all statements, the newest first.</summary>
public sealed class ListMovementsHandler(MovementRows rows, MovementEmbedding embedding)
{
    public async Task<Outcome<Page<MovementModel>>> RunAsync(MovementFilter filter, CancellationToken ct)
    {
        if (Cursor.TryRead(filter.Cursor, 2, out var cursor) is { } error)
            return error;
        var (day, after) = (default(DateOnly), Guid.Empty);
        if (
            cursor is not null
            && !(DateOnly.TryParseExact(cursor.Keys[0], "yyyyMMdd", out day) && Guid.TryParseExact(cursor.Keys[1], "N", out after))
        )
            return Cursor.Malformed();
        if (QueryValue.TryStates<MovementState>(filter.State, "state") is { } unknown)
            return unknown;
        if (QueryValue.TryId(filter.StatementId, "bst", "statementId", out var statement) is { } malformed)
            return malformed;
        var where = rows.Asked(filter, statement)
            .AndAnyOf("FROM bank_movements m WHERE ", "m.state", filter.State)
            .AndKeyed("m.is_pago_pa", filter.IsPagoPa)
            .Behind("m.accounting_date, m.movement_id", cursor is null ? null : day, cursor is null ? null : after);
        var found = await rows.QueryAsync(where.Page(filter.Limit, "m.accounting_date", "m.movement_id"), where.Values, ct);
        return Page<MovementModel>.Of(
            await embedding.AddAsync(found, filter.Embed, ct),
            filter.Limit,
            r => r.Model,
            r => new Cursor(r.Model.AccountingDate.ToString("yyyyMMdd", CultureInfo.InvariantCulture), r.Id.ToString("N"))
        );
    }
}
