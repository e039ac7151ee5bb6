using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Flows;

/// <summary>Looks at what the parameters of a flow name: said at once, rather than once for each row of the file.</summary>
public sealed class FlowReferenceQueries(TenantSession session)
{
    /// <summary>Null when the unit and the service can be used, or none is named.</summary>
    public async Task<ApiError?> CheckAsync(string? unitCode, string? serviceCode, CancellationToken ct)
    {
        var found = (
            await session.QueryAsync(
                """
                SELECT EXISTS (SELECT FROM door.units WHERE organization_id = $1 AND code = $2),
                    (SELECT is_active FROM door.services WHERE organization_id = $1 AND service_code = $3)
                """,
                r => (HasUnit: r.GetBoolean(0), IsServiceActive: r.IsDBNull(1) ? (bool?)null : r.GetBoolean(1)),
                ct,
                session.Organization,
                unitCode,
                serviceCode
            )
        ).Single();
        var errors = new List<FieldError>();
        if (unitCode is not null && !found.HasUnit)
            errors.Add(new("unitCode", "unit-not-found", FlowsTexts.NoUnit, FlowsTexts.CreateUnit));
        if (serviceCode is not null && found.IsServiceActive is null)
            errors.Add(new("serviceCode", "service-not-found", FlowsTexts.NoService.With(serviceCode), FlowsTexts.CreateService));
        else if (serviceCode is not null && found.IsServiceActive == false)
            errors.Add(new("serviceCode", "service-inactive", FlowsTexts.ServiceIsInactive.With(serviceCode), FlowsTexts.ActivateService));
        return errors.Count == 0 ? null : ApiError.Invalid(errors);
    }
}
