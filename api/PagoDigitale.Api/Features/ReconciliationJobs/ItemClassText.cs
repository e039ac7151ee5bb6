using PagoDigitale.Core.Reconciliation;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>Between the text kept in the database and the API's class; the order of both enumerations is the same.</summary>
public static class ItemClassText
{
    public static ItemClass Parse(string text) => (ItemClass)ReconciliationClassText.Parse(text);
}
