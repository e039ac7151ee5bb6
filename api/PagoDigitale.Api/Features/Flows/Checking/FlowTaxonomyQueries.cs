using Npgsql;
using PagoDigitale.Api.Features.Taxonomy.Door;
using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Flows.Checking;

/// <summary>What the taxonomy in force says of the code of a service, as a row of its flow is told.</summary>
public sealed record FlowTaxonomyFault(string ServiceCode, bool IsRefused, FlowRowFault Fault);

public sealed record FlowRowFault(string Field, string Code, Message Message, Message Remedy, string Value);

/// <summary>Rows have no code of their own: it is their service's. Looked at when a flow is checked and when it makes its debts.</summary>
public sealed class FlowTaxonomyQueries(TenantSession session, TaxonomyCheck taxonomy)
{
    private const string Field = "codice_servizio";

    /// <param name="services">The condition on services s; $2 on are its values.</param>
    public async Task<IReadOnlyList<FlowTaxonomyFault>> FaultsAsync(string services, CancellationToken ct, params object[] values)
    {
        var codes = await session.QueryAsync(
            $"SELECT s.service_code, s.taxonomy_code FROM door.services s WHERE s.organization_id = $1 AND {services}",
            r => (Service: r.GetString(0), Taxonomy: r.GetString(1)),
            ct,
            [session.Organization, .. values]
        );
        var findings = await taxonomy.OfAsync(codes.Select(c => c.Taxonomy), ct);
        return [.. codes.Where(c => findings.ContainsKey(c.Taxonomy)).Select(c => Fault(c.Service, findings[c.Taxonomy]))];
    }

    public static NpgsqlParameter Json(IEnumerable<FlowTaxonomyFault> faults) => UploadFlowHandler.Json(faults);

    private static FlowTaxonomyFault Fault(string service, TaxonomyFinding finding) =>
        new(
            service,
            finding.IsRefused,
            new(
                Field,
                finding.Fault,
                FlowVerdictTexts.TaxonomyCode.With(finding.TaxonomyCode, finding.Message),
                FlowVerdictTexts.ChangeTaxonomyCode.With(finding.Remedy),
                service
            )
        );
}
