using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.BankStatements;

public record StatementMovementFilter : PageQuery
{
    [FromQuery(Name = "isPagoPa")]
    public bool? IsPagoPa { get; init; }

    [CommaSeparated("state")]
    public string[]? State { get; init; }

    [FromQuery(Name = "dateFrom")]
    public DateOnly? DateFrom { get; init; }

    [FromQuery(Name = "dateTo")]
    public DateOnly? DateTo { get; init; }

    /// <summary>Part of the description.</summary>
    [FromQuery(Name = "q"), MaxLength(100)]
    public string? Q { get; init; }

    [FromQuery(Name = "amountCents"), Range(typeof(long), "-99999999999", "99999999999")]
    public long? AmountCents { get; init; }

    [FromQuery(Name = "provvisorio"), MaxLength(30)]
    public string? Provvisorio { get; init; }

    [FromQuery(Name = "flussoId"), MaxLength(70)]
    public string? FlussoId { get; init; }

    [CommaSeparated(FieldSelection.Parameter)]
    public string[]? Fields { get; init; }

    [CommaSeparated(EmbedsAttribute.Parameter)]
    public string[]? Embed { get; init; }
}

/// <summary>The movements of one statement, in the order of the file.</summary>
public sealed class ListStatementMovementsHandler(TenantSession session, MovementRows rows, MovementEmbedding embedding)
{
    public async Task<Outcome<Page<MovementModel>>> RunAsync(string statement, StatementMovementFilter filter, CancellationToken ct)
    {
        if (Cursor.TryRead(filter.Cursor, 1, out var cursor) is { } error)
            return error;
        var after = 0;
        if (cursor is not null && !int.TryParse(cursor.Keys[0], NumberStyles.None, CultureInfo.InvariantCulture, out after))
            return Cursor.Malformed();
        if (QueryValue.TryStates<MovementState>(filter.State, "state") is { } unknown)
            return unknown;
        if (
            !PublicId.TryParse(statement, "bst", out var id)
            || !await session.ScalarAsync<bool>(
                "SELECT EXISTS (SELECT FROM bank_statements WHERE organization_id = $1 AND statement_id = $2)",
                ct,
                session.Organization,
                id
            )
        )
            return BankStatementRows.NotFound(statement);
        var where = rows.Asked(filter, id)
            .And("m.is_pago_pa = ?", filter.IsPagoPa)
            .And("m.state = ANY (?)", filter.State)
            .And("m.line_number > ?", after);
        var found = await rows.QueryAsync($"{where} ORDER BY m.line_number LIMIT {filter.Limit + 1}", where.Values, ct);
        return Page<MovementModel>.Of(
            await embedding.AddAsync(found, filter.Embed, ct),
            filter.Limit,
            r => r.Model,
            r => new Cursor(r.Model.LineNumber.ToString(CultureInfo.InvariantCulture))
        );
    }
}
