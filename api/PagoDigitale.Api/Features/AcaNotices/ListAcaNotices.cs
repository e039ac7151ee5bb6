using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.AcaNotices;

public sealed record AcaNoticeFilter : PageQuery
{
    [CommaSeparated("state")]
    public string[]? State { get; init; }

    [FromQuery(Name = "positionId")]
    public string? PositionId { get; init; }
}

public sealed class ListAcaNoticesHandler(TenantSession session, AcaNoticeRows rows)
{
    public async Task<Outcome<Page<AcaNoticeModel>>> RunAsync(AcaNoticeFilter filter, CancellationToken ct)
    {
        if (Place.TryRead(filter.Cursor, ListOrder.Newest, out var after) is { } malformed)
            return malformed;
        if (QueryValue.TryStates<AcaNoticeState>(filter.State, "state") is { } unknown)
            return unknown;
        if (QueryValue.TryId(filter.PositionId, "pos", "positionId", out var position) is { } wrong)
            return wrong;
        var where = new Conditions("n.organization_id = $1", session.Organization)
            .And("n.position_id = ?", position)
            .AndAnyOf("FROM aca_notices n WHERE ", "n.state", filter.State)
            .Behind("n.instalment_id", after);
        var found = await rows.FindAsync(where.Page(filter.Limit, "n.instalment_id"), where.Values, ct);
        return Page<AcaNoticeModel>.Of(found, filter.Limit, r => r.Model, r => new Place(null, r.Id).ToCursor());
    }
}
