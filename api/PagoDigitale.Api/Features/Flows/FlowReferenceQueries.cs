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
            errors.Add(
                new(
                    "unitCode",
                    "unit-not-found",
                    "is not the code of a unit of this organization",
                    "Create the unit, or use the code of one that exists."
                )
            );
        if (serviceCode is not null && found.IsServiceActive is null)
            errors.Add(
                new(
                    "serviceCode",
                    "service-not-found",
                    $"there is no service '{serviceCode}' in this organization",
                    "Create the service first, or correct the code."
                )
            );
        else if (serviceCode is not null && found.IsServiceActive == false)
            errors.Add(
                new(
                    "serviceCode",
                    "service-inactive",
                    $"the service '{serviceCode}' takes no new positions",
                    "Make the service active again, or use another one."
                )
            );
        return errors.Count == 0 ? null : ApiError.Invalid(errors);
    }
}
