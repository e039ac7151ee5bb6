using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.ActivityLog;

/// <summary>Calls to be found in the log.</summary>
internal static class Noted
{
    /// <summary>An organization with four entries: three changes and a refusal.</summary>
    public static async Task<string> OrganizationAsync(TestApi api)
    {
        var organization = await Platform.Registry.OrganizationAsync(api);
        foreach (var code in new[] { "A", "B", "C" })
            await api.Admin.Organizations.CreateUnitAsync(organization, new UnitInput { Code = code, Name = code });
        await RefusalAsync(404, "debtor-not-found", () => api.Admin.Debtors.ReadAsync(organization, "deb_nothing"));
        return organization;
    }
}
