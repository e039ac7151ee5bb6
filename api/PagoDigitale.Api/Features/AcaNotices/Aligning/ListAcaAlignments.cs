using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.AcaNotices.Aligning;

public sealed class ListAcaAlignmentsHandler(TenantSession session, AcaAlignmentRows rows)
{
    public async Task<Outcome<Page<AcaAlignmentModel>>> RunAsync(PageQuery query, CancellationToken ct)
    {
        if (Place.TryRead(query.Cursor, ListOrder.Newest, out var after) is { } malformed)
            return malformed;
        var where = new Conditions("organization_id = $1", session.Organization).Behind("alignment_id", after);
        var found = await rows.FindAsync(where.Page(query.Limit, "alignment_id"), where.Values, ct);
        return Page<AcaAlignmentModel>.Of(found, query.Limit, r => r.Model, r => new Place(null, r.Id).ToCursor());
    }
}
