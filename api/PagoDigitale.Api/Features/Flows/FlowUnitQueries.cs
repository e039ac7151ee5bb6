using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Flows;

public sealed class FlowUnitQueries(TenantSession session)
{
    /// <summary>Null when the unit exists or none is named.</summary>
    public async Task<ApiError?> CheckAsync(string? unitCode, CancellationToken ct) =>
        unitCode is null || await session.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM units WHERE organization_id = $1 AND code = $2)", ct, session.Organization, unitCode)
            ? null
            : ApiError.Invalid(new FieldError("unitCode", "unit-not-found", "is not the code of a unit of this organization", "Create the unit, or use the code of one that exists."));
}
