using PagoDigitale.Sdk;
using PagoDigitale.TestKit;

namespace PagoDigitale.Api.Tests.Taxonomy;

/// <summary>A client of one organization, with a scope that has nothing to do with the taxonomy.</summary>
internal static class TaxonomyReader
{
    public static async Task<PagoDigitaleClient> OfAsync(TestApi api)
    {
        var organization = await TestOrganization.CreateAsync(api.Admin);
        var made = await api.Admin.Clients.CreateAsync(
            new()
            {
                Name = "Sportello",
                Scopes = ["positions:read"],
                Organizations = [organization.Code],
            }
        );
        return api.Client(made.ClientId, made.ClientSecret);
    }
}
